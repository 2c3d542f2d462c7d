"""Materials of a supplier, for celldesign: nothing but data."""
