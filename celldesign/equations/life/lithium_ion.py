"""The life of a cell without lithium metal ends where it is said to."""

from celldesign.si import Cycles


def lifetime_cycles(lifetime_cycle_limit: Cycles) -> Cycles:
    """To the end of life that is given.

    >>> lifetime_cycles(500.0)
    500.0
    """
    return lifetime_cycle_limit
