"""Membranes without a turn: of discs, of strips that are wound with the electrodes, of one unit."""

from celldesign.si import SquareMetres


def separator_fold_area() -> SquareMetres:
    """No membrane lies in folds.

    >>> separator_fold_area()
    0.0
    """
    return 0.0
