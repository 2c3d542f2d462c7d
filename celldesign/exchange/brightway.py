"""Brightway inventory of one cell: a workbook that `bw2io.ExcelImporter` reads."""

import io
from importlib.metadata import version
from typing import Any

from celldesign.cell.result import Cell
from celldesign.errors import ExchangeError, install

DATABASE = "celldesign"


def rows(cell: Cell) -> list[list[Any]]:
    """Lay the inventory out: the cell from its materials, and each material to be linked.

    The materials are placeholders without exchanges of their own; link them to the background
    database in use. The manufacturing energy is not among them.
    """
    name = cell.design.name
    masses: dict[str, float] = {}
    for item in cell.bill_of_materials:
        key = item.material or item.part
        masses[key] = masses.get(key, 0.0) + item.mass
    taken = f"{name} (material)" if name in masses else ""
    table: list[list[Any]] = [
        ["Database", DATABASE],
        ["comment", f"celldesign {version('celldesign')}, design sha256 {cell.design.sha256}"],
        [],
        *_activity(name, "unit", f"battery cell of {float(cell['cell.mass'].value):.4g} g"),
        ["Exchanges"],
        ["name", "amount", "unit", "location", "database", "type", "comment"],
        [name, 1.0, "unit", "GLO", DATABASE, "production", ""],
    ]
    for key, mass in masses.items():
        shown = taken if key == name else key
        parts = sorted({i.part for i in cell.bill_of_materials if key in (i.material, i.part)})
        comment = ", ".join(parts)
        table.append([shown, mass, "kilogram", "GLO", DATABASE, "technosphere", comment])
    for key in masses:
        shown = taken if key == name else key
        table += [
            [],
            *_activity(shown, "kilogram", "placeholder: link it to a background process"),
            ["Exchanges"],
            ["name", "amount", "unit", "location", "database", "type"],
            [shown, 1.0, "kilogram", "GLO", DATABASE, "production"],
        ]
    return table


def _activity(name: str, unit: str, comment: str) -> list[list[Any]]:
    return [
        ["Activity", name],
        ["location", "GLO"],
        ["unit", unit],
        ["reference product", name],
        ["type", "process"],
        ["comment", comment],
    ]


def workbook(cell: Cell) -> bytes:
    """Write the inventory as an Excel file; texts stay texts, whatever they begin with."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise ExchangeError("a workbook needs openpyxl", mend=install("exchange")) from None
    book = Workbook()
    sheet = book.active
    sheet.title = "inventory"
    for number, row in enumerate(rows(cell), 1):
        for column, value in enumerate(row, 1):
            place = sheet.cell(number, column)
            place.value = value
            if isinstance(value, str):
                place.data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
