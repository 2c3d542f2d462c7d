"""Reads a file of readings whose header carries the units, into SI arrays.

Files of the Battery Data Format and of cyclers go through its package, other CSV is read here. A
header is `name / unit` (as the Battery Data Format writes it), `name [unit]`, `name (unit)` or
`name_unit`. Numbers only: an empty cell is missing, anything else that is no number is refused.
"""

import csv
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from celldesign.errors import MeasurementError, UnitError, nearest, reason
from celldesign.measure.battery_data import is_battery_data, table
from celldesign.measure.result import Array
from celldesign.units.quantities import same_dimension, si_unit, to_si

LARGEST_FILE = 500_000_000
_HEADERS = (
    r"(?P<name>[^/\[]+?)\s*/\s*(?P<unit>\S.*)",
    r"(?P<name>[^\[]+?)\s*\[(?P<unit>[^\]]+)\]",
    r"(?P<name>.+?)\s*\((?P<unit>[^()]+)\)",
    r"(?P<name>.+)_(?P<unit>[^_]+)",
)
_SPELT = {"Ohm": "ohm", "Ohms": "ohm", "percent": "%", "-": "1"}
_NAMES = {  # what cyclers and potentiostats call it, after `_canonical` has tidied it
    "test_time": "time",
    "elapsed_time": "time",
    "t": "time",
    "ecell": "voltage",
    "ewe": "voltage",
    "potential": "voltage",
    "u": "voltage",
    "i": "current",
    "freq": "frequency",
    "f": "frequency",
    "re(z)": "real",
    "z_real": "real",
    "z'": "real",
    "im(z)": "imaginary",
    "z_imag": "imaginary",
    'z"': "imaginary",
    "-im(z)": "minus_imaginary",
    '-z"': "minus_imaginary",
    "cycle_count": "cycle",
    "cycle_number": "cycle",
    "discharging_capacity": "discharge_capacity",
    "charging_capacity": "charge_capacity",
    "surface_temperature": "temperature",
}
_USUAL = {  # units to name in a hint, by the last word of a column's name
    "time": "s",
    "current": "A",
    "voltage": "V",
    "frequency": "Hz",
    "resistance": "ohm",
    "real": "ohm",
    "imaginary": "ohm",
    "thickness": "um",
    "area": "cm^2",
    "capacity": "Ah",
    "temperature": "degC",
    "power": "W",
    "pressure": "bar",
}
_TEXTS = {"direction", "state", "cell", "label", "note", "rate"}


@dataclass(frozen=True)
class Readings:
    """Columns by name: numbers in SI with nan where a cell is empty, and texts."""

    path: str
    columns: Mapping[str, Array]
    units: Mapping[str, str]
    texts: Mapping[str, tuple[str, ...]]
    lines: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.lines)

    def __contains__(self, name: str) -> bool:
        return name in self.columns

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
        if name not in self.columns:
            known = [*self.columns, *self.texts]
            mend = nearest(name, known) or f"the file has {', '.join(known)}"
            required = f"{self.path}: a column '{name} / {unit}' is required"
            raise MeasurementError(required, mend=mend)
        if not same_dimension(self.units[name], unit):
            required = f"{self.path}: the column {name} must be of a unit such as {unit}"
            raise MeasurementError(required, given=self.units[name])
        return self.columns[name]

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
    """Read a file; raises MeasurementError for whatever is wrong with it, by line and column."""
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise MeasurementError(
                f"a file of at most {LARGEST_FILE // 10**6} MB is required", given=str(path)
            )
        with path.open(encoding="utf-8-sig", newline="") as file:
            return parse(table(path) if is_battery_data(path) else file, str(path))
    except OSError as error:
        raise MeasurementError(
            f"the readings cannot be read ({reason(error)})", given=str(path)
        ) from None
    except (UnicodeDecodeError, csv.Error):
        raise MeasurementError("a text file of readings is required", given=str(path)) from None


def parse(text: Iterable[str], path: str = "<text>") -> Readings:
    r"""Parse lines of CSV: comma, semicolon or tab between the columns.

    >>> readings = parse(["time / s,voltage [mV]\n", "0,10\n", "60,5\n"])
    >>> readings.column("voltage", "V").tolist()
    [0.01, 0.005]
    """
    lines = iter(text)
    number, header = next(_written(lines), (0, ""))
    if not header:
        raise MeasurementError("a file of readings is required", given=f"{path}, which is empty")
    delimiter = max(",;\t", key=header.count)
    names, units = _header(next(csv.reader([header], delimiter=delimiter)), path)
    table = _Table(names, units, path)
    reader = csv.reader(lines, delimiter=delimiter)
    for row in reader:
        if any(cell.strip() for cell in row) and not row[0].startswith("#"):
            table.add(row, number + reader.line_num)
    return table.finish()


def _written(lines: Iterator[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _header(cells: list[str], path: str) -> tuple[list[str], list[str]]:
    names, units = [], []
    for cell in cells:
        name, unit = _named(cell.strip())
        if name in names:
            raise MeasurementError(f"{path}: two columns are called {name}", given=", ".join(cells))
        names.append(name)
        units.append(unit)
    if len(names) < 2:
        raise MeasurementError(
            f"{path}: a table of at least two columns is required",
            given=f"one column, {cells[0].strip()!r}",
            mend="write a header such as 'time / s,voltage / V'",
        )
    return names, units


def _named(cell: str) -> tuple[str, str]:
    """Split a header into the column's name and unit, which is empty where there is none."""
    for pattern in _HEADERS:
        if match := re.fullmatch(pattern, cell):
            unit = _SPELT.get(match["unit"].strip(), match["unit"].strip())
            try:
                si_unit(unit)
            except UnitError:
                continue
            return _canonical(match["name"]), unit
    return _canonical(cell), ""


def _canonical(name: str) -> str:
    tidy = re.sub(r"[\s_]+", "_", name.strip().strip("<>").casefold())
    return _NAMES.get(tidy, tidy)


class _Table:
    """Takes rows one by one; what is wrong is reported with its line."""

    def __init__(self, names: list[str], units: list[str], path: str) -> None:
        self.names, self.units, self.path = names, units, path
        self.rows: list[list[float]] = [[] for _ in names]
        self.texts: list[list[str]] = [[] for _ in names]
        self.lines: list[int] = []

    def add(self, row: list[str], line: int) -> None:
        if len(row) != len(self.names):
            raise MeasurementError(
                f"{self.path}, line {line}: {len(self.names)} cells are required",
                given=f"{len(row)}",
            )
        self.lines.append(line)
        for index, cell in enumerate(row):
            if self.units[index]:
                self.rows[index].append(self._number(cell.strip(), index, line))
            else:
                self.texts[index].append(cell.strip())

    def _number(self, cell: str, index: int, line: int) -> float:
        if not cell:
            return math.nan
        try:
            value = float(cell)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            comma = "write 0.5, not 0,5" if re.fullmatch(r"[\d.]+,\d+", cell) else ""
            place = f"{self.path}, line {line}, {self.names[index]}"
            raise MeasurementError(f"{place}: a finite number is required", given=cell, mend=comma)
        return value

    def finish(self) -> Readings:
        if not self.lines:
            raise MeasurementError(f"{self.path}: at least one row of readings is required")
        for index, name in enumerate(self.names):
            if not self.units[index] and name not in _TEXTS:
                self._refuse_numbers_without_unit(index)
        numbers = [index for index, unit in enumerate(self.units) if unit]
        return Readings(
            self.path,
            {self.names[k]: to_si(np.array(self.rows[k]), self.units[k]) for k in numbers},
            {self.names[k]: self.units[k] for k in numbers},
            {
                n: tuple(t)
                for n, t, u in zip(self.names, self.texts, self.units, strict=True)
                if not u
            },
            tuple(self.lines),
        )

    def _refuse_numbers_without_unit(self, index: int) -> None:
        cell = next((text for text in self.texts[index] if text), "")
        if re.fullmatch(r"[+-]?[\d.]+(?:[eE][+-]?\d+)?", cell):
            name = self.names[index]
            unit = _USUAL.get(name.rpartition("_")[2])
            example = f"'{name} / {unit}', or " if unit else ""
            raise MeasurementError(
                f"{self.path}: the header must carry the unit of every column of numbers",
                given=repr(name),
                mend=f"write for example {example}'{name} / 1' for a plain number",
            )
