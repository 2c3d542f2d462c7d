"""A separator without folds: of discs, of strips wound with the electrodes, of one unit cell."""

from celldesign.si import SquareMetres


def separator_fold_area() -> SquareMetres:
    """No separator lies in folds.

    >>> separator_fold_area()
    0.0
    """
    return 0.0
