"""From a measured curve to a property: the paper's equations 1 to 8, as pure functions on arrays.

Source of the equations: Boaretto 2025, doi 10.1016/j.jpowsour.2025.237671. Every function takes SI
arrays and returns a `Measurement`; `readings` reads the files, `celldesign measure` prints.
"""
