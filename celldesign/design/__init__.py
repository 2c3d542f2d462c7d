"""The design file: read, changed, written."""
