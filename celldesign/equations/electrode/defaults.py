"""Defaults of either electrode: used where nothing of that part is given, each an assumption."""

from celldesign.si import (
    CoulombsPerKilogram,
    Fraction,
    Metres,
    Ohms,
    OhmSquareMetres,
    SiemensPerMetre,
    SquareMetres,
)


def nominal_specific_capacity(specific_capacity: CoulombsPerKilogram) -> CoulombsPerKilogram:
    """The nominal specific capacity is the database's, nearest in conditions of operation.

    >>> nominal_specific_capacity(700.0)
    700.0
    """
    return specific_capacity


def collector_bare_width(width: Metres) -> Metres:
    """Foil is left bare along the whole width of the sheet, as a margin.

    >>> collector_bare_width(50e-3)
    0.05
    """
    return width


def collector_bare_area() -> SquareMetres:
    """No foil is left bare: there are no flags and no margins.

    >>> collector_bare_area()
    0.0
    """
    return 0.0


def tab_resistance() -> Ohms:
    """The tab adds no resistance.

    >>> tab_resistance()
    0.0
    """
    return 0.0


def tortuosity(electrolyte_volume_fraction: Fraction) -> Fraction:
    """The electrode follows Bruggeman: one over the root of its electrolyte's share.

    >>> tortuosity(0.25)
    2.0
    """
    return electrolyte_volume_fraction**-0.5


def charge_transfer_resistance() -> OhmSquareMetres:
    """Charge transfer at the active material is not in the DC resistance.

    >>> charge_transfer_resistance()
    0.0
    """
    return 0.0


def electronic_conductivity() -> SiemensPerMetre:
    """The coating conducts electrons at 10 S/m.

    >>> electronic_conductivity()
    10.0
    """
    return 10.0
