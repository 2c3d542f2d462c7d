"""What a person reads: terminal text, and later pages, figures and workbooks."""
