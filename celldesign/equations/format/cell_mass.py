"""A cell in a case of any kind: what is weighed together."""

from celldesign.si import Kilograms


def cell_mass(
    stack_mass: Kilograms,
    electrolyte_mass: Kilograms,
    casing_mass: Kilograms,
    cathode_tab_mass: Kilograms,
    anode_tab_mass: Kilograms,
    cell_extra_mass: Kilograms,
) -> Kilograms:
    """Stack, liquid, casing, tabs and what else is in the cell.

    >>> round(cell_mass(10.0, 2.0, 1.5, 0.25, 0.25, 1.0), 9)
    15.0
    """
    return (
        stack_mass
        + electrolyte_mass
        + casing_mass
        + cathode_tab_mass
        + anode_tab_mass
        + cell_extra_mass
    )
