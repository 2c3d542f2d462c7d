"""A metal that is plated and stripped: cell voltages are against the metal itself."""

from celldesign.si import Volts


def average_voltage() -> Volts:
    """Potential of the metal against itself.

    >>> average_voltage()
    0.0
    """
    return 0.0
