"""Sheets that fill a case of known depth, where neither their number nor a capacity is given."""

import numpy as np

from celldesign.si import Count, Fraction, Metres


def cathode_sheets_from_case(
    casing_internal_thickness: Metres,
    stack_target_fill_factor: Fraction,
    cathode_sheet_thickness: Metres,
    anode_sheet_thickness: Metres,
    anode_extra_sheets: Count,
    separator_thickness: Metres,
    separator_layers_per_pair: Count,
    separator_outer_layers: Count,
    stack_outer_electrodes: Count,
    cathode_single_side_thickness: Metres,
    anode_single_side_thickness: Metres,
    anode_collector_thickness: Metres,
    stack_count: Count,
) -> Count:
    """Most cathode sheets that fit with their anodes and separators, in stacks that are alike.

    10 mm with sheets of 160 and 200 um and separators of 20 um: 0.2 + n (0.16 + 0.2 + 0.04) mm.
    Two stacks begin twice: 0.4 + 2 n 0.4 mm. Outer sides may be bare, but for a metal foil's.

    >>> sheets = 160e-6, 200e-6, 1, 20e-6, 1, 0
    >>> float(cathode_sheets_from_case(10e-3, 1.0, *sheets, 0, 70e-6, 90e-6, 20e-6, 1))
    24.0
    >>> float(cathode_sheets_from_case(10e-3, 1.0, *sheets, 0, 70e-6, 90e-6, 20e-6, 2))
    24.0
    >>> float(cathode_sheets_from_case(9.9e-3, 1.0, *sheets, 0, 70e-6, 90e-6, 20e-6, 2))
    22.0
    >>> float(cathode_sheets_from_case(10e-3, 0.9, *sheets, 0, 70e-6, 90e-6, 20e-6, 1))
    22.0
    >>> float(cathode_sheets_from_case(9.63e-3, 1.0, *sheets, 1, 70e-6, 90e-6, 20e-6, 1))
    24.0
    """
    gaps = separator_layers_per_pair * separator_thickness
    repeat = cathode_sheet_thickness + anode_sheet_thickness + 2 * gaps
    bare = np.where(anode_collector_thickness > 0, anode_single_side_thickness, 0.0)
    ends = (
        anode_extra_sheets * anode_sheet_thickness
        + (anode_extra_sheets - 1) * gaps
        - stack_outer_electrodes
        * (
            (1 + anode_extra_sheets) * bare
            + (1 - anode_extra_sheets) * cathode_single_side_thickness
        )
    )
    room = (
        casing_internal_thickness * stack_target_fill_factor
        - separator_outer_layers * separator_thickness
    )
    whole = np.floor((room / stack_count - ends) / repeat + 1e-9)
    return stack_count * np.maximum(whole, 1.0)
