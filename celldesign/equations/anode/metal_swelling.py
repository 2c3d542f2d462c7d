"""A metal anode in a charging cell: metal plates, and the cathodes change."""

from celldesign.si import Count, Fraction, Metres


def stack_thickness_change(
    stack_faces: Count,
    lithium_plated_thickness: Metres,
    cathode_coated_sides: Count,
    cathode_single_side_thickness: Metres,
    cathode_active_swelling: Fraction,
) -> Metres:
    """Growth of the stack at full charge: metal plated densely, less what the cathodes shrink.

    12 faces with 17 um of lithium and cathodes of 70 um by -2.4 %: 204 - 20.2 um.

    >>> round(stack_thickness_change(12, 17e-6, 12, 70e-6, -0.024) * 1e6, 2)
    183.84
    """
    return (
        stack_faces * lithium_plated_thickness
        + cathode_coated_sides * cathode_single_side_thickness * cathode_active_swelling
    )
