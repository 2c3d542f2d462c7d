"""A free-standing metal foil, which is its own collector and serves two sides."""

from celldesign.si import (
    Count,
    Metres,
    OhmMetres,
    Ohms,
)


def single_side_thickness(thickness: Metres) -> Metres:
    """Half of the foil serves each side.

    >>> single_side_thickness(40e-6)
    2e-05
    """
    return thickness / 2


def coated_sides(sheets: Count) -> Count:
    """A foil has two sides of metal, the outermost ones too.

    >>> coated_sides(7)
    14
    """
    return 2 * sheets


def collector_resistance(
    resistivity: OhmMetres, width: Metres, height: Metres, thickness: Metres, sheets: Count
) -> Ohms:
    """Resistance along the foils themselves, a third of end to end, all in parallel.

    >>> round(collector_resistance(9e-8, 0.05, 0.05, 30e-6, 10) * 1e6, 6)
    100.0
    """
    return resistivity * height / (3 * width * thickness * sheets)


def thickness(single_side_thickness: Metres) -> Metres:
    """Both sides of the foil together.

    >>> thickness(20e-6)
    4e-05
    """
    return 2 * single_side_thickness
