"""A sheet of either electrode, coated or metal: area, thickness and tab."""

from celldesign.si import (
    Kilograms,
    KilogramsPerCubicMetre,
    Metres,
    OhmMetres,
    Ohms,
    SquareMetres,
)


def single_side_area(width: Metres, height: Metres) -> SquareMetres:
    """Area of one side.

    >>> round(single_side_area(0.05, 0.06) * 1e4, 9)
    30.0
    """
    return width * height


def sheet_thickness(single_side_thickness: Metres, collector_thickness: Metres) -> Metres:
    """Collector and both sides.

    >>> round(sheet_thickness(70e-6, 17e-6) * 1e6, 9)
    157.0
    """
    return 2 * single_side_thickness + collector_thickness


def single_side_thickness_from_sheet(
    sheet_thickness: Metres, collector_thickness: Metres
) -> Metres:
    """One side of a sheet that is measured with its collector: 157 um less 17 um, halved.

    >>> round(single_side_thickness_from_sheet(157e-6, 17e-6) * 1e6, 9)
    70.0
    """
    return (sheet_thickness - collector_thickness) / 2


def tab_mass(
    tab_width: Metres,
    tab_length: Metres,
    tab_thickness: Metres,
    tab_density: KilogramsPerCubicMetre,
) -> Kilograms:
    """Mass of one terminal tab: 5 x 3 x 0.05 cm of aluminium weigh 2.025 g.

    >>> round(tab_mass(0.05, 0.03, 0.5e-3, 2700.0) * 1e3, 9)
    2.025
    """
    return tab_width * tab_length * tab_thickness * tab_density


def tab_resistance(
    tab_resistivity: OhmMetres, tab_width: Metres, tab_length: Metres, tab_thickness: Metres
) -> Ohms:
    """Resistance along one terminal tab.

    >>> round(tab_resistance(3e-8, 0.05, 0.03, 0.5e-3) * 1e6, 9)
    36.0
    """
    return tab_resistivity * tab_length / (tab_width * tab_thickness)
