"""No anode as assembled: the metal of the first charge plates on a bare collector."""

from celldesign.si import Kilograms, Metres


def single_side_thickness() -> Metres:
    """The collector is bare as assembled.

    >>> single_side_thickness()
    0.0
    """
    return 0.0


def coating_mass() -> Kilograms:
    """No metal as assembled.

    >>> coating_mass()
    0.0
    """
    return 0.0
