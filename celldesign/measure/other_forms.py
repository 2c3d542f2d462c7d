"""Readings that are no text: sheets, Neware's binary files and the Battery Data Format.

What a file is follows from its first bytes; the packages are in the extra `measure`, and imported
where they are needed.
"""

import io
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from celldesign.errors import MeasurementError, install
from celldesign.measure.text_table import RawTable, find_table

if TYPE_CHECKING:
    import pandas

_LARGEST_UNPACKED = 2_000_000_000
_DENSEST = 200  # times larger than packed; more is no recording
_BDF_ENDINGS = {".parquet", ".feather", ".json", ".mat"}


def other_form(path: Path, content: bytes) -> RawTable | None:
    """Read a file that is no text; None for one that may be.

    Raises MeasurementError, which says what form was tried, for one that is damaged, and without
    the package that reads it.
    """
    suffix = path.suffix.casefold()
    if content.startswith(b"NEWARE") or suffix == ".ndax" or suffix == ".nda":
        return _tried("Neware", "NewareNDA", lambda: _neware(content, suffix), path)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _tried("a spreadsheet", "python_calamine", lambda: _sheet(content, path), path)
    if content.startswith((b"PAR1", b"ARROW1", b"FEA1")) or suffix in _BDF_ENDINGS:
        return _tried("Battery Data Format", "bdf", lambda: _bdf(path), path)
    if suffix in (".mpr", ".res", ".xls"):
        named = {".mpr": "EC-Lab's binary form", ".res": "Arbin's database", ".xls": "old Excel"}
        raise MeasurementError(
            "a file in a form that is read is required",
            given=f"{path}, {named[suffix]}",
            mend="export it as text: .mpt from EC-Lab, .csv from Arbin, .xlsx from Excel",
        )
    return None


def _tried(form: str, package: str, read: Callable[[], RawTable], path: Path) -> RawTable:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read()
    except ImportError:
        called = {"bdf": "batterydf", "python_calamine": "python-calamine"}.get(package, package)
        required = f"this file ({form}) needs the package {called}"
        raise MeasurementError(required, given=str(path), mend=install("measure")) from None
    except MeasurementError:
        raise
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # the packages raise whatever they meet, Rust's panics too
        why = " ".join(str(error).split())[:120] or type(error).__name__
        raise MeasurementError(
            f"{form} was tried, and the file is none or damaged ({why})", given=str(path)
        ) from None


def _neware(content: bytes, suffix: str) -> RawTable:
    import NewareNDA

    with tempfile.TemporaryDirectory() as folder:
        kind = suffix if suffix in (".nda", ".ndax") else ".nda"
        if kind == ".ndax":
            _bounded(content)
        copy = Path(folder) / f"recording{kind}"
        copy.write_bytes(content)
        frame = NewareNDA.read(str(copy), log_level="CRITICAL")
    units = {"Time": "s", "Voltage": "V"}
    kept = [name for name in frame.columns if name != "Timestamp"]
    return _framed(frame[kept], "Neware binary", units)


def _bounded(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        size = sum(each.file_size for each in packed.infolist())
    if size > min(_LARGEST_UNPACKED, _DENSEST * len(content)) and size > 50_000_000:
        raise MeasurementError("a file that does not unpack to gigabytes is required")


def _sheet(content: bytes, path: Path) -> RawTable:
    """Read the first sheet that has a table; formulas give the values that were stored."""
    from python_calamine import CalamineWorkbook

    if content.startswith(b"PK"):
        _bounded(content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    reasons = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        try:
            found = find_table(as_text(rows), f"{path}, sheet {name}")
        except MeasurementError as error:
            reasons.append(str(error))
            continue
        notes = found.notes if len(book.sheet_names) == 1 else (*found.notes, f"sheet {name}")
        columns, units, lines = found.columns, found.units, found.lines
        return RawTable(found.headings, columns, lines, "a spreadsheet", notes, found.headed, units)
    raise MeasurementError(reasons[0] if reasons else f"{path}: a sheet is required")


def as_text(rows: list[list[Any]]) -> str:
    """Write a sheet's rows as lines with tabs, so that the rules for text find its table."""
    return "\n".join("\t".join(map(_cell, row)) for row in rows) + "\n"


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value)
    return str(value).replace("\t", " ").replace("\n", " ").replace("\r", " ")


def _bdf(path: Path) -> RawTable:
    import bdf

    return _framed(bdf.read(path, validate=False), "Battery Data Format")


def _framed(frame: "pandas.DataFrame", form: str, units: dict[str, str] | None = None) -> RawTable:
    columns = []
    for name in frame.columns:
        values = frame[name].to_numpy()
        columns.append(
            values.astype(float) if values.dtype.kind in "iuf" else values.astype(object)
        )
    headings = tuple(map(str, frame.columns))
    if not len(frame):
        raise MeasurementError("at least one row of readings is required")
    rows = np.arange(2, len(frame) + 2)  # as in a sheet, whose first row is the header
    return RawTable(headings, tuple(columns), rows, form, units=units or {})
