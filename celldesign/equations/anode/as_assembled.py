"""Metal that is there as assembled, in a foil or on a collector."""

from celldesign.si import (
    CoulombsPerKilogram,
    CoulombsPerSquareMetre,
    Count,
    Kilograms,
    KilogramsPerCubicMetre,
    Metres,
    SquareMetres,
)


def areal_capacity(
    single_side_thickness: Metres,
    density: KilogramsPerCubicMetre,
    nominal_specific_capacity: CoulombsPerKilogram,
) -> CoulombsPerSquareMetre:
    """Charge of the metal that serves one face: 20 um of lithium hold 4.12 mAh/cm^2.

    >>> round(areal_capacity(20e-6, 534.0, 3861.9 * 3600) / 36e3, 3)
    4.125
    """
    return single_side_thickness * density * nominal_specific_capacity


def coating_mass(
    single_side_thickness: Metres,
    density: KilogramsPerCubicMetre,
    single_side_area: SquareMetres,
    coated_sides: Count,
) -> Kilograms:
    """Mass of the metal on all faces: seven 40 um lithium foils of 30 cm^2 weigh 0.449 g.

    >>> round(coating_mass(20e-6, 534.0, 30e-4, 14) * 1e3, 4)
    0.4486
    """
    return single_side_thickness * density * single_side_area * coated_sides
