"""Coatings, collectors and sheets: what one electrode is made of."""
