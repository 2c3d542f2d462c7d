"""Defaults of plant and life: used where nothing of that part is given, each an assumption."""

from celldesign.si import Cycles, Fraction, Kilograms


def plant_solvent_charge() -> Fraction:
    """The cathode's solvent is recovered, and only what is lost is paid for.

    >>> plant_solvent_charge()
    0.0
    """
    return 0.0


def lifetime_cycle_limit(lifetime_cycles_to_depletion: Cycles) -> Cycles:
    """Nothing but the lithium ends the cell's life.

    >>> lifetime_cycle_limit(66.0)
    66.0
    """
    return lifetime_cycles_to_depletion


def lifetime_cycle_limit_from_retention(lifetime_cycles_to_retention: Cycles) -> Cycles:
    """Nothing but the loss of lithium ends the cell's life.

    >>> lifetime_cycle_limit_from_retention(12.0)
    12.0
    """
    return lifetime_cycles_to_retention


def cathode_catholyte_mass() -> Kilograms:
    """The cathode holds no catholyte.

    >>> cathode_catholyte_mass()
    0.0
    """
    return 0.0
