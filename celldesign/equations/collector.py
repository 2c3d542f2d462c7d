"""An electrode on a collector: coated faces, and the collector's mass and resistance."""

import numpy as np

from celldesign.si import (
    Count,
    Kilograms,
    KilogramsPerCubicMetre,
    Metres,
    OhmMetres,
    Ohms,
    SquareMetres,
)


def coated_faces(sheets: Count, stack_faces: Count, stack_outer_electrodes: Count) -> Count:
    """Sides that carry a coating; single-sided outer electrodes leave the outward sides bare.

    Seven double-coated anodes round six cathodes have 14 coated sides, 12 if the ends are single.

    >>> float(coated_faces(7, 12, 0)), float(coated_faces(7, 12, 1))
    (14.0, 12.0)
    """
    return np.where(stack_outer_electrodes == 1, np.minimum(2 * sheets, stack_faces), 2 * sheets)


def collector_mass(
    collector_thickness: Metres,
    collector_density: KilogramsPerCubicMetre,
    face_area: SquareMetres,
    sheets: Count,
) -> Kilograms:
    """Mass of the collectors of all sheets; each foil counts once for its two faces.

    >>> round(collector_mass(15e-6, 2700.0, 30e-4, 6) * 1e3, 6)
    0.729
    """
    return collector_thickness * collector_density * face_area * sheets


def collector_resistance(
    collector_resistivity: OhmMetres,
    width: Metres,
    height: Metres,
    collector_thickness: Metres,
    sheets: Count,
) -> Ohms:
    r"""Resistance along the collectors, :math:`\rho h/(3 b L N)`.

    The current leaves evenly over the sheet's height to a tab as wide as the sheet, so a third of
    the end-to-end resistance counts; all sheets conduct in parallel.

    >>> round(collector_resistance(2.7e-8, 0.1, 0.1, 10e-6, 3) * 1e3, 9)
    0.3
    """
    return collector_resistivity * height / (3 * width * collector_thickness * sheets)
