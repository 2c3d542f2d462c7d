"""Oxidation onset from a linear sweep and its derivative."""

import numpy as np
from scipy.signal import savgol_filter

from celldesign.errors import MeasurementError
from celldesign.measure.result import Array, Measurement, Plot, Series

_FEWEST = 30
_ABOVE = 6.0  # deviations of the quiet derivative that count as an onset
_STEP = 0.005  # V; the sweep is resampled to it


def oxidation(potential: Array, current: Array, smoothing: float = 0.05) -> tuple[Measurement, ...]:
    """Onsets in rising potential; the last is the final oxidation, others are weaker events.

    The derivative dI/dE, smoothed over `smoothing` volts, has an onset where it leaves what it is
    over the quietest third of the sweep; a minimum between two rises parts them.
    """
    e, i = _sweep(potential, current, smoothing)
    points = max(5, round(smoothing / _STEP) // 2 * 2 + 1)
    if len(e) <= points:
        raise MeasurementError("a sweep wider than its smoothing is required")
    slope = savgol_filter(i, points, 2, deriv=1, delta=_STEP)
    quiet, noise = _quiet(slope)
    threshold = quiet + _ABOVE * noise
    starts = _onsets(slope, threshold, points)
    if not starts:
        raise MeasurementError(
            "no oxidation up to the end of the sweep", given=f"{e[0]:.2f} to {e[-1]:.2f} V"
        )
    level = Series("line", e[[0, -1]], np.full(2, 1e6 * threshold), "threshold")
    plots = (
        _plot("current / uA", e, i, starts),
        _plot("dI/dE / (uA/V)", e, slope, starts, level),
    )
    return tuple(
        Measurement(
            "oxidation_onset",
            "oxidation onset" if last else "first, weak oxidation",
            float(e[start]),
            smoothing / 2,
            "V",
            diagnostics={
                "threshold / (A/V)": float(f"{threshold:.3g}"),
                "current at the onset / A": float(f"{i[start]:.3g}"),
            },
            plots=plots,
        )
        for last, start in ((start == starts[-1], start) for start in starts)
    )


def _plot(label: str, e: Array, micro: Array, starts: list[int], *more: Series) -> Plot:
    points = Series("points", e, 1e6 * micro, "measured")
    onsets = Series("marks", e[starts], 1e6 * micro[starts], "onset")
    return Plot("potential / V", label, (points, *more, onsets))


def _sweep(potential: Array, current: Array, width: float) -> tuple[Array, Array]:
    """Resample to an even step; what noise less than `width` puts out of order is averaged."""
    if len(potential) < _FEWEST:
        required = f"a sweep of {_FEWEST} readings at least is required"
        raise MeasurementError(required, given=str(len(potential)))
    if potential[-1] <= potential[0]:
        raise MeasurementError(
            "a sweep towards higher potential is required",
            given=f"{potential[0]:g} to {potential[-1]:g} V",
        )
    fall = np.maximum.accumulate(potential) - potential
    if fall.max() > width:
        raise MeasurementError(
            "a sweep that only rises is required",
            given=f"a fall by {fall.max():.2g} V at reading {int((fall > width).argmax()) + 1}",
            mend="sort the readings by time, and keep one sweep of them",
        )
    if not np.any(current):
        raise MeasurementError("a current other than zero is required")
    grid = np.arange(potential.min(), potential.max(), _STEP)
    bins = np.clip(np.round((potential - grid[0]) / _STEP).astype(int), 0, len(grid) - 1)
    count = np.bincount(bins, minlength=len(grid))
    mean = np.bincount(bins, current, len(grid)) / np.maximum(count, 1)
    filled = count > 0
    return grid, np.interp(grid, grid[filled], mean[filled])


def _quiet(slope: Array) -> tuple[float, float]:
    """Level and uncertainty of the derivative over the quietest third of the sweep."""
    third = max(len(slope) // 3, 5)
    windows = np.lib.stride_tricks.sliding_window_view(slope, third)
    calm = windows[int(np.argmin(np.ptp(windows, axis=1)))]
    return float(np.median(calm)), float(max(np.std(calm), 1e-3 * np.ptp(slope)))


def _onsets(slope: Array, threshold: float, points: int) -> list[int]:
    """Where the derivative leaves the threshold, and where it turns to rise again above it."""
    above = slope > threshold
    starts = []
    edges = np.flatnonzero(np.diff(np.r_[False, above, False].astype(int)))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if stop - start < points:
            continue
        starts.append(int(start))
        inside = slope[start:stop]
        for k in range(points, len(inside) - points):
            lowest = inside[k] == inside[k - points : k + points + 1].min()
            fallen = inside[:k].max() > 1.5 * inside[k] - 0.5 * threshold
            risen = inside[k:].max() > 1.5 * inside[k] - 0.5 * threshold
            if lowest and fallen and risen:
                starts.append(int(start + k))
    return starts
