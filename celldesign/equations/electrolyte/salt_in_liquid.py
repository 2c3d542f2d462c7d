"""Salt that one liquid carries through the whole cell."""

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


def salt_concentration(electrolyte_salt_concentration: MolesPerCubicMetre) -> MolesPerCubicMetre:
    """Salt of the liquid.

    >>> salt_concentration(1000.0)
    1000.0
    """
    return electrolyte_salt_concentration


def salt_transference_number(electrolyte_transference_number: Fraction) -> Fraction:
    """Transference number of the liquid.

    >>> salt_transference_number(0.26)
    0.26
    """
    return electrolyte_transference_number


def salt_thermodynamic_factor(electrolyte_thermodynamic_factor: Fraction) -> Fraction:
    """Thermodynamic factor of the liquid.

    >>> salt_thermodynamic_factor(2.18)
    2.18
    """
    return electrolyte_thermodynamic_factor


def separator_salt_diffusion_coefficient(
    electrolyte_diffusion_coefficient: SquareMetresPerSecond,
    electrolyte_diffusion_activation_energy: JoulesPerMole,
    electrolyte_diffusion_temperature: Kelvin,
    operation_temperature: Kelvin,
    gas_constant: JoulesPerMoleKelvin,
) -> SquareMetresPerSecond:
    r"""Diffusion coefficient of the liquid at the operating temperature, by Arrhenius' law.

    2.89e-10 m^2/s at 25 degC with 17.1 kJ/mol are 4.93e-10 m^2/s at 50 degC.

    >>> d = separator_salt_diffusion_coefficient(2.89e-10, 17.1e3, 298.15, 323.15, 8.314462618)
    >>> f"{float(d):.3g}"
    '4.93e-10'
    """
    energy = electrolyte_diffusion_activation_energy / gas_constant
    speed = np.exp(energy / electrolyte_diffusion_temperature - energy / operation_temperature)
    return electrolyte_diffusion_coefficient * speed


def cathode_salt_diffusion_coefficient(
    separator_salt_diffusion_coefficient: SquareMetresPerSecond,
) -> SquareMetresPerSecond:
    """The same liquid fills the cathode.

    >>> cathode_salt_diffusion_coefficient(2e-10)
    2e-10
    """
    return separator_salt_diffusion_coefficient


def anode_salt_diffusion_coefficient(
    separator_salt_diffusion_coefficient: SquareMetresPerSecond,
) -> SquareMetresPerSecond:
    """The same liquid fills the anode.

    >>> anode_salt_diffusion_coefficient(2e-10)
    2e-10
    """
    return separator_salt_diffusion_coefficient


def salt_diffusion_decay(
    electrolyte_diffusion_concentration_slope: CubicMetresPerMole,
) -> CubicMetresPerMole:
    """How the liquid's diffusion falls with its salt.

    >>> salt_diffusion_decay(1.26e-3)
    0.00126
    """
    return electrolyte_diffusion_concentration_slope


def salt_conductivity_exponent(
    electrolyte_conductivity_concentration_exponent: Fraction,
) -> Fraction:
    """How the liquid's conductivity rises with a little salt.

    >>> salt_conductivity_exponent(1.1)
    1.1
    """
    return electrolyte_conductivity_concentration_exponent


def salt_conductivity_peak(
    electrolyte_conductivity_peak_concentration: MolesPerCubicMetre,
) -> MolesPerCubicMetre:
    """Where the liquid's conductivity is highest.

    >>> salt_conductivity_peak(911.0)
    911.0
    """
    return electrolyte_conductivity_peak_concentration
