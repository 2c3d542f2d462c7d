"""A cell: built, explained, held to its limits."""
