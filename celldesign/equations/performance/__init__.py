"""Capacity, energy, resistance and heat of the cell."""
