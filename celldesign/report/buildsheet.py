"""What the people at the bench or on the line need to make a cell, on one page."""

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from celldesign.cell.result import Cell
from celldesign.errors import DesignError
from celldesign.report.html import environment
from celldesign.report.section import Slab, slabs
from celldesign.units.quantities import format_rate, from_si, parse_rate
from celldesign.vocabulary import leading

_UNKNOWN = "not known"
_WIDTH = 80


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
    cell: Cell,
    cells: int = 1,
    scrap: float = 0.0,
    solids: Mapping[str, float] | None = None,
    formation_rate: str = "",
) -> BuildSheet:
    """Lay the sheet out for a number of good cells.

    `scrap` is the share of what is weighed and cut that does not end in a good cell, `solids` the
    mass share of solids in each electrode's slurry; without it the wet coat weight is not known.
    `formation_rate`, such as C/20, is that of the first cycles, else the rate of operation. Raises
    a CelldesignError for shares and rates that cannot be.

    >>> from celldesign import build
    >>> sheet = build_sheet(build("examples/pouch_1Ah.toml"), cells=20, scrap=0.15)
    >>> sheet.tables[1].rows[0]  # 20 x 6 sheets / 0.85
    ('cathode', '50 mm x 60 mm', '157.0 ± 4.5 um', '6', '142')
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
        _weights(cell, made, solids or {}),
        _filling(cell, formation_rate),
        _checks(cell),
    ]
    filled = tuple(table for table in tables if table.rows)
    return BuildSheet(cell.design.name, cells, scrap, filled, cell.warnings)


def _coated(cell: Cell) -> list[str]:
    return [each for each in ("cathode", "anode") if each in cell.given.recipes]


def _coating(cell: Cell, solids: Mapping[str, float]) -> Table:
    electrodes = _coated(cell)
    wet = [
        f"{from_si(float(cell[f'{each}.loading'].si) / solids[each], 'mg/cm^2'):.4g} mg/cm^2"
        if each in solids
        else _UNKNOWN
        for each in electrodes
    ]
    rows = [
        (what, *(_text(cell, f"{each}.{name}") for each in electrodes))
        for what, name in (
            ("dry coat weight, one side", "loading"),
            ("thickness of one side, calendered", "thickness"),
            ("thickness of the sheet, calendered", "sheet_thickness"),
            ("density, calendered", "coating_density"),
            ("porosity, calendered", "porosity"),
        )
    ]
    rows.insert(1, ("wet coat weight, one side", *wet))
    note = "" if solids else "The wet coat weight needs the solids of the slurry."
    return Table("Coating and calendering", ("what", *electrodes), tuple(rows), note)


def _cuts(cell: Cell, made: float) -> Table:
    rolls = round(float(cell["jelly_roll.count"].si)) if "jelly_roll.count" in cell else 1
    parts = [
        ("cathode", "cathode.sheets", "cathode.sheet_thickness", rolls),
        ("anode", "anode.sheets", "anode.sheet_thickness", rolls),
        ("separator", "separator.layers", "separator.thickness", rolls),
        ("cathode.tab", "", "cathode.tab.thickness", 1),
        ("anode.tab", "", "anode.tab.thickness", 1),
    ]
    rows = []
    for part, sheets, thickness, times in parts:
        count = times * (round(float(cell[sheets].si)) if sheets else 1)
        size = _size(cell, part)
        if size:
            total = f"{math.ceil(round(count * made, 9))}"
            rows.append((part.replace(".", " "), size, _text(cell, thickness), str(count), total))
    heads = ("part", "size", "thickness", "for one cell", "to cut")
    return Table("Cutting", heads, tuple(rows), _room(cell))


def _size(cell: Cell, part: str) -> str:
    if f"{part}.diameter" in cell:
        return f"disc of {_text(cell, f'{part}.diameter')}"
    other = "length" if part.endswith("tab") else "height"
    if f"{part}.width" not in cell or f"{part}.{other}" not in cell:
        return ""
    return f"{_text(cell, f'{part}.width')} x {_text(cell, f'{part}.{other}')}"


def _room(cell: Cell) -> str:
    """Say how far one layer reaches beyond the next: what a sheet may lie off by."""
    texts = []
    for outer, inner in (("anode", "cathode"), ("separator", "anode")):
        sizes = [
            size
            for size in ("diameter", "width", "height")
            if f"{outer}.{size}" in cell and f"{inner}.{size}" in cell
        ]
        if not sizes:
            continue
        beyond = min(
            (float(cell[f"{outer}.{size}"].si) - float(cell[f"{inner}.{size}"].si)) / 2
            for size in (sizes[:1] if sizes[0] == "diameter" else sizes)
        )
        texts.append(f"{outer} beyond {inner} {round(from_si(beyond, 'mm'), 6):.4g} mm")
    return f"On each side, and what a sheet may lie off by: {', '.join(texts)}." if texts else ""


def _order(cell: Cell) -> Table:
    """List the sheets from one side to the other; what repeats is written once."""
    turn = cell.given.kind.shape.wound
    title = "Order of one turn, from the core outwards" if turn else "Stacking order"
    rows = [
        (str(number), f"{count} x", text)
        for number, (text, count) in enumerate(_repeats(_sheets(slabs(cell))), 1)
    ]
    return Table(title, ("step", "times", "lay down"), tuple(rows))


def _sheets(stack: Sequence[Slab]) -> list[str]:
    """Name the sheets, one for each electrode sheet and one for each run of separator layers."""
    found = []
    for (sheet, part), group in groupby(stack, lambda slab: (slab.sheet, slab.role.split()[0])):
        layers = list(group)
        if not sheet:
            found.append(f"{len(layers)} x separator" if len(layers) > 1 else "separator")
            continue
        faces = sum("coating" in slab.role for slab in layers)
        name = part if faces or len(layers) > 1 else layers[0].material  # a foil, a bare collector
        found.append(f"{'single-sided ' if faces == 1 else ''}{name} sheet")
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


def _weights(cell: Cell, made: float, solids: Mapping[str, float]) -> Table:
    masses = [(item.material or item.part, item.part, item.mass) for item in cell.bill_of_materials]
    for electrode in _coated(cell):
        if electrode in solids:
            coating = float(cell[f"{electrode}.coating_mass"].si)
            solvent = coating * (1 / solids[electrode] - 1)
            masses.append(("solvent", f"{electrode} slurry", solvent))
    rows = [(material, part, _grams(mass), _grams(mass * made)) for material, part, mass in masses]
    note = "Foils and separators by the mass of what ends in the cell; their offcuts are not in it."
    return Table("To weigh", ("material", "part", "one cell", "all cells"), tuple(rows), note)


def _grams(mass: float) -> str:
    grams = from_si(mass, "g")
    return f"{grams:.0f} g" if grams >= 1e4 else f"{grams:.4g} g"


def _filling(cell: Cell, formation_rate: str) -> Table:
    rows = []
    if float(cell["electrolyte.volume"].si if "electrolyte.volume" in cell else 0) > 0:
        dose = f"{_text(cell, 'electrolyte.volume')}, {_text(cell, 'electrolyte.mass')}"
        rows.append(("electrolyte of one cell", dose))
    ends = [cell.design.values.get(f"operation_{end}_voltage") for end in ("lower", "upper")]
    window = " to ".join(end.text for end in ends if end)
    rows.append(("formation window", window or _UNKNOWN))
    rate, note = _UNKNOWN, ""
    if formation_rate or "operation.rate" in cell:
        per_second = (
            parse_rate(formation_rate) if formation_rate else float(cell["operation.rate"].si)
        )
        current = per_second * float(cell["nominal_capacity"].si)
        rate = f"{format_rate(per_second, digits=3)}, {current:.4g} A"
        note = "" if formation_rate else "The rate is that of operation: no other one was given."
    rows += [
        ("formation rate and current", rate),
        ("temperature", _text(cell, "operation.temperature")),
    ]
    return Table("Filling and formation", ("what", "value"), tuple(rows), note)


def _checks(cell: Cell) -> Table:
    rows = tuple((q.label, _text(cell, q.name)) for q in leading("sheet") if q.name in cell)
    note = (
        "Tolerances, here and above, are one standard uncertainty of what the design states with "
        "one; a value without ± has none stated."
    )
    return Table("To expect of a finished cell", ("what", "value"), rows, note)


def _text(cell: Cell, name: str) -> str:
    """A value with the tolerance that follows from those which the design states."""
    if name not in cell:
        return _UNKNOWN
    stated = cell.std_from(name, lambda leaf: bool(leaf.entry and leaf.entry.std))
    return replace(cell[name], std_si=stated).text()


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
        lines += _wrapped(table.note, "  ") if table.note else []
    if sheet.warnings:
        lines += ["", "Warnings"]
    for each in sheet.warnings:
        lines += _wrapped(each, "  - ")
    return "\n".join(lines)


def _wrapped(text: str, first: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=" " * len(first))


def _purpose(sheet: BuildSheet) -> str:
    cells = "1 good cell" if sheet.cells == 1 else f"{sheet.cells} good cells"
    return f"For {cells}, with {100 * sheet.scrap:g} % of what is weighed and cut as scrap"
