"""Where the separator turns round the sheets' edges: cut sheets, one z-folded strip, or wraps."""

import numpy as np

from celldesign.si import Count, Fraction, Metres, SquareMetres


def separator_folds(
    separator_folding: Fraction,
    separator_layers: Count,
    cathode_sheets: Count,
    stack_count: Count,
) -> Count:
    """Turns round an edge: none of cut sheets, one between any two layers of a z-folded strip.

    Each stack has a strip. A cathode that is wrapped has one turn.

    >>> [float(separator_folds(folding, 12, 6, 1)) for folding in (0, 1, 2)]
    [0.0, 11.0, 6.0]
    """
    turns = np.where(separator_folding == 1, separator_layers - stack_count, 0.0)
    return np.where(separator_folding == 2, cathode_sheets, turns)


def separator_fold_area(
    separator_folds: Count,
    separator_folding: Fraction,
    separator_height: Metres,
    cathode_sheet_thickness: Metres,
    anode_sheet_thickness: Metres,
) -> SquareMetres:
    """Separator in the turns, half circles round a cathode, or in a z-fold round both by turns.

    Eleven turns of 60 mm round sheets of 160 and 240 um: 11 x 60 mm x pi/2 x 200 um.

    >>> round(float(separator_fold_area(11, 1, 60e-3, 160e-6, 240e-6)) * 1e4, 4)
    2.0735
    """
    both = (cathode_sheet_thickness + anode_sheet_thickness) / 2
    turned = np.where(separator_folding == 2, cathode_sheet_thickness, both)
    return separator_folds * separator_height * np.pi / 2 * turned
