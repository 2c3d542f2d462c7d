"""What a cell goes without where nothing of its format or its design asks for it."""

from celldesign.si import Fraction, Kilograms


def electrolyte_overfill() -> Fraction:
    """The liquid just fills the pores.

    >>> electrolyte_overfill()
    0.0
    """
    return 0.0


def casing_cap_mass() -> Kilograms:
    """The case has neither cap nor lid.

    >>> casing_cap_mass()
    0.0
    """
    return 0.0


def casing_disc_mass() -> Kilograms:
    """The case holds no current-collecting discs.

    >>> casing_disc_mass()
    0.0
    """
    return 0.0


def casing_wrap_mass() -> Kilograms:
    """The case has no sleeve, and its stack no tape.

    >>> casing_wrap_mass()
    0.0
    """
    return 0.0


def cathode_bare_foil_mass() -> Kilograms:
    """The cathode's foil ends with its coating.

    >>> cathode_bare_foil_mass()
    0.0
    """
    return 0.0


def anode_bare_foil_mass() -> Kilograms:
    """The anode has no foil beyond its coating.

    >>> anode_bare_foil_mass()
    0.0
    """
    return 0.0


def cathode_tab_mass() -> Kilograms:
    """The electrode has no tab of its own.

    >>> cathode_tab_mass()
    0.0
    """
    return 0.0


def anode_tab_mass() -> Kilograms:
    """The electrode has no tab of its own.

    >>> anode_tab_mass()
    0.0
    """
    return 0.0
