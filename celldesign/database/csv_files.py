"""CSV tables of values, a value to a line, read in parts so that a file may be of any length."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from celldesign.database.own_files import DESCRIPTION, Batch, OwnReader
from celldesign.database.reading import noted
from celldesign.errors import MaterialError, nearest, reason

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
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _batches(file, path, reader)
    except OSError as error:
        yield Batch(problems=[f"{path.name}: cannot be read: {reason(error)}"])
    except (UnicodeDecodeError, csv.Error) as error:
        yield Batch(problems=[f"{path.name}: not a CSV file in UTF-8: {error}"])


def _batches(file: TextIO, path: Path, reader: OwnReader) -> Iterator[Batch]:
    head = file.readline()
    delimiter = max(",;\t", key=head.count)
    columns = [
        name.strip().casefold() for name in next(csv.reader([head], delimiter=delimiter), [])
    ]
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


def _faults(columns: list[str]) -> Iterator[str]:
    """Say what is wrong with the names of the columns."""
    for name in dict.fromkeys(columns):
        if name not in COLUMNS:
            hint = nearest(name, COLUMNS) or f"known: {', '.join(COLUMNS)}"
            yield f"an unknown column: given {name!r}; {hint}"
        elif columns.count(name) > 1:
            yield f"the column {name} is there {columns.count(name)} times"
    for name in _REQUIRED:
        if name not in columns:
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
    name = fields.get("property")
    if name or "value" in fields:
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
