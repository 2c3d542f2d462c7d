"""A dry cell needs no liquid electrolyte."""

from celldesign.si import Dollars


def electrolyte_cost() -> Dollars:
    """No liquid is bought.

    >>> electrolyte_cost()
    0.0
    """
    return 0.0
