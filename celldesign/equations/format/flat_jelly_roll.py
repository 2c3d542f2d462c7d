"""A prismatic cell with flat rolls side by side, their axis along the cell's height."""

from celldesign.si import Count, Fraction, Metres


def jelly_roll_outer_diameter_from_case(
    casing_internal_thickness: Metres, jelly_roll_count: Count, jelly_roll_clearance: Metres
) -> Metres:
    """Thickness of a roll: its share of the depth but for its clearance.

    >>> round(jelly_roll_outer_diameter_from_case(26e-3, 2, 0.5e-3) * 1e3, 9)
    12.5
    """
    return casing_internal_thickness / jelly_roll_count - jelly_roll_clearance


def jelly_roll_clearance(
    casing_internal_thickness: Metres, jelly_roll_count: Count, jelly_roll_outer_diameter: Metres
) -> Metres:
    """Room that each roll leaves in the depth of the can.

    >>> round(jelly_roll_clearance(26e-3, 2, 12.5e-3) * 1e3, 9)
    0.5
    """
    return casing_internal_thickness / jelly_roll_count - jelly_roll_outer_diameter


def casing_fill_factor(
    jelly_roll_outer_diameter: Metres, jelly_roll_count: Count, casing_internal_thickness: Metres
) -> Fraction:
    """Thickness of all rolls over the depth of the room.

    >>> casing_fill_factor(12.5e-3, 2, 25e-3)
    1.0
    """
    return jelly_roll_outer_diameter * jelly_roll_count / casing_internal_thickness


def cell_thickness(
    jelly_roll_outer_diameter: Metres,
    jelly_roll_clearance: Metres,
    jelly_roll_count: Count,
    casing_thickness: Metres,
) -> Metres:
    """Depth that rolls of a given length ask for.

    >>> round(cell_thickness(12.5e-3, 0.5e-3, 2, 0.25e-3) * 1e3, 9)
    26.5
    """
    return (
        jelly_roll_count * (jelly_roll_outer_diameter + jelly_roll_clearance) + 2 * casing_thickness
    )
