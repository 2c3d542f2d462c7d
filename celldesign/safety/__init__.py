"""Thermal runaway from enthalpies."""
