"""A prismatic cell with a stack of sheets, and the can that a stack asks for."""

from celldesign.si import Fraction, Metres


def cell_thickness(
    stack_thickness: Metres, stack_target_fill_factor: Fraction, casing_thickness: Metres
) -> Metres:
    """Room that the stack is to fill to its share, and two walls.

    >>> round(cell_thickness(9.5e-3, 0.95, 0.5e-3) * 1e3, 9)
    11.0
    """
    return stack_thickness / stack_target_fill_factor + 2 * casing_thickness
