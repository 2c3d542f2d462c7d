"""A round can with two lids, as cylindrical and coin cells have."""

import numpy as np

from celldesign.si import CubicMetres, Kilograms, KilogramsPerCubicMetre, Metres


def casing_internal_diameter(cell_outer_diameter: Metres, casing_thickness: Metres) -> Metres:
    """Width between the walls.

    >>> round(casing_internal_diameter(21e-3, 0.165e-3) * 1e3, 6)
    20.67
    """
    return cell_outer_diameter - 2 * casing_thickness


def casing_mass(
    cell_outer_diameter: Metres,
    casing_internal_diameter: Metres,
    cell_outer_height: Metres,
    casing_lid_thickness: Metres,
    casing_density: KilogramsPerCubicMetre,
) -> Kilograms:
    """Wall over the whole height and two lids between the walls.

    A 21700 can of 0.165 mm at 7.9 g/cm^3:

    >>> round(casing_mass(21e-3, 20.67e-3, 70e-3, 0.165e-3, 7900.0) * 1e3, 4)
    6.8473
    """
    wall = np.pi / 4 * (cell_outer_diameter**2 - casing_internal_diameter**2) * cell_outer_height
    lids = np.pi / 2 * casing_internal_diameter**2 * casing_lid_thickness
    return (wall + lids) * casing_density


def cell_volume(cell_outer_diameter: Metres, cell_outer_height: Metres) -> CubicMetres:
    """Volume of the cylinder.

    >>> round(cell_volume(21e-3, 70e-3) * 1e6, 3)
    24.245
    """
    return np.pi / 4 * cell_outer_diameter**2 * cell_outer_height
