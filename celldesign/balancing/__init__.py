"""Electrodes balanced against each other through their half-cell curves."""
