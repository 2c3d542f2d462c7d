"""The life of a metal anode ends with its lithium, or before."""

import numpy as np

from celldesign.si import Cycles


def lifetime_cycles(lifetime_cycles_to_depletion: Cycles, lifetime_cycle_limit: Cycles) -> Cycles:
    """Until the lithium is used up, or to the end of life that is given.

    >>> float(lifetime_cycles(66.0, 500.0)), float(lifetime_cycles(66.0, 50.0))
    (66.0, 50.0)
    """
    return np.minimum(lifetime_cycles_to_depletion, lifetime_cycle_limit)
