"""A composite anode in a charging cell: how far it is used, and what grows."""

import numpy as np

from celldesign.si import Count, Fraction, Metres


def anode_swelling(anode_active_swelling: Fraction, np_ratio_operating: Fraction) -> Fraction:
    """Growth of the anode's coating at full charge, all of it outwards.

    The anode is filled to the inverse of N/P, and never more than full: 7 % at N/P 1.1 are 6.4 %.

    >>> round(float(anode_swelling(0.07, 1.1)), 4), float(anode_swelling(0.07, 0.9))
    (0.0636, 0.07)
    """
    return anode_active_swelling / np.maximum(np_ratio_operating, 1.0)


def stack_thickness_change(
    anode_coated_sides: Count,
    anode_single_side_thickness: Metres,
    anode_swelling: Fraction,
    cathode_coated_sides: Count,
    cathode_single_side_thickness: Metres,
    cathode_active_swelling: Fraction,
) -> Metres:
    """Growth of the stack at full charge: the anodes', less what the cathodes shrink.

    14 anode faces of 80 um by 5 % and 12 cathode faces of 70 um by -1 %: 56 - 8.4 um.

    >>> round(stack_thickness_change(14, 80e-6, 0.05, 12, 70e-6, -0.01) * 1e6, 9)
    47.6
    """
    return (
        anode_coated_sides * anode_single_side_thickness * anode_swelling
        + cathode_coated_sides * cathode_single_side_thickness * cathode_active_swelling
    )


def stack_thickness_charged(stack_thickness: Metres, stack_thickness_change: Metres) -> Metres:
    """Stack as assembled and its thickness change.

    >>> round(stack_thickness_charged(10e-3, 0.5e-3) * 1e3, 9)
    10.5
    """
    return stack_thickness + stack_thickness_change
