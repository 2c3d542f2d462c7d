"""Kinetics, particles and pores of one porous electrode: what its response to a current depends on.

The materials' values are blended by mass, which is exact for one active material. Equations of
state take any state; the discharge (`balancing.discharge`) asks the same ones along its way.
"""

import numpy as np

from celldesign.si import (
    AmperesPerSquareMetre,
    CoulombsPerKilogram,
    CoulombsPerSquareMetre,
    Fraction,
    JoulesPerMole,
    JoulesPerMoleKelvin,
    Kelvin,
    KilogramsPerSquareMetre,
    Metres,
    MolesPerCubicMetre,
    OhmSquareMetres,
    Seconds,
    SiemensPerMetre,
    SquareMetresPerSecond,
    Volts,
)


def particle_radius(
    mass_fraction: Fraction, component_active: Fraction, component_particle_radius: Metres
) -> Metres:
    """Mean radius of the active particles, by mass: 60 parts of 6 um and 20 of 2 um.

    >>> w, a = np.array([0.6, 0.2, 0.2]), np.array([1.0, 1.0, 0.0])
    >>> round(float(particle_radius(w, a, np.array([6e-6, 2e-6, 0.0]))) * 1e6, 9)
    5.0
    """
    active = mass_fraction * component_active
    return np.sum(active * component_particle_radius, axis=0) / np.sum(active, axis=0)


def exchange_current_density(
    mass_fraction: Fraction,
    component_active: Fraction,
    component_exchange_current_density: AmperesPerSquareMetre,
    component_reaction_activation_energy: JoulesPerMole,
    component_kinetics_temperature: Kelvin,
    operation_temperature: Kelvin,
    gas_constant: JoulesPerMoleKelvin,
) -> AmperesPerSquareMetre:
    r"""Exchange current density of the particles at half occupancy, by Arrhenius' law.

    3.41 A/m^2 at 25 degC with 17.8 kJ/mol are 7.26 A/m^2 at 60 degC.

    >>> one = np.array([1.0])
    >>> j0 = exchange_current_density(
    ...     one, one, 3.41 * one, 17.8e3 * one, 298.15 * one, 333.15, 8.314462618
    ... )
    >>> round(float(j0), 2)
    7.25
    """
    active = mass_fraction * component_active
    energy = component_reaction_activation_energy / gas_constant
    speed = np.exp(energy / component_kinetics_temperature - energy / operation_temperature)
    return np.sum(active * component_exchange_current_density * speed, axis=0) / np.sum(
        active, axis=0
    )


def solid_diffusion_coefficient(
    mass_fraction: Fraction,
    component_active: Fraction,
    component_solid_diffusion_coefficient: SquareMetresPerSecond,
    component_diffusion_activation_energy: JoulesPerMole,
    component_diffusion_temperature: Kelvin,
    operation_temperature: Kelvin,
    gas_constant: JoulesPerMoleKelvin,
) -> SquareMetresPerSecond:
    r"""Diffusion coefficient of the ion in the particles, by Arrhenius' law.

    4e-15 m^2/s at 25 degC with 25 kJ/mol are 1.15e-14 m^2/s at 60 degC.

    >>> one = np.array([1.0])
    >>> d = solid_diffusion_coefficient(
    ...     one, one, 4e-15 * one, 25e3 * one, 298.15 * one, 333.15, 8.314462618
    ... )
    >>> f"{float(d):.3g}"
    '1.15e-14'
    """
    active = mass_fraction * component_active
    energy = component_diffusion_activation_energy / gas_constant
    speed = np.exp(energy / component_diffusion_temperature - energy / operation_temperature)
    return np.sum(active * component_solid_diffusion_coefficient * speed, axis=0) / np.sum(
        active, axis=0
    )


def diffusion_time(
    particle_radius: Metres, solid_diffusion_coefficient: SquareMetresPerSecond
) -> Seconds:
    r"""Time that the ion takes through a particle, :math:`r^2/D`.

    >>> round(diffusion_time(5e-6, 1e-14), 6)
    2500.0
    """
    return particle_radius**2 / solid_diffusion_coefficient


def interfacial_area(
    active_volume_fraction: Fraction, single_side_thickness: Metres, particle_radius: Metres
) -> Fraction:
    r"""Surface of the particles per area of the electrode, :math:`3\varepsilon L/r`.

    >>> round(interfacial_area(0.6, 100e-6, 6e-6), 9)
    30.0
    """
    return 3 * active_volume_fraction * single_side_thickness / particle_radius


def electronic_resistance(
    single_side_thickness: Metres, electronic_conductivity: SiemensPerMetre
) -> OhmSquareMetres:
    """Electronic resistance along the coating's thickness: 100 um at 0.2 S/m are 5 ohm cm^2.

    >>> round(electronic_resistance(100e-6, 0.2) * 1e4, 9)
    5.0
    """
    return single_side_thickness / electronic_conductivity


def salt_volume(electrolyte_volume_fraction: Fraction, single_side_thickness: Metres) -> Metres:
    """Electrolyte in the electrode per area, which stores the salt.

    >>> round(salt_volume(0.3, 100e-6) * 1e6, 9)
    30.0
    """
    return electrolyte_volume_fraction * single_side_thickness


def salt_path(
    single_side_thickness: Metres, tortuosity: Fraction, electrolyte_volume_fraction: Fraction
) -> Metres:
    r"""Length that the pores have for the ions, :math:`L\tau/\varepsilon`.

    >>> round(salt_path(100e-6, 1.5, 0.3) * 1e6, 9)
    500.0
    """
    return single_side_thickness * tortuosity / electrolyte_volume_fraction


def curve_charge(
    active_loading: KilogramsPerSquareMetre, curve_capacity: CoulombsPerKilogram
) -> CoulombsPerSquareMetre:
    """Charge per area that moves the electrode along the whole of its half-cell curve.

    >>> round(curve_charge(0.16, 250 * 3600.0) / 36e3, 9)
    4.0
    """
    return active_loading * curve_capacity


def reaction_current_density(
    resistance_pulse_current_density: AmperesPerSquareMetre, interfacial_area: Fraction
) -> AmperesPerSquareMetre:
    """Current per surface of the particles, spread evenly: 50 A/m^2 on 25 m^2/m^2.

    >>> reaction_current_density(50.0, 25.0)
    2.0
    """
    return resistance_pulse_current_density / interfacial_area


def surface_exchange_current_density(
    exchange_current_density: AmperesPerSquareMetre,
    occupancy: Fraction,
    salt_concentration: MolesPerCubicMetre,
    standard_concentration: MolesPerCubicMetre,
) -> AmperesPerSquareMetre:
    r"""Exchange current density at an occupancy and a salt, :math:`2j_0\sqrt{x(1-x)\,c/c^\circ}`.

    With a fifth of the sites taken and 1 mol/L it is 0.8 of that at half occupancy.

    >>> round(float(surface_exchange_current_density(2.5, 0.2, 1000.0, 1000.0)), 9)
    2.0
    """
    shape = occupancy * (1 - occupancy) * salt_concentration / standard_concentration
    return 2 * exchange_current_density * np.sqrt(shape)


def reaction_overpotential(
    reaction_current_density: AmperesPerSquareMetre,
    surface_exchange_current_density: AmperesPerSquareMetre,
    operation_thermal_voltage: Volts,
) -> Volts:
    r"""What the reaction takes, by Butler and Volmer: :math:`2u\,\mathrm{arsinh}(j/2j_0)`.

    >>> round(float(reaction_overpotential(2.0, 0.5, 0.025693)) * 1e3, 2)
    74.18

    A current of 1.5 times the exchange's has a share of 3/4, whose arsinh is ln 2.

    >>> round(float(reaction_overpotential(3.0, 2.0, 0.025)) * 1e3, 3)
    34.657
    """
    share = reaction_current_density / (2 * surface_exchange_current_density)
    return 2 * operation_thermal_voltage * np.log(share + np.sqrt(share**2 + 1))


def surface_shift(
    resistance_pulse_current_density: AmperesPerSquareMetre,
    resistance_pulse_time: Seconds,
    diffusion_time: Seconds,
    curve_charge: CoulombsPerSquareMetre,
) -> Fraction:
    r"""How far the particles' surface is ahead of their mean, as a part of the half-cell curve.

    :math:`\frac{i}{3Q}\frac{r^2}{D}\cdot\frac15(1-e^{-5.642\sqrt\theta-7.5\theta})` with
    :math:`\theta=tD/r^2`, within 1.4 % of the exact series for a sphere at a constant flux. After
    long a time it is :math:`i r^2/(15QD)`: 30 A/m^2, 2000 s and 3 mAh/cm^2 make 3.7 %.

    >>> round(float(surface_shift(30.0, 1e6, 2000.0, 108e3)), 4)
    0.037

    After 80 s theta is 0.04: 1 - exp(-1.1284 - 0.3) = 0.76031 of it.

    >>> round(float(surface_shift(30.0, 80.0, 2000.0, 108e3)), 6)
    0.02816
    """
    theta = resistance_pulse_time / diffusion_time
    excess = 0.2 * (1 - np.exp(-5.642 * np.sqrt(theta) - 7.5 * theta))
    return resistance_pulse_current_density * diffusion_time / (3 * curve_charge) * excess
