"""What an electrode's materials could hold, what the first cycle takes, and what comes back."""

import numpy as np

from celldesign.si import CoulombsPerKilogram, Fraction


def theoretical_specific_capacity(
    mass_fraction: Fraction,
    component_active: Fraction,
    component_theoretical_capacity: CoulombsPerKilogram,
) -> CoulombsPerKilogram:
    """Charge of all the ions that the active materials could hold, by mass.

    >>> w, a, q = np.array([0.5, 0.3, 0.2]), np.array([1.0, 1.0, 0.0]), np.array([990, 620, 0])
    >>> round(float(theoretical_specific_capacity(w, a, q)), 9)
    851.25
    """
    active = mass_fraction * component_active
    return np.sum(active * component_theoretical_capacity, axis=0) / np.sum(active, axis=0)


def first_cycle_efficiency(
    mass_fraction: Fraction,
    component_active: Fraction,
    component_first_cycle_efficiency: Fraction,
) -> Fraction:
    """Share of the first charge that comes back, of the active materials by mass.

    >>> w, a, eta = np.array([0.6, 0.3, 0.1]), np.array([1.0, 1.0, 0.0]), np.array([0.9, 0.84, 0.0])
    >>> round(float(first_cycle_efficiency(w, a, eta)), 9)
    0.88
    """
    active = mass_fraction * component_active
    return np.sum(active * component_first_cycle_efficiency, axis=0) / np.sum(active, axis=0)


def first_cycle_capacity(
    specific_capacity: CoulombsPerKilogram, first_cycle_efficiency: Fraction
) -> CoulombsPerKilogram:
    """Charge of the first cycle, of which the reversible specific capacity comes back.

    >>> round(first_cycle_capacity(178 * 3600.0, 0.89) / 3600, 9)
    200.0
    """
    return specific_capacity / first_cycle_efficiency
