"""What the people at the bench or on the line need to make a cell, on one page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from celldesign.cell import Cell
from celldesign.equations import WOUND
from celldesign.errors import DesignError
from celldesign.explain import value_text
from celldesign.report.html import environment
from celldesign.report.section import Slab, slabs
from celldesign.units import from_si, scale

_UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the sheet; the first row of a column is its head."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class BuildSheet:
    """A build sheet: for how many cells, with what scrap, and its tables."""

    name: str
    cells: int
    scrap: float
    tables: tuple[Table, ...]
    warnings: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the sheet as plain data."""
        return {
            "schema": 1,
            "name": self.name,
            "cells": self.cells,
            "scrap": self.scrap,
            "tables": [
                {"title": t.title, "rows": [dict(zip(t.heads, row, strict=True)) for row in t.rows]}
                for t in self.tables
            ],
            "warnings": list(self.warnings),
        }


def build_sheet(
    cell: Cell, cells: int = 1, scrap: float = 0.0, solids: Mapping[str, float] | None = None
) -> BuildSheet:
    """Lay the sheet out for a number of good cells.

    `scrap` is the share of what is weighed and cut that does not end in a good cell, `solids` the
    mass share of solids in each electrode's slurry; without it the wet coat weight is not known.
    """
    if not 0 <= scrap < 1:
        raise DesignError("a scrap from 0 to below 100 % is required", given=f"{100 * scrap:g} %")
    for electrode, share in (solids or {}).items():
        if not 0 < share <= 1:
            required = f"the solids of the {electrode}'s slurry lie above 0 and up to 100 %"
            raise DesignError(required, given=f"{100 * share:g} %")
    made = cells / (1 - scrap)
    tables = [
        _coating(cell, solids or {}),
        _cuts(cell, made),
        _order(cell),
        _weights(cell, made),
        _filling(cell),
    ]
    filled = tuple(table for table in tables if table.rows)
    return BuildSheet(cell.design.name, cells, scrap, filled, cell.warnings)


def _coating(cell: Cell, solids: Mapping[str, float]) -> Table:
    rows = []
    for electrode in ("cathode", "anode"):
        if f"{electrode}.loading" not in cell:
            continue
        loading = cell[f"{electrode}.loading"]
        share = solids.get(electrode)
        wet = f"{from_si(float(loading.si) / share, 'mg/cm^2'):.4g} mg/cm^2" if share else _UNKNOWN
        rows.append(
            (
                electrode,
                value_text(loading),
                wet,
                _text(cell, f"{electrode}.thickness"),
                _text(cell, f"{electrode}.sheet_thickness"),
                _text(cell, f"{electrode}.coating_density"),
                _text(cell, f"{electrode}.porosity"),
            )
        )
    heads = ("electrode", "dry, one side", "wet, one side", "calendered side", "whole sheet")
    note = "Deviations are one standard deviation, as given with the design."
    if not solids:
        note += " The wet coat weight needs the solids of the slurry."
    return Table("Coating and calendering", (*heads, "density", "porosity"), tuple(rows), note)


def _cuts(cell: Cell, made: float) -> Table:
    rows = []
    for part, sheets in (
        ("cathode", "cathode.sheets"),
        ("anode", "anode.sheets"),
        ("separator", "separator.layers"),
    ):
        if f"{part}.diameter" in cell:
            size = f"disc of {_text(cell, f'{part}.diameter')}"
        elif f"{part}.width" in cell:
            size = f"{_text(cell, f'{part}.width')} x {_text(cell, f'{part}.height')}"
        else:
            continue
        count = round(float(cell[sheets].si))
        if cell.design.format in WOUND:
            count *= round(float(cell["roll.count"].si)) if "roll.count" in cell else 1
        total = f"{-(-count * made // 1):.0f}"
        rows.append((part, size, str(count), total, _spread(cell, f"{part}.width")))
    heads = ("part", "size", "for one cell", "to cut", "tolerance of the width")
    return Table("Cutting", heads, tuple(rows))


def _order(cell: Cell) -> Table:
    """List the sheets from one side to the other; what repeats is written once."""
    turn = cell.design.format in WOUND
    title = "Order of one turn, from the core outwards" if turn else "Stacking order"
    rows = [
        (str(number), text, f"{count}")
        for number, (text, count) in enumerate(_repeats(_sheets(slabs(cell))), 1)
    ]
    return Table(title, ("step", "lay down", "times"), tuple(rows))


def _sheets(stack: Sequence[Slab]) -> list[str]:
    """Name the sheets, one for each electrode sheet and one for each run of membranes."""
    found = []
    for (sheet, part), group in groupby(stack, lambda slab: (slab.sheet, slab.role.split()[0])):
        layers = list(group)
        if not sheet:
            count = f"{len(layers)} x " if len(layers) > 1 else ""
            found.append(f"{count}{layers[0].material}")
            continue
        faces = sum("coating" in slab.role for slab in layers)
        sides = {1: "one-sided ", 2: ""}.get(faces, "")
        found.append(f"{sides}{part} sheet")
    return found


def _repeats(steps: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Write a sequence shortly: a period of up to four steps that repeats is one line.

    >>> list(_repeats(["a", "m", "c", "m", "a", "m", "c", "m", "a"]))
    [('a, m, c, m', 2), ('a', 1)]
    """
    start = 0
    while start < len(steps):
        best = (1, 1)
        for period in range(1, 5):
            unit, times = steps[start : start + period], 1
            while steps[start + times * period : start + (times + 1) * period] == unit:
                times += 1
            if times > 1 and period * times > best[0] * best[1]:
                best = (period, times)
        yield ", ".join(steps[start : start + best[0]]), best[1]
        start += best[0] * best[1]


def _weights(cell: Cell, made: float) -> Table:
    rows = [
        (
            item.material or item.part,
            item.part,
            f"{from_si(item.mass, 'g'):.4g} g",
            f"{from_si(item.mass * made, 'g'):.4g} g",
        )
        for item in cell.bill_of_materials
    ]
    note = "Foils and membranes by the mass of what ends in the cell; their offcuts are not in it."
    return Table("To weigh", ("material", "part", "one cell", "all cells"), tuple(rows), note)


def _filling(cell: Cell) -> Table:
    rows = []
    if float(cell["electrolyte.volume"].si if "electrolyte.volume" in cell else 0) > 0:
        dose = f"{_text(cell, 'electrolyte.volume')}, {_text(cell, 'electrolyte.mass')}"
        rows.append(("electrolyte of one cell", dose))
    for label, end in (("lower cut-off", "lower"), ("upper cut-off", "upper")):
        given = cell.design.values.get(f"operation_{end}_voltage")
        rows += [(label, given.text)] if given else []
    for label, name in (
        ("rate", "operation.rate"),
        ("current", "operation.current"),
        ("temperature", "operation.temperature"),
        ("capacity to expect", "capacity"),
        ("thickness to expect", "cell.thickness"),
        ("mass to expect", "cell.mass"),
        ("DC resistance to expect", "resistance.dc"),
    ):
        if name in cell:
            rows.append((label, _text(cell, name)))
    note = "The first cycles at the window and the rate that the design operates at."
    return Table("Filling, formation and check", ("what", "value"), tuple(rows), note)


def _text(cell: Cell, name: str) -> str:
    return value_text(cell[name]) if name in cell else _UNKNOWN


def _spread(cell: Cell, name: str) -> str:
    if name not in cell or not cell[name].spread:
        return "none given"
    unit = cell[name].quantity.unit
    return f"± {float(cell[name].std) / scale(unit):.2g} {unit}"


def to_html(sheet: BuildSheet) -> str:
    """Write the sheet as a page that prints on A4."""
    return environment().get_template("buildsheet.html.jinja").render(sheet=sheet)


def to_text(sheet: BuildSheet) -> str:
    """Write the sheet for a terminal."""
    lines = [f"Build sheet: {sheet.name}", _purpose(sheet)]
    for table in sheet.tables:
        widths = [
            max(len(row[column]) for row in (table.heads, *table.rows))
            for column in range(len(table.heads))
        ]
        lines += ["", table.title]
        for row in (table.heads, *table.rows):
            texts = (text.ljust(width) for text, width in zip(row, widths, strict=True))
            lines.append(f"  {'  '.join(texts)}".rstrip())
        lines += [f"  {table.note}"] if table.note else []
    lines += ["", "Warnings", *(f"  - {each}" for each in sheet.warnings)] if sheet.warnings else []
    return "\n".join(lines)


def _purpose(sheet: BuildSheet) -> str:
    cells = "1 good cell" if sheet.cells == 1 else f"{sheet.cells} good cells"
    return f"For {cells}, with {100 * sheet.scrap:g} % of what is weighed and cut as scrap"
