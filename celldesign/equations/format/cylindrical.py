"""A cylindrical cell: one round roll in a round can."""

import numpy as np

from celldesign.si import Count, CubicMetres, Fraction, Metres


def jelly_roll_count() -> Count:
    """A round can holds one roll.

    >>> jelly_roll_count()
    1.0
    """
    return 1.0


def casing_internal_volume(
    casing_internal_diameter: Metres, cell_outer_height: Metres, casing_lid_thickness: Metres
) -> CubicMetres:
    """Room between wall and lids: 20.67 mm wide and 69.67 mm high.

    >>> round(casing_internal_volume(20.67e-3, 70e-3, 0.165e-3) * 1e6, 4)
    23.3785
    """
    height = cell_outer_height - 2 * casing_lid_thickness
    return np.pi / 4 * casing_internal_diameter**2 * height


def jelly_roll_flat_width() -> Metres:
    """A round roll has no flat part.

    >>> jelly_roll_flat_width()
    0.0
    """
    return 0.0


def jelly_roll_outer_diameter_from_case(
    casing_internal_diameter: Metres, jelly_roll_clearance: Metres
) -> Metres:
    """The roll fills the can but for its clearance.

    >>> round(jelly_roll_outer_diameter_from_case(20.67e-3, 295.6e-6) * 1e3, 4)
    20.3744
    """
    return casing_internal_diameter - jelly_roll_clearance


def jelly_roll_clearance(
    casing_internal_diameter: Metres, jelly_roll_outer_diameter: Metres
) -> Metres:
    """Room that the roll leaves in its can.

    >>> round(jelly_roll_clearance(45.2e-3, 44e-3) * 1e3, 9)
    1.2
    """
    return casing_internal_diameter - jelly_roll_outer_diameter


def casing_fill_factor(
    jelly_roll_outer_diameter: Metres, casing_internal_diameter: Metres
) -> Fraction:
    """Diameter of the roll over that of the room: 44 of 45.2 mm.

    >>> round(casing_fill_factor(44e-3, 45.2e-3), 4)
    0.9735
    """
    return jelly_roll_outer_diameter / casing_internal_diameter


def cell_outer_diameter_from_roll(
    jelly_roll_outer_diameter: Metres, jelly_roll_clearance: Metres, casing_thickness: Metres
) -> Metres:
    """Can that a roll of a given length asks for.

    >>> round(cell_outer_diameter_from_roll(20.3744e-3, 295.6e-6, 0.165e-3) * 1e3, 6)
    21.0
    """
    return jelly_roll_outer_diameter + jelly_roll_clearance + 2 * casing_thickness
