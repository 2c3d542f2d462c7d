"""Liquids, polymers and separators, and how well they conduct."""
