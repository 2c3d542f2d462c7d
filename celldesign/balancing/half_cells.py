"""Which of a material's half-cell curves an electrode follows, in discharge and in charge.

The one choice, which builds, simulations and exports share.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from celldesign.database.records import HalfCell

# What an electrode does in a discharge, and in a charge.
_DIRECTIONS = {"cathode": ("lithiation", "delithiation"), "anode": ("delithiation", "lithiation")}
_POINTS = 401


def chosen_curves(curves: Sequence[HalfCell], temperature: float) -> tuple[HalfCell, ...]:
    """Choose among a material's curves: one of the mean, else one of each direction.

    The user's go before the shipped ones, then the nearest temperature (K), then the first.
    """
    mine = [curve for curve in curves if curve.origin == "user"] or list(curves)
    best: dict[str, HalfCell] = {}
    for curve in sorted(mine, key=lambda each: abs(each.temperature - temperature)):
        best.setdefault(curve.direction, curve)
    if "mean" in best:
        return (best["mean"],)
    return tuple(best[each] for each in sorted(best, reverse=True))


def against(half: HalfCell, potential: float) -> HalfCell:
    """A half-cell curve against a counter electrode that lies so much (V) above the metal."""
    if not potential:
        return half
    return replace(half, potential=tuple(u - potential for u in half.potential))


def followed(halves: Sequence[HalfCell], electrode: str) -> tuple[HalfCell, HalfCell]:
    """The chosen curves that an electrode follows in discharge and in charge.

    A lone curve serves both. Otherwise each is cut to the degrees of lithiation that both cover.
    """
    if len(halves) == 1:
        return halves[0], halves[0]
    low, high = max(c.degree[0] for c in halves), min(c.degree[-1] for c in halves)
    degrees = np.linspace(low, high, _POINTS)
    by_direction = {each.direction: each for each in halves}
    discharge, charge = (by_direction[each] for each in _DIRECTIONS[electrode])
    # A degree is one and the same lithium content in both, and so is what lies between two.
    capacity = discharge.capacity * (high - low) / (discharge.degree[-1] - discharge.degree[0])
    cut = [
        replace(
            each,
            degree=tuple(degrees.tolist()),
            potential=tuple(np.interp(degrees, each.degree, each.potential).tolist()),
            capacity=capacity,
        )
        for each in (discharge, charge)
    ]
    return cut[0], cut[1]
