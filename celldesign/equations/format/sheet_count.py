"""How many sheets a stack has, and how many electrode pairs."""

import numpy as np

from celldesign.si import (
    Coulombs,
    CoulombsPerSquareMetre,
    Count,
    SquareMetres,
)


def cathode_sheets(
    cell_target_capacity: Coulombs,
    cathode_areal_capacity: CoulombsPerSquareMetre,
    cathode_single_side_area: SquareMetres,
    cell_rounding: Count,
    anode_extra_sheets: Count,
    stack_count: Count,
) -> Count:
    """Sheets whose nominal capacity comes nearest to the target, or just reaches or keeps below it.

    A stack that ends with a cathode has a face there without an anode. Stacks are alike.

    The paper's cell: 1 Ah at 2 x 30 cm^2 x 2.88 mAh/cm^2 a sheet is 5.79 sheets.

    >>> paper = 3600.0, 2.88 * 36e3, 30e-4
    >>> [float(cathode_sheets(*paper, rule, 1, 1)) for rule in (0, 1, 2)]
    [6.0, 6.0, 5.0]
    >>> float(cathode_sheets(*paper, 0, -1, 1)), float(cathode_sheets(*paper, 0, 1, 4))
    (7.0, 4.0)
    >>> [float(cathode_sheets(6 * 2.0, 1.0, 1.0, rule, 1, 1)) for rule in (0, 1, 2)]
    [6.0, 6.0, 6.0]
    >>> float(cathode_sheets(2 * 5.6, 1.0, 1.0, 0, 1, 1))
    6.0
    >>> float(cathode_sheets(1e-3, 1.0, 1.0, 2, 1, 3))
    3.0
    """
    faces = cell_target_capacity / (cathode_areal_capacity * cathode_single_side_area)
    sheets = (faces / stack_count + 1 - anode_extra_sheets) / 2
    rounded = np.where(cell_rounding == 1, np.ceil(sheets - 1e-9), np.floor(sheets + 1e-9))
    whole = np.where(cell_rounding == 0, np.floor(sheets + 0.5), rounded)
    return stack_count * np.maximum(whole, 1.0)


def anode_sheets(cathode_sheets: Count, anode_extra_sheets: Count, stack_count: Count) -> Count:
    """Anode sheets, one more than cathodes where a stack ends with an anode on both sides.

    >>> anode_sheets(6, 1, 1), anode_sheets(6, 1, 2)
    (7, 8)
    """
    return cathode_sheets + anode_extra_sheets * stack_count


def stack_faces(cathode_sheets: Count, anode_sheets: Count, stack_count: Count) -> Count:
    """Pairs of a cathode face and an anode face in stacks of alternating sheets.

    >>> float(stack_faces(6, 7, 1)), float(stack_faces(6, 6, 1)), float(stack_faces(6, 2, 1))
    (12.0, 11.0, 4.0)
    >>> float(stack_faces(6, 8, 2)), float(stack_faces(6, 6, 2))
    (12.0, 10.0)
    """
    alternating = cathode_sheets + anode_sheets - stack_count
    return np.minimum(alternating, 2 * np.minimum(cathode_sheets, anode_sheets))
