"""Expected thermal-runaway energy by two empirical models, gas, and adiabatic bounds.

Stored electrical energy is inside these figures and never added; combustion in open air is not.
"""

import numpy as np

from celldesign.si import (
    Coulombs,
    CoulombsPerMole,
    Count,
    Fraction,
    Joules,
    JoulesPerCoulomb,
    JoulesPerKilogramKelvin,
    JoulesPerMole,
    Kelvin,
    Kilograms,
    Moles,
    MolesPerCoulomb,
)


def thermal_energy_charge_model(
    thermal_heat_per_charge: JoulesPerCoulomb,
    nominal_capacity: Coulombs,
    lithium_excess_charge: Coulombs,
) -> Joules:
    """Heat proportional to all charge, nominal and excess lithium of all foils.

    The heat per charge is the mean of the NREL/NASA Battery Failure Databank, version 2 (repository
    NREL/battery-heat-output); that excess lithium counts like any charge is the model. The paper's
    cell: 18.5 kJ/Ah on 1.0368 + 1.7323 Ah.

    >>> round(thermal_energy_charge_model(18.5e3 / 3600, 1.0368 * 3600, 1.7323 * 3600) / 1e3, 1)
    51.2
    """
    return thermal_heat_per_charge * (nominal_capacity + lithium_excess_charge)


def thermal_heat_per_lithium_charge(
    thermal_lithium_oxide_enthalpy: JoulesPerMole, faraday_constant: CoulombsPerMole
) -> JoulesPerCoulomb:
    """Heat of lithium burnt to its oxide, per charge: half of 597.9 kJ/mol is 11.15 kJ/Ah.

    >>> round(thermal_heat_per_lithium_charge(-597.9e3, 96485.33212) * 3.6, 2)
    11.15
    """
    return -thermal_lithium_oxide_enthalpy / (2 * faraday_constant)


def thermal_energy_two_term_model(
    thermal_heat_per_charge: JoulesPerCoulomb,
    nominal_capacity: Coulombs,
    thermal_heat_per_lithium_charge: JoulesPerCoulomb,
    lithium_excess_charge: Coulombs,
) -> Joules:
    """Heat of the nominal capacity as in any cell, and of excess lithium burnt to its oxide.

    >>> a, b = 18.5e3 / 3600, 11.15e3 / 3600
    >>> round(thermal_energy_two_term_model(a, 1.0368 * 3600, b, 1.7323 * 3600) / 1e3, 1)
    38.5
    """
    return (
        thermal_heat_per_charge * nominal_capacity
        + thermal_heat_per_lithium_charge * lithium_excess_charge
    )


def thermal_energy(
    thermal_model: Count,
    thermal_energy_charge_model: Joules,
    thermal_energy_two_term_model: Joules,
) -> Joules:
    """Runaway energy of the chosen model.

    >>> float(thermal_energy(0, 51e3, 38e3)), float(thermal_energy(1, 51e3, 38e3))
    (51000.0, 38000.0)
    """
    return np.where(thermal_model == 1, thermal_energy_two_term_model, thermal_energy_charge_model)


def thermal_energy_per_capacity(
    thermal_energy: Joules, nominal_capacity: Coulombs
) -> JoulesPerCoulomb:
    """Runaway energy over the nominal capacity, as the paper's table divides.

    >>> round(thermal_energy_per_capacity(51.2e3, 1.0368 * 3600) * 3.6, 1)
    49.4
    """
    return thermal_energy / nominal_capacity


def thermal_energy_per_total_charge(
    thermal_energy: Joules, nominal_capacity: Coulombs, lithium_excess_charge: Coulombs
) -> JoulesPerCoulomb:
    """Runaway energy over all charge: the paper's 54 kJ of 1 Ah are 19.8 kJ/Ah.

    >>> round(thermal_energy_per_total_charge(54e3, 3600.0, 1.732 * 3600) * 3.6, 1)
    19.8
    """
    return thermal_energy / (nominal_capacity + lithium_excess_charge)


def thermal_energy_at_full_window(
    thermal_heat_per_charge: JoulesPerCoulomb, capacity: Coulombs, lithium_excess_charge: Coulombs
) -> Joules:
    """The model `charge` with the capacity in operation instead of the nominal one.

    >>> round(thermal_energy_at_full_window(18.5e3 / 3600, 1.2787 * 3600, 1.7323 * 3600) / 1e3, 1)
    55.7
    """
    return thermal_heat_per_charge * (capacity + lithium_excess_charge)


def thermal_gas(thermal_gas_per_charge: MolesPerCoulomb, nominal_capacity: Coulombs) -> Moles:
    """Gas released at runaway: 0.15 mol/Ah of 2 Ah.

    >>> round(thermal_gas(0.15 / 3600, 7200.0), 9)
    0.3
    """
    return thermal_gas_per_charge * nominal_capacity


def thermal_adiabatic_rise(
    thermal_energy: Joules, cell_mass: Kilograms, thermal_specific_heat: JoulesPerKilogramKelvin
) -> Kelvin:
    """Rise if all heat stayed in all mass: a bound, since about half the mass leaves.

    An LG M50 of the databank: 95.546 kJ in 68.362 g.

    >>> round(thermal_adiabatic_rise(95.546e3, 68.362e-3, 950.0))
    1471
    """
    return thermal_energy / (cell_mass * thermal_specific_heat)


def thermal_retained_adiabatic_rise(
    thermal_adiabatic_rise: Kelvin, thermal_retained_heat_fraction: Fraction
) -> Kelvin:
    """Rise by the heat that stays in the body, over the whole mass.

    >>> thermal_retained_adiabatic_rise(1500.0, 0.2)
    300.0
    """
    return thermal_adiabatic_rise * thermal_retained_heat_fraction
