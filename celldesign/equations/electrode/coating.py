"""A coated electrode: formulation, loading, thickness, density and porosity of one side."""

import numpy as np

from celldesign.si import (
    CoulombsPerKilogram,
    CoulombsPerSquareMetre,
    Count,
    CubicMetres,
    Fraction,
    Kilograms,
    KilogramsPerCubicMetre,
    KilogramsPerSquareMetre,
    Metres,
    OhmSquareMetres,
    SiemensPerMetre,
    SquareMetres,
    Volts,
)


def active_fraction(mass_fraction: Fraction, component_active: Fraction) -> Fraction:
    r"""Active material in the dry coating, :math:`\sum w_i a_i`.

    >>> float(active_fraction(np.array([0.76, 0.028, 0.212]), np.array([1.0, 0.0, 0.0])))
    0.76
    """
    return np.sum(mass_fraction * component_active, axis=0)


def solid_density(
    mass_fraction: Fraction, component_density: KilogramsPerCubicMetre
) -> KilogramsPerCubicMetre:
    r"""Density of the formulation without pores, :math:`1/\sum w_i/\rho_i`.

    >>> round(float(solid_density(np.array([0.5, 0.5]), np.array([4000.0, 1000.0]))))
    1600
    """
    return 1 / np.sum(mass_fraction / component_density, axis=0)


def specific_capacity(
    mass_fraction: Fraction,
    component_active: Fraction,
    component_specific_capacity: CoulombsPerKilogram,
) -> CoulombsPerKilogram:
    r"""Specific capacity of the blend of active materials, by mass.

    >>> w, q = np.array([0.6, 0.3, 0.1]), np.array([720.0, 540.0, 0.0])
    >>> round(float(specific_capacity(w, np.array([1.0, 1.0, 0.0]), q)), 9)
    660.0
    """
    return np.sum(mass_fraction * component_active * component_specific_capacity, axis=0) / np.sum(
        mass_fraction * component_active, axis=0
    )


def average_voltage(
    mass_fraction: Fraction,
    component_active: Fraction,
    component_specific_capacity: CoulombsPerKilogram,
    component_voltage: Volts,
) -> Volts:
    r"""Mean potential of the blend of active materials, weighted by charge.

    >>> w, q, u = np.array([0.5, 0.5]), np.array([600.0, 200.0]), np.array([3.8, 3.4])
    >>> round(float(average_voltage(w, np.array([1.0, 1.0]), q, u)), 9)
    3.7
    """
    charge = mass_fraction * component_active * component_specific_capacity
    return np.sum(charge * component_voltage, axis=0) / np.sum(charge, axis=0)


def loading(
    active_loading: KilogramsPerSquareMetre, active_fraction: Fraction
) -> KilogramsPerSquareMetre:
    """Dry coating of one side, from the active material in it.

    >>> round(float(loading(0.152, 0.76)), 9)
    0.2
    """
    return active_loading / active_fraction


def loading_from_density(
    coating_density: KilogramsPerCubicMetre, thickness: Metres
) -> KilogramsPerSquareMetre:
    """Dry coating of one side, from its density and thickness.

    >>> round(loading_from_density(3000.0, 70e-6), 9)
    0.21
    """
    return coating_density * thickness


def active_loading(
    loading: KilogramsPerSquareMetre, active_fraction: Fraction
) -> KilogramsPerSquareMetre:
    """Active material of one side.

    >>> round(active_loading(0.2, 0.76), 9)
    0.152
    """
    return loading * active_fraction


def active_loading_from_areal_capacity(
    areal_capacity: CoulombsPerSquareMetre, nominal_specific_capacity: CoulombsPerKilogram
) -> KilogramsPerSquareMetre:
    """Active material of one side, from the areal capacity that it is to have.

    2.7 mAh/cm^2 at 180 mAh/g are 15 mg/cm^2.

    >>> round(active_loading_from_areal_capacity(2.7 * 36e3, 180 * 3600), 9)
    0.15
    """
    return areal_capacity / nominal_specific_capacity


def areal_capacity(
    active_loading: KilogramsPerSquareMetre, nominal_specific_capacity: CoulombsPerKilogram
) -> CoulombsPerSquareMetre:
    """Reversible charge per area of one coated side: 16 mg/cm^2 at 180 mAh/g, 2.88 mAh/cm^2.

    >>> round(areal_capacity(0.16, 648e3) / 36e3, 9)
    2.88
    """
    return active_loading * nominal_specific_capacity


def coating_density(loading: KilogramsPerSquareMetre, thickness: Metres) -> KilogramsPerCubicMetre:
    """Density of the coating with its pores.

    >>> round(coating_density(0.21, 70e-6), 6)
    3000.0
    """
    return loading / thickness


def coating_density_from_porosity(
    solid_density: KilogramsPerCubicMetre, porosity: Fraction
) -> KilogramsPerCubicMetre:
    """Density of the coating, from its solids and its porosity.

    >>> coating_density_from_porosity(4000.0, 0.25)
    3000.0
    """
    return solid_density * (1 - porosity)


def coating_density_from_active_volume_fraction(
    active_volume_fraction: Fraction,
    mass_fraction: Fraction,
    component_density: KilogramsPerCubicMetre,
    component_active: Fraction,
) -> KilogramsPerCubicMetre:
    r"""Density at which the active material takes its volume.

    That is :math:`\varepsilon_{am} / \sum_{am} (w_i / \rho_i)`.
    68 % of an active material of 4.7 g/cm^3 that is 95 % of the mass:

    >>> parts = np.array([0.95, 0.05]), np.array([4700.0, 1800.0]), np.array([1.0, 0.0])
    >>> round(float(coating_density_from_active_volume_fraction(0.68, *parts)), 3)
    3364.211
    """
    return active_volume_fraction / np.sum(
        mass_fraction * component_active / component_density, axis=0
    )


def thickness(loading: KilogramsPerSquareMetre, coating_density: KilogramsPerCubicMetre) -> Metres:
    """Thickness of one coated side.

    >>> round(thickness(0.21, 3000.0) * 1e6, 6)
    70.0
    """
    return loading / coating_density


def thickness_from_single_side(single_side_thickness: Metres) -> Metres:
    """One coated side is what one side takes.

    >>> thickness_from_single_side(70e-6)
    7e-05
    """
    return single_side_thickness


def single_side_thickness(thickness: Metres) -> Metres:
    """What one side takes of the sheet's thickness: its coating.

    >>> single_side_thickness(70e-6)
    7e-05
    """
    return thickness


def density_excess(
    coating_density: KilogramsPerCubicMetre, solid_density: KilogramsPerCubicMetre
) -> Fraction:
    """How much denser the coating is than its solids; minus the porosity where it has pores.

    >>> density_excess(3000.0, 4000.0)
    -0.25
    """
    return coating_density / solid_density - 1


def porosity(density_excess: Fraction) -> Fraction:
    """Pores in the coating; 0 where the coating is denser than its solids.

    >>> float(porosity(-0.25)), float(porosity(0.02))
    (0.25, 0.0)
    """
    return np.maximum(-density_excess, 0.0)


def volume_fraction(
    mass_fraction: Fraction,
    component_density: KilogramsPerCubicMetre,
    solid_density: KilogramsPerCubicMetre,
    porosity: Fraction,
) -> Fraction:
    r"""Share of each component in the coating's volume; with the porosity they sum to one.

    >>> w, rho = np.array([0.5, 0.5]), np.array([4000.0, 1000.0])
    >>> [round(float(v), 9) for v in volume_fraction(w, rho, 1600.0, 0.25)]
    [0.15, 0.6]
    """
    return mass_fraction / component_density * solid_density * (1 - porosity)


def active_volume_fraction(volume_fraction: Fraction, component_active: Fraction) -> Fraction:
    """Active material in the coating's volume.

    >>> float(active_volume_fraction(np.array([0.5, 0.3]), np.array([1.0, 0.0])))
    0.5
    """
    return np.sum(volume_fraction * component_active, axis=0)


def electrolyte_volume_fraction(
    volume_fraction: Fraction,
    component_electrolyte: Fraction,
    porosity: Fraction,
    electrolyte_fills_pores: Fraction,
) -> Fraction:
    """Catholyte in the coating's volume, and the pores where a liquid fills them.

    >>> v, e = np.array([0.5, 0.4]), np.array([0.0, 1.0])
    >>> float(electrolyte_volume_fraction(v, e, 0.1, 0.0))
    0.4
    >>> float(electrolyte_volume_fraction(v, e, 0.1, 1.0))
    0.5
    """
    return (
        np.sum(volume_fraction * component_electrolyte, axis=0) + porosity * electrolyte_fills_pores
    )


def coating_mass(
    loading: KilogramsPerSquareMetre, single_side_area: SquareMetres, coated_sides: Count
) -> Kilograms:
    """Mass of all coated sides: 20 mg/cm^2 on 12 sides of 30 cm^2 are 7.2 g.

    >>> round(coating_mass(0.2, 30e-4, 12) * 1e3, 9)
    7.2
    """
    return loading * single_side_area * coated_sides


def component_mass(coating_mass: Kilograms, mass_fraction: Fraction) -> Kilograms:
    """Mass of each component in the cell.

    >>> [round(float(m), 9) for m in component_mass(10.0, np.array([0.75, 0.25]))]
    [7.5, 2.5]
    """
    return coating_mass * mass_fraction


def pore_volume(
    porosity: Fraction,
    single_side_thickness: Metres,
    single_side_area: SquareMetres,
    coated_sides: Count,
) -> CubicMetres:
    """Pores of all coated sides.

    >>> round(pore_volume(0.25, 100e-6, 1e-2, 10) * 1e6, 9)
    2.5
    """
    return porosity * single_side_thickness * single_side_area * coated_sides


def resistance(
    single_side_thickness: Metres,
    tortuosity: Fraction,
    electrolyte_volume_fraction: Fraction,
    pore_conductivity: SiemensPerMetre,
) -> OhmSquareMetres:
    r"""Ionic resistance of the electrode, :math:`L\tau/(3\varepsilon\sigma)`.

    The paper's cathode: 70 um, tortuosity 7.5, 48 % of a catholyte of 0.26 S/m give 14 ohm cm^2.

    >>> round(resistance(70e-6, 7.5, 0.48, 0.26) * 1e4, 2)
    14.02
    """
    return (
        single_side_thickness * tortuosity / (3 * electrolyte_volume_fraction * pore_conductivity)
    )
