"""What a cell delivers in its life, with a fade that is given or none."""

import numpy as np

from celldesign.si import Cycles, Fraction, Joules


def lifetime_delivered_energy(
    energy: Joules, lifetime_cycles: Cycles, lifetime_fade_per_cycle: Fraction
) -> Joules:
    r"""Energy of all cycles, :math:`E(N-fN^2/2)`, of which none is below zero.

    100 cycles of 1 kWh that fade by 0.1 % each.

    >>> round(float(lifetime_delivered_energy(1.0, 100.0, 0.001)), 9)
    95.0

    With 1 % each nothing is left after 100: half of their energy, however many are asked for.

    >>> round(float(lifetime_delivered_energy(2.0, 400.0, 0.01)), 9)
    100.0
    """
    cycles = np.minimum(lifetime_cycles, 1 / np.maximum(lifetime_fade_per_cycle, 1e-300))
    return energy * cycles * (1 - np.minimum(lifetime_fade_per_cycle * cycles, 1.0) / 2)
