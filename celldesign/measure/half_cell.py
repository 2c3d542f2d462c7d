"""Half-cell curves from a slow recording or a digitised table."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from celldesign.database.curve_smoothing import smoothed
from celldesign.errors import MaterialError, MeasurementError
from celldesign.measure.recording import Recording
from celldesign.measure.result import Array, Plot, Series

POINTS = 200
_LEAST = 10


@dataclass(frozen=True, slots=True)
class HalfCellCurve:
    """Potential (V) against the stoichiometry (1), and the charge in C passed, if known."""

    direction: str
    degree: Array
    potential: Array
    charge: float | None
    said: str


def curve(
    direction: str, degree: Array, potential: Array, charge: float | None = None
) -> HalfCellCurve:
    """Make a curve of points in any order; raises MeasurementError for what is no curve.

    >>> found = curve("mean", np.linspace(0, 1, 500), np.linspace(4.2, 3.0, 500))
    >>> len(found.degree), found.potential[[0, -1]].tolist()
    (200, [4.2, 3.0])
    """
    known = np.isfinite(degree) & np.isfinite(potential)
    degree, potential = degree[known], potential[known]
    if np.any((degree < 0) | (degree > 1)):
        required = "stoichiometries from 0 to 1 are required"
        raise MeasurementError(required, given=f"{degree.min():g} to {degree.max():g}")
    if len(degree) < _LEAST:
        raise MeasurementError(f"{_LEAST} points at least are required", given=str(len(degree)))
    try:
        x, u, said = smoothed(degree, potential)
    except MaterialError as error:
        raise MeasurementError(str(error)) from None
    x, u = _thinned(x, u)
    return HalfCellCurve(direction, x, u, charge, said)


def of_recording(record: Recording, low: float, high: float) -> tuple[HalfCellCurve, ...]:
    """Curves of the longest discharge and charge: against a metal, the discharge lithiates.

    The stoichiometry goes from `low` to `high` with the charge that is passed. Where there are both
    directions, their mean over the stoichiometry follows.
    """
    if record.voltage is None:
        raise MeasurementError("a recording with a voltage is required")
    flow, found = record.flow, []
    edges = np.flatnonzero(np.diff(flow)) + 1
    bounds = [0, *edges.tolist(), len(flow)]
    for sign, direction in ((-1.0, "lithiation"), (1.0, "delithiation")):
        steps = [slice(a, b) for a, b in pairwise(bounds) if flow[a] == sign]
        lasting = [record.time[s][-1] - record.time[s][0] for s in steps]
        if not steps or max(lasting) <= 0:
            continue
        step = steps[int(np.argmax(lasting))]
        time, current = record.time[step], np.abs(record.current[step])
        mean = (current[1:] + current[:-1]) / 2
        passed = np.r_[0.0, np.cumsum(mean * np.diff(time))]
        share = passed / passed[-1]
        degree = low + (high - low) * (share if sign < 0 else 1 - share)
        found.append(curve(direction, degree, record.voltage[step], float(passed[-1])))
    if not found:
        raise MeasurementError("a discharge or a charge at a steady, low current is required")
    if len(found) == 2:
        x = np.union1d(found[0].degree, found[1].degree)
        both = [np.interp(x, each.degree, each.potential) for each in found]
        found.append(curve("mean", x, (both[0] + both[1]) / 2))
    return tuple(found)


def _thinned(x: Array, u: Array) -> tuple[Array, Array]:
    """Keep points at even steps along the curve, flat parts and steep ones alike."""
    if len(x) <= POINTS:
        return x, u
    away = np.hypot(np.diff(x) / np.ptp(x), np.diff(u) / max(float(np.ptp(u)), 1e-9))
    along = np.r_[0.0, np.cumsum(away)]
    at = np.interp(np.linspace(0, along[-1], POINTS), along, x)
    return at, np.interp(at, x, u)


def plots(curves: tuple[HalfCellCurve, ...]) -> tuple[Plot, Plot]:
    """The curves, and their incremental capacity dx/dV over steps of about 10 mV."""
    lines = [Series("line", each.degree, each.potential, each.direction) for each in curves]
    slopes = []
    for each in curves:
        count = int(np.clip(np.ptp(each.potential) / 0.01, 10, 400))
        u = np.linspace(each.potential.min(), each.potential.max(), count)
        x = np.interp(u, each.potential[::-1], each.degree[::-1])
        slopes.append(
            Series("line", (u[1:] + u[:-1]) / 2, -np.diff(x) / np.diff(u), each.direction)
        )
    return (
        Plot("stoichiometry", "potential / V", tuple(lines)),
        Plot("potential / V", "incremental capacity -dx/dV / (1/V)", tuple(slopes)),
    )


def as_csv(found: HalfCellCurve, head: dict[str, str]) -> str:
    """Write a curve as `celldesign materials import` reads it; `head` says what it is."""
    lines = [f"# {name}: {text}" for name, text in head.items()]
    lines.append("stoichiometry [1],potential [V]")
    lines += [f"{x:.6f},{u:.6f}" for x, u in zip(found.degree, found.potential, strict=True)]
    return "\n".join(lines) + "\n"
