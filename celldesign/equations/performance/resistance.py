"""DC resistance, a bottom-up estimate, and what it does to a cell in operation."""

from celldesign.si import (
    Amperes,
    AmperesPerSquareMetre,
    Coulombs,
    CoulombsPerSquareMetre,
    Count,
    Ohms,
    OhmSquareMetres,
    PerSecond,
    SquareMetres,
    Volts,
    Watts,
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


def resistance_dc(
    resistance_area_specific: OhmSquareMetres,
    cathode_area: SquareMetres,
    cathode_collector_resistance: Ohms,
    anode_collector_resistance: Ohms,
    cathode_tab_resistance: Ohms,
    anode_tab_resistance: Ohms,
) -> Ohms:
    """All electrode pairs in parallel, with collectors and tabs: 100.4 ohm cm^2 on 360 cm^2.

    278.889 mohm, and 1 + 2 mohm of collectors and 3 + 4 mohm of tabs.

    >>> round(resistance_dc(100.4e-4, 360e-4, 1e-3, 2e-3, 3e-3, 4e-3), 6)
    0.288889
    """
    return (
        resistance_area_specific / cathode_area
        + cathode_collector_resistance
        + anode_collector_resistance
        + cathode_tab_resistance
        + anode_tab_resistance
    )


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


def operation_voltage_drop(operation_current: Amperes, resistance_dc: Ohms) -> Volts:
    """Voltage that the resistance takes at the operating rate.

    >>> operation_voltage_drop(2.0, 0.25)
    0.5
    """
    return operation_current * resistance_dc


def operation_heat(operation_current: Amperes, resistance_dc: Ohms) -> Watts:
    """Ohmic heat at the operating rate.

    >>> operation_heat(2.0, 0.25)
    1.0
    """
    return operation_current**2 * resistance_dc


def operation_limiting_rate(
    separator_limiting_current_density: AmperesPerSquareMetre,
    cathode_areal_capacity: CoulombsPerSquareMetre,
) -> PerSecond:
    """Rate at which the separator's salt is used up: 0.456 mA/cm^2 on 2.88 mAh/cm^2 is C/6.3.

    >>> round(1 / (operation_limiting_rate(4.56, 2.88 * 36e3) * 3600), 1)
    6.3
    """
    return separator_limiting_current_density / cathode_areal_capacity
