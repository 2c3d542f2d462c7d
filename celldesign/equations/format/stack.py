"""The stack: separator layers, thickness, volume and mass."""

import numpy as np

from celldesign.si import (
    Count,
    CubicMetres,
    Fraction,
    Kilograms,
    KilogramsPerCubicMetre,
    Metres,
    SquareMetres,
)


def anode_height(cathode_height: Metres, anode_overhang: Metres) -> Metres:
    """Anode height, from its overhang on each side.

    >>> round(anode_height(0.06, 1e-3) * 1e3, 9)
    62.0
    """
    return cathode_height + 2 * anode_overhang


def separator_height(cathode_height: Metres, separator_overhang: Metres) -> Metres:
    """Separator height, from its overhang on each side.

    >>> round(separator_height(0.06, 2.5e-3) * 1e3, 9)
    65.0
    """
    return cathode_height + 2 * separator_overhang


def separator_sheet_area(separator_width: Metres, separator_height: Metres) -> SquareMetres:
    """Area of one cut separator: 55 x 65 mm are 35.75 cm^2.

    >>> round(separator_sheet_area(0.055, 0.065) * 1e4, 9)
    35.75
    """
    return separator_width * separator_height


def separator_layers(
    stack_faces: Count, separator_layers_per_pair: Count, separator_outer_layers: Count
) -> Count:
    """Separator layers in the stack, those outside the last electrodes included.

    >>> separator_layers(12, 2, 0)
    24
    """
    return stack_faces * separator_layers_per_pair + separator_outer_layers


def separator_area(
    separator_layers: Count, separator_sheet_area: SquareMetres, separator_fold_area: SquareMetres
) -> SquareMetres:
    """All separator layers, with the folds at the edges.

    >>> round(separator_area(24, 35.75e-4, 0.0) * 1e4, 9)
    858.0
    """
    return separator_layers * separator_sheet_area + separator_fold_area


def separator_mass(
    separator_area: SquareMetres,
    separator_thickness: Metres,
    separator_effective_density: KilogramsPerCubicMetre,
) -> Kilograms:
    """Mass of all separator layers: the paper's cell has 24 x 35.75 cm^2 x 46 um x 1.20 g/cm^3.

    >>> round(separator_mass(24 * 35.75e-4, 46e-6, 1200.0) * 1e3, 4)
    4.7362
    """
    return separator_area * separator_thickness * separator_effective_density


def separator_pore_volume(
    separator_area: SquareMetres, separator_thickness: Metres, separator_porosity: Fraction
) -> CubicMetres:
    """Open pores of all separator layers.

    >>> round(separator_pore_volume(0.1, 20e-6, 0.5) * 1e6, 9)
    1.0
    """
    return separator_area * separator_thickness * separator_porosity


def cathode_area(stack_faces: Count, cathode_single_side_area: SquareMetres) -> SquareMetres:
    """Cathode area that faces an anode: 12 sides of 30 cm^2 are 360 cm^2.

    >>> round(cathode_area(12, 30e-4) * 1e4, 9)
    360.0
    """
    return stack_faces * cathode_single_side_area


def stack_thickness(
    cathode_coated_sides: Count,
    cathode_single_side_thickness: Metres,
    cathode_sheets: Count,
    cathode_collector_thickness: Metres,
    anode_coated_sides: Count,
    anode_single_side_thickness: Metres,
    anode_sheets: Count,
    anode_collector_thickness: Metres,
    separator_layers: Count,
    separator_thickness: Metres,
) -> Metres:
    """Thickness as assembled: the paper's cell has 840 + 102 + 280 + 0 + 1104 = 2326 um.

    >>> round(stack_thickness(12, 70e-6, 6, 17e-6, 14, 20e-6, 7, 0.0, 24, 46e-6) * 1e6, 6)
    2326.0
    """
    cathode = (
        cathode_coated_sides * cathode_single_side_thickness
        + cathode_sheets * cathode_collector_thickness
    )
    anode = (
        anode_coated_sides * anode_single_side_thickness + anode_sheets * anode_collector_thickness
    )
    return cathode + anode + separator_layers * separator_thickness


def stack_layer_volume(
    cathode_coated_sides: Count,
    cathode_single_side_thickness: Metres,
    cathode_sheets: Count,
    cathode_collector_thickness: Metres,
    cathode_single_side_area: SquareMetres,
    anode_coated_sides: Count,
    anode_single_side_thickness: Metres,
    anode_sheets: Count,
    anode_collector_thickness: Metres,
    anode_single_side_area: SquareMetres,
    separator_area: SquareMetres,
    separator_thickness: Metres,
) -> CubicMetres:
    """Volume of all layers with their pores, each by its own area.

    A cathode of 2 x 70 + 17 um on 30 cm^2 in a foil of 2 x 20 um on 33 cm^2 and separator layers of
    46 um on 71.5 cm^2 in all: 471 + 132 + 328.9 uL.

    >>> cathode, anode = (2, 70e-6, 1, 17e-6, 30e-4), (2, 20e-6, 1, 0.0, 33e-4)
    >>> round(stack_layer_volume(*cathode, *anode, 71.5e-4, 46e-6) * 1e9, 6)
    931.9
    """
    cathode = (
        cathode_coated_sides * cathode_single_side_thickness
        + cathode_sheets * cathode_collector_thickness
    )
    anode = (
        anode_coated_sides * anode_single_side_thickness + anode_sheets * anode_collector_thickness
    )
    return (
        cathode * cathode_single_side_area
        + anode * anode_single_side_area
        + separator_area * separator_thickness
    )


def stack_volume(
    stack_thickness: Metres, cathode_width: Metres, cathode_height: Metres
) -> CubicMetres:
    """Thickness times one cathode face; overhang counts in the mass, not here.

    >>> round(stack_volume(2326e-6, 0.05, 0.06) * 1e6, 6)
    6.978
    """
    return stack_thickness * cathode_width * cathode_height


def stack_envelope_volume(
    stack_thickness: Metres,
    cathode_width: Metres,
    cathode_height: Metres,
    anode_width: Metres,
    anode_height: Metres,
    separator_width: Metres,
    separator_height: Metres,
) -> CubicMetres:
    """Thickness times the largest sheet: 2.326 mm of 55 x 65 mm; or of an anode 58 mm wide.

    >>> box = stack_envelope_volume(2326e-6, 0.05, 0.06, 0.052, 0.062, 0.055, 0.065)
    >>> wide = stack_envelope_volume(2326e-6, 0.05, 0.06, 0.058, 0.062, 0.055, 0.065)
    >>> round(float(box) * 1e6, 3), round(float(wide) * 1e6, 3)
    (8.315, 8.769)
    """
    width = np.maximum(np.maximum(cathode_width, anode_width), separator_width)
    height = np.maximum(np.maximum(cathode_height, anode_height), separator_height)
    return stack_thickness * width * height


def stack_mass(
    cathode_coating_mass: Kilograms,
    cathode_collector_mass: Kilograms,
    anode_coating_mass: Kilograms,
    anode_collector_mass: Kilograms,
    separator_mass: Kilograms,
) -> Kilograms:
    """Coatings, collectors, foils and separator layers.

    >>> round(stack_mass(7.579, 0.794, 0.449, 0.0, 4.736), 3)
    13.558
    """
    return (
        cathode_coating_mass
        + cathode_collector_mass
        + anode_coating_mass
        + anode_collector_mass
        + separator_mass
    )


def stack_pore_volume(
    cathode_pore_volume: CubicMetres,
    anode_pore_volume: CubicMetres,
    separator_pore_volume: CubicMetres,
) -> CubicMetres:
    """Pores of both electrodes and the separator layers.

    >>> round(stack_pore_volume(2e-6, 3e-6, 1e-6) * 1e6, 9)
    6.0
    """
    return cathode_pore_volume + anode_pore_volume + separator_pore_volume
