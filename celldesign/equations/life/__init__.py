"""How many cycles a cell lasts."""
