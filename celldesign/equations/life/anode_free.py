"""Without a reserve every lithium that does not strip again is capacity lost."""

import numpy as np

from celldesign.si import Coulombs, Cycles, Fraction


def lithium_facing_excess_charge() -> Coulombs:
    """No metal faces a cathode as assembled.

    >>> lithium_facing_excess_charge()
    0.0
    """
    return 0.0


def lifetime_cycles_to_retention(
    lithium_efficiency: Fraction, lifetime_capacity_retention: Fraction
) -> Cycles:
    r"""Cycles until only a share of the capacity is left, :math:`\ln r/\ln\eta`.

    99 % leave 80 % after 22 cycles; where none is lost there is no end.

    >>> round(float(lifetime_cycles_to_retention(0.99, 0.8)), 1)
    22.2
    >>> float(lifetime_cycles_to_retention(1.0, 0.8))
    inf
    """
    loss = np.minimum(np.log(lithium_efficiency), -1e-300)
    return np.where(lithium_efficiency < 1, np.log(lifetime_capacity_retention) / loss, np.inf)
