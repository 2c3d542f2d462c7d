"""Studies of one design or of very many."""
