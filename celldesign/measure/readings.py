"""One reader for what instruments record: columns by the quantity that they hold, in SI.

The form of a file follows from its content, not from its name. Text is read by general rules
(`text_table`), sheets and makers' binary forms by their packages (`other_forms`); all become one
table. A column is looked at only when it is asked for, so that none that is not needed can be at
fault, and the reader says which column it took for what.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from celldesign.errors import MeasurementError, nearest, reason
from celldesign.measure.clock import risen, seconds
from celldesign.measure.columns import COUNTS, meaning
from celldesign.measure.other_forms import other_form
from celldesign.measure.result import Array
from celldesign.measure.text_table import RawTable, decode, find_table
from celldesign.units.quantities import same_dimension, to_si

Places = NDArray[np.int64]
LARGEST_FILE = 500_000_000


@dataclass(frozen=True)
class Column:
    """One column: its heading and place, and the unit, which may only be implied by the name."""

    heading: str
    place: int
    rank: int
    unit: str
    implied: str


@dataclass(frozen=True)
class Readings:
    """A table of readings; `taken` collects what each column that was asked for is called there."""

    path: str
    table: RawTable
    named: Mapping[str, tuple[Column, ...]]
    notes: tuple[str, ...] = ()
    rows: Places | None = None
    clock: Array | None = None
    taken: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def __contains__(self, name: str) -> bool:
        return name in self.named

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the quantities that the file has."""
        return tuple(self.named)

    @property
    def lines(self) -> Places:
        """Line in the file of each reading."""
        return self.table.lines if self.rows is None else self.table.lines[self.rows]

    def column(self, name: str, unit: str) -> Array:
        """Give a column without gaps, in SI; raises MeasurementError naming file, line and column.

        `unit` is one of the dimension that the column must have.
        """
        values = self.partial(name, unit)
        missing = np.flatnonzero(np.isnan(values))
        if missing.size:
            more = f" and {missing.size - 1} more" if missing.size > 1 else ""
            raise MeasurementError(
                f"{self.path}: every row needs a {name.replace('_', ' ')}",
                given=f"none in line {self.lines[missing[0]]}{more}",
            )
        return values

    def partial(self, name: str, unit: str) -> Array:
        """Give a column that may have gaps, which are nan."""
        if name == "time" and self.clock is not None:
            return self.clock
        column = self._column(name, unit)
        values = self.table.columns[column.place]
        if values.dtype == object or values.dtype.kind in "USb":
            if column.unit == "" and (clock := self._clock(name, values)) is not None:
                self._took(name, column, "a clock")
                return self._kept(clock)
            values = self._numbers(name, values)
        given = column.unit or column.implied or ("1" if name in COUNTS else "")
        if not given:
            raise MeasurementError(
                f"{self.path}: the header must carry the unit of every column of numbers",
                given=repr(column.heading),
                mend=f"write for example '{name} / {unit}'",
            )
        if not same_dimension(given, unit):
            required = f"{self.path}: the column {column.heading} must be of a unit such as {unit}"
            raise MeasurementError(required, given=given)
        self._took(name, column, f"in {given}, by its name" if column.implied else "")
        found = np.asarray(values, float)
        wrong = np.flatnonzero(np.isinf(found))
        if wrong.size:
            raise self._not_finite(name, wrong[0], str(found[wrong[0]]))
        return self._kept(to_si(found, given))

    def text(self, name: str) -> tuple[str, ...] | None:
        """Give a column of texts, or None where the file has none of this name."""
        if name not in self.named:
            return None
        column = self.named[name][0]
        values = self.table.columns[column.place]
        self._took(name, column, "")
        kept = values if self.rows is None else values[self.rows]
        return tuple("" if each != each else str(each).strip() for each in kept.tolist())

    def time(self) -> Array:
        """Give the time, which must rise from row to row."""
        time = self.column("time", "s")
        back = np.flatnonzero(np.diff(time) <= 0)
        if back.size:
            raise MeasurementError(
                f"{self.path}: the time must rise from row to row",
                given=f"{time[back[0] + 1]:g} s after {time[back[0]]:g} s "
                f"in line {self.lines[back[0] + 1]}",
                mend="sort the file by time, and split it where a clock starts again",
            )
        return time

    def in_time(self, keep_steps: bool = False) -> "Readings":
        """Give the readings with a clock that rises, without those that are repeated.

        With `keep_steps` a second reading at one time stays where the current changes.
        """
        changes = [self.partial(name, unit) for name, unit in _STEPS if self._numeric(name)]
        time, kept, notes = risen(self.column("time", "s"), changes, self.path, self.lines)
        if not keep_steps:
            kept = np.r_[True, np.diff(time) > 0] & kept
        rows = np.flatnonzero(kept) if self.rows is None else self.rows[kept]
        all_notes = (*self.notes, *notes)
        return replace(self, rows=rows, clock=time[kept], notes=all_notes)

    def called(self, *names: str) -> "Readings":
        """Name the columns of a table without a header, or of one that has only these, in order."""
        columns = [each for several in self.named.values() for each in several]
        if self.table.headed or len(columns) != len(names):
            return self
        order = ", ".join(names)
        named = {
            name: (replace(column, unit="", implied=_usual(name)),)
            for name, column in zip(names, columns, strict=True)
        }
        note = f"the file has no header: its columns were taken as {order}"
        return replace(self, named=named, notes=(*self.notes, note))

    def said(self) -> tuple[str, ...]:
        """Say what was taken for what, where that is not plain, and what was done to read it."""
        plain = not any(
            "(" in how and how.endswith((" name)", " clock)")) for how in self.taken.values()
        )
        plain = plain and not any(len(self.named[name]) > 1 for name in self.taken)
        columns = ", ".join(f"{name} from {heading}" for name, heading in self.taken.items())
        took = () if plain and not self.notes else (f"read as {self.table.form}: {columns}",)
        return (*took, *self.notes)

    def _column(self, name: str, unit: str) -> Column:
        if name not in self.named:
            headings = ", ".join(self.table.headings[:15])
            mend = nearest(name, list(self.named)) or f"the file has {headings}"
            raise MeasurementError(
                f"{self.path}: a column '{name} / {unit}' is required", mend=mend
            )
        first, *others = sorted(self.named[name], key=lambda column: column.rank)
        if others and others[0].rank == first.rank:
            raise MeasurementError(
                f"{self.path}: two columns are called {name}",
                given=f"{first.heading}, {others[0].heading}",
                mend="leave out or rename the one that is not meant",
            )
        return first

    def _numeric(self, name: str) -> bool:
        if name not in self.named:
            return False
        values = self.table.columns[self.named[name][0].place]
        return values.dtype.kind in "iuf"

    def _clock(self, name: str, values: Array) -> Array | None:
        texts = [str(each) for each in values.tolist()]
        return seconds(texts) if name == "time" or name.endswith("_time") else None

    def _numbers(self, name: str, values: Array) -> Array:
        found = np.full(len(values), np.nan)
        for k, cell in enumerate(values.tolist()):
            text = "" if cell is None or cell != cell else str(cell).strip()
            if not text:
                continue
            try:
                found[k] = float(text)
            except ValueError:
                raise self._not_finite(name, k, text) from None
            if not math.isfinite(found[k]):
                raise self._not_finite(name, k, text)
        return found

    def _not_finite(self, name: str, row: int, text: str) -> MeasurementError:
        place = f"{self.path}, line {self.table.lines[row]}, {name}"
        comma = ""
        if "," in text:
            comma = "write 0.5, not 0,5: this file has numbers with a decimal point, too"
        elif text.startswith("="):
            comma = "formulas are never evaluated"
        return MeasurementError(
            f"{place}: a finite number is required", given=text[:40], mend=comma
        )

    def _took(self, name: str, column: Column, how: str) -> None:
        self.taken[name] = f"{column.heading} ({how})" if how else column.heading

    def _kept(self, values: Array) -> Array:
        return values if self.rows is None else values[self.rows]


_STEPS = (("current", "A"), ("step", "1"), ("cycle", "1"))


def _usual(name: str) -> str:
    units = {"frequency": "Hz", "real": "ohm", "imaginary": "ohm", "voltage": "V", "potential": "V"}
    return units.get(name, "1")


def gaps(time: Array) -> tuple[str, ...]:
    """Say where a recording has a hole: a step ten times as long as both its neighbours.

    >>> gaps(np.array([0.0, 1, 2, 3, 60, 61, 62]))
    ('no readings between 3 s and 60 s',)
    """
    steps = np.diff(time)
    if steps.size < 3:
        return ()
    before, after = np.r_[np.inf, steps[:-1]], np.r_[steps[1:], np.inf]
    holes = np.flatnonzero(
        steps > 10 * np.where(np.isinf(before), after, np.minimum(before, after))
    )
    holes = holes[steps[holes] > 10 * np.median(steps)]
    return tuple(f"no readings between {time[k]:g} s and {time[k + 1]:g} s" for k in holes[:5])


def read(path: Path | str) -> Readings:
    """Read a file; raises MeasurementError for one in which no table of readings can be found."""
    path = Path(path)
    try:
        if not path.is_file():
            given = f"{path}, a folder or a device" if path.exists() else str(path)
            raise MeasurementError("the readings cannot be read (no such file)", given=given)
        if path.stat().st_size > LARGEST_FILE:
            raise MeasurementError(
                f"a file of at most {LARGEST_FILE // 10**6} MB is required", given=str(path)
            )
        content = path.read_bytes()
    except OSError as error:
        raise MeasurementError(
            f"the readings cannot be read ({reason(error)})", given=str(path)
        ) from None
    table = other_form(path, content)
    if table is None:
        text, encoding = decode(content, str(path))
        table = find_table(text, str(path))
        if encoding:
            table = replace(table, notes=(f"the text is in {encoding}", *table.notes))
    return named(table, str(path))


def parse(text: Iterable[str], path: str = "<text>") -> Readings:
    r"""Read lines of text.

    >>> readings = parse(["time / s,voltage [mV]\n", "0,10\n", "60,5\n"])
    >>> readings.column("voltage", "V").tolist()
    [0.01, 0.005]
    """
    return named(find_table("".join(text), path), path)


def named(table: RawTable, path: str) -> Readings:
    """Name the columns of a table by the quantities that they hold."""
    found: dict[str, list[Column]] = {}
    for place, heading in enumerate(table.headings):
        name, rank, unit, implied = meaning(heading)
        unit = table.units.get(heading, unit)
        found.setdefault(name, []).append(Column(heading, place, rank, unit, implied))
    ordered = {name: tuple(_best(columns)) for name, columns in found.items()}
    return Readings(path, table, ordered, table.notes)


def _best(columns: Sequence[Column]) -> list[Column]:
    return sorted(columns, key=lambda column: column.rank)
