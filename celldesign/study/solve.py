"""Inverse design: which values of some unknowns give the wanted results, or why none does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from celldesign.database.catalogue import Catalogue
from celldesign.database.engine import open_catalogue
from celldesign.design.file import Design
from celldesign.errors import CelldesignError, DesignError
from celldesign.study.opened import PreparedDesign, address_of, open_design
from celldesign.study.problem import Problem, Solution, Target
from celldesign.study.ranges import Axis, read_axes
from celldesign.study.roots import crossings, descend
from celldesign.study.sensitivity import STEP, relative_changes
from celldesign.study.space import Sample
from celldesign.study.whatif import LOOKED_UP, Layout, read, see_inputs
from celldesign.study.work import Progress, shown
from celldesign.units.quantities import parse_as
from celldesign.vocabulary import find, vocabulary

_STARTS = 2**12  # designs from which several unknowns are sought
_EXACT = 1e-7  # relative; what a solution may be off its target by
_FEW = 8  # solutions that are listed one by one
_PUBLISHED = 0.01  # relative; what a published figure without a deviation may be off by
_NAMED = 3  # inputs named as what limits


def solve(
    design: Design | Path | str,
    vary: Mapping[str, str],
    targets: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    *,
    published: bool = False,
    seed: int = 1,
    database: str | None = None,
    free: Sequence[str] = (),
    hold: Sequence[str] = (),
    progress: Progress | None = None,
) -> Solution:
    """Find values of the unknowns, each between two bounds, that give all targets.

    Parameters
    ----------
    design, settings, database, free, hold
        As for `build`.
    vary
        Unknowns with their bounds: `{"anode.thickness": "1:60um"}`.
    targets
        Wanted values with units: `{"stack.specific_energy": "365 Wh/kg"}`.
    published
        Instead of `targets`, take the published figures of the design file that the unknowns bear
        on, each within its standard uncertainty, or 1 %.
    seed
        Where the search for several unknowns starts.
    progress
        Called with the number of designs tried and of all.

    Returns
    -------
    Solution
        `settings` as `build` takes them, further solutions, and how far each target is met.

    Raises
    ------
    CelldesignError
        For an unknown name, or a target that no unknown bears on or reaches.

    Examples
    --------
    >>> found = solve("examples/pouch_1Ah.toml", {"anode.thickness": "1:60um"},
    ...               {"stack.specific_energy": "365 Wh/kg"})
    >>> round(float(found.settings["anode.thickness"].removesuffix(" um")), 1)
    14.7
    """
    if published == bool(targets):
        raise DesignError("either targets or the published figures are required", mend=_EXAMPLE)
    parsed = read(design, settings, free, hold)
    with open_catalogue(database) as catalogue:
        problem = _problem(parsed, vary, targets, published, catalogue)
        problem = replace(problem, progress=progress)
    if published:
        return _published(problem, seed)
    found = (
        _bracketed(problem) if len(problem.axes) == 1 and targets and len(targets) == 1 else None
    )
    return found or _fitted(problem, seed)


_EXAMPLE = "--target stack.specific_energy=365Wh/kg"


def _problem(
    design: Design,
    vary: Mapping[str, str],
    targets: Mapping[str, str] | None,
    published: bool,
    catalogue: Catalogue,
) -> Problem:
    axes = read_axes(vary)
    for axis in axes:
        if not isinstance(axis, Axis) or axis.name in LOOKED_UP:
            mend = "solve for one value of it after the other with --set"
            raise DesignError(f"{axis.name}: an unknown between two bounds is required", mend=mend)
        if axis.quantity and axis.quantity.choices:
            raise DesignError(f"{axis.name}: a choice is no unknown", mend="set it with --set")
    numbers = tuple(axis for axis in axes if isinstance(axis, Axis))
    layout = Layout(axes, sample=1)
    opened = open_design(design, catalogue, layout.first())
    addresses = tuple(address_of(opened, axis.name, catalogue) for axis in numbers)
    named = {axis.name: address for axis, address in zip(numbers, addresses, strict=True)}
    see_inputs(design, catalogue, opened, layout, named)
    found = _read_targets(targets) if targets else ()
    bears = opened.moved(addresses)
    if published:
        found = _published_targets(design, bears)
    for target in found:
        opened.plan.require([target.quantity.flat])
        if target.quantity.flat not in bears:
            names = " or ".join(axis.name for axis in numbers)
            raise DesignError(f"{target.quantity.name} does not depend on {names}")
    job = opened.job(addresses, [target.quantity.flat for target in found])
    return Problem(opened, job, numbers, addresses, found)


def _read_targets(targets: Mapping[str, str]) -> tuple[Target, ...]:
    found = []
    for name, text in targets.items():
        quantity = find(name.strip())
        if quantity.component or quantity.choices:
            raise DesignError(f"--target {name}: one number is required")
        try:
            found.append(Target(quantity, parse_as(text, quantity.unit)[0], 0.0))
        except CelldesignError as error:
            raise type(error)(f"--target {name}: {error}") from None
    return tuple(found)


def _published_targets(design: Design, bears: set[str]) -> tuple[Target, ...]:
    found = tuple(
        Target(vocabulary()[flat], entry.value, entry.std or _PUBLISHED * abs(entry.value))
        for flat, entry in design.published.items()
        if flat in bears
    )
    if not found:
        given = ", ".join(vocabulary()[flat].name for flat in design.published) or "none"
        required = "published figures that the unknowns bear on are required"
        raise DesignError(required, given=given)
    return found


def _bracketed(problem: Problem) -> Solution | None:
    """One unknown, one target: all crossings, or the best there is and what limits it."""
    (axis,), (target,) = problem.axes, problem.targets

    def miss(values: NDArray[np.float64]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = problem.results(values[:, None])[0] - target.value
        return found

    low, high = (end[0] for end in problem.bounds)
    steps = axis.at(np.arange(len(axis))) if 0 < len(axis) <= _STARTS else None
    found, jumps, tried, missed = crossings(miss, low, high, abs(target.value) * _EXACT, steps)
    if len(found):
        several = f"{len(found)} solutions" if len(found) > 1 else ""
        return problem.solution("solved", found[:, None], several)
    if not np.isfinite(missed).any():
        required = f"no cell can be built with {axis.name} in this range"
        raise DesignError(required, given=_span(axis))
    best = np.nanargmin(np.abs(missed))
    point = tried[best : best + 1, None]
    between = steps is not None and np.nanmin(missed) < 0 < np.nanmax(missed)
    if jumps or between:
        where = "where a count of layers changes" if jumps else f"between values of {axis.name}"
        value = _result(target, target.value + missed[best])
        return problem.solution(
            "unreachable",
            point,
            f"{target.quantity.name} passes over the target {where}",
            f"the nearest is {value}, at {axis.name} = {_told(axis, point.item())}",
        )
    return problem.solution("unreachable", point, *_limits(problem, point[0]))


def _span(axis: Axis) -> str:
    low, high = axis.bounds()
    return f"{low:g} to {_unit(axis, high)}"


def _told(axis: Axis, si: float) -> str:
    return _unit(axis, axis.number(si))


def _result(target: Target, si: float) -> str:
    unit = target.quantity.unit
    number = float(shown(target.quantity.flat, np.array([si]))[0])
    return f"{number:.4g}" + ("" if unit == "1" else f" {unit}")


def _unit(axis: Axis, number: float) -> str:
    return f"{number:.4g}" + ("" if axis.unit == "1" else f" {axis.unit}")


def _limits(problem: Problem, point: NDArray[np.float64]) -> list[str]:
    """Say how far one can get, and which inputs stand in the way of the target missed most."""
    misses = problem.results(point[None])[:, 0] - problem.wanted[:, 0]
    worst = int(np.nanargmax(np.abs(misses / problem.wanted[:, 0])))
    target = problem.targets[worst]
    flat, more = target.quantity.flat, bool(misses[worst] < 0)
    unit = "" if target.quantity.unit == "1" else f" {target.quantity.unit}"
    where = ", ".join(
        f"{axis.name} = {_told(axis, value)}"
        for axis, value in zip(problem.axes, point.tolist(), strict=True)
    )
    bound = "at most" if more else "at least"
    lines = [
        f"{target.quantity.name} = {_result(target, target.value)} cannot be reached: "
        f"{bound} {_result(target, target.value + misses[worst])}, at {where}"
    ]
    opened = _moved_to(problem, point)
    inputs = [name for name in opened.continuous if name not in problem.addresses]
    job = opened.job(inputs, [flat], pinned=True)
    changed = relative_changes(opened, job, inputs, [flat], STEP)[flat]
    change = (changed[: len(inputs)] - changed[len(inputs) :]) / 2
    gain = shown(flat, change) - shown(flat, np.zeros(len(change)))
    against = [(g, n) for g, n in zip(gain, inputs, strict=True) if (g < 0) == more and g]
    ranked = sorted(against, key=_adverse)
    if ranked:
        label = vocabulary()[opened.places[ranked[0][1]][0][0]].label
        lines.append(f"what limits it most is the {label}; 1 % less of these changes it by:")
        lines += [f"  {name}: {-g:+.3g}{unit}" for g, name in ranked[:_NAMED]]
    return lines


def _adverse(pair: tuple[float, str]) -> tuple[float, bool]:
    """What weighs most; of equals the thickness, which is the one to choose."""
    return -round(abs(pair[0]), 9), not pair[1].endswith("thickness")


def _moved_to(problem: Problem, point: NDArray[np.float64]) -> PreparedDesign:
    """The opened design with its unknowns at a point."""
    rows = {name: np.array([value]) for name, value in zip(problem.addresses, point, strict=True)}
    arrays, _ = problem.job.by_row(rows, 1)
    leaves = dict(problem.opened.given.leaves)
    for name, moved in arrays.items():
        pairs = zip(leaves[name], np.ravel(moved).tolist(), strict=True)
        leaves[name] = tuple(replace(leaf, value=value) for leaf, value in pairs)
    given = replace(problem.opened.given, leaves=leaves)
    inputs = given.values(sorted(problem.opened.plan.given | problem.opened.plan.database))
    with np.errstate(all="ignore"):
        values = problem.opened.plan.evaluate(inputs)
    inside = {name: value for name, value in values.items() if name in problem.opened.values}
    return replace(problem.opened, given=given, values=inside)


def _fitted(problem: Problem, seed: int) -> Solution:
    """Several unknowns or targets: least squares within the bounds from many starts at once."""
    scale = np.abs(problem.wanted) + (problem.wanted == 0)
    points, misses = _descended(problem, scale, seed)
    worst = np.max(np.abs(misses), axis=0)
    exact = worst <= _EXACT
    unknowns, targets = len(problem.axes), len(problem.targets)
    if exact.any():
        found = _distinct(points[exact], problem.bounds)
        if unknowns > targets:
            return _family(problem, points[exact])
        text = f"{len(found)} solutions" if len(found) > 1 else ""
        over = "more targets than unknowns, and all are met" if targets > unknowns else ""
        return problem.solution("solved", found[:_FEW], text, over)
    order = np.argsort(np.sum(misses**2, axis=0))[:1]
    if targets > unknowns:
        text = f"{targets} targets for {unknowns} unknown{'s' * (unknowns > 1)}: the best fit is"
        return problem.solution(
            "over-determined", points[order], text, *_misses(problem, points[order[0]])
        )
    return problem.solution("unreachable", points[order], *_limits(problem, points[order[0]]))


def _descended(
    problem: Problem, scale: NDArray[np.float64], seed: int, slack: float = 0.0
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    axes = {str(index): axis for index, axis in enumerate(problem.axes)}
    drawn = Sample(axes, _STARTS, "sobol", seed).rows(0, _STARTS)
    starts = np.column_stack([drawn[name] for name in axes])
    low, high = problem.bounds

    def miss(points: NDArray[np.float64]) -> NDArray[np.float64]:
        misses = (problem.results(points) - problem.wanted) / scale
        return np.sign(misses) * np.maximum(np.abs(misses) - slack, 0.0) if slack else misses

    points, misses = descend(miss, starts, low, high, problem.progress)
    known = np.isfinite(misses).all(axis=0)
    if not known.any():
        names = ", ".join(f"{axis.name} of {_span(axis)}" for axis in problem.axes)
        raise DesignError(f"no cell can be built with {names}")
    return points[known], misses[:, known]


def _distinct(
    points: NDArray[np.float64], bounds: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """One of each group of points that are the same to four digits of the range."""
    low, high = bounds
    grid = np.round((points - low) / (high - low), 4)
    _, first = np.unique(grid, axis=0, return_index=True)
    return points[np.sort(first)]


def _family(problem: Problem, points: NDArray[np.float64], *messages: str, **more: Any) -> Solution:
    unknowns, targets = len(problem.axes), len(problem.targets)
    text = (
        f"{unknowns} unknowns for {targets} target{'s' * (targets > 1)}: a family of solutions"
        if unknowns > targets
        else "a family of solutions"
    )
    points = _distinct(points, problem.bounds)
    order = _spread_out(points, problem.bounds)
    ranges = [
        f"  {axis.name}: {axis.number(a):.4g} to {_told(axis, b)}"
        for axis, a, b in zip(
            problem.axes, points.min(axis=0).tolist(), points.max(axis=0).tolist(), strict=True
        )
    ]
    return problem.solution("family", points[order], *messages, text, *ranges, **more)


def _spread_out(
    points: NDArray[np.float64], bounds: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> NDArray[np.int64]:
    """Order points: the one in the middle, then a few as far as can be from those before."""
    low, high = bounds
    scaled = points / (high - low)
    middle = (scaled.min(axis=0) + scaled.max(axis=0)) / 2
    first = [int(np.argmin(np.linalg.norm(scaled - middle, axis=1)))]
    away = np.full(len(points), np.inf)
    for _ in range(min(_FEW, len(points)) - 1):
        away = np.minimum(away, np.linalg.norm(scaled - scaled[first[-1]], axis=1))
        first.append(int(np.argmax(away)))
    return np.concatenate([first, np.setdiff1d(np.arange(len(points)), first)])


def _misses(problem: Problem, point: NDArray[np.float64]) -> list[str]:
    found = problem.results(point[None])[:, 0] / problem.wanted[:, 0] - 1
    names = [target.quantity.name for target in problem.targets]
    return [f"  {name}: {miss:+.2%} off" for name, miss in zip(names, found, strict=True)]


def _published(problem: Problem, seed: int) -> Solution:
    """Designs that agree with all published figures; what fits least is left out until some do."""
    left: list[str] = []
    points, fits = _agreeing(problem, seed)
    while not fits.any() and len(problem.targets) > 1:
        tries = []
        for index, target in enumerate(problem.targets):
            others = tuple(t for i, t in enumerate(problem.targets) if i != index)
            fewer = replace(problem, targets=others)
            points, fits = _agreeing(fewer, seed)
            tries.append(
                (_farthest(fewer, points).min(), target.quantity.name, fewer, points, fits)
            )
        _, name, problem, points, fits = min(tries, key=lambda each: each[0])
        left.append(name)
    if not fits.any():
        best = points[np.argmin(_farthest(problem, points))]
        return problem.solution("unreachable", best[None], *_limits(problem, best))
    text = f"no design agrees with all figures; left out: {', '.join(left)}" if left else ""
    names = ", ".join(target.quantity.name for target in problem.targets)
    wide = _widened(problem, points[fits], seed)
    return _family(problem, wide, text, f"in agreement with {names}", left_out=tuple(left))


def _agreeing(problem: Problem, seed: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Where descending into the tolerances ends, and which of that agrees."""
    tolerance = np.array([[target.tolerance] for target in problem.targets])
    points, _ = _descended(problem, tolerance, seed, slack=0.99)
    return points, _farthest(problem, points) <= 1


def _farthest(problem: Problem, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The largest miss at each point, in tolerances."""
    tolerance = np.array([[target.tolerance] for target in problem.targets])
    misses = np.abs(problem.results(points) - problem.wanted) / tolerance
    found: NDArray[np.float64] = np.max(misses, axis=0)
    return found


def _widened(problem: Problem, points: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Fill the region around solutions: random steps from each that still agree."""
    random = np.random.default_rng(seed)
    low, high = problem.bounds
    found = [points]
    for share in (0.02, 0.1, 0.3):
        from_ = points[random.integers(len(points), size=_STARTS)]
        tried = np.clip(from_ + share * (high - low) * random.normal(size=from_.shape), low, high)
        found.append(tried[_farthest(problem, tried) <= 1])
    return np.vstack(found)
