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
    component_specific_capacity: CoulombsPerKilogram,
    component_first_cycle_efficiency: Fraction,
) -> Fraction:
    r"""Initial coulombic efficiency of the blend, :math:`\sum wq/\sum(wq/\eta)`.

    Each active material counts by the charge that it takes: 86 % of graphite (344 mAh/g, 94.1 %)
    with 10 % of silicon (2300 mAh/g, 85 %).

    >>> w, a = np.array([0.86, 0.10, 0.04]), np.array([1.0, 1.0, 0.0])
    >>> q, eta = np.array([344.0, 2300.0, 0.0]), np.array([0.941, 0.85, 1.0])
    >>> round(float(first_cycle_efficiency(w, a, q, eta)), 4)
    0.8989
    """
    charge = mass_fraction * component_active * component_specific_capacity
    return np.sum(charge, axis=0) / np.sum(charge / component_first_cycle_efficiency, axis=0)


def first_cycle_conversion(
    mass_fraction: Fraction,
    component_active: Fraction,
    component_specific_capacity: CoulombsPerKilogram,
    component_first_cycle_efficiency: Fraction,
    component_first_cycle_conversion: Fraction,
) -> Fraction:
    r"""Share of the loss that goes with the charge, :math:`\sum l_i k_i/\sum l_i`.

    The loss of each material is :math:`l=wq(1/\eta-1)`; graphite's films cover all of it, silicon
    monoxide converts as it is charged.

    >>> w, a = np.array([0.9, 0.1]), np.array([1.0, 1.0])
    >>> q, eta = np.array([360.0, 1500.0]), np.array([0.9, 0.75])
    >>> round(float(first_cycle_conversion(w, a, q, eta, np.array([0.0, 1.0]))), 4)
    0.5814
    """
    charge = mass_fraction * component_active * component_specific_capacity
    loss = charge * (1 / component_first_cycle_efficiency - 1) + 1e-12 * charge
    return np.sum(loss * component_first_cycle_conversion, axis=0) / np.sum(loss, axis=0)


def first_cycle_capacity(
    specific_capacity: CoulombsPerKilogram, first_cycle_efficiency: Fraction
) -> CoulombsPerKilogram:
    """Charge of the first cycle, of which the reversible specific capacity comes back.

    >>> round(first_cycle_capacity(178 * 3600.0, 0.89) / 3600, 9)
    200.0
    """
    return specific_capacity / first_cycle_efficiency
