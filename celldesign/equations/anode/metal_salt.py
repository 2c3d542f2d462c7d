"""A metal anode has no pores, and its reaction is its interface resistance."""

from celldesign.si import Metres, OhmSquareMetres


def anode_salt_volume() -> Metres:
    """A metal holds no salt.

    >>> anode_salt_volume()
    0.0
    """
    return 0.0


def anode_salt_path() -> Metres:
    """The salt has no way to go in a metal.

    >>> anode_salt_path()
    0.0
    """
    return 0.0


def anode_pulse_resistance() -> OhmSquareMetres:
    """A pulse meets nothing at a metal but its interface, which is counted by itself.

    >>> anode_pulse_resistance()
    0.0
    """
    return 0.0
