"""Greenhouse gas and energy: the plant's, and those of the materials that have a factor.

What has no factor counts nothing, so that the mass covered belongs beside every total.
"""

import numpy as np

from celldesign.si import Fraction, Joules, Kilograms, KilogramsPerJoule


def footprint_electricity(footprint_step_electricity: Fraction) -> Fraction:
    """Electricity of all steps, per energy of the cells.

    >>> float(footprint_electricity(np.array([10.0, 2.5])))
    12.5
    """
    return np.sum(footprint_step_electricity, axis=0)


def footprint_heat(footprint_step_heat: Fraction) -> Fraction:
    """Heat of all steps, per energy of the cells.

    >>> float(footprint_heat(np.array([4.0, 0.5])))
    4.5
    """
    return np.sum(footprint_step_heat, axis=0)


def footprint_energy_per_energy(
    footprint_electricity: Fraction, footprint_heat: Fraction
) -> Fraction:
    """Electricity and heat of the plant per energy of the cells.

    >>> round(footprint_energy_per_energy(12.93, 8.9), 9)
    21.83
    """
    return footprint_electricity + footprint_heat


def footprint_plant_ghg(
    footprint_electricity: Fraction,
    footprint_grid_intensity: KilogramsPerJoule,
    footprint_heat: Fraction,
    footprint_heat_intensity: KilogramsPerJoule,
    energy: Joules,
) -> Kilograms:
    """GHG emissions of electricity and heat: 12.5 x 0.4 and 10 x 0.2 kg/kWh for 0.25 kWh.

    >>> footprint_plant_ghg(12.5, 0.4, 10.0, 0.2, 0.25)
    1.75
    """
    electricity = footprint_electricity * footprint_grid_intensity
    heat = footprint_heat * footprint_heat_intensity
    return (electricity + heat) * energy


def footprint_materials_ghg(
    cathode_coating_ghg: Kilograms,
    anode_coating_ghg: Kilograms,
    cathode_collector_mass: Kilograms,
    cathode_collector_ghg_factor: Fraction,
    anode_collector_mass: Kilograms,
    anode_collector_ghg_factor: Fraction,
    plant_foil_yield: Fraction,
    separator_mass: Kilograms,
    separator_ghg_factor: Fraction,
    plant_separator_yield: Fraction,
    electrolyte_mass: Kilograms,
    electrolyte_ghg_factor: Fraction,
    plant_electrolyte_yield: Fraction,
    casing_mass: Kilograms,
    casing_ghg_factor: Fraction,
    cathode_tab_mass: Kilograms,
    cathode_tab_ghg_factor: Fraction,
    anode_tab_mass: Kilograms,
    anode_tab_ghg_factor: Fraction,
    plant_cell_yield: Fraction,
) -> Kilograms:
    """GHG emissions of what is purchased and has a factor.

    Coatings 5 + 1.5 kg; foils (0.5 x 2 + 0.3 x 4) / 0.5 = 4.4 kg; separator 0.2 x 3 / 0.8 =
    0.75 kg; electrolyte 0.6 x 5 / 0.9 = 3.333 kg; casing and tabs 0.7 x 6 + 0.04 x 7 + 0.05 x 8 =
    4.88 kg. All but the coatings are 13.363 kg, and for 95 % of good cells 14.067 kg.

    >>> round(footprint_materials_ghg(
    ...     5.0, 1.5, 0.5, 2.0, 0.3, 4.0, 0.5, 0.2, 3.0, 0.8, 0.6, 5.0, 0.9, 0.7, 6.0, 0.04, 7.0,
    ...     0.05, 8.0, 0.95), 3)
    20.567
    """
    foils = (
        cathode_collector_mass * cathode_collector_ghg_factor
        + anode_collector_mass * anode_collector_ghg_factor
    ) / plant_foil_yield
    separator = separator_mass * separator_ghg_factor / plant_separator_yield
    electrolyte = electrolyte_mass * electrolyte_ghg_factor / plant_electrolyte_yield
    pieces = (
        casing_mass * casing_ghg_factor
        + cathode_tab_mass * cathode_tab_ghg_factor
        + anode_tab_mass * anode_tab_ghg_factor
    )
    others = (foils + separator + electrolyte + pieces) / plant_cell_yield
    return cathode_coating_ghg + anode_coating_ghg + others


def footprint_coverage(
    cathode_coating_covered_mass: Kilograms,
    anode_coating_covered_mass: Kilograms,
    cathode_collector_mass: Kilograms,
    cathode_collector_ghg_known: Fraction,
    anode_collector_mass: Kilograms,
    anode_collector_ghg_known: Fraction,
    separator_mass: Kilograms,
    separator_ghg_known: Fraction,
    electrolyte_mass: Kilograms,
    electrolyte_ghg_known: Fraction,
    casing_mass: Kilograms,
    casing_ghg_known: Fraction,
    cathode_tab_mass: Kilograms,
    cathode_tab_ghg_known: Fraction,
    anode_tab_mass: Kilograms,
    anode_tab_ghg_known: Fraction,
    cell_mass: Kilograms,
) -> Fraction:
    """Share of the cell's mass whose factor is known.

    Coatings 5 + 1.5 kg, then half of 0.4, 0.3, 0.2, 0.6, 0.7, 0.04 and 0.06 kg, of 12 kg in all.

    >>> round(footprint_coverage(
    ...     5.0, 1.5, 0.4, 0.5, 0.3, 0.5, 0.2, 0.5, 0.6, 0.5, 0.7, 0.5, 0.04, 0.5, 0.06, 0.5,
    ...     12.0), 4)
    0.6375
    """
    covered = (
        cathode_coating_covered_mass
        + anode_coating_covered_mass
        + cathode_collector_mass * cathode_collector_ghg_known
        + anode_collector_mass * anode_collector_ghg_known
        + separator_mass * separator_ghg_known
        + electrolyte_mass * electrolyte_ghg_known
        + casing_mass * casing_ghg_known
        + cathode_tab_mass * cathode_tab_ghg_known
        + anode_tab_mass * anode_tab_ghg_known
    )
    return covered / cell_mass


def footprint_ghg_per_energy(
    footprint_plant_ghg: Kilograms, footprint_materials_ghg: Kilograms, energy: Joules
) -> KilogramsPerJoule:
    """Plant and covered materials over the energy in operation.

    >>> footprint_ghg_per_energy(2.0, 8.0, 0.25)
    40.0
    """
    return (footprint_plant_ghg + footprint_materials_ghg) / energy


def footprint_per_throughput(
    footprint_plant_ghg: Kilograms,
    footprint_materials_ghg: Kilograms,
    lifetime_delivered_energy: Joules,
) -> KilogramsPerJoule:
    """The same over all energy delivered; unknown where the life has no end.

    >>> float(footprint_per_throughput(2.0, 8.0, 100.0))
    0.1
    """
    ends = np.isfinite(lifetime_delivered_energy)
    total = footprint_plant_ghg + footprint_materials_ghg
    return np.where(ends, total / lifetime_delivered_energy, np.nan)
