"""The collector of a wound strip, which may be tens of times longer than it is high."""

import numpy as np

from celldesign.si import Count, Fraction, Metres, OhmMetres, Ohms


def collector_resistance(
    collector_resistivity: OhmMetres,
    width: Metres,
    height: Metres,
    collector_thickness: Metres,
    sheets: Count,
    tab_arrangement: Fraction,
    tab_count: Count,
) -> Ohms:
    r"""Resistance along the strips to their tabs, all strips in parallel.

    A third of end to end counts where the current leaves evenly: along the height to a whole edge
    (tabless), :math:`\rho h/(3bLN)`; along the length to a tab at one end,
    :math:`\rho b/(3hLN)`; to n tabs each in the middle of its part, :math:`1/(4n^2)` of that.
    Copper of 10 um, 1 m x 60 mm, with the edge, one end, and two tabs:

    >>> strip = 1.7e-8, 1.0, 60e-3, 10e-6, 1
    >>> tabs = (0, 1), (1, 1), (2, 2)
    >>> [round(float(collector_resistance(*strip, *tab)) * 1e3, 3) for tab in tabs]
    [0.034, 9.444, 0.59]
    """
    edge = collector_resistivity * height / (3 * width * collector_thickness * sheets)
    end = collector_resistivity * width / (3 * height * collector_thickness * sheets)
    along = np.where(tab_arrangement == 1, end, end / (4 * tab_count**2))
    return np.where(tab_arrangement == 0, edge, along)
