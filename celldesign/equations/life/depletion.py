"""An upper bound of life: cycles until the lithium that faces a cathode is used up."""

import numpy as np

from celldesign.si import Coulombs, Cycles, Fraction


def lifetime_cycles_to_depletion(
    lithium_facing_excess_charge: Coulombs,
    lithium_formation_charge: Coulombs,
    capacity: Coulombs,
    lithium_efficiency: Fraction,
    lifetime_fade_per_cycle: Fraction,
) -> Cycles:
    r"""Cycles until the lithium that faces a cathode is used up.

    The reserve is what faces a cathode as assembled, and what the first cycle left in the anode.
    With a linear fade f the charge lost after N cycles is
    :math:`(1-\eta)\,Q\,(N - f N^2/2)`; the smaller root is returned, written so that it holds for
    f = 0 too; infinity where the reserve outlasts the fading cell, or no lithium is lost.
    Source: Boaretto 2025, doi 10.1016/j.jpowsour.2025.237671, recomputed.

    >>> round(float(lifetime_cycles_to_depletion(1.484, 0.0, 0.96, 0.9814, 0.0015)))
    89
    >>> round(float(lifetime_cycles_to_depletion(4.0, 0.124, 2.7, 0.98, 0.0)))
    76
    >>> float(lifetime_cycles_to_depletion(1.484, 0.0, 0.96, 0.999, 0.0015))
    inf
    >>> float(lifetime_cycles_to_depletion(1.484, 0.0, 0.96, 1.0, 0.0))
    inf
    """
    loss = np.maximum(1 - lithium_efficiency, 1e-300) * capacity
    cycles = (lithium_facing_excess_charge + lithium_formation_charge) / loss
    root = 1 - 2 * lifetime_fade_per_cycle * cycles
    smaller = np.where(root < 0, np.inf, 2 * cycles / (1 + np.sqrt(np.maximum(root, 0.0))))
    return np.where(lithium_efficiency < 1, smaller, np.inf)


def lifetime_implied_efficiency(
    lithium_facing_excess_charge: Coulombs,
    lithium_formation_charge: Coulombs,
    capacity: Coulombs,
    lifetime_cycles_to_failure: Cycles,
    lifetime_fade_per_cycle: Fraction,
) -> Fraction:
    r"""Lithium efficiency that a failure at a known cycle implies, :math:`1-X/(Q(N-fN^2/2))`.

    The paper's C/10 cell died at cycle 90 with 0.15 % fade per cycle.

    >>> round(lifetime_implied_efficiency(1.484, 0.0, 0.96, 90, 0.0015) * 100, 2)
    98.16
    >>> round(lifetime_implied_efficiency(1.4, 0.084, 0.888, 90, 0.0) * 100, 2)
    98.14
    """
    throughput = (
        lifetime_cycles_to_failure - lifetime_fade_per_cycle * lifetime_cycles_to_failure**2 / 2
    ) * capacity
    return 1 - (lithium_facing_excess_charge + lithium_formation_charge) / throughput


def lifetime_efficiency_for_cycles(
    lithium_facing_excess_charge: Coulombs,
    lithium_formation_charge: Coulombs,
    capacity: Coulombs,
    lifetime_target_cycles: Cycles,
) -> Fraction:
    """Lithium efficiency that a number of cycles without fade asks for.

    20 um of lithium, 2.7 mAh/cm^2 and 200 cycles need 99.24 %.

    >>> round(lifetime_efficiency_for_cycles(4.0, 0.1245, 2.7, 200) * 100, 2)
    99.24
    """
    reserve = lithium_facing_excess_charge + lithium_formation_charge
    return 1 - reserve / (capacity * lifetime_target_cycles)
