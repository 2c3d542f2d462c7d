"""The local page: `celldesign serve`."""
