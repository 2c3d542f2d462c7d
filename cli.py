"""Runs the command line from a checkout: `python cli.py build …`."""

from celldesign.app import main

main()
