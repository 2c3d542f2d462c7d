"""A metal anode: what a foil or a metal layer on a collector holds per side."""

from celldesign.si import (
    CoulombsPerKilogram,
    CoulombsPerMole,
    CubicMetres,
    Fraction,
    KilogramsPerMole,
    OhmSquareMetres,
)


def nominal_specific_capacity(
    faraday_constant: CoulombsPerMole, charge_number: Fraction, molar_mass: KilogramsPerMole
) -> CoulombsPerKilogram:
    r"""Specific capacity of the metal, :math:`zF/M`: 3862 mAh/g for lithium.

    >>> round(nominal_specific_capacity(96485.33212, 1, 6.94e-3) / 3600)
    3862
    >>> round(nominal_specific_capacity(96485.33212, 2, 24.305e-3) / 3600)  # magnesium
    2205
    """
    return faraday_constant * charge_number / molar_mass


def pore_volume() -> CubicMetres:
    """A metal has no pores to fill.

    >>> pore_volume()
    0.0
    """
    return 0.0


def resistance() -> OhmSquareMetres:
    """A metal has no ionic resistance.

    >>> resistance()
    0.0
    """
    return 0.0


def charge_transfer_resistance() -> OhmSquareMetres:
    """Charge transfer at a metal is in its interface resistance.

    >>> charge_transfer_resistance()
    0.0
    """
    return 0.0
