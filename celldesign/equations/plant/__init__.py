"""What the cell costs and emits."""
