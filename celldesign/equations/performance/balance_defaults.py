"""Defaults of the balance of two electrodes, after all others."""

from celldesign.si import Count, Fraction, OhmSquareMetres, Volts


def operation_limit_by_curves() -> Count:
    """Without half-cell curves the cathode limits, unless the anode has less room.

    >>> operation_limit_by_curves()
    0.0
    """
    return 0.0


def operation_voltage_state() -> Count:
    """The average voltage is that of a discharge, with the ohmic drop in it.

    >>> operation_voltage_state()
    0.0
    """
    return 0.0


def operation_hysteresis_voltage() -> Volts:
    """The hysteresis between charge and discharge is not known and taken as none.

    >>> operation_hysteresis_voltage()
    0.0
    """
    return 0.0


def operation_cathode_utilisation() -> Fraction:
    """The anode, whose capacity is not known, has room for the cathode's charge.

    >>> operation_cathode_utilisation()
    1.0
    """
    return 1.0


def cathode_pulse_resistance(cathode_resistance: OhmSquareMetres) -> OhmSquareMetres:
    """A pulse meets the cathode's pores alone: its kinetics or its curve are not known.

    >>> cathode_pulse_resistance(1e-4)
    0.0001
    """
    return cathode_resistance


def anode_pulse_resistance(anode_resistance: OhmSquareMetres) -> OhmSquareMetres:
    """A pulse meets the anode's pores alone: its kinetics or its curve are not known.

    >>> anode_pulse_resistance(1e-4)
    0.0001
    """
    return anode_resistance


def resistance_concentration() -> OhmSquareMetres:
    """The salt's gradient adds no resistance.

    >>> resistance_concentration()
    0.0
    """
    return 0.0
