"""Defaults of the balance of two electrodes, after all others."""

import numpy as np

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


def operation_first_cycle_factor(
    np_ratio: Fraction,
    cathode_first_cycle_efficiency: Fraction,
    anode_first_cycle_efficiency: Fraction,
    anode_first_cycle_conversion: Fraction,
) -> Fraction:
    r"""The first cycle takes what the efficiencies of both electrodes say.

    By the cathode's reversible charge its first charge is :math:`1/\eta_c`; the anode loses
    :math:`n/p\,(1/\eta_a-1)`, where it converts only as far as it is charged. Silicon monoxide
    of 75 % keeps a quarter of what a cathode of 89 % gives, and twice as much graphite of 90 %
    twice as much:

    >>> round(float(operation_first_cycle_factor(1.1, 0.89, 0.75, 1.0)), 4)
    0.8427
    >>> [round(float(operation_first_cycle_factor(n, 0.95, 0.9, 0.0)), 4) for n in (1.1, 2.2)]
    [0.9304, 0.8082]
    """
    first = 1 / cathode_first_cycle_efficiency
    taken = np.minimum(first * anode_first_cycle_efficiency / np_ratio, 1)
    loss = np_ratio * (1 / anode_first_cycle_efficiency - 1)
    kept = loss * (1 - anode_first_cycle_conversion * (1 - taken))
    return np.minimum(np.maximum(first - kept, 0.01), 1)


def operation_first_cycle_factor_from_nothing() -> Fraction:
    """The first cycle takes nothing of the cathode's reversible capacity.

    >>> operation_first_cycle_factor_from_nothing()
    1.0
    """
    return 1.0
