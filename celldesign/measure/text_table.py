"""Finds the table in a text file: its encoding, its dialect, its header and its rows.

Nothing here depends on the maker of the file. What is between the start of the file and the table
(a preamble, settings, comments) is passed over; the header is the line above the first row whose
cells are numbers where the rest of the file has numbers.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import StringIO

import numpy as np
from numpy.typing import NDArray

from celldesign.errors import MeasurementError, UnitError
from celldesign.measure.columns import spelt
from celldesign.units.quantities import si_unit

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?%?")
_COMMA = re.compile(r"[+-]?\d*,\d+([eE][+-]?\d+)?")
_CLOCK = re.compile(r"(\d+[d.\s-]\s*)?\d+:\d\d(:\d\d([.,]\d+)?)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*")
_DELIMITERS = ("\t", ";", ",", None)
_CALLED = {"\t": "tab", ";": "semicolon", ",": "comma", None: "blank"}
_CHINESE = ("电压", "电流", "时间")
_SEARCHED = 2000  # lines from the start, within which the table must begin


@dataclass(frozen=True)
class RawTable:
    """Headings and columns as they stand in a file: numbers, or texts where a cell is none.

    `lines` has the line (or the row of a sheet) of each reading; `headed` is false where the file
    has no header and the headings are made up.
    """

    headings: tuple[str, ...]
    columns: tuple[NDArray, ...]  # type: ignore[type-arg]
    lines: NDArray[np.int64]
    form: str = "text"
    notes: tuple[str, ...] = ()
    headed: bool = True
    units: dict[str, str] = field(default_factory=dict)


def decode(content: bytes, path: str) -> tuple[str, str]:
    r"""Decode a text file; returns the text and the encoding, empty for UTF-8.

    Raises MeasurementError for a binary file.

    >>> decode("µ".encode("latin-1"), "f"), decode(b"\xff\xfea\x00", "f")
    (('µ', 'Latin-1'), ('a', 'UTF-16'))
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried, called = "utf-16", "UTF-16"
    elif content[1:200:2].count(0) > 0.4 * len(content[1:200:2]) > 0:
        tried, called = "utf-16-le", "UTF-16"
    else:
        tried, called = "utf-8-sig", ""
    try:
        text = content.decode(tried)
    except UnicodeDecodeError:
        text, called = _eight_bits(content)
    head = text[:4000]
    if "\x00" in text or sum(c < " " and c not in "\t\r\n\f" for c in head) > 0.01 * len(head):
        raise MeasurementError(
            "a text file, an Excel file, or a recording of a known cycler is required",
            given=f"{path}, which is binary and of no known form",
            mend="export it as text or CSV from the instrument's program",
        )
    return text, called


def _eight_bits(content: bytes) -> tuple[str, str]:
    try:
        text = content.decode("gb18030")
        if any(word in text for word in _CHINESE):
            return text, "GB 18030"
    except UnicodeDecodeError:
        pass
    return content.decode("latin-1"), "Latin-1"


def find_table(text: str, path: str) -> RawTable:
    r"""Find the one table of a text.

    Raises MeasurementError where there is none, or where it cannot be told how it is written.

    >>> table = find_table("Operator: A\nt / s;U / V\n0;3,7\n1;3,6\n", "f")
    >>> table.headings, table.columns[1].tolist(), table.lines.tolist()
    (('t / s', 'U / V'), [3.7, 3.6], [3, 4])
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    written = [(n, line) for n, line in enumerate(lines, 1) if line.strip()]
    rows = [(n, line) for n, line in written if not line.startswith("#")]
    if not rows:
        raise MeasurementError("a file of readings is required", given=f"{path}, which is empty")
    form, start = _form(rows)
    delimiter, numeric = _dialect([line for _, line in rows[start:]], path)
    first = _first_row(rows, start, delimiter, numeric)
    if first is None:
        raise _no_rows(path, rows, delimiter)
    above = [(n, line) for n, line in written if n < rows[first][0]]
    headings = _headings([line for _, line in above], delimiter, len(numeric))
    body = _body(rows[first:], delimiter, text.endswith(("\n", "\r")))
    notes = list(body.notes)
    decimal = _decimal([line for _, line in body.rows], delimiter)
    if decimal == ",":
        notes.append("read with a decimal comma")
    names = headings or [f"column {k}" for k in range(1, len(numeric) + 1)]
    columns = _columns(body.rows, delimiter, decimal, len(names), path)
    names, columns = _without_blank(names, columns)
    found = np.array([n for n, _ in body.rows])
    called = form or f"{_CALLED[delimiter]}-separated text"
    return RawTable(tuple(names), tuple(columns), found, called, tuple(notes), bool(headings))


def _form(rows: Sequence[tuple[int, str]]) -> tuple[str, int]:
    """Name a maker's text by its first lines, and where the search for its table may start."""
    head = [line for _, line in rows[:60]]
    if head[0].startswith(("EC-Lab ASCII", "BT-Lab ASCII")):
        for line in head[:5]:
            if match := re.match(r"Nb header lines\s*:\s*(\d+)", line):
                last = int(match[1])
                start = next((k for k, (n, _) in enumerate(rows) if n > last), 0)
                return f"{head[0][:6]} text", start
        return f"{head[0][:6]} text", 0
    if head[0].strip() == "EXPLAIN":
        tables = (k for k, (_, line) in enumerate(rows) if re.match(r"Z?CURVE\d*\tTABLE", line))
        return "Gamry text", next(tables, 0)
    starts = (("ZPLOT", "ZPlot text"), ("~Resultfile from Basytec", "Basytec text"))
    for mark, called in starts:
        if head[0].strip(' "').startswith(mark):
            return called, 0
    return "", 0


def _cells(line: str, delimiter: str | None) -> list[str]:
    if delimiter is None:
        return line.split()
    if '"' in line and line.count('"') % 2 == 0:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
    return [cell.strip() for cell in line.split(delimiter)]


def _is_value(cell: str, delimiter: str | None) -> bool:
    comma = delimiter != "," and _COMMA.fullmatch(cell)
    return bool(_NUMBER.fullmatch(cell) or comma or _CLOCK.fullmatch(cell))


def _dialect(lines: Sequence[str], path: str) -> tuple[str | None, list[bool]]:
    """Choose the delimiter that makes most cells of a sample values, all rows of one width.

    Returns it, and for each column whether it has values.
    """
    middle = len(lines) // 2
    sample = [*lines[middle : middle + 20], *lines[-21:-1]] if len(lines) > 60 else lines[-40:]
    best: tuple[float, str | None, list[list[str]]] = (-1.0, "", [])
    for delimiter in _DELIMITERS:
        cells = [_cells(line, delimiter) for line in sample]
        counts = Counter(map(len, reversed(cells)))  # of two as frequent, that of the later rows
        width, count = counts.most_common(1)[0]
        if width < 2:
            continue
        filled = [cell for row in cells for cell in row if cell]
        values = sum(_is_value(cell, delimiter) for cell in filled) / max(len(filled), 1)
        score = round(values * count / len(sample), 3)
        if score > best[0] and (values or delimiter is not None):
            best = score, delimiter, [row for row in cells if len(row) == width]
    if not best[2]:
        raise MeasurementError(
            f"{path}: a table of at least two columns is required",
            given=repr(lines[0].strip()[:60] if lines else ""),
            mend="write a header such as 'time / s,voltage / V'",
        )
    _, delimiter, rows = best
    by_column = zip(*rows, strict=True)
    shares = [
        sum(_is_value(c, delimiter) for c in column) / max(sum(bool(c) for c in column), 1)
        for column in by_column
    ]
    return delimiter, [share >= 0.5 for share in shares]


def _first_row(
    rows: Sequence[tuple[int, str]], start: int, delimiter: str | None, numeric: Sequence[bool]
) -> int | None:
    """Find the first row that has values where the file has them."""
    for k in range(start, min(start + _SEARCHED, len(rows))):
        cells = _cells(rows[k][1], delimiter)
        pairs = list(zip(cells, numeric, strict=False))
        filled = [cell for cell, here in pairs if here and cell]
        wide = sum(bool(c) for c in cells) >= max(2, 0.5 * sum(numeric)) or any(numeric[:1])
        good = sum(_is_value(cell, delimiter) for cell in filled)
        if filled and wide and len(cells) >= 2 and good > 0.7 * len(filled):
            return k
    return None


def _no_rows(path: str, rows: Sequence[tuple[int, str]], delimiter: str | None) -> MeasurementError:
    if len(rows) == 1 and len(_cells(rows[0][1], delimiter)) > 1:
        return MeasurementError(f"{path}: at least one row of readings is required")
    return MeasurementError(
        f"{path}: a table of numbers is required",
        given=f"{len(rows)} lines of text without one ({_CALLED[delimiter]}-separated tried)",
    )


def _headings(above: Sequence[str], delimiter: str | None, width: int) -> list[str]:
    """Read the header above the rows, of one line or of two (names, then units)."""
    found: list[list[str]] = []
    for line in list(reversed(above))[:4]:
        cells = _cells(line.lstrip("#~"), delimiter)
        filled = [cell for cell in cells if cell]
        values = sum(_is_value(cell, delimiter) for cell in filled)
        if len(filled) >= max(2, 0.5 * width) and values <= 0.2 * len(filled):
            found.append(cells)
    if len(found) > 1 and _all_units(found[0]) and not _all_units(found[1]):
        units, names = found[0], found[1]
        pairs = zip(names, [*units, *[""] * len(names)], strict=False)
        return [f"{name} [{unit}]" if unit else name for name, unit in pairs]
    return found[0] if found else []


def _all_units(cells: Sequence[str]) -> bool:
    known = 0
    for cell in filter(None, (each.strip("()[] ") for each in cells)):
        try:
            si_unit(spelt(cell))
        except UnitError:
            if cell not in {"bits", "n.a."}:
                return False
        known += 1
    return known > 0


@dataclass(frozen=True)
class _Body:
    rows: list[tuple[int, str]]
    notes: list[str]


def _body(rows: list[tuple[int, str]], delimiter: str | None, ended: bool) -> _Body:
    """Take the rows up to the end of the table, without a footer or a line cut short."""
    notes = []
    for k, (_, line) in enumerate(rows):
        if line.endswith("\tTABLE") or "\tTABLE\t" in line:
            notes.append(f"only the first table was read, up to line {rows[k][0] - 1}")
            rows = rows[:k]
            break
    width = len(_cells(rows[0][1], delimiter))
    while len(rows) > 1 and not any(
        _is_value(c, delimiter) for c in _cells(rows[-1][1], delimiter)
    ):
        notes.append(f"line {rows[-1][0]} after the table was left out")
        rows = rows[:-1]
    if not ended and len(rows) > 1 and len(_cells(rows[-1][1], delimiter)) < width:
        notes.append(f"line {rows[-1][0]}, the last, is cut short and was left out")
        rows = rows[:-1]
    return _Body(rows, notes)


def _decimal(lines: Sequence[str], delimiter: str | None) -> str:
    if delimiter == ",":
        return "."
    sample = [cell for line in (*lines[:50], *lines[-50:]) for cell in _cells(line, delimiter)]
    points = any("." in cell and _NUMBER.fullmatch(cell) for cell in sample)
    return "," if not points and any(_COMMA.fullmatch(cell) for cell in sample) else "."


def _columns(
    rows: list[tuple[int, str]], delimiter: str | None, decimal: str, width: int, path: str
) -> list[NDArray]:  # type: ignore[type-arg]
    import pandas

    text = "\n".join(line for _, line in rows)
    quoted = '"' in text
    wide = _widest(rows, delimiter, width, path, quoted)
    # numbers separated by blanks may be indented; a quote that is not closed is a mark of inches
    frame = pandas.read_csv(
        StringIO(text),
        sep=delimiter or r"\s+",
        header=None,
        names=list(range(wide)),
        index_col=False,
        decimal=decimal,
        keep_default_na=False,
        na_values=[""],
        skipinitialspace=True,
        low_memory=False,
        skip_blank_lines=False,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    )
    if len(frame) != len(rows):
        raise MeasurementError(
            f"{path}: a row to a line is required", given="a cell over two lines"
        )
    return [frame[k].to_numpy() for k in range(wide)]


def _widest(
    rows: list[tuple[int, str]], delimiter: str | None, width: int, path: str, quoted: bool
) -> int:
    """Hold every row to the header's width, but for empty cells at its end."""
    if quoted or delimiter is None:
        counts = [len(_cells(line, delimiter)) for _, line in rows]
    else:
        counts = [line.count(delimiter) + 1 for _, line in rows]
    for (number, line), count in zip(rows, counts, strict=True):
        if count > width and any(_cells(line, delimiter)[width:]):
            mend = (
                "a decimal comma needs ; or a tab between the columns" if delimiter == "," else ""
            )
            required = f"{path}, line {number}: {width} cells are required"
            raise MeasurementError(required, given=str(count), mend=mend)
    return max(width, *counts)


def _without_blank(
    names: list[str],
    columns: list[NDArray],  # type: ignore[type-arg]
) -> tuple[list[str], list[NDArray]]:  # type: ignore[type-arg]
    """Drop columns without a heading: those of a separator at the end of a line, or of an index."""
    kept = [k for k, name in enumerate(names) if name.strip()]
    return [names[k] for k in kept], [columns[k] for k in kept]
