"""A prismatic can: a box with walls of one thickness and a lid and a bottom of another."""

from celldesign.si import CubicMetres, Kilograms, KilogramsPerCubicMetre, Metres


def casing_internal_thickness(cell_thickness: Metres, casing_thickness: Metres) -> Metres:
    """Depth between the large walls.

    >>> round(casing_internal_thickness(14e-3, 0.3e-3) * 1e3, 9)
    13.4
    """
    return cell_thickness - 2 * casing_thickness


def casing_internal_width(cell_outer_width: Metres, casing_thickness: Metres) -> Metres:
    """Width between the narrow walls.

    >>> round(casing_internal_width(148e-3, 0.5e-3) * 1e3, 9)
    147.0
    """
    return cell_outer_width - 2 * casing_thickness


def casing_internal_height(
    cell_outer_height: Metres, casing_lid_thickness: Metres, casing_headspace: Metres
) -> Metres:
    """Height between bottom and lid that the electrodes may take.

    >>> round(casing_internal_height(100e-3, 1e-3, 5e-3) * 1e3, 9)
    93.0
    """
    return cell_outer_height - 2 * casing_lid_thickness - casing_headspace


def casing_internal_volume(
    casing_internal_width: Metres,
    casing_internal_thickness: Metres,
    cell_outer_height: Metres,
    casing_lid_thickness: Metres,
) -> CubicMetres:
    """Room between the walls, bottom and lid, the headspace included: 147 x 13.4 x 98 mm.

    >>> round(casing_internal_volume(147e-3, 13.4e-3, 100e-3, 1e-3) * 1e6, 4)
    193.0404
    """
    height = cell_outer_height - 2 * casing_lid_thickness
    return casing_internal_width * casing_internal_thickness * height


def casing_mass(
    cell_outer_width: Metres,
    cell_outer_height: Metres,
    cell_thickness: Metres,
    casing_internal_width: Metres,
    casing_internal_thickness: Metres,
    casing_lid_thickness: Metres,
    casing_density: KilogramsPerCubicMetre,
) -> Kilograms:
    """The box less its room: 100 x 100 x 20 mm with walls and lids of 1 mm at 2.7 g/cm^3.

    >>> round(casing_mass(0.1, 0.1, 0.02, 0.098, 0.018, 1e-3, 2700.0) * 1e3, 4)
    73.2456
    """
    room = (
        casing_internal_width
        * casing_internal_thickness
        * (cell_outer_height - 2 * casing_lid_thickness)
    )
    return (cell_outer_width * cell_outer_height * cell_thickness - room) * casing_density


def cell_volume(
    cell_outer_width: Metres, cell_outer_height: Metres, cell_thickness: Metres
) -> CubicMetres:
    """Volume of the box: a blade of 965 x 90 x 14 mm.

    >>> round(cell_volume(965e-3, 90e-3, 14e-3) * 1e6, 1)
    1215.9
    """
    return cell_outer_width * cell_outer_height * cell_thickness
