"""An electrode on a collector: coated faces, and the collector's mass and resistance."""

import numpy as np

from celldesign.si import (
    Count,
    Kilograms,
    KilogramsPerCubicMetre,
    Metres,
    SquareMetres,
)


def coated_sides(sheets: Count, stack_faces: Count, stack_outer_electrodes: Count) -> Count:
    """Sides that carry a coating; single-sided outer electrodes leave the outward sides bare.

    Seven double-coated anodes round six cathodes have 14 coated sides, 12 if the ends are single.

    >>> float(coated_sides(7, 12, 0)), float(coated_sides(7, 12, 1))
    (14.0, 12.0)
    """
    return np.where(stack_outer_electrodes == 1, np.minimum(2 * sheets, stack_faces), 2 * sheets)


def collector_mass(
    collector_thickness: Metres,
    collector_density: KilogramsPerCubicMetre,
    single_side_area: SquareMetres,
    sheets: Count,
) -> Kilograms:
    """Mass of the collectors of all sheets; each foil counts once for its two faces.

    >>> round(collector_mass(15e-6, 2700.0, 30e-4, 6) * 1e3, 6)
    0.729
    """
    return collector_thickness * collector_density * single_side_area * sheets
