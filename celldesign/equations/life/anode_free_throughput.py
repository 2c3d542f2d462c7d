"""A cell without a reserve of lithium ends with its capacity, or before, and fades with it."""

import numpy as np

from celldesign.si import Cycles, Fraction, Joules


def lifetime_cycles(lifetime_cycles_to_retention: Cycles, lifetime_cycle_limit: Cycles) -> Cycles:
    """Until too little capacity is left, or to the end of life that is given.

    >>> float(lifetime_cycles(12.0, 500.0)), float(lifetime_cycles(12.0, 5.0))
    (12.0, 5.0)
    """
    return np.minimum(lifetime_cycles_to_retention, lifetime_cycle_limit)


def lifetime_delivered_energy(
    energy: Joules, lifetime_cycles: Cycles, lithium_efficiency: Fraction
) -> Joules:
    r"""Energy of all cycles, each less by the lithium lost: :math:`E(1-\eta^N)/(1-\eta)`.

    Two cycles of 1 kWh at 90 % deliver 1 + 0.9 kWh, and two without a loss 2 kWh.

    >>> [round(float(lifetime_delivered_energy(1.0, 2.0, eta)), 9) for eta in (0.9, 1.0)]
    [1.9, 2.0]
    """
    lost = np.maximum(1 - lithium_efficiency, 1e-300)
    sum_of_shares = (1 - np.exp(lifetime_cycles * np.log(lithium_efficiency))) / lost
    return energy * np.where(lithium_efficiency < 1, sum_of_shares, lifetime_cycles)
