"""Defaults of cases, rolls and packs: used where nothing of that part is given.

What fills a case comes last: it is guessed only where all else together leaves it open.
"""

from celldesign.si import Count, CubicMetres, Fraction, Metres


def jelly_roll_count() -> Count:
    """The case holds one roll.

    >>> jelly_roll_count()
    1.0
    """
    return 1.0


def casing_lid_thickness(casing_thickness: Metres) -> Metres:
    """Lid and bottom are as thick as the wall.

    >>> casing_lid_thickness(2e-4)
    0.0002
    """
    return casing_thickness


def casing_headspace() -> Metres:
    """No room is left above the electrodes.

    >>> casing_headspace()
    0.0
    """
    return 0.0


def casing_spacer_thickness() -> Metres:
    """No spacers lie in the case.

    >>> casing_spacer_thickness()
    0.0
    """
    return 0.0


def electrolyte_free_volume() -> CubicMetres:
    """All liquid is in the pores.

    >>> electrolyte_free_volume()
    0.0
    """
    return 0.0


def separator_folding() -> Fraction:
    """The separator layers are cut sheets.

    >>> separator_folding()
    0.0
    """
    return 0.0


def lifetime_capacity_retention() -> Fraction:
    """Life ends at 80 % of the first capacity.

    >>> lifetime_capacity_retention()
    0.8
    """
    return 0.8


def pack_cell_mass_fraction() -> Fraction:
    """Cells are 65 % of a pack's mass; from memory, for cars.

    >>> pack_cell_mass_fraction()
    0.65
    """
    return 0.65


def pack_cell_volume_fraction() -> Fraction:
    """Cells are 45 % of a pack's volume; from memory, for cars.

    >>> pack_cell_volume_fraction()
    0.45
    """
    return 0.45


def jelly_roll_clearance(jelly_roll_winding_thickness: Metres) -> Metres:
    """The roll leaves the thickness of one winding, since a spiral is wider than a circle.

    >>> jelly_roll_clearance(3e-4)
    0.0003
    """
    return jelly_roll_winding_thickness


def stack_target_fill_factor() -> Fraction:
    """The stack is to take 95 % of the depth of its case, and to swell into the rest.

    >>> stack_target_fill_factor()
    0.95
    """
    return 0.95


def jelly_roll_flat_width(
    casing_internal_width: Metres, jelly_roll_outer_diameter: Metres
) -> Metres:
    """A flat roll is as wide as its case.

    >>> round(jelly_roll_flat_width(147e-3, 12.5e-3) * 1e3, 9)
    134.5
    """
    return casing_internal_width - jelly_roll_outer_diameter
