"""The life of a cell without a reserve of lithium ends with its capacity, or before."""

import numpy as np

from celldesign.si import Cycles


def lifetime_cycles(lifetime_cycles_to_retention: Cycles, lifetime_end_of_life: Cycles) -> Cycles:
    """Until too little capacity is left, or to the end of life that is given.

    >>> float(lifetime_cycles(12.0, 500.0)), float(lifetime_cycles(12.0, 5.0))
    (12.0, 5.0)
    """
    return np.minimum(lifetime_cycles_to_retention, lifetime_end_of_life)
