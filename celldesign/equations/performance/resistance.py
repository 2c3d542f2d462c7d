"""DC resistance, a bottom-up estimate, and what it does to a cell in operation."""

from celldesign.si import (
    Amperes,
    AmperesPerSquareMetre,
    Coulombs,
    CoulombsPerSquareMetre,
    Count,
    Kilograms,
    Ohms,
    OhmSquareMetres,
    PerSecond,
    SquareMetres,
    Volts,
    Watts,
    WattsPerKilogram,
)


def separator_internal_resistance(
    separator_layers_per_pair: Count, separator_internal_layer_resistance: OhmSquareMetres
) -> OhmSquareMetres:
    """The layer between the two coats counts once for each separator.

    >>> round(separator_internal_resistance(2, 10e-4) * 1e4, 9)
    20.0
    """
    return separator_layers_per_pair * separator_internal_layer_resistance


def resistance_area_specific(
    separator_resistance: OhmSquareMetres,
    separator_internal_resistance: OhmSquareMetres,
    anode_interface_resistance: OhmSquareMetres,
    anode_resistance: OhmSquareMetres,
    anode_charge_transfer_resistance: OhmSquareMetres,
    cathode_resistance: OhmSquareMetres,
    cathode_charge_transfer_resistance: OhmSquareMetres,
) -> OhmSquareMetres:
    """Resistance of one side: separator layers, internal layers, interfaces and both electrodes.

    The paper's cell at 60 degC: 48.4 + 20 + 18 + 14.0 ohm cm^2.

    >>> round(resistance_area_specific(48.4, 20.0, 18.0, 0.0, 0.0, 14.0, 0.0), 9)
    100.4
    """
    return (
        separator_resistance
        + separator_internal_resistance
        + anode_interface_resistance
        + anode_resistance
        + anode_charge_transfer_resistance
        + cathode_resistance
        + cathode_charge_transfer_resistance
    )


def resistance_ohmic(
    resistance_area_specific: OhmSquareMetres,
    cathode_area: SquareMetres,
    cathode_collector_resistance: Ohms,
    anode_collector_resistance: Ohms,
    cathode_tab_resistance: Ohms,
    anode_tab_resistance: Ohms,
) -> Ohms:
    """All electrode pairs in parallel, with collectors and tabs: 100.4 ohm cm^2 on 360 cm^2.

    278.889 mohm, and 1 + 2 mohm of collectors and 3 + 4 mohm of tabs.

    >>> round(resistance_ohmic(100.4e-4, 360e-4, 1e-3, 2e-3, 3e-3, 4e-3), 6)
    0.288889
    """
    return (
        resistance_area_specific / cathode_area
        + cathode_collector_resistance
        + anode_collector_resistance
        + cathode_tab_resistance
        + anode_tab_resistance
    )


def resistance_dc(
    resistance_ohmic: Ohms,
    cathode_resistance: OhmSquareMetres,
    anode_resistance: OhmSquareMetres,
    cathode_pulse_resistance: OhmSquareMetres,
    anode_pulse_resistance: OhmSquareMetres,
    resistance_concentration: OhmSquareMetres,
    cathode_area: SquareMetres,
) -> Ohms:
    """DC resistance after a pulse: what reaction, particles and salt add to the ohmic parts.

    Of 100 cm^2 with 10 mohm from parts, where the electrodes' 2 and 1 ohm cm^2 of pores are 12 and
    6 after ten seconds, and the salt's gradient takes 3:

    >>> round(resistance_dc(10e-3, 2e-4, 1e-4, 12e-4, 6e-4, 3e-4, 1e-2) * 1e3, 6)
    190.0
    """
    more = cathode_pulse_resistance + anode_pulse_resistance + resistance_concentration
    return resistance_ohmic + (more - cathode_resistance - anode_resistance) / cathode_area


def resistance_pulse_current_density(
    cathode_areal_capacity: CoulombsPerSquareMetre, resistance_pulse_rate: PerSecond
) -> AmperesPerSquareMetre:
    """Current density of the pulse: 3.6 mAh/cm^2 at 1C.

    >>> round(resistance_pulse_current_density(3.6 * 36e3, 1 / 3600) / 10, 9)
    3.6
    """
    return cathode_areal_capacity * resistance_pulse_rate


def operation_pulse_power(
    operation_half_charge_voltage: Volts, operation_lower_voltage: Volts, resistance_dc: Ohms
) -> Watts:
    """Power that a pulse from half charge ends with, at the lower cut-off.

    From 3.7 V to 3.0 V through 10 mohm flow 70 A.

    >>> round(operation_pulse_power(3.7, 3.0, 0.01), 9)
    210.0
    """
    return (
        operation_lower_voltage
        * (operation_half_charge_voltage - operation_lower_voltage)
        / resistance_dc
    )


def operation_specific_pulse_power(
    operation_pulse_power: Watts, cell_mass: Kilograms
) -> WattsPerKilogram:
    """Pulse power over the cell's mass.

    >>> operation_specific_pulse_power(210.0, 0.1)
    2100.0
    """
    return operation_pulse_power / cell_mass


def operation_current(nominal_capacity: Coulombs, operation_rate: PerSecond) -> Amperes:
    """Current at the operating rate: C/20 of 1 Ah.

    >>> operation_current(3600.0, 1 / 72000)
    0.05
    """
    return nominal_capacity * operation_rate


def operation_current_density(
    operation_current: Amperes, cathode_area: SquareMetres
) -> AmperesPerSquareMetre:
    """Current per facing area.

    >>> operation_current_density(0.05, 0.04)
    1.25
    """
    return operation_current / cathode_area


def operation_voltage_drop(operation_current: Amperes, resistance_ohmic: Ohms) -> Volts:
    """Voltage that the ohmic resistance takes at the operating rate.

    >>> operation_voltage_drop(2.0, 0.25)
    0.5
    """
    return operation_current * resistance_ohmic


def operation_heat(operation_current: Amperes, operation_overpotential: Volts) -> Watts:
    """Heat of the discharge at the operating rate, without that of its entropy: 2 A against 0.5 V.

    >>> operation_heat(2.0, 0.5)
    1.0
    """
    return operation_current * operation_overpotential
