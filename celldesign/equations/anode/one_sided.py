"""A free-standing metal foil that works with one side, as in a coin cell."""

from celldesign.si import Count, Metres, OhmMetres, Ohms


def single_side_thickness(thickness: Metres) -> Metres:
    """All of the foil serves its one side.

    >>> single_side_thickness(40e-6)
    4e-05
    """
    return thickness


def coated_sides(sheets: Count) -> Count:
    """One side of each foil counts.

    >>> coated_sides(1.0)
    1.0
    """
    return sheets


def collector_resistance(
    resistivity: OhmMetres, width: Metres, height: Metres, thickness: Metres, sheets: Count
) -> Ohms:
    """Resistance through the foil itself, which lies flat on the can.

    >>> round(collector_resistance(9e-8, 0.012, 0.012, 400e-6, 1) * 1e9, 6)
    250.0
    >>> round(collector_resistance(9e-8, 0.012, 0.012, 400e-6, 2) * 1e9, 6)
    125.0
    """
    return resistivity * thickness / (width * height * sheets)


def thickness(single_side_thickness: Metres) -> Metres:
    """All of the foil serves its one side.

    >>> thickness(20e-6)
    2e-05
    """
    return single_side_thickness
