"""An electrode on a collector: coated sides, and the collector's mass and resistance."""

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
    collector_bare_area: SquareMetres,
    sheets: Count,
) -> Kilograms:
    """Mass of the collectors of all sheets; each foil counts once for its two sides.

    What is left bare, a flag or a margin, weighs too.

    >>> round(collector_mass(15e-6, 2700.0, 30e-4, 0.0, 6) * 1e3, 6)
    0.729
    >>> round(collector_mass(15e-6, 2700.0, 30e-4, 2e-4, 6) * 1e3, 6)
    0.7776
    """
    area = single_side_area + collector_bare_area
    return collector_thickness * collector_density * area * sheets


def collector_bare_area(
    collector_bare_width: Metres, collector_bare_length: Metres
) -> SquareMetres:
    """Foil of one sheet beyond its coating: a flag of 10 x 20 mm.

    >>> round(collector_bare_area(10e-3, 20e-3) * 1e4, 9)
    2.0
    """
    return collector_bare_width * collector_bare_length
