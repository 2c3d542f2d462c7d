"""Capacities, energy, and what they are per mass and volume."""

import numpy as np

from celldesign.si import (
    Coulombs,
    CoulombsPerKilogram,
    CoulombsPerSquareMetre,
    Count,
    CubicMetres,
    Fraction,
    Joules,
    JoulesPerCubicMetre,
    JoulesPerKilogram,
    Kilograms,
    KilogramsPerSquareMetre,
    PerSecond,
    Seconds,
    SquareMetres,
    Volts,
)


def nominal_capacity(
    cathode_area: SquareMetres,
    cathode_active_loading: KilogramsPerSquareMetre,
    cathode_nominal_specific_capacity: CoulombsPerKilogram,
) -> Coulombs:
    """Capacity at the nominal specific capacity; 1C is this per hour.

    The paper's cell: 360 cm^2 x 16 mg/cm^2 x 180 mAh/g.

    >>> round(nominal_capacity(360e-4, 0.16, 648e3) / 3600, 6)
    1.0368
    """
    return cathode_area * cathode_active_loading * cathode_nominal_specific_capacity


def operation_stated_specific_capacity(
    cathode_nominal_specific_capacity: CoulombsPerKilogram, operation_capacity_factor: Fraction
) -> CoulombsPerKilogram:
    """Nominal specific capacity less what the first cycle loses.

    >>> round(operation_stated_specific_capacity(702e3, 0.93) / 3600, 6)
    181.35
    """
    return cathode_nominal_specific_capacity * operation_capacity_factor


def operation_stated_specific_capacity_from_operation(
    operation_specific_capacity: CoulombsPerKilogram,
) -> CoulombsPerKilogram:
    """A value that is given for the rate of operation is the one that holds there.

    >>> operation_stated_specific_capacity_from_operation(799.2e3)
    799200.0
    """
    return operation_specific_capacity


def operation_specific_capacity(
    operation_stated_specific_capacity: CoulombsPerKilogram,
    operation_stated_rate_factor: Fraction,
    operation_rate_factor: Fraction,
) -> CoulombsPerKilogram:
    """Specific capacity at the rate of operation, from that at the rate that it is stated for.

    222 mAh/g at a rate that leaves 98 % of the capacity at rest are 181 mAh/g where 80 % are left.

    >>> round(operation_specific_capacity(222 * 3600.0, 0.98, 0.8) / 3600, 1)
    181.2
    """
    return operation_stated_specific_capacity / operation_stated_rate_factor * operation_rate_factor


def operation_specific_capacity_at_rest(
    operation_stated_specific_capacity: CoulombsPerKilogram, operation_stated_rate_factor: Fraction
) -> CoulombsPerKilogram:
    """Specific capacity without any loss by the current.

    >>> round(operation_specific_capacity_at_rest(222 * 3600.0, 0.98) / 3600, 1)
    226.5
    """
    return operation_stated_specific_capacity / operation_stated_rate_factor


def capacity_at_rest(capacity: Coulombs, operation_rate_factor: Fraction) -> Coulombs:
    """Capacity without any loss by the current.

    >>> round(capacity_at_rest(0.98 * 3600, 0.98) / 3600, 9)
    1.0
    """
    return capacity / operation_rate_factor


def operation_average_voltage(
    operation_stated_average_voltage: Volts,
    operation_stated_polarisation: Volts,
    operation_polarisation: Volts,
) -> Volts:
    """Average voltage of the discharge at the rate of operation, from the one that is stated.

    >>> round(operation_average_voltage(3.75, 0.02, 0.1), 9)
    3.67
    """
    return operation_stated_average_voltage + operation_stated_polarisation - operation_polarisation


def operation_stated_average_voltage_from_operation(operation_average_voltage: Volts) -> Volts:
    """A value that is given for the rate of operation is the one that holds there.

    >>> operation_stated_average_voltage_from_operation(3.789)
    3.789
    """
    return operation_average_voltage


def operation_average_voltage_at_rest(
    operation_stated_average_voltage: Volts, operation_stated_polarisation: Volts
) -> Volts:
    """Average voltage without any loss by the current.

    >>> round(operation_average_voltage_at_rest(3.75, 0.02), 9)
    3.77
    """
    return operation_stated_average_voltage + operation_stated_polarisation


def energy_at_rest(capacity_at_rest: Coulombs, operation_average_voltage_at_rest: Volts) -> Joules:
    """Energy without any loss by the current: 1 Ah at 3.77 V.

    >>> round(energy_at_rest(3600.0, 3.77) / 3600, 9)
    3.77
    """
    return capacity_at_rest * operation_average_voltage_at_rest


def capacity(
    cathode_area: SquareMetres,
    cathode_active_loading: KilogramsPerSquareMetre,
    operation_specific_capacity: CoulombsPerKilogram,
    operation_cathode_utilisation: Fraction,
) -> Coulombs:
    """Capacity of the discharge in operation: 360 cm^2 x 16 mg/cm^2 x 222 mAh/g, all accepted.

    >>> round(capacity(360e-4, 0.16, 799.2e3, 1.0) / 3600, 6)
    1.27872
    """
    return (
        cathode_area
        * cathode_active_loading
        * operation_specific_capacity
        * operation_cathode_utilisation
    )


def operation_limiting_electrode(
    operation_cathode_utilisation: Fraction, operation_limit_by_curves: Count
) -> Count:
    """The anode where it has no room for the cathode's charge, else what the curves say.

    >>> float(operation_limiting_electrode(0.9, 0.0)), float(operation_limiting_electrode(1.0, 0.0))
    (1.0, 0.0)
    """
    return np.where(operation_cathode_utilisation < 1, 1.0, operation_limit_by_curves)


def energy(capacity: Coulombs, operation_average_voltage: Volts) -> Joules:
    """Energy of the same discharge: 1.27872 Ah at 3.789 V are 4.845 Wh.

    >>> round(energy(1.27872 * 3600, 3.789) / 3600, 3)
    4.845
    """
    return capacity * operation_average_voltage


def stack_specific_energy(energy: Joules, stack_mass: Kilograms) -> JoulesPerKilogram:
    """Energy over the stack's mass: 4.8451 Wh in 13.5575 g.

    >>> round(stack_specific_energy(4.8451 * 3600, 13.5575e-3) / 3600, 1)
    357.4
    """
    return energy / stack_mass


def stack_energy_density(energy: Joules, stack_volume: CubicMetres) -> JoulesPerCubicMetre:
    """Energy over the stack's volume: 4.8451 Wh in 6.978 cm^3.

    >>> round(stack_energy_density(4.8451 * 3600, 6.978e-6) / 3.6e6, 1)
    694.3
    """
    return energy / stack_volume


def cell_specific_energy(energy: Joules, cell_mass: Kilograms) -> JoulesPerKilogram:
    """Energy over the cell's mass.

    >>> round(cell_specific_energy(4.8451 * 3600, 16.03e-3) / 3600, 1)
    302.3
    """
    return energy / cell_mass


def cell_energy_density(energy: Joules, cell_volume: CubicMetres) -> JoulesPerCubicMetre:
    """Energy over the cell's outer envelope.

    >>> round(cell_energy_density(3600.0, 2e-6) / 3.6e6, 9)
    500.0
    """
    return energy / cell_volume


def np_ratio(
    anode_areal_capacity: CoulombsPerSquareMetre, cathode_areal_capacity: CoulombsPerSquareMetre
) -> Fraction:
    """Facing areal capacities as assembled, nominal; overhang does not enter.

    >>> round(np_ratio(4.124 * 36e3, 2.88 * 36e3), 2)
    1.43
    """
    return anode_areal_capacity / cathode_areal_capacity


def np_ratio_operating(
    anode_areal_capacity: CoulombsPerSquareMetre,
    cathode_active_loading: KilogramsPerSquareMetre,
    operation_stated_specific_capacity: CoulombsPerKilogram,
) -> Fraction:
    """The same with the cathode's capacity in the operating window.

    >>> round(np_ratio_operating(4.124 * 36e3, 0.16, 799.2e3), 3)
    1.161
    """
    return anode_areal_capacity / (cathode_active_loading * operation_stated_specific_capacity)


def operation_charging_time(
    capacity_at_rest: Coulombs, nominal_capacity: Coulombs, operation_plating_rate: PerSecond
) -> Seconds:
    """Time from 10 to 80 % of the capacity at rest at the rate from which on lithium plates.

    Of 1 Ah at 1C: 42 minutes.

    >>> round(operation_charging_time(3600.0, 3600.0, 1 / 3600) / 60, 9)
    42.0
    """
    return 0.7 * capacity_at_rest / (nominal_capacity * operation_plating_rate)


def operation_rate_factor(
    operation_modelled_rate_factor: Fraction, operation_rate_model_ratio: Fraction
) -> Fraction:
    """Share of the capacity at rest that the rate leaves, by the model, with the model's own error.

    >>> round(operation_rate_factor(0.8, 1.05), 9)
    0.84
    """
    return operation_modelled_rate_factor * operation_rate_model_ratio


def operation_polarisation(
    operation_modelled_polarisation: Volts, operation_voltage_model_ratio: Fraction
) -> Volts:
    """Average voltage at rest less that at the rate, with the model's own error.

    >>> round(operation_polarisation(0.1, 1.05), 9)
    0.105
    """
    return operation_modelled_polarisation * operation_voltage_model_ratio


def operation_overpotential(
    operation_modelled_overpotential: Volts, operation_voltage_model_ratio: Fraction
) -> Volts:
    """Mean loss of voltage over the discharge, with the model's own error.

    >>> round(operation_overpotential(0.12, 1.05), 9)
    0.126
    """
    return operation_modelled_overpotential * operation_voltage_model_ratio


def operation_plating_rate(
    operation_modelled_plating_rate: PerSecond, operation_plating_model_ratio: Fraction
) -> PerSecond:
    """Rate above which lithium plates on the way from 10 to 80 %, with the model's own error.

    >>> round(operation_plating_rate(1 / 3600, 1.1) * 3600, 9)
    1.1
    """
    return operation_modelled_plating_rate * operation_plating_model_ratio
