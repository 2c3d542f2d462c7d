"""A free-standing metal foil needs no collector."""

from celldesign.si import Dollars


def anode_collector_cost() -> Dollars:
    """No collector is bought.

    >>> anode_collector_cost()
    0.0
    """
    return 0.0
