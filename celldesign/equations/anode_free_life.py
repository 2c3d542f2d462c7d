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
    lithium_efficiency: Fraction, lifetime_retention: Fraction
) -> Cycles:
    r"""Cycles until only a share of the capacity is left, :math:`\ln r/\ln\eta`.

    99 % leave 80 % after 22 cycles.

    >>> round(float(lifetime_cycles_to_retention(0.99, 0.8)), 1)
    22.2
    """
    return np.log(lifetime_retention) / np.log(lithium_efficiency)
