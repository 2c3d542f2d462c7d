"""A prismatic cell with a stack of sheets, and the can that a stack asks for."""

import numpy as np

from celldesign.si import Fraction, Metres


def cell_thickness(
    stack_thickness: Metres, stack_target_fill: Fraction, casing_thickness: Metres
) -> Metres:
    """Room that the stack is to fill to its share, and two walls.

    >>> round(cell_thickness(9.5e-3, 0.95, 0.5e-3) * 1e3, 9)
    11.0
    """
    return stack_thickness / stack_target_fill + 2 * casing_thickness


def cell_outer_width(
    cathode_width: Metres, anode_width: Metres, separator_width: Metres, casing_thickness: Metres
) -> Metres:
    """Widest sheet and two walls.

    >>> round(float(cell_outer_width(0.1, 0.102, 0.104, 0.5e-3)) * 1e3, 9)
    105.0
    """
    return np.maximum(np.maximum(cathode_width, anode_width), separator_width) + (
        2 * casing_thickness
    )


def cell_outer_height(
    cathode_height: Metres,
    anode_height: Metres,
    separator_height: Metres,
    casing_headspace: Metres,
    casing_lid_thickness: Metres,
) -> Metres:
    """Highest sheet, the headspace, and bottom and lid.

    >>> round(float(cell_outer_height(0.08, 0.082, 0.084, 4e-3, 1e-3)) * 1e3, 9)
    90.0
    """
    highest = np.maximum(np.maximum(cathode_height, anode_height), separator_height)
    return highest + casing_headspace + 2 * casing_lid_thickness
