"""Width of sheets that lie flat on each other, from their overhang."""

from celldesign.si import Metres


def anode_width(cathode_width: Metres, anode_overhang: Metres) -> Metres:
    """Anode width, from its overhang on each side.

    >>> round(anode_width(0.05, 1e-3) * 1e3, 9)
    52.0
    """
    return cathode_width + 2 * anode_overhang


def separator_width(cathode_width: Metres, separator_overhang: Metres) -> Metres:
    """Separator width, from its overhang on each side.

    >>> round(separator_width(0.05, 2.5e-3) * 1e3, 9)
    55.0
    """
    return cathode_width + 2 * separator_overhang
