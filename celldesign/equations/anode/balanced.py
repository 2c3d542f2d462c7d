"""An anode that is balanced against its cathode: its areal capacity from an N/P ratio."""

from celldesign.si import (
    CoulombsPerKilogram,
    CoulombsPerSquareMetre,
    Fraction,
    KilogramsPerSquareMetre,
)


def anode_areal_capacity_from_np_ratio(
    np_ratio: Fraction, cathode_areal_capacity: CoulombsPerSquareMetre
) -> CoulombsPerSquareMetre:
    """Areal capacity that the wanted N/P ratio asks for.

    >>> round(anode_areal_capacity_from_np_ratio(1.1, 3.3), 9)
    3.63
    """
    return np_ratio * cathode_areal_capacity


def anode_areal_capacity_from_np_ratio_operating(
    np_ratio_operating: Fraction,
    cathode_active_loading: KilogramsPerSquareMetre,
    operation_stated_specific_capacity: CoulombsPerKilogram,
) -> CoulombsPerSquareMetre:
    """Areal capacity that the wanted N/P ratio in operation asks for: 1.1 of 3.552 mAh/cm^2.

    >>> capacity = anode_areal_capacity_from_np_ratio_operating(1.1, 0.16, 799.2e3)
    >>> round(capacity / 36e3, 4)
    3.9072
    """
    return np_ratio_operating * cathode_active_loading * operation_stated_specific_capacity
