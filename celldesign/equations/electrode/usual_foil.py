"""Foil and tabs beyond the coating of an electrode, as cells of the format usually have them."""

import numpy as np

from celldesign.si import (
    Coulombs,
    Count,
    Kilograms,
    KilogramsPerCubicMetre,
    Metres,
    SquareMetres,
    SquareMetresPerCoulomb,
)


def bare_foil_mass(
    usual_bare_foil: Metres,
    width: Metres,
    sheets: Count,
    collector_bare_area: SquareMetres,
    collector_thickness: Metres,
    collector_density: KilogramsPerCubicMetre,
) -> Kilograms:
    """Uncoated foil beyond the coating, to the tabs: a strip along the width of each sheet.

    Less what the design itself leaves bare. 8 mm along 16 sheets of 80 mm, of copper of 8 um:
    8 x 1280 mm x 8 um x 8.96 g/cm^3.

    >>> round(float(bare_foil_mass(8e-3, 80e-3, 16, 0.0, 8e-6, 8960.0)) * 1e3, 4)
    0.734
    """
    bare = np.maximum(usual_bare_foil * width - collector_bare_area, 0.0)
    return bare * sheets * collector_thickness * collector_density


def tab_mass(
    nominal_capacity: Coulombs,
    usual_tab_section: SquareMetresPerCoulomb,
    usual_tab_length: Metres,
    collector_density: KilogramsPerCubicMetre,
) -> Kilograms:
    """A tab of the collector's metal, with a section by the cell's capacity.

    78 Ah with 0.5 mm^2/Ah, 45 mm of copper: 39 mm^2 x 45 mm x 8.96 g/cm^3.

    >>> round(tab_mass(78 * 3600.0, 0.5e-6 / 3600, 45e-3, 8960.0) * 1e3, 2)
    15.72
    """
    return nominal_capacity * usual_tab_section * usual_tab_length * collector_density
