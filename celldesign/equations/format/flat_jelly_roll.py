"""A prismatic cell with flat rolls side by side, their axis along the cell's height."""

from celldesign.si import Count, Fraction, Metres


def roll_outer_diameter_from_case(
    casing_inner_thickness: Metres, roll_count: Count, roll_clearance: Metres
) -> Metres:
    """Thickness of a roll: its share of the depth but for its clearance.

    >>> round(roll_outer_diameter_from_case(26e-3, 2, 0.5e-3) * 1e3, 9)
    12.5
    """
    return casing_inner_thickness / roll_count - roll_clearance


def roll_clearance(
    casing_inner_thickness: Metres, roll_count: Count, roll_outer_diameter: Metres
) -> Metres:
    """Room that each roll leaves in the depth of the can.

    >>> round(roll_clearance(26e-3, 2, 12.5e-3) * 1e3, 9)
    0.5
    """
    return casing_inner_thickness / roll_count - roll_outer_diameter


def casing_fill(
    roll_outer_diameter: Metres, roll_count: Count, casing_inner_thickness: Metres
) -> Fraction:
    """Thickness of all rolls over the depth of the room.

    >>> casing_fill(12.5e-3, 2, 25e-3)
    1.0
    """
    return roll_outer_diameter * roll_count / casing_inner_thickness


def cell_thickness(
    roll_outer_diameter: Metres, roll_clearance: Metres, roll_count: Count, casing_thickness: Metres
) -> Metres:
    """Depth that rolls of a given length ask for.

    >>> round(cell_thickness(12.5e-3, 0.5e-3, 2, 0.25e-3) * 1e3, 9)
    26.5
    """
    return roll_count * (roll_outer_diameter + roll_clearance) + 2 * casing_thickness
