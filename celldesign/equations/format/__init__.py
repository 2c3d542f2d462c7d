"""How electrodes become a cell: stacks, jelly rolls and their cases."""
