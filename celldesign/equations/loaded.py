"""Voltage with current flowing."""

from celldesign.si import Count, Fraction, Volts


def operation_loaded_voltage(
    operation_average_voltage: Volts, operation_voltage_drop: Volts, operation_voltage_state: Count
) -> Volts:
    """Average of the discharge; less what the resistance takes where that is at equilibrium.

    >>> round(operation_loaded_voltage(3.7, 0.05, 1.0), 9)
    3.65
    """
    return operation_average_voltage - operation_voltage_drop * operation_voltage_state


def operation_charge_voltage(
    operation_loaded_voltage: Volts, operation_voltage_drop: Volts
) -> Volts:
    """Average of the charge: what the resistance takes lies between it and the rest, twice.

    >>> round(operation_charge_voltage(3.65, 0.05), 9)
    3.75
    """
    return operation_loaded_voltage + 2 * operation_voltage_drop


def operation_energy_efficiency(
    operation_loaded_voltage: Volts, operation_charge_voltage: Volts
) -> Fraction:
    """Energy of the discharge over that of a charge of as many ampere-hours.

    >>> round(operation_energy_efficiency(3.6, 3.75), 9)
    0.96
    """
    return operation_loaded_voltage / operation_charge_voltage
