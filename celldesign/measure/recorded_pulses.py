"""DC resistance from a recording: pulses after a rest, at each state of charge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from celldesign.errors import MeasurementError
from celldesign.measure.recording import Recording
from celldesign.measure.result import Array, Plot, Series

LONGEST = 120.0  # s; what lasts longer changes the state of charge, and is no pulse
SHORTEST_REST = 10.0  # s
TIMES = (1.0, 10.0, 30.0)  # s after the first reading of a pulse
_STEADY = 0.05  # of the current; more is another step


@dataclass(frozen=True, slots=True)
class RecordedPulse:
    """One pulse: current, voltage before it, and resistances in ohm by seconds since it began.

    `passed` is the charge in C taken out of the cell before it, `soc` the state of charge where the
    cell's capacity is known.
    """

    start: float
    duration: float
    current: float
    voltage: float
    passed: float
    soc: float | None
    resistances: Mapping[float, float]


def find(
    record: Recording, capacity: float | None = None, start_soc: float = 1.0
) -> tuple[RecordedPulse, ...]:
    """Find the pulses: a steady current of at most 120 s after a rest of at least 10 s.

    The first resistance is that of the first reading of the pulse, "at once"; those after 1, 10
    and 30 s follow as far as the pulse lasts. Raises MeasurementError where there is no pulse.
    """
    time, current, voltage = record.time, record.current, record.voltage
    if voltage is None:
        raise MeasurementError("a recording with a voltage is required")
    flow = record.flow
    out = np.r_[0.0, np.cumsum(-current[1:] * np.diff(time))]
    edges = np.flatnonzero(_changes(flow, current)) + 1
    bounds = [0, *edges.tolist(), len(time)]
    found = []
    for k in range(1, len(bounds) - 1):
        before, first, end = bounds[k - 1], bounds[k], bounds[k + 1]
        rested = flow[before] == 0 and time[first - 1] - time[before] >= SHORTEST_REST
        lasted = time[end - 1] - time[first]
        if flow[first] and rested and 0 < lasted <= LONGEST and end - first >= 2:
            passed = float(out[first - 1]) + 0.0
            soc = None if capacity is None else start_soc - passed / capacity
            found.append(_pulse(time, current, voltage, first, end, passed, soc))
    if not found:
        raise MeasurementError(
            f"pulses of at most {LONGEST:g} s after a rest of at least {SHORTEST_REST:g} s are "
            "required",
            given=f"a recording of {len(time)} readings with {len(bounds) - 1} steps",
        )
    return tuple(found)


def _changes(flow: Array, current: Array) -> NDArray[np.bool_]:
    jump = np.abs(np.diff(current)) > _STEADY * np.maximum(
        np.abs(current[1:]), np.abs(current[:-1])
    )
    moving = (flow[1:] != 0) & (flow[:-1] != 0)
    return np.asarray((flow[1:] != flow[:-1]) | (moving & jump))


def _pulse(
    time: Array,
    current: Array,
    voltage: Array,
    first: int,
    end: int,
    passed: float,
    soc: float | None,
) -> RecordedPulse:
    t = time[first:end] - time[first]
    load, zero = float(np.median(current[first:end])), float(voltage[first - 1])
    ohms = (voltage[first:end] - zero) / load
    # a clock that ticks a little late still has a reading "after 10 s"
    known = [s for s in TIMES if s <= t[-1] + 0.02 * s]
    resistances = {0.0: float(ohms[0])} | {s: float(np.interp(s, t, ohms)) for s in known}
    return RecordedPulse(float(time[first]), float(t[-1]), load, zero, passed, soc, resistances)


def plot(pulses: Sequence[RecordedPulse]) -> Plot:
    """Resistances against the voltage before the pulses, a series for each time."""
    times = sorted({seconds for pulse in pulses for seconds in pulse.resistances})
    series = []
    for seconds in times:
        have = [pulse for pulse in pulses if seconds in pulse.resistances]
        x = np.array([pulse.voltage for pulse in have])
        y = np.array([1e3 * pulse.resistances[seconds] for pulse in have])
        series.append(Series("points", x, y, "at once" if seconds == 0 else f"{seconds:g} s"))
    return Plot("voltage before the pulse / V", "resistance / mohm", tuple(series), include=(0.0,))
