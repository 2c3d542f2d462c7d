"""A cycler's recording: a clock that rises, a current with its sign, and the cycles.

Charge is a positive current. A file that has magnitudes only must say in another column which
reading charges; one that counts the discharge as positive is told by its voltage.
"""

from dataclasses import dataclass

import numpy as np

from celldesign.errors import MeasurementError
from celldesign.measure.readings import Readings
from celldesign.measure.result import Array

_REST = 1e-3  # of the largest current; less is the noise of a rest


@dataclass(frozen=True)
class Recording:
    """Time in s, current in A (charge positive), voltage in V and cycle numbers, where known."""

    time: Array
    current: Array
    voltage: Array | None
    cycle: Array
    notes: tuple[str, ...]

    @property
    def flow(self) -> Array:
        """1 where the cell is charged, -1 where it is discharged, 0 at rest."""
        largest = float(np.abs(self.current).max(initial=0.0))
        return np.where(np.abs(self.current) > _REST * largest, np.sign(self.current), 0.0)


def recording(readings: Readings, with_cycles: bool = False) -> Recording:
    """Read a recording of time and current, of voltage where there is one, and its cycles if asked.

    A file without cycle numbers has a cycle begin with each charge that follows a discharge.
    Raises MeasurementError where it cannot be told which readings charge the cell.
    """
    steady = readings.in_time(keep_steps=True)
    readings.taken.update(steady.taken)
    time, current = steady.partial("time", "s"), steady.column("current", "A")
    voltage = steady.column("voltage", "V") if "voltage" in steady else None
    notes = list(steady.notes)
    current = _signed(steady, current, voltage, time, notes)
    found = Recording(time, current, voltage, np.zeros(0), ())
    cycle = np.ones(len(time))
    if with_cycles and "cycle" in steady:
        cycle = steady.column("cycle", "1")
        back = np.flatnonzero(np.diff(cycle) < 0)
        if back.size:
            raise MeasurementError(
                f"{readings.path}: cycle numbers that do not go back are required",
                given=f"{cycle[back[0] + 1]:g} after {cycle[back[0]]:g} "
                f"in line {steady.lines[back[0] + 1]}",
                mend="split the file there, or leave out the column of cycles",
            )
    elif with_cycles:
        cycle = cycles(found.flow)
        notes.append("the file has no cycles: a cycle starts with each charge after a discharge")
    return Recording(time, current, voltage, cycle, tuple(notes))


def cycles(flow: Array) -> Array:
    """Count cycles, each from a charge to the end of the discharge that follows.

    >>> cycles(np.array([1.0, 1, 0, -1, -1, 0, 1, -1]))
    array([1., 1., 1., 1., 1., 1., 2., 2.])
    """
    moving = np.flatnonzero(flow)
    starts = moving[1:][(flow[moving[1:]] > 0) & (flow[moving[:-1]] < 0)]
    count = np.zeros(len(flow))
    count[starts] = 1.0
    return 1.0 + np.cumsum(count)


def _signed(
    readings: Readings, current: Array, voltage: Array | None, time: Array, notes: list[str]
) -> Array:
    """Give the current the sign that charges, by a state column or by the voltage."""
    if not current.any():
        raise MeasurementError(f"{readings.path}: a current other than zero is required")
    states = readings.text("state")
    ways = np.array([_way(each) for each in states]) if states else np.zeros(len(current))
    both = (ways > 0).any() and (ways < 0).any()
    if np.all(current >= 0) and (ways < 0).any():
        notes.append("the current has no sign: it was taken from the state of each reading")
        return current * np.where(ways < 0, -1.0, 1.0)
    against = float((ways * current)[ways != 0].sum()) < 0 if both else False
    if against or (not both and voltage is not None and _falls(current, voltage, time)):
        notes.append("the discharge has a positive current in this file: the sign was turned")
        return -current
    return current


def _way(state: str) -> int:
    """Say whether a state charges (1), discharges (-1) or does neither.

    >>> [_way(each) for each in ("CC DChg", "CCCV_Chg", "C", "D", "R", "Discharge", "Rest")]
    [-1, 1, 1, -1, 0, -1, 0]
    """
    word = state.casefold()
    if word in ("d", "dch", "放电") or any(each in word for each in ("dchg", "dis", "dch", "放电")):
        return -1
    if word in ("c", "cha", "chg", "充电") or any(e in word for e in ("chg", "charg", "充电")):
        return 1
    return 0


def _falls(current: Array, voltage: Array, time: Array) -> bool:
    """Whether the voltage falls while the current is positive: no cell does so when charged.

    What counts is how it moves within the steps, not where they begin.
    """
    moving = np.sign(current) * (np.abs(current) > _REST * np.abs(current).max())
    inside = (moving[1:] == moving[:-1]) & (moving[1:] != 0) & (np.diff(time) > 0)
    moved = (np.diff(voltage) * moving[1:])[inside]
    return bool(moved.size > 2 and moved.sum() < -0.5 * np.abs(moved).sum() - 1e-3)
