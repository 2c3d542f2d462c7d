"""Sheets that fill a case of known depth, where neither their number nor a capacity is given."""

import numpy as np

from celldesign.si import Count, Fraction, Metres


def cathode_sheets_from_case(
    casing_inner_thickness: Metres,
    stack_target_fill: Fraction,
    cathode_sheet_thickness: Metres,
    anode_sheet_thickness: Metres,
    anode_extra_sheets: Count,
    separator_thickness: Metres,
    separator_membranes_per_gap: Count,
    separator_outer_layers: Count,
) -> Count:
    """Most cathode sheets that fit with their anodes and membranes; all coated on both sides.

    10 mm with sheets of 160 and 200 um and membranes of 20 um: 0.2 + n (0.16 + 0.2 + 0.04) mm.

    >>> float(cathode_sheets_from_case(10e-3, 1.0, 160e-6, 200e-6, 1, 20e-6, 1, 0))
    24.0
    """
    gaps = separator_membranes_per_gap * separator_thickness
    repeat = cathode_sheet_thickness + anode_sheet_thickness + 2 * gaps
    ends = (
        anode_extra_sheets * anode_sheet_thickness
        + (anode_extra_sheets - 1) * gaps
        + separator_outer_layers * separator_thickness
    )
    return np.maximum(
        np.floor((casing_inner_thickness * stack_target_fill - ends) / repeat + 1e-9), 1.0
    )
