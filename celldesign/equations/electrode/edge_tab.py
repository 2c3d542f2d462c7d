"""A collector whose current leaves over one whole edge: stacked sheets with tabs, coins."""

from celldesign.si import Count, Metres, OhmMetres, Ohms


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
