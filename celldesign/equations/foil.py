"""A metal anode: what a foil or a metal layer on a collector holds per face."""

from celldesign.si import (
    CoulombsPerKilogram,
    CoulombsPerMole,
    CoulombsPerSquareMetre,
    Count,
    CubicMetres,
    Fraction,
    Kilograms,
    KilogramsPerCubicMetre,
    KilogramsPerMole,
    Metres,
    OhmSquareMetres,
    SquareMetres,
    Volts,
)


def nominal_specific_capacity(
    faraday_constant: CoulombsPerMole, charge_number: Fraction, molar_mass: KilogramsPerMole
) -> CoulombsPerKilogram:
    r"""Specific capacity of the metal, :math:`zF/M`: 3862 mAh/g for lithium.

    >>> round(nominal_specific_capacity(96485.33212, 1, 6.94e-3) / 3600)
    3862
    """
    return faraday_constant * charge_number / molar_mass


def areal_capacity(
    face_thickness: Metres,
    density: KilogramsPerCubicMetre,
    nominal_specific_capacity: CoulombsPerKilogram,
) -> CoulombsPerSquareMetre:
    """Charge of the metal that serves one face: 20 um of lithium hold 4.12 mAh/cm^2.

    >>> round(areal_capacity(20e-6, 534.0, 3861.9 * 3600) / 36e3, 3)
    4.125
    """
    return face_thickness * density * nominal_specific_capacity


def coating_mass(
    face_thickness: Metres,
    density: KilogramsPerCubicMetre,
    face_area: SquareMetres,
    coated_faces: Count,
) -> Kilograms:
    """Mass of the metal on all faces: seven 40 um lithium foils of 30 cm^2 weigh 0.449 g.

    >>> round(coating_mass(20e-6, 534.0, 30e-4, 14) * 1e3, 4)
    0.4486
    """
    return face_thickness * density * face_area * coated_faces


def average_voltage() -> Volts:
    """Potential of the metal against itself.

    >>> average_voltage()
    0.0
    """
    return 0.0


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
