"""Defaults of a wound strip's tabs."""

from celldesign.si import Count, Fraction


def tab_arrangement() -> Fraction:
    """The strip's tabs are spread along it, each in the middle of its part.

    >>> tab_arrangement()
    2.0
    """
    return 2.0


def tab_count() -> Count:
    """The strip has one tab.

    >>> tab_count()
    1.0
    """
    return 1.0
