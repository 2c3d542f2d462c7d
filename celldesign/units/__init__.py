"""Quantities as text and as SI floats."""
