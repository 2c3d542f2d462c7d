"""Parts of a real case that a design seldom lists: caps, discs, wraps, bare foil, outer turns.

All are defaults, from what cells of the format usually have by size (the `usual` quantities, which
come from the database with their standard uncertainty); what is given goes before each of them.
"""

import numpy as np

from celldesign.si import (
    CubicMetres,
    Fraction,
    Kilograms,
    KilogramsPerSquareMetre,
    Metres,
    SquareMetres,
)


def electrolyte_overfill(
    usual_electrolyte_overfill: Fraction,
    casing_internal_volume: CubicMetres,
    stack_layer_volume: CubicMetres,
    stack_pore_volume: CubicMetres,
) -> Fraction:
    """The liquid beyond the pores is what cells of this format usually hold, if there is room.

    15 % of 100 mL of pores, and 5 % where a case of 500 mL has 5 mL left.

    >>> usual = 0.15, 500e-6
    >>> [round(float(electrolyte_overfill(*usual, v, 100e-6)), 9) for v in (480e-6, 495e-6)]
    [0.15, 0.05]
    """
    room = (casing_internal_volume - stack_layer_volume) / stack_pore_volume
    return np.minimum(usual_electrolyte_overfill, np.maximum(room, 0.0))


def electrolyte_overfill_from_format(usual_electrolyte_overfill: Fraction) -> Fraction:
    """The liquid beyond the pores is what cells of this format usually hold.

    >>> electrolyte_overfill_from_format(0.1)
    0.1
    """
    return usual_electrolyte_overfill


def jelly_roll_anode_excess(
    jelly_roll_outer_diameter: Metres, jelly_roll_flat_width: Metres, usual_anode_turns: Fraction
) -> Metres:
    """The anode strip is longer than the cathode by part of an outer turn.

    Half a turn of 20 mm and flats of 10 mm: (62.8 + 20) / 2 mm.

    >>> round(jelly_roll_anode_excess(20e-3, 10e-3, 0.5) * 1e3, 2)
    41.42
    """
    return (np.pi * jelly_roll_outer_diameter + 2 * jelly_roll_flat_width) * usual_anode_turns


def jelly_roll_separator_excess(
    jelly_roll_outer_diameter: Metres,
    jelly_roll_flat_width: Metres,
    usual_separator_turns: Fraction,
) -> Metres:
    """The separators are longer than the cathode by outer turns.

    >>> round(jelly_roll_separator_excess(20e-3, 0.0, 2.0) * 1e3, 2)
    125.66
    """
    return (np.pi * jelly_roll_outer_diameter + 2 * jelly_roll_flat_width) * usual_separator_turns


def casing_lid_area(casing_internal_diameter: Metres) -> SquareMetres:
    """The cap closes the round can.

    >>> round(casing_lid_area(20e-3) * 1e4, 4)
    3.1416
    """
    return np.pi / 4 * casing_internal_diameter**2


def casing_lid_area_from_box(cell_outer_width: Metres, cell_thickness: Metres) -> SquareMetres:
    """The lid, with terminals and vent, is the cell's width by its thickness.

    >>> round(casing_lid_area_from_box(148e-3, 26.5e-3) * 1e4, 2)
    39.22
    """
    return cell_outer_width * cell_thickness


def casing_outer_area(cell_outer_diameter: Metres, cell_outer_height: Metres) -> SquareMetres:
    """The sleeve covers the round can and its ends.

    A 21700: pi x 21 x 70 mm and two ends.

    >>> round(casing_outer_area(21e-3, 70e-3) * 1e4, 2)
    53.11
    """
    return np.pi * cell_outer_diameter * (cell_outer_height + cell_outer_diameter / 2)


def casing_outer_area_from_box(
    cell_outer_width: Metres, cell_outer_height: Metres, cell_thickness: Metres
) -> SquareMetres:
    """Film and inner wrap cover all six sides of the can.

    >>> round(casing_outer_area_from_box(0.1, 0.1, 0.02), 6)
    0.028
    """
    return 2 * (
        cell_outer_width * cell_outer_height
        + (cell_outer_width + cell_outer_height) * cell_thickness
    )


def casing_cap_mass(
    usual_cap_areal_mass: KilogramsPerSquareMetre, casing_lid_area: SquareMetres
) -> Kilograms:
    """Cap or lid with vent, terminals, gasket and inner tabs, by its area.

    >>> round(casing_cap_mass(7.5, 3.46e-4) * 1e3, 3)
    2.595
    """
    return usual_cap_areal_mass * casing_lid_area


def casing_disc_mass(
    usual_disc_areal_mass: KilogramsPerSquareMetre,
    casing_lid_area: SquareMetres,
    cathode_tab_arrangement: Fraction,
    anode_tab_arrangement: Fraction,
) -> Kilograms:
    """Current-collecting discs, one at each strip whose whole edge is its tab.

    >>> [float(round(casing_disc_mass(1.5, 16e-4, a, 0) * 1e3, 3)) for a in (0, 2)]
    [4.8, 2.4]
    """
    cathode = np.where(cathode_tab_arrangement == 0, 1.0, 0.0)
    anode = np.where(anode_tab_arrangement == 0, 1.0, 0.0)
    return usual_disc_areal_mass * casing_lid_area * (cathode + anode)


def casing_wrap_mass(
    usual_wrap_areal_mass: KilogramsPerSquareMetre, casing_outer_area: SquareMetres
) -> Kilograms:
    """Sleeve or film, insulation inside and tape, by the area of the case.

    >>> round(casing_wrap_mass(0.18, 53.11e-4) * 1e3, 3)
    0.956
    """
    return usual_wrap_areal_mass * casing_outer_area


def cell_extra_mass(
    casing_cap_mass: Kilograms,
    casing_disc_mass: Kilograms,
    casing_wrap_mass: Kilograms,
    cathode_bare_foil_mass: Kilograms,
    anode_bare_foil_mass: Kilograms,
) -> Kilograms:
    """What else is in the cell: cap, discs, wrap, and foil beyond the coatings.

    >>> round(cell_extra_mass(2.6, 0.0, 1.0, 0.2, 0.3), 9)
    4.1
    """
    return (
        casing_cap_mass
        + casing_disc_mass
        + casing_wrap_mass
        + cathode_bare_foil_mass
        + anode_bare_foil_mass
    )
