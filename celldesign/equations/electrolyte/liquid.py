"""A cell with a liquid electrolyte: how much, and where it conducts."""

import numpy as np

from celldesign.si import (
    Coulombs,
    Count,
    CubicMetres,
    CubicMetresPerCoulomb,
    CubicMetresPerKilogram,
    Fraction,
    Kilograms,
    KilogramsPerCoulomb,
    KilogramsPerCubicMetre,
    KilogramsPerSquareMetre,
    SiemensPerMetre,
    SquareMetres,
)


def electrolyte_fills_pores() -> Fraction:
    """The liquid fills the pores.

    >>> electrolyte_fills_pores()
    1.0
    """
    return 1.0


def electrolyte_volume(
    electrolyte_volume_per_capacity: CubicMetresPerCoulomb, capacity: Coulombs
) -> CubicMetres:
    """Liquid by volume per capacity: 1.7 mL/Ah for 10 Ah.

    >>> round(electrolyte_volume(1.7e-6 / 3600, 36000.0) * 1e6, 9)
    17.0
    """
    return electrolyte_volume_per_capacity * capacity


def electrolyte_volume_from_mass_per_capacity(
    electrolyte_mass_per_capacity: KilogramsPerCoulomb,
    capacity: Coulombs,
    electrolyte_density: KilogramsPerCubicMetre,
) -> CubicMetres:
    """Liquid by mass per capacity: 1.2 g/Ah for 10 Ah at 1.2 g/cm^3.

    >>> round(electrolyte_volume_from_mass_per_capacity(1.2e-3 / 3600, 36000.0, 1200.0) * 1e6, 9)
    10.0
    """
    return electrolyte_mass_per_capacity * capacity / electrolyte_density


def electrolyte_volume_from_mass(
    electrolyte_mass: Kilograms, electrolyte_density: KilogramsPerCubicMetre
) -> CubicMetres:
    """Liquid by mass.

    >>> round(electrolyte_volume_from_mass(12e-3, 1200.0) * 1e6, 9)
    10.0
    """
    return electrolyte_mass / electrolyte_density


def electrolyte_volume_from_active_mass(
    electrolyte_volume_per_active_mass: CubicMetresPerKilogram,
    cathode_active_loading: KilogramsPerSquareMetre,
    cathode_single_side_area: SquareMetres,
    cathode_coated_sides: Count,
) -> CubicMetres:
    """Liquid by the cathode's active material: 3 uL/mg at 6 mg/cm^2 on 40 sides of 100 cm^2.

    >>> round(electrolyte_volume_from_active_mass(3e-3, 6e-2, 1e-2, 40) * 1e6, 9)
    72.0
    """
    active = cathode_active_loading * cathode_single_side_area * cathode_coated_sides
    return electrolyte_volume_per_active_mass * active


def electrolyte_volume_per_active_mass(
    electrolyte_volume: CubicMetres,
    cathode_active_loading: KilogramsPerSquareMetre,
    cathode_single_side_area: SquareMetres,
    cathode_coated_sides: Count,
) -> CubicMetresPerKilogram:
    """Liquid over the cathode's active material.

    >>> round(electrolyte_volume_per_active_mass(72e-6, 6e-2, 1e-2, 40) * 1e3, 9)
    3.0
    """
    active = cathode_active_loading * cathode_single_side_area * cathode_coated_sides
    return electrolyte_volume / active


def electrolyte_volume_from_pores(
    stack_pore_volume: CubicMetres, electrolyte_overfill: Fraction
) -> CubicMetres:
    """Liquid that fills the pores, and some more.

    >>> round(electrolyte_volume_from_pores(10e-6, 0.1) * 1e6, 9)
    11.0
    """
    return stack_pore_volume * (1 + electrolyte_overfill)


def electrolyte_mass(
    electrolyte_volume: CubicMetres, electrolyte_density: KilogramsPerCubicMetre
) -> Kilograms:
    """Mass of all liquid.

    >>> round(electrolyte_mass(10e-6, 1200.0) * 1e3, 9)
    12.0
    """
    return electrolyte_volume * electrolyte_density


def electrolyte_mass_per_capacity(
    electrolyte_mass: Kilograms, capacity: Coulombs
) -> KilogramsPerCoulomb:
    """Liquid by mass per capacity: 12 g in 10 Ah are 1.2 g/Ah.

    >>> round(electrolyte_mass_per_capacity(12e-3, 36000.0) * 3.6e6, 9)
    1.2
    """
    return electrolyte_mass / capacity


def electrolyte_volume_per_capacity(
    electrolyte_volume: CubicMetres, capacity: Coulombs
) -> CubicMetresPerCoulomb:
    """Liquid by volume per capacity: 17 mL in 10 Ah are 1.7 mL/Ah.

    >>> round(electrolyte_volume_per_capacity(17e-6, 36000.0) * 3.6e9, 9)
    1.7
    """
    return electrolyte_volume / capacity


def electrolyte_overfill(
    electrolyte_volume: CubicMetres, stack_pore_volume: CubicMetres
) -> Fraction:
    """Liquid beyond the pores, by their volume; less than none where it does not fill them.

    >>> round(electrolyte_overfill(11e-6, 10e-6), 9)
    0.1
    """
    return electrolyte_volume / stack_pore_volume - 1


def electrolyte_free_volume(
    electrolyte_volume: CubicMetres, stack_pore_volume: CubicMetres
) -> CubicMetres:
    """Liquid that the pores cannot hold; it takes room of its own.

    >>> round(float(electrolyte_free_volume(12e-6, 10e-6)) * 1e6, 9)
    2.0
    >>> float(electrolyte_free_volume(8e-6, 10e-6))
    0.0
    """
    return np.maximum(electrolyte_volume - stack_pore_volume, 0.0)


def electrolyte_saturation(
    electrolyte_volume: CubicMetres, stack_pore_volume: CubicMetres
) -> Fraction:
    """Share of the pores that the liquid fills.

    >>> float(electrolyte_saturation(5e-6, 10e-6)), float(electrolyte_saturation(12e-6, 10e-6))
    (0.5, 1.0)
    """
    return np.minimum(electrolyte_volume / stack_pore_volume, 1.0)


def stack_wet_mass(
    stack_mass: Kilograms,
    electrolyte_saturation: Fraction,
    stack_pore_volume: CubicMetres,
    electrolyte_density: KilogramsPerCubicMetre,
) -> Kilograms:
    """Stack with the liquid in its pores.

    >>> round(stack_wet_mass(0.1, 0.8, 10e-6, 1200.0) * 1e3, 9)
    109.6
    """
    return stack_mass + electrolyte_saturation * stack_pore_volume * electrolyte_density


def cathode_pore_conductivity(electrolyte_ionic_conductivity: SiemensPerMetre) -> SiemensPerMetre:
    """The liquid conducts in the cathode.

    >>> cathode_pore_conductivity(1.0)
    1.0
    """
    return electrolyte_ionic_conductivity


def anode_pore_conductivity(electrolyte_ionic_conductivity: SiemensPerMetre) -> SiemensPerMetre:
    """The liquid conducts in the anode.

    >>> anode_pore_conductivity(1.0)
    1.0
    """
    return electrolyte_ionic_conductivity
