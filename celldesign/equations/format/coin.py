"""A coin cell: one disc of each electrode, one side of each at work, in a round can with spacers.

What is computed from the sides of rectangular sheets elsewhere works for discs too, with the side
of the square that has the disc's area.
"""

from celldesign.si import Count, CubicMetres, Metres

_SIDE = 0.8862269254527579  # sqrt(pi) / 2


def stack_faces() -> Count:
    """One side of each disc faces the other.

    >>> stack_faces()
    1.0
    """
    return 1.0


def stack_outer_electrodes() -> Count:
    """Each disc is coated on one side.

    >>> stack_outer_electrodes()
    1.0
    """
    return 1.0


def cathode_width(cathode_diameter: Metres) -> Metres:
    """Side of the square that has the disc's area: 14 mm make 1.5394 cm^2.

    >>> round(cathode_width(14e-3) ** 2 * 1e4, 4)
    1.5394
    """
    return _SIDE * cathode_diameter


def cathode_height(cathode_diameter: Metres) -> Metres:
    """The same side.

    >>> round(cathode_height(14e-3) * 1e3, 4)
    12.4072
    """
    return _SIDE * cathode_diameter


def casing_internal_volume(
    casing_internal_diameter: Metres, casing_internal_thickness: Metres
) -> CubicMetres:
    """Room between wall and lids that the spacers leave: 19.4 mm wide and 1.4 mm deep.

    >>> round(casing_internal_volume(19.4e-3, 1.4e-3) * 1e9, 2)
    413.83
    """
    return (_SIDE * casing_internal_diameter) ** 2 * casing_internal_thickness


def anode_width(anode_diameter: Metres) -> Metres:
    """Side of the square that has the disc's area.

    >>> round(anode_width(16e-3) * 1e3, 4)
    14.1796
    """
    return _SIDE * anode_diameter


def anode_height(anode_diameter: Metres) -> Metres:
    """The same side.

    >>> round(anode_height(16e-3) * 1e3, 4)
    14.1796
    """
    return _SIDE * anode_diameter


def separator_width(separator_diameter: Metres) -> Metres:
    """Side of the square that has the disc's area.

    >>> round(separator_width(18e-3) * 1e3, 4)
    15.9521
    """
    return _SIDE * separator_diameter


def separator_height(separator_diameter: Metres) -> Metres:
    """The same side.

    >>> round(separator_height(18e-3) * 1e3, 4)
    15.9521
    """
    return _SIDE * separator_diameter


def casing_internal_thickness(
    cell_outer_height: Metres, casing_lid_thickness: Metres, casing_spacer_thickness: Metres
) -> Metres:
    """Height between the lids that spacers and the pressed spring leave.

    >>> round(casing_internal_thickness(3.2e-3, 0.25e-3, 1.5e-3) * 1e3, 9)
    1.2
    """
    return cell_outer_height - 2 * casing_lid_thickness - casing_spacer_thickness
