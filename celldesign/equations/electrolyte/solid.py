"""A dry cell: no liquid, and a catholyte that conducts in the cathode."""

from celldesign.si import (
    CubicMetres,
    Fraction,
    Kilograms,
    SiemensPerMetre,
)


def electrolyte_fills_pores() -> Fraction:
    """Pores stay empty.

    >>> electrolyte_fills_pores()
    0.0
    """
    return 0.0


def electrolyte_volume() -> CubicMetres:
    """No liquid.

    >>> electrolyte_volume()
    0.0
    """
    return 0.0


def electrolyte_free_volume() -> CubicMetres:
    """No liquid.

    >>> electrolyte_free_volume()
    0.0
    """
    return 0.0


def electrolyte_mass() -> Kilograms:
    """No liquid.

    >>> electrolyte_mass()
    0.0
    """
    return 0.0


def stack_wet_mass(stack_mass: Kilograms) -> Kilograms:
    """Nothing fills the pores.

    >>> stack_wet_mass(0.1)
    0.1
    """
    return stack_mass


def cathode_pore_conductivity(catholyte_ionic_conductivity: SiemensPerMetre) -> SiemensPerMetre:
    """The catholyte conducts in the cathode.

    >>> cathode_pore_conductivity(0.26)
    0.26
    """
    return catholyte_ionic_conductivity
