"""One sheet of each electrode: a coin cell's two discs, or the two sheets of a repeat unit."""

from celldesign.si import Count


def cathode_sheets() -> Count:
    """One cathode.

    >>> cathode_sheets()
    1.0
    """
    return 1.0


def anode_sheets() -> Count:
    """One anode.

    >>> anode_sheets()
    1.0
    """
    return 1.0
