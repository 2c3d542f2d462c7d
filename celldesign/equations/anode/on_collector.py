"""A metal layer on both sides of a collector: its thickness is given for one side."""

from celldesign.si import Metres


def single_side_thickness(thickness: Metres) -> Metres:
    """The layer of one side serves one side.

    >>> single_side_thickness(50e-6)
    5e-05
    """
    return thickness


def thickness(single_side_thickness: Metres) -> Metres:
    """The layer of one side, from what one side needs.

    >>> thickness(20e-6)
    2e-05
    """
    return single_side_thickness
