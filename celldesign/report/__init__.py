"""What a person reads: terminal text, pages, figures and workbooks."""
