"""Voltage with current flowing."""

from celldesign.si import Coulombs, Count, Fraction, Joules, Volts


def operation_loaded_voltage(
    operation_average_voltage: Volts, operation_overpotential: Volts, operation_voltage_state: Count
) -> Volts:
    """Average of the discharge; less what the current takes where that is at equilibrium.

    >>> round(operation_loaded_voltage(3.7, 0.05, 1.0), 9)
    3.65
    """
    return operation_average_voltage - operation_overpotential * operation_voltage_state


def operation_charge_voltage(
    operation_loaded_voltage: Volts,
    operation_overpotential: Volts,
    operation_hysteresis_voltage: Volts,
) -> Volts:
    """Average of the charge: what the current takes, twice, and the hysteresis lie between.

    >>> round(operation_charge_voltage(3.65, 0.05, 0.02), 9)
    3.77
    """
    return operation_loaded_voltage + 2 * operation_overpotential + operation_hysteresis_voltage


def operation_charge_energy(capacity: Coulombs, operation_charge_voltage: Volts) -> Joules:
    """Energy of a charge of as many ampere-hours as the discharge gives: 2 Ah at 3.77 V.

    >>> round(operation_charge_energy(2 * 3600, 3.77) / 3600, 9)
    7.54
    """
    return capacity * operation_charge_voltage


def operation_energy_loss_per_cycle(
    operation_charge_energy: Joules, capacity: Coulombs, operation_loaded_voltage: Volts
) -> Joules:
    """What a cycle leaves as heat: 7.54 Wh less 2 Ah at 3.65 V are 0.24 Wh.

    >>> round(operation_energy_loss_per_cycle(7.54 * 3600, 2 * 3600, 3.65) / 3600, 9)
    0.24
    """
    return operation_charge_energy - capacity * operation_loaded_voltage


def operation_energy_efficiency(
    operation_loaded_voltage: Volts, operation_charge_voltage: Volts
) -> Fraction:
    """Energy of the discharge over that of a charge of as many ampere-hours.

    >>> round(operation_energy_efficiency(3.6, 3.75), 9)
    0.96
    """
    return operation_loaded_voltage / operation_charge_voltage
