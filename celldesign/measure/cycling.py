"""Coulombic efficiency, fade, knee and failure of a cycled cell, and the lithium efficiency."""

from dataclasses import dataclass, replace

import numpy as np

from celldesign.errors import MeasurementError
from celldesign.measure.result import Array, Measurement, Plot, Series, line, positive

_FEWEST = 6
_KNEE_GAIN = 0.5  # two lines must leave less than this share of one line's squares
_NOISE = 0.01  # of the largest charge of a cycle; less is the noise of a rest
_STEEPER = 2.0  # and the second must fall this many times as fast as the first
END_OF_LIFE = 0.5  # of the first capacity: the cell has failed


@dataclass(frozen=True, slots=True)
class Fade:
    """Linear fade up to the knee: SI capacity at cycle 0 of the line, and share lost per cycle."""

    first: float
    per_cycle: float
    std: float
    knee: float | None
    failure: float | None


def fade(cycle: Array, capacity: Array) -> Fade:
    """Fit the linear fade before the knee; knee and failure are None where there are none.

    The knee is where two lines that meet describe the capacity far better than one, and the second
    is much steeper. Failure is the first cycle from which the capacity stays below half the first.

    >>> n = np.arange(1.0, 91)
    >>> round(fade(n, 3456 * (1 - 0.0015 * n)).per_cycle * 100, 4)
    0.15
    """
    positive(capacity=capacity[:1])
    if len(cycle) < _FEWEST:
        required = f"{_FEWEST} cycles at least are required"
        raise MeasurementError(required, given=str(len(cycle)))
    back = np.flatnonzero(np.diff(cycle) <= 0)
    if back.size:
        raise MeasurementError(
            "cycle numbers must rise from row to row",
            given=f"{cycle[back[0] + 1]:g} after {cycle[back[0]]:g}",
        )
    failure = _failure(cycle, capacity)
    knee = _knee(cycle, capacity)
    before = np.ones(len(cycle), bool) if knee is None else cycle <= knee
    if before.sum() < 3:
        raise MeasurementError("three cycles before the knee at least are required")
    slope, first, std, _ = line(cycle[before], capacity[before])
    return Fade(first, -slope / first, std / first, knee, failure)


def _failure(cycle: Array, capacity: Array) -> float | None:
    alive = np.flatnonzero(capacity >= END_OF_LIFE * capacity[0])
    return float(cycle[alive[-1] + 1]) if alive[-1] + 1 < len(cycle) else None


def _knee(cycle: Array, capacity: Array) -> float | None:
    one = line(cycle, capacity)
    residual = capacity - one[1] - one[0] * cycle
    single = float(residual @ residual)
    best, knee, slopes = np.inf, None, (0.0, 0.0)
    for k in range(3, len(cycle) - 2):
        bend = np.maximum(cycle - cycle[k], 0.0)
        basis = np.stack([np.ones_like(cycle), cycle, bend], axis=1)
        c, *_ = np.linalg.lstsq(basis, capacity, rcond=None)
        left = capacity - basis @ c
        if left @ left < best:
            best, knee, slopes = float(left @ left), float(cycle[k]), (c[1], c[1] + c[2])
    bent = best < _KNEE_GAIN * single and slopes[1] < min(_STEEPER * slopes[0], 0.0)
    noise = 1e-18 * float(capacity @ capacity)
    return knee if bent and single > noise else None


def per_cycle(cycle: Array, time: Array, current: Array) -> tuple[Array, Array, Array]:
    """Cycle numbers, discharge and charge capacity in C of a recording; discharge is negative.

    The current is integrated within each cycle: by the mean of two readings of one step, and that
    of a step's first reading since the one before, so that a rest may be read late. A cycle that
    was never discharged is left out.

    >>> time = np.array([0.0, 10, 20, 20.001, 30])
    >>> n, out, into = per_cycle(np.ones(5), time, np.array([1.0, 1, 1, -1, -1]))
    >>> [round(float(each[0]), 1) for each in (n, out, into)]
    [1.0, 10.0, 20.0]
    """
    numbers, place = np.unique(cycle, return_inverse=True)
    mean = np.where(current[1:] * current[:-1] > 0, (current[1:] + current[:-1]) / 2, current[1:])
    moved = mean * np.diff(time)
    inside = place[1:] == place[:-1]
    into, out = np.zeros(len(numbers)), np.zeros(len(numbers))
    np.add.at(into, place[1:][inside], np.maximum(moved, 0.0)[inside])
    np.add.at(out, place[1:][inside], np.maximum(-moved, 0.0)[inside])
    used = out > _NOISE * max(float(out.max()), float(into.max()))
    if not used.any():
        raise MeasurementError("cycles that are discharged, with a negative current, are required")
    return numbers[used], out[used], into[used]


def cycling(
    cycle: Array,
    discharge: Array,
    charge: Array | None = None,
    excess_lithium: float | None = None,
    first_cycle: float | None = None,
) -> tuple[Measurement, ...]:
    """Fade, coulombic efficiency, and the lithium efficiency that a failure implies.

    Charges in C. Fewer than six cycles give no fade, but the last capacity and the first cycle's
    efficiency. The coulombic efficiency is averaged from `first_cycle` to the knee; it is the
    cell's and says nothing of the lithium's as long as there is an excess. The lithium's follows
    from the excess that faces the cathode, used up over all that was cycled before the failure.
    """
    if len(cycle) < _FEWEST:
        return _few(cycle, discharge, charge, excess_lithium)
    found = fade(cycle, discharge)
    last = found.knee or float(cycle[-1])
    results = [_fade(found, cycle, discharge)]
    if charge is not None:
        inside = (cycle >= (first_cycle or cycle[0])) & (cycle <= last)
        if not inside.any():
            required = f"a first cycle before the knee or the last cycle, {last:g}, is required"
            raise MeasurementError(required, given=f"{first_cycle:g}")
        efficiency = _efficiency(discharge[inside], charge[inside])
        plots = (*results[0].plots, _ratio(cycle, discharge, charge))
        results = [replace(results[0], plots=plots), efficiency]
    if excess_lithium is not None:
        end = found.knee or found.failure
        results.append(_implied(cycle, discharge, excess_lithium, end))
    return tuple(results)


def _few(
    cycle: Array, discharge: Array, charge: Array | None, excess: float | None
) -> tuple[Measurement, ...]:
    positive(discharge_capacity=discharge)
    if excess is not None:
        required = f"{_FEWEST} cycles at least are required for the lithium efficiency"
        raise MeasurementError(required, given=str(len(cycle)))
    label = f"discharge capacity of cycle {cycle[-1]:g}"
    note = f"{_FEWEST} cycles are needed for a fade: given {len(cycle)}"
    plot = Series("points", cycle, discharge / 3600, "measured")
    plots: tuple[Plot, ...] = (Plot("cycle", "discharge capacity / Ah", (plot,), include=(0.0,)),)
    results = []
    if charge is not None:
        positive(charge_capacity=charge)
        plots = (*plots, _ratio(cycle, discharge, charge))
        ratio = float(discharge[0] / charge[0])
        first = f"coulombic efficiency of cycle {cycle[0]:g}"
        results.append(Measurement("", first, ratio, None, "%"))
    value = float(discharge[-1])
    last = Measurement("", label, value, None, "mAh", notes=(note,), plots=plots)
    return (last, *results)


def _fade(found: Fade, cycle: Array, capacity: Array) -> Measurement:
    last = found.knee or float(cycle[-1])
    ends = np.array([cycle[0], last])
    marks = {"knee at cycle": found.knee, "failed at cycle": found.failure}
    return Measurement(
        "",
        "fade per cycle",
        found.per_cycle,
        found.std,
        "%",
        diagnostics={
            "first capacity / Ah": round(found.first / 3600, 5),
            "retention at the last cycle before the knee / %": round(
                100 * float(capacity[cycle <= last][-1] / capacity[0]), 2
            ),
            **{label: value if value is not None else "none" for label, value in marks.items()},
        },
        notes=_skipped(cycle),
        plots=(_plot(found, cycle, capacity, ends),),
    )


def _skipped(cycle: Array) -> tuple[str, ...]:
    """Say where far more cycles are missing than the file leaves out everywhere.

    >>> _skipped(np.array([1.0, 2, 3, 4, 40, 41]))
    ('no cycles between 4 and 40',)
    """
    steps = np.diff(cycle)
    holes = np.flatnonzero(steps > 10 * np.median(steps))
    return tuple(f"no cycles between {cycle[k]:g} and {cycle[k + 1]:g}" for k in holes[:5])


def _plot(found: Fade, cycle: Array, capacity: Array, ends: Array) -> Plot:
    fitted = found.first * (1 - found.per_cycle * ends) / 3600
    label = f"fit, {100 * found.per_cycle:.3g} % per cycle"
    series = [
        Series("points", cycle, capacity / 3600, "measured"),
        Series("line", ends, fitted, label),
    ]
    for name, mark in (("knee", found.knee), ("failure", found.failure)):
        if mark is not None:
            at = cycle == mark
            series.append(Series("marks", cycle[at], capacity[at] / 3600, name))
    return Plot("cycle", "discharge capacity / Ah", tuple(series))


def _ratio(cycle: Array, discharge: Array, charge: Array) -> Plot:
    known = charge > 0
    ratio = 100 * discharge[known] / charge[known]
    series = Series("points", cycle[known], ratio, "measured")
    return Plot("cycle", "coulombic efficiency of the cell / %", (series,))


def _efficiency(discharge: Array, charge: Array) -> Measurement:
    positive(charge_capacity=charge)
    values = discharge / charge
    notes = ("some cycles gave more than they took",) if np.any(values > 1.005) else ()
    return Measurement(
        "",
        "coulombic efficiency of the cell",
        float(values.mean()),
        float(values.std(ddof=1)) if len(values) > 1 else None,
        "%",
        diagnostics={"cycles": float(len(values))},
        notes=(*notes, "not the lithium's: an excess of lithium hides what is lost"),
    )


def _implied(cycle: Array, discharge: Array, excess: float, end: float | None) -> Measurement:
    positive(excess_lithium=excess)
    last = end if end is not None else float(cycle[-1])
    passed = cycle <= last
    # A file may skip cycles: what lies between is taken as the capacity of the next that it has.
    throughput = float((discharge[passed] * np.diff(cycle[passed], prepend=0.0)).sum())
    if throughput <= excess:
        raise MeasurementError(
            "more charge cycled than the excess lithium holds is required",
            given=f"{throughput / 3600:.3g} Ah of {excess / 3600:.3g} Ah",
        )
    note = "" if end is not None else "the cell has not failed: this is a lower bound"
    return Measurement(
        "lithium_efficiency",
        "lithium efficiency implied by the failure",
        1 - excess / throughput,
        None,
        "%",
        diagnostics={"throughput / Ah": round(throughput / 3600, 3), "to cycle": last},
        notes=(note,) if note else (),
    )
