"""Metal that is there as assembled, in a foil or on a collector."""

from celldesign.si import (
    CoulombsPerKilogram,
    CoulombsPerSquareMetre,
    Count,
    Kilograms,
    KilogramsPerCubicMetre,
    KilogramsPerSquareMetre,
    Metres,
    SquareMetres,
)


def areal_capacity(
    single_side_thickness: Metres,
    density: KilogramsPerCubicMetre,
    nominal_specific_capacity: CoulombsPerKilogram,
) -> CoulombsPerSquareMetre:
    """Charge of the metal that serves one side: 20 um of lithium hold 4.12 mAh/cm^2.

    >>> round(areal_capacity(20e-6, 534.0, 3861.9 * 3600) / 36e3, 3)
    4.125
    """
    return single_side_thickness * density * nominal_specific_capacity


def single_side_thickness_from_areal_capacity(
    areal_capacity: CoulombsPerSquareMetre,
    density: KilogramsPerCubicMetre,
    nominal_specific_capacity: CoulombsPerKilogram,
) -> Metres:
    """Metal that one side needs: 10 mAh/cm^2 of lithium are 48.5 um.

    >>> round(single_side_thickness_from_areal_capacity(10 * 36e3, 534.0, 3861.9 * 3600) * 1e6, 2)
    48.49
    """
    return areal_capacity / (density * nominal_specific_capacity)


def loading(
    single_side_thickness: Metres, density: KilogramsPerCubicMetre
) -> KilogramsPerSquareMetre:
    """Metal of one side: 50 um of lithium are 2.67 mg/cm^2.

    >>> round(loading(50e-6, 534.0) * 100, 9)
    2.67
    """
    return single_side_thickness * density


def single_side_thickness_from_loading(
    loading: KilogramsPerSquareMetre, density: KilogramsPerCubicMetre
) -> Metres:
    """Metal of one side, from its mass.

    >>> round(single_side_thickness_from_loading(0.0267, 534.0) * 1e6, 9)
    50.0
    """
    return loading / density


def coating_mass(
    single_side_thickness: Metres,
    density: KilogramsPerCubicMetre,
    single_side_area: SquareMetres,
    coated_sides: Count,
) -> Kilograms:
    """Mass of the metal on all sides: seven 40 um lithium foils of 30 cm^2 weigh 0.449 g.

    >>> round(coating_mass(20e-6, 534.0, 30e-4, 14) * 1e3, 4)
    0.4486
    """
    return single_side_thickness * density * single_side_area * coated_sides
