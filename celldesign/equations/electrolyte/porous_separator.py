"""A porous separator, which conducts by the liquid in it."""

from celldesign.si import (
    AmperesPerSquareMetre,
    CoulombsPerMole,
    Count,
    Fraction,
    KilogramsPerCubicMetre,
    Metres,
    MolesPerCubicMetre,
    OhmSquareMetres,
    SiemensPerMetre,
    SquareMetresPerSecond,
)


def separator_effective_density(
    separator_density: KilogramsPerCubicMetre, separator_porosity: Fraction
) -> KilogramsPerCubicMetre:
    """Density of the dry separator with its pores.

    >>> separator_effective_density(900.0, 0.5)
    450.0
    """
    return separator_density * (1 - separator_porosity)


def separator_resistance(
    separator_layers_per_pair: Count,
    separator_thickness: Metres,
    separator_tortuosity: Fraction,
    separator_porosity: Fraction,
    electrolyte_ionic_conductivity: SiemensPerMetre,
) -> OhmSquareMetres:
    r"""Ionic resistance of the filled separator of a pair, :math:`L\tau/(\varepsilon\sigma)`.

    >>> round(separator_resistance(1, 20e-6, 2.5, 0.5, 1.0) * 1e4, 9)
    1.0
    """
    return (
        separator_layers_per_pair
        * separator_thickness
        * separator_tortuosity
        / (separator_porosity * electrolyte_ionic_conductivity)
    )


def separator_salt_volume(
    separator_layers_per_pair: Count, separator_thickness: Metres, separator_porosity: Fraction
) -> Metres:
    """Liquid in the separator layers of an electrode pair, per area.

    >>> round(separator_salt_volume(1, 20e-6, 0.45) * 1e6, 9)
    9.0
    """
    return separator_layers_per_pair * separator_thickness * separator_porosity


def separator_salt_path(
    separator_layers_per_pair: Count,
    separator_thickness: Metres,
    separator_tortuosity: Fraction,
    separator_porosity: Fraction,
) -> Metres:
    r"""Ionic path through the separator of an electrode pair, :math:`L\tau/\varepsilon`.

    >>> round(separator_salt_path(1, 20e-6, 2.5, 0.5) * 1e6, 9)
    100.0
    """
    path = separator_layers_per_pair * separator_thickness * separator_tortuosity
    return path / separator_porosity


def separator_limiting_current_density(
    faraday_constant: CoulombsPerMole,
    electrolyte_diffusion_coefficient: SquareMetresPerSecond,
    electrolyte_salt_concentration: MolesPerCubicMetre,
    electrolyte_transference_number: Fraction,
    separator_porosity: Fraction,
    separator_tortuosity: Fraction,
    separator_layers_per_pair: Count,
    separator_thickness: Metres,
) -> AmperesPerSquareMetre:
    r"""Current density that uses up the salt across the filled separator, by Fick's law.

    :math:`2FDc\varepsilon/((1-t_+)L\tau)`; the electrodes' own limit is not in it.

    >>> i = separator_limiting_current_density(1e5, 2e-10, 1000.0, 0.2, 0.5, 2.5, 1, 20e-6)
    >>> round(i / 10, 6)
    50.0
    """
    flux = 2 * faraday_constant * electrolyte_diffusion_coefficient * electrolyte_salt_concentration
    path = separator_layers_per_pair * separator_thickness * separator_tortuosity
    return flux * separator_porosity / ((1 - electrolyte_transference_number) * path)
