"""A free-standing metal foil is its own collector: nothing is added to it."""

from celldesign.si import Kilograms, Metres


def collector_thickness() -> Metres:
    """The foil needs no collector.

    >>> collector_thickness()
    0.0
    """
    return 0.0


def collector_mass() -> Kilograms:
    """The foil's mass is the metal's.

    >>> collector_mass()
    0.0
    """
    return 0.0
