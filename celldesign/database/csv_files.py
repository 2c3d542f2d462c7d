"""Tables of values, from CSV or a spreadsheet, read in parts so that a file may be of any length.

A long table has a value to a line, with columns `property`, `value` and `unit`. A wide one has a
material to a line, and a column for each property, with its unit: `density [g/cm3]`.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from celldesign.database.own_files import DESCRIPTION, Batch, OwnReader
from celldesign.database.properties import PROPERTIES
from celldesign.database.reading import noted
from celldesign.errors import MaterialError, install, nearest, reason

_VALUE = ("low", "high", "qualifier", "temperature", "conditions", "source", "locator", "year")
_SOURCE = {"citation": "citation", "doi": "doi", "url": "url", "source_year": "year",
           "kind": "kind", "licence": "licence"}  # fmt: skip
COLUMNS = (
    "material", *DESCRIPTION, "property", "value", "std", "unit", *_VALUE, "quality", "preferred",
    "region", "quantity", "note", *_SOURCE,
)  # fmt: skip
_REQUIRED = ("material", "property", "value", "source", "quality")
_WHOLE = ("year", "source_year")
_YES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_PART = 5000


def read_csv(path: Path, reader: OwnReader) -> Iterator[Batch]:
    """Read a table in batches; a file that cannot be read at all is a batch with its fault."""
    try:
        if path.suffix.lower() != ".csv":
            yield from _batches(_sheet(path), path, reader)
            return
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _batches(file, path, reader)
    except MaterialError as error:
        yield Batch(problems=[f"{path.name}: {error}"])
    except OSError as error:
        yield Batch(problems=[f"{path.name}: cannot be read: {reason(error)}"])
    except (UnicodeDecodeError, csv.Error) as error:
        yield Batch(problems=[f"{path.name}: not a CSV file in UTF-8: {error}"])


def _sheet(path: Path) -> TextIO:
    """Write the first sheet as CSV; of a formula the value counts that was stored with it."""
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        required = "a spreadsheet needs the package python-calamine"
        raise MaterialError(required, given=path.name, mend=install("measure")) from None
    try:
        content = path.read_bytes()
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        table = rows.to_python(skip_empty_area=False)
    except OSError:
        raise
    except BaseException as error:  # Rust's panics too
        if isinstance(error, KeyboardInterrupt | MemoryError):
            raise
        why = " ".join(str(error).split())[:100]
        raise MaterialError("a spreadsheet is required", given=f"{path.name} ({why})") from None
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_plain(cell) for cell in row] for row in table])
    text.seek(0)
    return text


def _plain(cell: object) -> str:
    whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15
    return str(int(cell)) if whole else str(cell)  # type: ignore[call-overload]


def _batches(file: TextIO, path: Path, reader: OwnReader) -> Iterator[Batch]:
    head = file.readline()
    delimiter = max(",;\t", key=head.count)
    columns = [_heading(name) for name in next(csv.reader([head], delimiter=delimiter), [])]
    batch = Batch(problems=[f"{path.name}, line 1: {fault}" for fault in _faults(columns)])
    if batch.problems:
        yield batch
        return
    total, read = path.stat().st_size, len(head)
    lines = csv.reader(file, delimiter=delimiter, strict=True)
    for row in lines:
        place = f"{path.name}, line {lines.line_num + 1}"
        read += sum(map(len, row)) + len(row)
        if any(cell.strip() for cell in row):
            with noted(batch.problems, place):
                _line(columns, row, place, reader, batch)
        if len(batch.entries) + len(batch.problems) >= _PART:
            batch.done, batch.total = min(read, total), total
            yield batch
            batch = Batch()
    batch.done = batch.total = total
    yield batch


def _heading(text: str) -> str:
    """Name a column: one of a property has its unit in brackets, whose spelling counts.

    >>> _heading("Density (g/cm3)"), _heading("Material "), _heading("first cycle efficiency [%]")
    ('density [g/cm3]', 'material', 'first_cycle_efficiency [%]')
    """
    if match := re.fullmatch(r"\s*([^\[(]+?)\s*[\[(]([^\])]+)[\])]\s*", text):
        return f"{re.sub(r'[ _]+', '_', match[1].casefold())} [{match[2].strip()}]"
    return text.strip().casefold()


def _wide(name: str) -> tuple[str, str] | None:
    """Property and unit of a column of a wide table; None for another column."""
    prop, bracket, unit = name.partition(" [")
    if not bracket or (prop != "price" and prop not in PROPERTIES):
        return None
    return prop, unit.removesuffix("]")


def _faults(columns: list[str]) -> Iterator[str]:
    """Say what is wrong with the names of the columns."""
    wide = any(_wide(name) for name in columns)
    if len(columns) == 2 and not set(columns) & set(COLUMNS) and not wide:
        yield (
            "two columns may be a curve, which must say of which material and direction it is: "
            "`celldesign measure curve` makes one of them"
        )
        return
    for name in dict.fromkeys(columns):
        if name not in COLUMNS and not _wide(name):
            hint = nearest(name, COLUMNS) or f"known: {', '.join(COLUMNS)}"
            yield f"an unknown column: given {name!r}; {hint}"
        elif columns.count(name) > 1:
            yield f"the column {name} is there {columns.count(name)} times"
    for name in _REQUIRED:
        if name not in columns and not (wide and name in ("property", "value")):
            yield f"the column {name} is required"


def _line(columns: list[str], row: list[str], place: str, reader: OwnReader, batch: Batch) -> None:
    if len(row) > len(columns):
        raise MaterialError(
            f"a line must have {len(columns)} cells", given=str(len(row)), mend="quote its commas"
        )
    told = {name: cell.strip() for name, cell in zip(columns, row, strict=False) if cell.strip()}
    fields: dict[str, Any] = {name: _cell(name, text) for name, text in told.items()}
    if "citation" in fields:
        described = {their: fields[mine] for mine, their in _SOURCE.items() if mine in fields}
        reader.source(fields.get("source", ""), described, batch)
    table = {"key": fields.get("material", "")}
    table |= {name: fields[name] for name in DESCRIPTION if name in fields}
    faults: list[str] = []
    told_wide = {name: _wide(name) for name in fields if _wide(name)}
    for column, found in told_wide.items():
        prop, unit = found or ("", "")
        value = _value({**fields, "value": fields[column], "unit": unit})
        heading = "price" if prop == "price" else "property"
        table.setdefault(heading, []).append(value if prop == "price" else value | {"name": prop})
    name = None if told_wide else fields.get("property")
    if name or (not told_wide and "value" in fields):
        value = _value(fields)
        table |= (
            {"price": [value]} if name == "price" else {"property": [value | {"name": name or ""}]}
        )
    entry = reader.entry(table, place, faults)
    batch.problems += faults
    batch.entries.append(entry)


def _value(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Put the cells of a value together, the unit in a column of its own or with the number."""
    named = (*_VALUE, "quality", "preferred", "region", "quantity", "note")
    value = {name: fields[name] for name in named if name in fields}
    unit = f" {fields['unit']}" if "unit" in fields else ""
    for end in ("low", "high"):
        if end in value:
            value[end] = f"{value[end]}{unit}"
    number = fields.get("value", "")
    if "std" in fields:
        number = f"{number} +/- {fields['std']}"
    if number:
        value["value"] = f"{number}{unit}"
    return value


def _cell(name: str, text: str) -> Any:
    """Read a cell as what its column holds."""
    if name in _WHOLE:
        try:
            return int(text)
        except ValueError:
            raise MaterialError(f"{name} must be a whole number", given=text) from None
    if name == "preferred":
        if text.casefold() not in _YES:
            raise MaterialError("preferred must be true or false", given=text)
        return _YES[text.casefold()]
    if name == "aliases":
        return [part.strip() for part in text.split(";") if part.strip()]
    if name in ("conditions", "composition"):
        return _pairs(name, text)
    return text


def _pairs(name: str, text: str) -> dict[str, str]:
    """Read `key = value; key = value`, or a JSON object where a text has such signs itself."""
    if text.startswith("{"):
        try:
            return dict(json.loads(text))
        except ValueError as error:
            raise MaterialError(f"{name} must be JSON", given=f"{text} ({error})") from None
    found = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        key, equals, value = part.partition("=")
        if not equals:
            raise MaterialError(f"{name} must be 'key = value; key = value'", given=text)
        found[key.strip()] = value.strip()
    return found
