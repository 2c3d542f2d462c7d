"""A dense membrane, which conducts by itself."""

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


def separator_porosity() -> Fraction:
    """A dense membrane has no open pores.

    >>> separator_porosity()
    0.0
    """
    return 0.0


def separator_effective_density(
    separator_density: KilogramsPerCubicMetre,
) -> KilogramsPerCubicMetre:
    """A dense membrane is as dense as its material.

    >>> separator_effective_density(1200.0)
    1200.0
    """
    return separator_density


def separator_resistance(
    separator_layers_per_pair: Count,
    separator_thickness: Metres,
    separator_ionic_conductivity: SiemensPerMetre,
) -> OhmSquareMetres:
    """Ionic resistance of the membranes of one electrode pair: 82 um at 0.019 S/m are 43 ohm cm^2.

    >>> round(separator_resistance(1, 82e-6, 0.019) * 1e4, 1)
    43.2
    """
    return separator_layers_per_pair * separator_thickness / separator_ionic_conductivity


def separator_salt_volume(separator_layers_per_pair: Count, separator_thickness: Metres) -> Metres:
    """What holds the salt in the separator of an electrode pair, per area: all of a dense one.

    >>> round(separator_salt_volume(2, 41e-6) * 1e6, 9)
    82.0
    """
    return separator_layers_per_pair * separator_thickness


def separator_salt_path(separator_layers_per_pair: Count, separator_thickness: Metres) -> Metres:
    """Length of a dense separator for the ions: its thickness.

    >>> round(separator_salt_path(2, 41e-6) * 1e6, 9)
    82.0
    """
    return separator_layers_per_pair * separator_thickness


def separator_limiting_current_density(
    faraday_constant: CoulombsPerMole,
    separator_diffusion_coefficient: SquareMetresPerSecond,
    separator_salt_concentration: MolesPerCubicMetre,
    separator_transference_number: Fraction,
    separator_layers_per_pair: Count,
    separator_thickness: Metres,
) -> AmperesPerSquareMetre:
    r"""Current density that uses up the salt at one side, by Fick's law: :math:`2FDc/((1-t_+)L)`.

    The paper's membrane of 82 um: 0.51 mA/cm^2.

    >>> i = separator_limiting_current_density(96485.33212, 2.2e-12, 850.0, 0.14, 1, 82e-6)
    >>> round(i / 10, 3)
    0.512
    """
    return (
        2
        * faraday_constant
        * separator_diffusion_coefficient
        * separator_salt_concentration
        / ((1 - separator_transference_number) * separator_layers_per_pair * separator_thickness)
    )
