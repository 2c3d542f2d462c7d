"""How many sheets a stack has, and how many faces look at each other."""

import numpy as np

from celldesign.si import Coulombs, CoulombsPerSquareMetre, Count, SquareMetres


def cathode_sheets(
    cell_target_capacity: Coulombs,
    cathode_areal_capacity: CoulombsPerSquareMetre,
    cathode_face_area: SquareMetres,
    cell_rounding: Count,
) -> Count:
    """Sheets whose nominal capacity comes nearest to the target, or just reaches or keeps below it.

    The paper's cell: 1 Ah at 2 x 30 cm^2 x 2.88 mAh/cm^2 a sheet is 5.79 sheets.

    >>> [float(cathode_sheets(3600.0, 2.88 * 36e3, 30e-4, rule)) for rule in (0, 1, 2)]
    [6.0, 6.0, 5.0]
    """
    sheets = cell_target_capacity / (2 * cathode_areal_capacity * cathode_face_area)
    rounded = np.where(cell_rounding == 1, np.ceil(sheets - 1e-9), np.floor(sheets + 1e-9))
    return np.maximum(np.where(cell_rounding == 0, np.floor(sheets + 0.5), rounded), 1.0)


def anode_sheets(cathode_sheets: Count, anode_extra_sheets: Count) -> Count:
    """Anode sheets, one more than cathodes where the stack ends with an anode on both sides.

    >>> anode_sheets(6, 1)
    7
    """
    return cathode_sheets + anode_extra_sheets


def stack_faces(cathode_sheets: Count, anode_sheets: Count) -> Count:
    """Pairs of a cathode face and an anode face in a stack of alternating sheets.

    >>> float(stack_faces(6, 7)), float(stack_faces(6, 6)), float(stack_faces(6, 2))
    (12.0, 11.0, 4.0)
    """
    alternating = cathode_sheets + anode_sheets - 1
    return np.minimum(alternating, 2 * np.minimum(cathode_sheets, anode_sheets))
