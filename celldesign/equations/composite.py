"""A composite anode: no metallic lithium, balanced against the cathode."""

from celldesign.si import Coulombs, CoulombsPerSquareMetre, Fraction, Joules, Kilograms


def anode_areal_capacity_from_np_ratio(
    np_ratio: Fraction, cathode_areal_capacity: CoulombsPerSquareMetre
) -> CoulombsPerSquareMetre:
    """Areal capacity that the wanted N/P ratio asks for.

    >>> round(anode_areal_capacity_from_np_ratio(1.1, 3.3), 9)
    3.63
    """
    return np_ratio * cathode_areal_capacity


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
