"""A composite anode: no metallic lithium, balanced against the cathode."""

import numpy as np

from celldesign.si import Coulombs, Fraction, Joules, Kilograms


def operation_cathode_utilisation(np_ratio_operating: Fraction) -> Fraction:
    """Share of the cathode's charge that the anode has room for.

    >>> float(operation_cathode_utilisation(0.9)), float(operation_cathode_utilisation(1.1))
    (0.9, 1.0)
    """
    return np.minimum(np_ratio_operating, 1.0)


def operation_lost_capacity(
    capacity: Coulombs, operation_cathode_utilisation: Fraction
) -> Coulombs:
    """Charge of the cathode that the anode has no room for: of 10 Ah the 2 Ah beyond 8 Ah.

    >>> round(operation_lost_capacity(8.0 * 3600, 0.8) / 3600, 9)
    2.0
    """
    return capacity * (1 / operation_cathode_utilisation - 1)


def lithium_mass() -> Kilograms:
    """A composite anode holds no lithium metal as assembled.

    >>> lithium_mass()
    0.0
    """
    return 0.0


def lithium_excess_charge() -> Coulombs:
    """A composite anode holds no excess lithium.

    >>> lithium_excess_charge()
    0.0
    """
    return 0.0


def transport_share_of_limit(energy: Joules, transport_energy_limit: Joules) -> Fraction:
    """Energy over the limit for small lithium-ion cells: 10 Wh of 20 Wh.

    >>> transport_share_of_limit(36000.0, 72000.0)
    0.5
    """
    return energy / transport_energy_limit
