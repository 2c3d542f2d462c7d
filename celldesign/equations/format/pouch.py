"""A pouch cell round a stack of sheets: laminate, sealed rim, tabs and envelope."""

import numpy as np

from celldesign.si import (
    CubicMetres,
    Fraction,
    Kilograms,
    KilogramsPerCubicMetre,
    Metres,
    SquareMetres,
)


def cell_outer_width(
    cathode_width: Metres,
    anode_width: Metres,
    separator_width: Metres,
    casing_seal_margin: Metres,
) -> Metres:
    """Widest sheet and the sealed rim on both sides.

    >>> round(float(cell_outer_width(0.1, 0.1, 0.1, 5e-3)) * 1e3, 9)
    110.0
    """
    widest = np.maximum(np.maximum(cathode_width, anode_width), separator_width)
    return widest + 2 * casing_seal_margin


def cell_outer_height(
    cathode_height: Metres,
    anode_height: Metres,
    separator_height: Metres,
    casing_seal_margin: Metres,
) -> Metres:
    """Highest sheet and the sealed rim on both sides.

    >>> round(float(cell_outer_height(0.3, 0.3, 0.3, 5e-3)) * 1e3, 9)
    310.0
    """
    highest = np.maximum(np.maximum(cathode_height, anode_height), separator_height)
    return highest + 2 * casing_seal_margin


def casing_mass(
    cell_outer_width: Metres,
    cell_outer_height: Metres,
    casing_thickness: Metres,
    casing_density: KilogramsPerCubicMetre,
) -> Kilograms:
    """Two laminate sheets of the outer size: 2 x 31 x 11 cm x 113 um x 1.8 g/cm^3.

    >>> round(casing_mass(0.31, 0.11, 113e-6, 1800.0) * 1e3, 4)
    13.8719
    """
    return 2 * cell_outer_width * cell_outer_height * casing_thickness * casing_density


def cell_thickness(
    stack_thickness: Metres,
    casing_thickness: Metres,
    electrolyte_free_volume: CubicMetres,
    separator_sheet_area: SquareMetres,
) -> Metres:
    """Stack between two laminates, with the liquid beyond its pores spread over its separator.

    The laminate is sealed on the stack under vacuum: it leaves no room at the edges. 2 mL over
    35.75 cm^2 are 559 um.

    >>> round(cell_thickness(2326e-6, 88e-6, 0.0, 35.75e-4) * 1e3, 9)
    2.502
    >>> round(cell_thickness(2326e-6, 88e-6, 2e-6, 35.75e-4) * 1e3, 3)
    3.061
    """
    liquid = electrolyte_free_volume / separator_sheet_area
    return stack_thickness + 2 * casing_thickness + liquid


def cell_volume(
    cell_outer_width: Metres,
    cell_outer_height: Metres,
    cell_thickness: Metres,
    cell_tab_protrusion: Metres,
    cell_tabs_in_volume: Fraction,
) -> CubicMetres:
    """Outer envelope with the sealed rim; to the end of the tabs only where they are to count.

    >>> round(float(cell_volume(0.11, 0.31, 0.01, 0.02, 1)) * 1e6, 6)
    363.0
    >>> round(float(cell_volume(0.11, 0.31, 0.01, 0.02, 0)) * 1e6, 6)
    341.0
    """
    height = cell_outer_height + cell_tab_protrusion * cell_tabs_in_volume
    return cell_outer_width * height * cell_thickness
