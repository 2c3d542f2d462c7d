"""Roots and least squares of functions that take very many points at once; they know no cells."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_GRID, _CUT, _ROUNDS = 2049, 65, 7
_DESCENT = 40


def crossings(
    miss: Callable[[Array], Array], low: float, high: float, near: float, steps: Array | None = None
) -> tuple[Array, int, Array, Array]:
    """All roots of `miss` between two ends, by cutting every bracket into ever smaller ones.

    `near` is how close to zero a root must come: where the function jumps over zero there is none.
    With `steps` only those points are tried. NaN is where there is no value. Returns the roots,
    the number of jumps, and what was tried at first.

    >>> crossings(lambda x: x**2 - 2, 0.0, 3.0, 1e-9)[0].round(6).tolist()
    [1.414214]
    """
    tried = np.linspace(low, high, _GRID) if steps is None else steps
    missed = miss(tried)
    roots = list(tried[np.abs(missed) <= near])
    jumps = 0
    if steps is None:
        signs = np.sign(missed)
        for index in np.flatnonzero(signs[:-1] * signs[1:] < 0):
            root, off = _refine(miss, tried[index], tried[index + 1])
            if off <= near:
                roots.append(root)
            else:
                jumps += 1
    found = np.unique(roots)
    if len(found) > 1:  # neighbours of one root on a flat stretch
        found = found[np.r_[True, np.diff(found) > 1e-9 * (high - low)]]
    return found, jumps, tried, missed


def _refine(miss: Callable[[Array], Array], low: float, high: float) -> tuple[float, float]:
    for _ in range(_ROUNDS):
        points = np.linspace(low, high, _CUT)
        values = miss(points)
        changes = np.flatnonzero(np.sign(values[:-1]) * np.sign(values[1:]) <= 0)
        if not len(changes):
            return low, np.inf
        low, high = points[changes[0]], points[changes[0] + 1]
    ends = np.array([low, high])
    values = np.abs(miss(ends))
    return float(ends[np.argmin(values)]), float(values.min())


def descend(
    miss: Callable[[Array], Array],
    starts: Array,
    low: Array,
    high: Array,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Array, Array]:
    """Least squares of misses (targets, n) from many starts (n, unknowns) at once, within bounds.

    Damped Gauss-Newton (Levenberg-Marquardt), every start with a damping of its own; unknowns at a
    bound that the step would cross stay there. Returns where each start came to, and its misses.
    """
    span = high - low
    points = np.clip(starts, low, high)
    misses = miss(points)
    damping = np.full(len(points), 1e-3)
    for done in range(_DESCENT):
        if progress:
            progress(done * len(points), _DESCENT * len(points))
        slope = _slopes(miss, points, misses, low, high, span)
        step = _step(slope, misses, damping, points, low, high)
        tried = np.clip(points + step * span, low, high)
        found = miss(tried)
        better = np.sum(found**2, axis=0) < np.sum(misses**2, axis=0)
        points = np.where(better[:, None], tried, points)
        misses = np.where(better, found, misses)
        damping = np.clip(np.where(better, damping / 5, damping * 4), 1e-12, 1e8)
        if np.nanmax(np.abs(misses), initial=0.0) < 1e-12:
            break
    return points, misses


def _slopes(
    miss: Callable[[Array], Array],
    points: Array,
    misses: Array,
    low: Array,
    high: Array,
    span: Array,
) -> Array:
    """Derivatives (n, targets, unknowns) with unknowns in shares of their range."""
    columns = []
    for index in range(points.shape[1]):
        moved = points.copy()
        away = np.where(moved[:, index] + 1e-6 * span[index] > high[index], -1e-6, 1e-6)
        moved[:, index] += away * span[index]
        columns.append((miss(moved) - misses) / away)
    return np.nan_to_num(np.stack(columns, axis=-1).transpose(1, 0, 2), posinf=0.0, neginf=0.0)


def _step(
    slope: Array, misses: Array, damping: Array, points: Array, low: Array, high: Array
) -> Array:
    """A damped step in shares of the range, with those unknowns held that would leave it."""
    gradient = np.einsum("ntu,tn->nu", slope, np.nan_to_num(misses))
    held = ((points <= low) & (gradient > 0)) | ((points >= high) & (gradient < 0))
    free = np.where(held[:, None, :], 0.0, slope)
    normal = np.einsum("ntu,ntv->nuv", free, free)
    diagonal = np.einsum("nuu->nu", normal)
    lift = damping[:, None] * np.maximum(diagonal, diagonal.max(axis=1, keepdims=True) * 1e-9)
    normal += np.eye(points.shape[1]) * (lift + 1e-300 + held)[:, None, :]
    gradient = np.where(held, 0.0, gradient)
    size = np.maximum(np.abs(np.einsum("nuu->nu", normal)).max(axis=1), 1e-300)
    solved = np.linalg.solve(
        normal / size[:, None, None] + 1e-14 * np.eye(points.shape[1]),
        -gradient[..., None] / size[:, None, None],
    )
    return solved[..., 0]
