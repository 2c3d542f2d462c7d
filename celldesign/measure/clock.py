"""Times as instruments write them, and clocks that stand still or start again."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from celldesign.errors import MeasurementError
from celldesign.measure.result import Array

if TYPE_CHECKING:
    import pandas

_CLOCK = r"^\s*(?:(\d+)(?:\s*d\s*|[.\s-]+))?(\d+):(\d\d):(\d\d(?:[.,]\d+)?)\s*$"


def seconds(texts: Sequence[str]) -> Array | None:
    """Read `1d 00:00:10`, `00:00:10.5` or dates with times in seconds; None for other texts.

    A date counts from the first one. Raises MeasurementError for dates that can be read with the
    day or with the month first, and mean another time each way.

    >>> seconds(["0d 00:00:10", "1d 00:00:00"])
    array([1.00e+01, 8.64e+04])
    >>> seconds(["2024-01-31 23:59:00", "2024-02-01 00:00:00"])
    array([ 0., 60.])
    >>> seconds(["charge", "rest"])
    """
    import pandas

    column = pandas.Series(texts, dtype=str)
    if re.match(_CLOCK, column.iloc[0]):
        days, hours, minutes, rest = (column.str.extract(_CLOCK)[k] for k in range(4))
        parts = [days.fillna("0"), hours, minutes, rest.str.replace(",", ".")]
        d, h, m, s = (part.astype(float).to_numpy() for part in parts)
        return np.asarray(86400 * d + 3600 * h + 60 * m + s, float)
    if re.match(r"\s*\d{4}-\d\d-\d\d", column.iloc[0]):
        return _since_first(pandas.to_datetime(column, format="ISO8601", errors="coerce"))
    if not re.match(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\s+\d", column.iloc[0]):
        return None
    both = [_dates(column, day_first) for day_first in (True, False)]
    found = [each for each in both if each is not None]
    if len(found) == 2 and not np.array_equal(found[0], found[1], equal_nan=True):
        raise MeasurementError(
            "dates that can be read in one way only are required",
            given=f"{texts[0]} to {texts[-1]}",
            mend="write them as 2024-01-31 12:00:00",
        )
    return found[0] if found else None


def _dates(column: "pandas.Series[str]", day_first: bool) -> Array | None:
    import warnings

    import pandas

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a day that can be no month
        try:
            return _since_first(pandas.to_datetime(column, dayfirst=day_first))
        except ValueError:
            return None


def _since_first(times: "pandas.Series[pandas.Timestamp]") -> Array:
    passed = times - times.iloc[0]
    return np.asarray(passed.dt.total_seconds(), float)


def risen(
    time: Array, changes: Sequence[Array], path: str, lines: "Sequence[int] | NDArray[np.int64]"
) -> tuple[Array, Array, tuple[str, ...]]:
    """Make a clock rise: returns the times, which readings to keep, and what was done.

    A reading that is repeated at one time is dropped, unless one of the columns `changes` (current,
    step) changes there. A clock that starts again with a step, at 0 or with a change, is added up.
    Raises MeasurementError for a time that goes back in another way.

    >>> time, kept, notes = risen(np.array([0.0, 5, 5, 0, 5]), (), "f", range(1, 6))
    >>> time[kept].tolist(), notes[1]
    ([0.0, 5.0, 10.0], 'the clock starts again 1 time: the times of the steps were added up')
    """
    back = np.flatnonzero(np.diff(time) < 0) + 1
    for k in back:
        after = time[k + 1] - time[k] if k + 1 < len(time) else 0.0
        changed = any(column[k] != column[k - 1] for column in changes)
        if not (time[k] == 0 or (changed and 0 <= time[k] <= 1.5 * after)):
            raise MeasurementError(
                f"{path}: the time must rise from row to row",
                given=f"{time[k]:g} s after {time[k - 1]:g} s in line {lines[int(k)]}",
                mend="sort the file by time, or split it where another test begins",
            )
    ends = np.zeros(len(time))
    ends[back] = time[back - 1]
    total = time + np.cumsum(ends)
    same = np.r_[False, np.diff(total) == 0]
    for column in changes:
        same &= np.r_[False, column[1:] == column[:-1]]
    notes = []
    if same.any():
        notes.append(f"{_times(int(same.sum()), 'reading')} of a time that was there were left out")
    if back.size:
        times = f"{back.size} time{'s' * (back.size > 1)}"
        notes.append(f"the clock starts again {times}: the times of the steps were added up")
    return total, ~same, tuple(notes)


def _times(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count > 1)}"
