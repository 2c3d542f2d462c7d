"""Salt in a dense separator and a catholyte, of one concentration."""

import numpy as np

from celldesign.si import (
    CubicMetresPerMole,
    Fraction,
    JoulesPerMole,
    JoulesPerMoleKelvin,
    Kelvin,
    MolesPerCubicMetre,
    SquareMetresPerSecond,
)


def salt_concentration(separator_salt_concentration: MolesPerCubicMetre) -> MolesPerCubicMetre:
    """Salt of the separator, which the catholyte shares.

    >>> salt_concentration(850.0)
    850.0
    """
    return separator_salt_concentration


def salt_transference_number(separator_transference_number: Fraction) -> Fraction:
    """Transference number of the separator, which the catholyte shares.

    >>> salt_transference_number(0.14)
    0.14
    """
    return separator_transference_number


def salt_thermodynamic_factor(separator_thermodynamic_factor: Fraction) -> Fraction:
    """Thermodynamic factor of the separator, which the catholyte shares.

    >>> salt_thermodynamic_factor(1.2)
    1.2
    """
    return separator_thermodynamic_factor


def separator_salt_diffusion_coefficient(
    separator_diffusion_coefficient: SquareMetresPerSecond,
    separator_diffusion_activation_energy: JoulesPerMole,
    separator_diffusion_temperature: Kelvin,
    operation_temperature: Kelvin,
    gas_constant: JoulesPerMoleKelvin,
) -> SquareMetresPerSecond:
    r"""Diffusion coefficient of the separator's salt at the operating temperature.

    By Arrhenius' law 2.2e-12 m^2/s at 60 degC with 48 kJ/mol are 2.87e-13 m^2/s at 25 degC.

    >>> d = separator_salt_diffusion_coefficient(2.2e-12, 48e3, 333.15, 298.15, 8.314462618)
    >>> f"{float(d):.3g}"
    '2.88e-13'
    """
    energy = separator_diffusion_activation_energy / gas_constant
    speed = np.exp(energy / separator_diffusion_temperature - energy / operation_temperature)
    return separator_diffusion_coefficient * speed


def cathode_salt_diffusion_coefficient(
    catholyte_diffusion_coefficient: SquareMetresPerSecond,
    catholyte_diffusion_activation_energy: JoulesPerMole,
    catholyte_diffusion_temperature: Kelvin,
    operation_temperature: Kelvin,
    gas_constant: JoulesPerMoleKelvin,
) -> SquareMetresPerSecond:
    """Diffusion coefficient of the catholyte's salt at the operating temperature.

    >>> d = cathode_salt_diffusion_coefficient(1.4e-11, 48e3, 333.15, 313.15, 8.314462618)
    >>> f"{float(d):.3g}"
    '4.63e-12'
    """
    energy = catholyte_diffusion_activation_energy / gas_constant
    speed = np.exp(energy / catholyte_diffusion_temperature - energy / operation_temperature)
    return catholyte_diffusion_coefficient * speed


def anode_salt_diffusion_coefficient(
    separator_salt_diffusion_coefficient: SquareMetresPerSecond,
) -> SquareMetresPerSecond:
    """What touches the anode is the separator's salt.

    >>> anode_salt_diffusion_coefficient(2e-12)
    2e-12
    """
    return separator_salt_diffusion_coefficient


def salt_diffusion_decay() -> CubicMetresPerMole:
    """Diffusion in a polymer is taken as that at its own concentration.

    >>> salt_diffusion_decay()
    0.0
    """
    return 0.0


def salt_conductivity_exponent() -> Fraction:
    """The conductivity of a polymer is taken as that at its own concentration.

    >>> salt_conductivity_exponent()
    0.0
    """
    return 0.0


def salt_conductivity_peak(
    separator_salt_concentration: MolesPerCubicMetre,
) -> MolesPerCubicMetre:
    """A polymer works at the concentration where it conducts best.

    >>> salt_conductivity_peak(850.0)
    850.0
    """
    return separator_salt_concentration
