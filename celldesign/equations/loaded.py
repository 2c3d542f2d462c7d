"""Voltage with current flowing."""

from celldesign.si import Volts


def operation_loaded_voltage(
    operation_average_voltage: Volts, operation_voltage_drop: Volts
) -> Volts:
    """Average voltage less what the resistance takes, where the average is an open-circuit one.

    >>> round(operation_loaded_voltage(3.7, 0.05), 9)
    3.65
    """
    return operation_average_voltage - operation_voltage_drop
