"""Salt across the cell at a current: what each part holds, where it runs out, and what that takes.

In a discharge the anode gives ions and the cathode takes them. The profiles are those of a steady
balance with a reaction that is even over each electrode; constants are those at the cell's own
concentration. How fast they build up is one relaxation time.
"""

import numpy as np

from celldesign.si import (
    AmperesPerSquareMetre,
    CoulombsPerMole,
    CoulombsPerSquareMetre,
    Count,
    Fraction,
    JoulesPerMoleKelvin,
    Kelvin,
    Metres,
    MolesPerCubicMetre,
    OhmSquareMetres,
    PerSecond,
    Seconds,
    SquareMetresPerSecond,
    Volts,
)


def operation_thermal_voltage(
    gas_constant: JoulesPerMoleKelvin,
    operation_temperature: Kelvin,
    faraday_constant: CoulombsPerMole,
) -> Volts:
    r"""Thermal voltage, :math:`RT/F`.

    >>> round(operation_thermal_voltage(8.314462618, 298.15, 96485.33212) * 1e3, 3)
    25.693
    """
    return gas_constant * operation_temperature / faraday_constant


def operation_diffusion_voltage(
    operation_thermal_voltage: Volts,
    salt_transference_number: Fraction,
    salt_thermodynamic_factor: Fraction,
) -> Volts:
    r"""Voltage for each e-fold of salt across the cell, :math:`2u(1-t_+)\chi`.

    >>> round(operation_diffusion_voltage(0.0257, 0.26, 2.18) * 1e3, 2)
    82.92
    """
    return (
        2 * operation_thermal_voltage * (1 - salt_transference_number) * salt_thermodynamic_factor
    )


def cathode_salt_drop_ratio(
    resistance_pulse_current_density: AmperesPerSquareMetre,
    salt_transference_number: Fraction,
    faraday_constant: CoulombsPerMole,
    cathode_salt_path: Metres,
    cathode_salt_diffusion_coefficient: SquareMetresPerSecond,
    salt_concentration: MolesPerCubicMetre,
) -> Fraction:
    """Drop of salt over the cathode at an even reaction, over the concentration.

    >>> round(cathode_salt_drop_ratio(50.0, 0.25, 1e5, 4e-4, 2e-10, 1000.0), 9)
    0.375
    """
    flux = resistance_pulse_current_density * (1 - salt_transference_number) / faraday_constant
    return flux * cathode_salt_path / (2 * cathode_salt_diffusion_coefficient * salt_concentration)


def anode_salt_drop_ratio(
    resistance_pulse_current_density: AmperesPerSquareMetre,
    salt_transference_number: Fraction,
    faraday_constant: CoulombsPerMole,
    anode_salt_path: Metres,
    anode_salt_diffusion_coefficient: SquareMetresPerSecond,
    salt_concentration: MolesPerCubicMetre,
) -> Fraction:
    """Rise of salt over the anode at an even reaction, over the concentration.

    >>> round(anode_salt_drop_ratio(50.0, 0.25, 1e5, 4e-4, 2e-10, 1000.0), 9)
    0.375
    """
    flux = resistance_pulse_current_density * (1 - salt_transference_number) / faraday_constant
    return flux * anode_salt_path / (2 * anode_salt_diffusion_coefficient * salt_concentration)


def separator_salt_drop_ratio(
    resistance_pulse_current_density: AmperesPerSquareMetre,
    salt_transference_number: Fraction,
    faraday_constant: CoulombsPerMole,
    separator_salt_path: Metres,
    separator_salt_diffusion_coefficient: SquareMetresPerSecond,
    salt_concentration: MolesPerCubicMetre,
) -> Fraction:
    """Drop of salt over the separator, over the concentration.

    >>> round(separator_salt_drop_ratio(50.0, 0.25, 1e5, 8e-5, 2e-10, 1000.0), 9)
    0.15
    """
    flux = resistance_pulse_current_density * (1 - salt_transference_number) / faraday_constant
    return flux * separator_salt_path / (separator_salt_diffusion_coefficient * salt_concentration)


def anode_salt_ratio(
    anode_salt_volume: Metres,
    separator_salt_volume: Metres,
    cathode_salt_volume: Metres,
    anode_salt_drop_ratio: Fraction,
    separator_salt_drop_ratio: Fraction,
    cathode_salt_drop_ratio: Fraction,
) -> Fraction:
    """Mean salt in the anode, or at a metal's face, over the concentration: in the steady state.

    >>> round(anode_salt_ratio(30e-6, 10e-6, 30e-6, 0.375, 0.15, 0.375), 4)
    1.325
    """
    whole = anode_salt_volume + separator_salt_volume + cathode_salt_volume
    lower = separator_salt_drop_ratio + 2 * cathode_salt_drop_ratio / 3
    raised = anode_salt_volume * 2 * anode_salt_drop_ratio / 3
    at_side = (
        1
        + (
            separator_salt_volume * separator_salt_drop_ratio / 2
            + cathode_salt_volume * lower
            - raised
        )
        / whole
    )
    return at_side + 2 * anode_salt_drop_ratio / 3


def cathode_salt_ratio(
    anode_salt_ratio: Fraction,
    anode_salt_drop_ratio: Fraction,
    separator_salt_drop_ratio: Fraction,
    cathode_salt_drop_ratio: Fraction,
) -> Fraction:
    """Mean salt in the cathode over the concentration, in the steady state.

    >>> round(cathode_salt_ratio(1.2, 0.375, 0.15, 0.375), 4)
    0.55
    """
    at_side = anode_salt_ratio - 2 * anode_salt_drop_ratio / 3
    return at_side - separator_salt_drop_ratio - 2 * cathode_salt_drop_ratio / 3


def salt_relaxation_time(
    anode_salt_ratio: Fraction,
    cathode_salt_ratio: Fraction,
    anode_salt_volume: Metres,
    separator_salt_volume: Metres,
    cathode_salt_volume: Metres,
    salt_concentration: MolesPerCubicMetre,
    resistance_pulse_current_density: AmperesPerSquareMetre,
    salt_transference_number: Fraction,
    faraday_constant: CoulombsPerMole,
) -> Seconds:
    """Time in which the salt of both electrodes comes to its steady state.

    Its first slope and its end are right where both electrodes store salt; before a metal half of
    the separator stands for them.

    >>> n = 30e-6
    >>> round(salt_relaxation_time(1.2, 0.55, n, 0.0, n, 1000.0, 50.0, 0.25, 1e5), 3)
    26.0
    """
    flux = resistance_pulse_current_density * (1 - salt_transference_number) / faraday_constant
    half = separator_salt_volume / 6
    source, sink = anode_salt_volume + half, cathode_salt_volume + half
    apart = (anode_salt_ratio - cathode_salt_ratio) * salt_concentration
    return apart * source * sink / (flux * (source + sink))


def resistance_concentration(
    operation_diffusion_voltage: Volts,
    anode_salt_ratio: Fraction,
    cathode_salt_ratio: Fraction,
    salt_relaxation_time: Seconds,
    resistance_pulse_time: Seconds,
    resistance_pulse_current_density: AmperesPerSquareMetre,
) -> OhmSquareMetres:
    """What the salt's gradient takes after the pulse, per current.

    >>> round(float(resistance_concentration(0.08, 1.2, 0.5, 20.0, 1e9, 50.0)) * 1e4, 2)
    14.01
    """
    grown = 1 - np.exp(-resistance_pulse_time / salt_relaxation_time)
    rich = 1 + (anode_salt_ratio - 1) * grown
    poor = np.maximum(1 + (cathode_salt_ratio - 1) * grown, 0.02)
    volts = operation_diffusion_voltage * np.log(rich / poor)
    return volts / resistance_pulse_current_density


def operation_limiting_rate(
    faraday_constant: CoulombsPerMole,
    salt_concentration: MolesPerCubicMetre,
    salt_transference_number: Fraction,
    anode_salt_volume: Metres,
    separator_salt_volume: Metres,
    cathode_salt_volume: Metres,
    anode_salt_path: Metres,
    separator_salt_path: Metres,
    anode_salt_diffusion_coefficient: SquareMetresPerSecond,
    separator_salt_diffusion_coefficient: SquareMetresPerSecond,
    cathode_areal_capacity: CoulombsPerSquareMetre,
) -> PerSecond:
    """Rate beyond which no steady state of the salt exists: the cathode's side runs dry.

    All salt is then in the anode's pores and the separator. Without pores in the anode it is the
    separator's own limiting current, and what the cathode's pores had besides.

    >>> n, s = 30e-6, 10e-6
    >>> r = operation_limiting_rate(
    ...     1e5, 1000.0, 0.25, n, s, n, 4e-4, 8e-5, 2e-10, 2e-10, 108e3
    ... )
    >>> round(r * 3600, 2)
    9.15
    """
    own = separator_salt_path / separator_salt_diffusion_coefficient
    behind = anode_salt_path / anode_salt_diffusion_coefficient
    held = anode_salt_volume * (own + behind / 3) + separator_salt_volume * own / 2
    whole = salt_concentration * (anode_salt_volume + separator_salt_volume + cathode_salt_volume)
    density = whole * faraday_constant / ((1 - salt_transference_number) * held)
    return density / cathode_areal_capacity


def operation_full_use_rate(
    faraday_constant: CoulombsPerMole,
    salt_concentration: MolesPerCubicMetre,
    salt_transference_number: Fraction,
    anode_salt_volume: Metres,
    separator_salt_volume: Metres,
    cathode_salt_volume: Metres,
    anode_salt_path: Metres,
    separator_salt_path: Metres,
    cathode_salt_path: Metres,
    anode_salt_diffusion_coefficient: SquareMetresPerSecond,
    separator_salt_diffusion_coefficient: SquareMetresPerSecond,
    cathode_salt_diffusion_coefficient: SquareMetresPerSecond,
    cathode_areal_capacity: CoulombsPerSquareMetre,
) -> PerSecond:
    """Rate from which on the cathode's far end has no salt and is not fully used.

    >>> n, s, d = 30e-6, 10e-6, 2e-10
    >>> r = operation_full_use_rate(
    ...     1e5, 1000.0, 0.25, n, s, n, 4e-4, 8e-5, 4e-4, d, d, d, 108e3
    ... )
    >>> round(r * 3600, 2)
    3.7
    """
    own = separator_salt_path / separator_salt_diffusion_coefficient
    behind = anode_salt_path / anode_salt_diffusion_coefficient
    within = cathode_salt_path / cathode_salt_diffusion_coefficient
    held = (
        anode_salt_volume * (own + within / 2 + behind / 3)
        + separator_salt_volume * (own + within) / 2
        + cathode_salt_volume * within / 6
    )
    whole = salt_concentration * (anode_salt_volume + separator_salt_volume + cathode_salt_volume)
    density = whole * faraday_constant / ((1 - salt_transference_number) * held)
    return density / cathode_areal_capacity


def operation_regime(
    operation_least_salt: Fraction,
    operation_least_reach: Fraction,
    operation_particles_exhausted: Fraction,
) -> Count:
    """What limits at the rate, as the place of the word in the list of them.

    Fine; near depletion, with less than 30 % of the salt somewhere; dry, with less than 5 %, which
    is the model's own uncertainty; beyond the limit, where
    no part of the cathode keeps its salt; or limited by diffusion in the particles.

    >>> [float(operation_regime(*s)) for s in ((0.5, 1, 0), (0.2, 1, 0), (-1, 0.4, 0), (-2, -1, 0))]
    [0.0, 1.0, 2.0, 3.0]
    """
    wet = np.where(operation_least_salt < 0.3, 1.0, 4.0 * operation_particles_exhausted)
    return np.where(operation_least_salt < 0.05, np.where(operation_least_reach < 0, 3.0, 2.0), wet)
