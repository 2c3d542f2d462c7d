"""Composite, metal and absent anodes."""
