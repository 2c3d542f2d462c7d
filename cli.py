"""Runs the command line from a checkout: `python cli.py build …`."""

import sys

try:
    from celldesign.app import main
except ModuleNotFoundError as missing:
    sys.exit(f"error: {missing.name} is not installed; run `pip install .` in the checkout first")

main()
