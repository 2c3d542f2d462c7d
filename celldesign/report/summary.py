"""The one screen that answers: a built cell in at most forty lines of eighty columns."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from celldesign.cell.checks import checks
from celldesign.cell.result import Cell
from celldesign.cost.breakdown import outside
from celldesign.units.text import short, tidy

WIDTH = 80
_HALF = 38  # columns of the left block and the gap
_MOST_CHECKS = 5
_MOST_MATERIALS = 5
_BARS = " ▏▎▍▌▋▊▉█"
_BAR = 7  # columns of the longest bar


def summary(cell: Cell) -> str:
    """Write a cell as one screen.

    Energy and design, masses beside life, safety and cost, and what to check first, 80 columns
    wide and at most 40 lines long.
    """
    lines = [*_wrapped(cell.design.name, ""), *_wrapped(_outside(cell), ""), ""]
    if cell.released:  # what it is an answer to
        lines[2:] = [line for note in cell.released for line in _wrapped(note, "- ", "  ")] + [""]
    lines += _beside(_block("ENERGY", _energy(cell)), _block("DESIGN", _design(cell)))
    mass = short(cell["cell.mass"].value, "g")
    right = _block("LIFE, SAFETY, COST", _results(cell))
    lines += ["", *_beside([f"MASS, {mass}", *_masses(cell)], right)]
    if found := list(_checked(cell)):
        lines += ["", *found]
    lines += ["", *_ending(cell)]
    return "\n".join(line.rstrip() for line in lines)


def _outside(cell: Cell) -> str:
    """Format, outer size, number of electrodes, and the conditions of operation."""
    sizes = ("cell.outer_diameter", "cell.outer_width", "cell.outer_height", "cell.thickness")
    found = [f"{cell[name].value:.4g}" for name in sizes if name in cell]
    size = f"{' x '.join(found)} mm" if found else ""
    if "jelly_roll.windings" in cell:
        turns = short(cell["jelly_roll.windings"].value, "1")
        inside = f"{turns} turns of {short(cell['cathode.width'].value, 'mm')}"
    else:
        count = round(cell["cathode.sheets"].value)
        inside = f"{count} cathode sheet{'s' if count > 1 else ''}"
    kind = cell.given.kind.format.replace("unit", "unit cell")
    cutoffs = [cell[f"operation.{e}_voltage"] for e in ("lower", "upper") if _has(cell, e)]
    ends = " to ".join(f"{each.value:.3g}" for each in cutoffs)
    rate = cell["operation.rate"].short() if "operation.rate" in cell else ""
    warm = "operation.temperature"
    temperature = cell[warm].short(spread=False) if warm in cell else ""
    parts = (f"{kind} {size}".strip(), inside, rate, f"{ends} V" if ends else "", temperature)
    return ", ".join(filter(None, parts))


def _has(cell: Cell, end: str) -> bool:
    return f"operation.{end}_voltage" in cell


def _energy(cell: Cell) -> Iterator[tuple[str, str]]:
    yield from _rows(
        cell,
        ("Specific energy", "cell.specific_energy"),
        ("Energy density", "cell.energy_density"),
    )
    if "cell.thickness_charged" in cell and "cell.energy_density" in cell:
        grown = cell["cell.thickness_charged"].si / cell["cell.thickness"].si
        if grown > 1.005:
            yield "  fully charged", short(cell["cell.energy_density"].value / grown, "Wh/L")
    yield from _rows(
        cell,
        ("  of the stack", "stack.specific_energy"),
        ("Capacity", "capacity"),
        ("Energy", "energy"),
        ("Mean voltage", "operation.average_voltage"),
    )


def _design(cell: Cell) -> Iterator[tuple[str, str]]:
    yield from _rows(cell, ("Areal capacity", "cathode.areal_capacity"), ("N/P ratio", "np_ratio"))
    if "lithium.excess_charge" in cell and cell["lithium.excess_charge"].si:
        excess, over = cell["lithium.excess_charge"], cell["capacity"]
        yield "Excess lithium", f"{excess.short(False)}, {excess.si / over.si:.2g}× capacity"
    if "electrolyte.mass" in cell and cell["electrolyte.mass"].si:
        per = cell["electrolyte.mass"].value / cell["capacity"].value
        pores = float(cell["stack.pore_volume"].si) if "stack.pore_volume" in cell else 0.0
        beyond = f", {cell['electrolyte.volume'].si / pores:.2g}× pores" if pores else ""
        yield "Electrolyte", f"{per:.2g} g/Ah{beyond}"
    for electrode in ("cathode", "anode"):
        thickness, porosity = f"{electrode}.thickness", f"{electrode}.porosity"
        if thickness in cell and cell[thickness].si:
            text = cell[thickness].short(False)
            if porosity in cell:
                text += f", {cell[porosity].value:.0f} % porous"
            yield electrode.capitalize(), text
    pairs = cell["separator.layers"].si / cell["stack.faces"].si
    layers = f", {pairs:.0f} per pair" if abs(pairs - round(pairs)) < 0.2 else ""
    yield "Separator", f"{cell['separator.thickness'].short(False)}{layers}"


def _results(cell: Cell) -> Iterator[tuple[str, str]]:
    yield from _rows(
        cell,
        ("Cycles, Li used up", "lifetime.cycles_to_depletion", "≤ "),
        ("Cycles to end of life", "lifetime.cycles_to_retention", "≤ "),
        ("Runaway energy", "thermal.energy_per_capacity"),
        ("DC resistance", "resistance.dc"),
    )
    if "cost.per_energy" not in cell:
        yield "Cost", "not computed, see below"
    elif outside(cell):
        yield "Cost, out of range", cell["cost.per_energy"].short(False)
    else:
        yield from _rows(cell, ("Cost", "cost.per_energy"))
    if "footprint.ghg_per_energy" in cell:
        known = cell["footprint.coverage"].value
        whole = known >= 90
        text = cell["footprint.ghg_per_energy"].short(whole)
        label = "CO2e" if whole else f"CO2e ({known:.0f} % known)"
        yield label, text if whole else f"≥ {text}"


def _rows(cell: Cell, *rows: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for label, name, *bound in rows:
        if name in cell and cell[name].value is not None:
            yield label, "".join(bound) + cell[name].short()


def _block(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    found = list(rows)
    width = max((len(label) for label, _ in found), default=0) + 2
    return [title, *(f"{label:<{width}}{tidy(text)}" for label, text in found)]


def _masses(cell: Cell) -> Iterator[str]:
    items = sorted(cell.bill_of_materials, key=lambda item: -item.mass)
    total = sum(item.mass for item in items)
    shown, rest = items[:_MOST_MATERIALS], items[_MOST_MATERIALS:]
    rows = [(item.material or item.part, item.mass) for item in shown]
    if rest:
        rows.append((f"{len(rest)} others", sum(item.mass for item in rest)))
    largest = max(mass for _, mass in rows)
    for name, mass in rows:
        grams = short(1e3 * mass, "g")
        bar = _bar(mass / largest)
        yield f"{name:<15.15} {grams:>8} {100 * mass / total:>3.0f} % {bar}"


def _bar(share: float) -> str:
    eighths = round(8 * _BAR * max(share, 0.0))
    return "█" * (eighths // 8) + _BARS[eighths % 8].strip()


def _beside(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    for a, b in zip_longest(left, right, fillvalue=""):
        yield f"  {a:<{_HALF}} {b}"


def _checked(cell: Cell) -> Iterator[str]:
    found = checks(cell)
    if not found:
        return
    yield "  CHECK THESE FIRST"
    for number, check in enumerate(found[:_MOST_CHECKS], 1):
        text = textwrap.shorten(tidy(check.text), 2 * WIDTH - 14, placeholder=" …")
        yield from _wrapped(text, f"  {number} ", "    ")
        if check.command:
            yield f"      {check.command}"
    if len(found) > _MOST_CHECKS:
        yield f"    and {len(found) - _MOST_CHECKS} more: --assumptions"


def _ending(cell: Cell) -> Iterator[str]:
    count = len(cell.assumptions)
    if cell.overrides:
        yield from _wrapped("overrides: " + "; ".join(cell.overrides), "  ", "    ")
    yield f"  {count} assumptions; ± is one standard uncertainty of what is known"
    yield "  more   build FILE --layers --safety --cost --assumptions --all"
    yield "  why    explain FILE cell.specific_energy"
    yield "  save   --html report.html   --xlsx bom.xlsx   --json"


def _wrapped(text: str, first: str, rest: str = "") -> list[str]:
    width = min(WIDTH, max(shutil.get_terminal_size((WIDTH, 24)).columns, 40))
    return textwrap.wrap(
        tidy(text), width, initial_indent=first, subsequent_indent=rest, break_long_words=False
    )
