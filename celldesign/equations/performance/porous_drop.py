"""The voltage that one porous electrode takes from a current: reaction, particles and pores."""

import numpy as np

from celldesign.si import (
    AmperesPerSquareMetre,
    CoulombsPerSquareMetre,
    Fraction,
    OhmSquareMetres,
    Seconds,
    Volts,
)


def interface_resistance_in_pores(
    reaction_overpotential: Volts,
    potential_slope: Volts,
    surface_shift: Fraction,
    resistance_pulse_current_density: AmperesPerSquareMetre,
    resistance_pulse_time: Seconds,
    curve_charge: CoulombsPerSquareMetre,
) -> OhmSquareMetres:
    """What the current meets at the particles: reaction, surface and the curve's own fall.

    The more it is, the more evenly the reaction lies over the thickness.

    >>> round(float(interface_resistance_in_pores(0.02, 0.5, 0.03, 20.0, 100.0, 1e5)) * 1e4, 2)
    22.5
    """
    shift = surface_shift / resistance_pulse_current_density + resistance_pulse_time / curve_charge
    return reaction_overpotential / resistance_pulse_current_density + potential_slope * shift


def ionic_resistance(
    resistance: OhmSquareMetres,
) -> OhmSquareMetres:
    """Ionic resistance along the whole thickness: three times that of an even reaction.

    >>> ionic_resistance(1e-3)
    0.003
    """
    return 3 * resistance


def ohmic_drop(
    resistance_pulse_current_density: AmperesPerSquareMetre,
    ionic_resistance: OhmSquareMetres,
    electronic_resistance: OhmSquareMetres,
    interface_resistance_in_pores: OhmSquareMetres,
) -> Volts:
    r"""Ohmic drop in pores and solid, of two rails that the reaction joins.

    With :math:`\nu^2=(R_i+R_e)/R_x` it is :math:`i\{R_iR_e/(R_i+R_e)\,[1+2/(\nu\sinh\nu)]+
    (R_i^2+R_e^2)/(R_i+R_e)\,\coth\nu/\nu-R_x\}`, a third of both where the reaction is even.

    >>> round(float(ohmic_drop(10.0, 3e-3, 3e-4, 1.0)) * 1e3, 2)
    11.0
    >>> round(float(ohmic_drop(10.0, 3e-3, 3e-4, 3e-3)) * 1e3, 2)
    10.49
    """
    both = ionic_resistance + electronic_resistance
    nu = np.minimum(np.sqrt(both / interface_resistance_in_pores), 300.0)
    near = np.maximum(nu, 0.03)
    sinh, tanh = (np.exp(near) - np.exp(-near)) / 2, 1 - 2 / (np.exp(2 * near) + 1)
    joined = ionic_resistance * electronic_resistance / both * (1 + 2 / (near * sinh))
    apart = (ionic_resistance**2 + electronic_resistance**2) / both / (near * tanh)
    lines = np.where(nu < 0.03, both / 3, joined + apart - both / near**2)
    return resistance_pulse_current_density * lines


def pulse_resistance(
    ohmic_drop: Volts,
    reaction_overpotential: Volts,
    potential_slope: Volts,
    surface_shift: Fraction,
    resistance_pulse_current_density: AmperesPerSquareMetre,
    resistance_pulse_time: Seconds,
    curve_charge: CoulombsPerSquareMetre,
) -> OhmSquareMetres:
    """Resistance of one face after the pulse: pores, reaction, particles, and the charge passed.

    >>> round(pulse_resistance(0.01, 0.02, 0.5, 0.03, 20.0, 100.0, 1e5) * 1e4, 2)
    27.5
    """
    shift = surface_shift + resistance_pulse_current_density * resistance_pulse_time / curve_charge
    volts = ohmic_drop + reaction_overpotential + potential_slope * shift
    return volts / resistance_pulse_current_density


def reaction_spread(
    resistance_pulse_current_density: AmperesPerSquareMetre,
    ionic_resistance: OhmSquareMetres,
    operation_diffusion_voltage: Volts,
    salt_drop_ratio: Fraction,
    curve_fall: Volts,
    reaction_stiffness: Volts,
) -> Fraction:
    r"""How far the reaction moves through the thickness: 0 even, 1 a front.

    What drives it to the membrane (half the ionic drop, and the salt's) over that and what holds
    it even: the curve's fall and the kinetics. The weights, 1 and 1, and the bound 1.5 were fitted
    by eye to the Doyle-Fuller-Newman model.

    >>> round(float(reaction_spread(20.0, 2e-3, 0.04, 0.5, 0.1, 0.02)), 3)
    0.25
    """
    ohmic = resistance_pulse_current_density * ionic_resistance / 2
    drive = ohmic + operation_diffusion_voltage * np.minimum(salt_drop_ratio, 1.5)
    return drive / (drive + curve_fall + reaction_stiffness)


def reaction_stiffness(
    reaction_current_density: AmperesPerSquareMetre,
    exchange_current_density: AmperesPerSquareMetre,
    operation_thermal_voltage: Volts,
) -> Volts:
    r"""How the overpotential grows with the logarithm of the current, :math:`2us/\sqrt{1+s^2}`.

    >>> round(float(reaction_stiffness(6.0, 4.0, 0.025)), 9)
    0.03
    """
    share = reaction_current_density / (2 * exchange_current_density)
    return 2 * operation_thermal_voltage * share / np.sqrt(1 + share**2)
