"""Lines, tornado and histogram, laid out for a drawing that needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

import numpy as np

WIDTH, HEIGHT = 640.0, 280.0
SHADES = 8


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis: where it stands on the drawing, and its number."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A curve as a path, with the band around it if it has one; `shade` numbers its colour."""

    label: str
    path: str
    band: str
    shade: int
    points: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves over one axis."""

    title: str
    x_label: str
    y_label: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """What one input adds: from `low` to `high` on the drawing, and the numbers at its ends."""

    label: str
    text: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Tornado:
    """Inputs by what they add to the deviation of an output; `middle` is its value."""

    title: str
    middle: float
    value: str
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def nice_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Choose round numbers within two bounds.

    >>> nice_ticks(0.0, 47.0), nice_ticks(340.0, 362.0)
    ([0.0, 10.0, 20.0, 30.0, 40.0], [340.0, 345.0, 350.0, 355.0, 360.0])
    """
    span = high - low
    if not (isfinite(span) and span > 0):
        return [low]
    power = 10.0 ** floor(log10(span / count))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if span / (m * power) <= count)
    first = ceil(low / step - 1e-9)
    return [float(f"{index * step:.12g}") for index in range(first, floor(high / step + 1e-9) + 1)]


def plot(
    title: str,
    x: tuple[str, Sequence[float]],
    y: str,
    curves: Sequence[tuple[str, Sequence[float]]],
    bands: Sequence[Sequence[float] | None] | None = None,
) -> Plot:
    """Draw curves over common points; a band is the deviation on either side of its curve."""
    x_label, places = x[0], np.asarray(x[1], dtype=float)
    stds = [np.asarray(b if b is not None else np.zeros(len(places))) for b in (bands or [])]
    stds = stds or [np.zeros(len(places)) for _ in curves]
    values = [np.asarray(curve, dtype=float) for _, curve in curves]
    reach = [v + s * sign for v, s in zip(values, stds, strict=True) for sign in (-1, 1)]
    finite = np.concatenate([each[np.isfinite(each)] for each in reach] or [np.zeros(1)])
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    room = 0.05 * (high - low) or 0.05 * abs(high) or 1.0
    y_ends, x_ends = (low - room, high + room), (float(places.min()), float(places.max()))
    lines = tuple(
        _line(label, places, value, std, (x_ends, y_ends), number % SHADES)
        for number, ((label, _), value, std) in enumerate(zip(curves, values, stds, strict=True))
    )
    x_ticks = tuple(Tick(_across(t, x_ends), f"{t:g}") for t in nice_ticks(*x_ends, 6))
    y_ticks = tuple(Tick(_up(t, y_ends), f"{t:g}") for t in nice_ticks(*y_ends))
    return Plot(title, x_label, y, x_ticks, y_ticks, lines)


Ends = tuple[float, float]


def _across(value: float, ends: Ends) -> float:
    return (value - ends[0]) / ((ends[1] - ends[0]) or 1.0) * WIDTH


def _up(value: float, ends: Ends) -> float:
    return HEIGHT - (value - ends[0]) / ((ends[1] - ends[0]) or 1.0) * HEIGHT


def _line(
    label: str,
    x: np.ndarray,
    y: np.ndarray,
    std: np.ndarray,
    ends: tuple[Ends, Ends],
    shade: int,
) -> Line:
    def pieces(values: np.ndarray) -> str:
        path, pen = [], "M"
        for place, value in zip(x, values, strict=True):
            if not isfinite(value):
                pen = "M"
                continue
            path.append(f"{pen}{_across(place, ends[0]):.2f} {_up(value, ends[1]):.2f}")
            pen = "L"
        return "".join(path)

    known = np.isfinite(y)
    band = ""
    if np.any(std[known] > 0):
        there = [
            (_across(p, ends[0]), _up(v, ends[1]))
            for p, v in zip(x[known], (y + std)[known], strict=True)
        ]
        back = [
            (_across(p, ends[0]), _up(v, ends[1]))
            for p, v in zip(x[known][::-1], (y - std)[known][::-1], strict=True)
        ]
        band = "M" + "L".join(f"{a:.2f} {b:.2f}" for a, b in (*there, *back)) + "Z"
    points = tuple(
        (_across(p, ends[0]), _up(v, ends[1]), f"{label}: {p:.4g}, {v:.5g}")
        for p, v in zip(x[known], y[known], strict=True)
    )
    return Line(label, pieces(y), band, shade, points if len(points) <= 100 else ())


def tornado(
    title: str, unit: str, value: float, shares: Sequence[tuple[str, float]], most: int = 12
) -> Tornado:
    """Draw the inputs that move an output most, by half the change of one deviation up and down."""
    ordered = sorted(shares, key=lambda share: -abs(share[1]))[:most]
    reach = max((abs(share) for _, share in ordered), default=0.0) or 1.0
    ends = (value - 1.05 * reach, value + 1.05 * reach)
    bars = tuple(
        Bar(
            label,
            f"{share:+.3g} {unit}".strip(),
            _across(value - abs(share), ends),
            2 * abs(share) / (ends[1] - ends[0]) * WIDTH,
        )
        for label, share in ordered
        if share
    )
    ticks = tuple(Tick(_across(t, ends), f"{t:g}") for t in nice_ticks(*ends))
    return Tornado(title, _across(value, ends), f"{value:.5g} {unit}".strip(), ticks, bars)
