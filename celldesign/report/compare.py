"""Cells side by side as an engineer reads them: differences, and what is better beyond doubt."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite, sqrt

import numpy as np

from celldesign.cell.result import Cell, Value
from celldesign.database.catalogue import Record
from celldesign.model.source import body
from celldesign.units.quantities import from_si, scale
from celldesign.vocabulary import Quantity, by_dotted_name, vocabulary

# What the first columns show of each group, in this order; the rest follows folded away.
_KEYS: dict[str, tuple[str, ...]] = {
    "Configuration": (
        "cathode.sheets",
        "anode.sheets",
        "separator.layers",
        "jelly_roll.count",
        "jelly_roll.windings",
        "cathode.active_loading",
        "cathode.areal_capacity",
        "cathode.thickness",
        "cathode.coating_density",
        "cathode.porosity",
        "anode.active_loading",
        "anode.areal_capacity",
        "anode.thickness",
        "anode.porosity",
        "separator.thickness",
        "separator.layers_per_pair",
        "electrolyte.volume",
        "cell.outer_width",
        "cell.outer_height",
        "cell.outer_diameter",
    ),
    "Capacity and energy": (
        "nominal_capacity",
        "capacity",
        "energy",
        "operation.average_voltage",
        "operation.rate",
        "operation.temperature",
        "np_ratio",
        "np_ratio_operating",
        "lithium.mass",
        "lithium.excess_charge",
        "lithium.facing_excess_charge",
    ),
    "Mass and dimensions": (
        "stack.mass",
        "cell.mass",
        "stack.thickness",
        "cell.thickness",
        "cell.volume",
        "stack.specific_energy",
        "stack.energy_density",
        "cell.specific_energy",
        "cell.energy_density",
    ),
    "Safety": (
        "thermal.energy",
        "thermal.energy_per_capacity",
        "thermal.energy_per_total_charge",
        "thermal.gas",
        "thermal.adiabatic_rise",
        "transport.share_of_limit",
    ),
    "Resistance and cycle life": (
        "resistance.area_specific",
        "resistance.dc",
        "operation.limiting_rate",
        "lithium.efficiency",
        "lifetime.cycles_to_depletion",
        "lifetime.cycles",
    ),
    "Cost": (
        "cost.materials",
        "cost.cell",
        "cost.per_energy",
        "price.cell",
        "price.per_energy",
        "cost.per_throughput",
        "cost.investment",
    ),
    "Footprint": (
        "footprint.ghg_per_energy",
        "footprint.energy_per_energy",
        "footprint.per_throughput",
        "footprint.coverage",
    ),
}
_HEADLINES = (
    "stack.specific_energy",
    "cell.specific_energy",
    "cell.energy_density",
    "capacity",
    "thermal.energy_per_capacity",
    "cost.per_energy",
    "footprint.ghg_per_energy",
    "lifetime.cycles_to_depletion",
)
_PARTS = ("cathode", "anode", "separator", "catholyte", "electrolyte")
_BY_WORD = {"cost": "Cost", "price": "Cost", "ghg": "Footprint"}
_BY_PART = {
    "operation": "Capacity and energy",
    "lithium": "Capacity and energy",
    "stack": "Mass and dimensions",
    "cell": "Mass and dimensions",
    "pack": "Mass and dimensions",
    "thermal": "Safety",
    "transport": "Safety",
    "resistance": "Resistance and cycle life",
    "lifetime": "Resistance and cycle life",
    **dict.fromkeys(("economics", "plant", "process", "stage"), "Cost"),
    "footprint": "Footprint",
}
# More of these is better (1), or less (-1); what only says how large a cell is has no best.
_BETTER = {
    "stack.specific_energy": 1,
    "stack.energy_density": 1,
    "cell.specific_energy": 1,
    "cell.energy_density": 1,
    "pack.specific_energy": 1,
    "pack.energy_density": 1,
    "operation.limiting_rate": 1,
    "lifetime.cycles_to_depletion": 1,
    "lifetime.cycles": 1,
    "resistance.area_specific": -1,
    "thermal.energy_per_capacity": -1,
    "thermal.energy_per_total_charge": -1,
    "thermal.adiabatic_rise": -1,
    "cost.per_energy": -1,
    "price.per_energy": -1,
    "cost.per_throughput": -1,
    "footprint.ghg_per_energy": -1,
    "footprint.energy_per_energy": -1,
    "footprint.per_throughput": -1,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of one cell: its text, its change against the first cell, and whether it is best."""

    text: str
    change: str
    best: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One quantity, or one fact in words, over all cells; None where a cell has no such value."""

    label: str
    name: str
    unit: str
    meaning: str
    entries: tuple[Entry | None, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one question; `more` are those of interest to who looks closer."""

    title: str
    lines: tuple[Line, ...]
    more: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """One source and what was taken from it."""

    text: str
    doi: str
    url: str
    taken: tuple[str, ...]


def groups(cells: Sequence[Cell], more: bool = True) -> tuple[Group, ...]:
    """Order what is known of the cells by what an engineer asks; all of it, or the main lines."""
    keys = {name for names in _KEYS.values() for name in names}
    words = by_dotted_name()
    asked = words if more else keys & words.keys()
    known = {name: words[name] for name in asked if any(name in cell for cell in cells)}
    rest: dict[str, list[Line]] = {title: [] for title in _KEYS}
    for name, quantity in known.items():
        if more and name not in keys:
            rest[_title(name)].append(_line(quantity, cells))
    found = []
    for title, names in _KEYS.items():
        lines = [_line(known[name], cells) for name in names if name in known]
        if title == "Configuration":
            lines = [*_facts(cells), *lines]
        if lines or rest[title]:
            found.append(Group(title, tuple(lines), tuple(rest[title])))
    return tuple(found)


def headlines(cells: Sequence[Cell]) -> tuple[Line, ...]:
    """Pick the few figures that a page opens with."""
    known = by_dotted_name()
    return tuple(_line(known[n], cells) for n in _HEADLINES if any(n in c for c in cells))


def _title(name: str) -> str:
    part, _, last = name.partition(".")
    for word, title in _BY_WORD.items():
        if word in last.replace(".", "_").split("_") or part == word:
            return title
    return _BY_PART.get(part, "Configuration" if last else "Capacity and energy")


def _facts(cells: Sequence[Cell]) -> list[Line]:
    """Say in words what the cells are made of."""
    facts = {
        "format": [cell.design.format for cell in cells],
        "cathode": [_recipe(cell, "cathode") for cell in cells],
        "anode": [_recipe(cell, "anode") for cell in cells],
        "separator": [_slot(cell, "separator") for cell in cells],
        "electrolyte": [_slot(cell, "electrolyte") for cell in cells],
        "casing": [_slot(cell, "casing") for cell in cells],
    }
    return [
        Line(label, "", "", "", tuple(Entry(t, "", False) for t in texts), len(set(texts)) > 1)
        for label, texts in facts.items()
        if any(texts)
    ]


def _recipe(cell: Cell, electrode: str) -> str:
    flat = f"{electrode}_mass_fraction"
    if electrode in cell.given.recipes and flat in cell.values:
        shares = zip(cell.given.recipes[electrode], cell.values[flat], strict=True)
        return ", ".join(f"{material.key} {100 * share:.4g} wt%" for material, share in shares)
    return _slot(cell, electrode)


def _slot(cell: Cell, slot: str) -> str:
    return cell.given.slots[slot].key if slot in cell.given.slots else ""


def _line(quantity: Quantity, cells: Sequence[Cell]) -> Line:
    values = values_of(quantity.name, cells)
    best = _best(quantity, cells, values)
    texts = [value.text() if value else None for value in values]
    entries = tuple(
        None
        if value is None or text is None
        else Entry(text, _change(values[0], value) if index else "", index == best)
        for index, (value, text) in enumerate(zip(values, texts, strict=True))
    )
    differs = any(value is None or _apart(values[0], value) for value in values[1:])
    unit = "" if quantity.unit in ("1", "C-rate") else quantity.unit
    return Line(full_label(quantity), quantity.name, unit, quantity.meaning, entries, differs)


def values_of(name: str, cells: Sequence[Cell]) -> list[Value | None]:
    """Look a quantity up in every cell; None where a cell has none."""
    return [cell[name] if name in cell else None for cell in cells]  # noqa: SIM401


def full_label(quantity: Quantity) -> str:
    """Label a quantity so that it stands by itself.

    >>> full_label(by_dotted_name()["cathode.sheets"])
    'cathode sheets'
    """
    part, _, last = quantity.name.partition(".")
    named = part in quantity.label or (part == "separator" and "membrane" in quantity.label)
    own = last and part in _PARTS and not named
    return f"{part} {quantity.label.removeprefix('electrode ')}" if own else quantity.label


def _apart(first: Value | None, other: Value) -> bool:
    if first is None or np.shape(first.si) != np.shape(other.si):
        return True
    return not np.allclose(first.si, other.si, rtol=1e-9, atol=0, equal_nan=True)


def _change(first: Value | None, value: Value) -> str:
    """Write the change against the first cell: per cent, points of a share, or nothing."""
    quantity = value.quantity
    if first is None or quantity.component or quantity.choices or not _apart(first, value):
        return ""
    before, now = float(first.si), float(value.si)
    if not (isfinite(before) and isfinite(now)):
        return ""
    if quantity.fraction:
        return f"{100 * (now - before):+.3g} points"
    if quantity.unit in ("K", "degC") and quantity.name.endswith("temperature"):
        return f"{now - before:+.4g} K"
    if quantity.count or not before:
        return f"{from_si(now, quantity.unit) - from_si(before, quantity.unit):+.4g}"
    ratio = now / before
    return f"{100 * (ratio - 1):+.3g} %" if 0 <= ratio < 3 else f"× {ratio:.3g}"


def _best(quantity: Quantity, cells: Sequence[Cell], values: Sequence[Value | None]) -> int | None:
    """Find the best value, if it is better than every other one beyond the uncertainty of both."""
    sign = _BETTER.get(quantity.name)
    known = [i for i, value in enumerate(values) if value is not None]
    if sign is None or len(known) < 2:
        return None
    numbers = {i: sign * float(cells[i].values[quantity.flat]) for i in known}
    best = max(numbers, key=lambda i: numbers[i])
    for other in known:
        gap = numbers[best] - numbers[other]
        doubt = difference_std(cells[best], cells[other], quantity.flat)
        if other != best and not (gap == inf or gap > max(doubt, 1e-9 * abs(numbers[best]))):
            return None
    return best


def difference_std(one: Cell, other: Cell, flat: str) -> float:
    """Uncertainty of the difference of two cells; a database value that both use moves both.

    The given values of two designs are taken as independent.
    """
    parts = []
    for cell in (one, other):
        shares = cell.contributions.get(flat, np.zeros(len(cell.inputs)))
        parts.append(dict(zip(cell.inputs, shares.tolist(), strict=True)))
    mine, theirs = parts
    total = sum(share**2 for part in parts for share in part.values())
    for name in mine.keys() & theirs.keys():
        if name.startswith(("material.", "price.")):
            total -= 2 * mine[name] * theirs[name]
    return sqrt(max(total, 0.0)) if isfinite(total) else inf


def summands(cell: Cell, name: str) -> list[tuple[str, float]]:
    """Split a quantity into the quantities that it is the sum of, in its display unit."""
    flat = name.replace(".", "_")
    step = cell.plan.by_quantity.get(flat)
    names = _added(body(step.function)) if step else []
    if not step or not names:
        unit = vocabulary()[flat].unit
        return [(vocabulary()[flat].name, float(cell.values[flat]) / scale(unit))]
    own = dict(zip(step.function.__code__.co_varnames, step.inputs, strict=False))
    return [part for each in names for part in summands(cell, vocabulary()[own[each]].name)]


def _added(statements: Sequence[ast.stmt]) -> list[str]:
    """Name the terms of a body that is nothing but a sum of names."""
    last = statements[-1]
    if len(statements) != 1 or not isinstance(last, ast.Return):
        return []
    terms, queue = [], [last.value]
    while queue:
        node = queue.pop()
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            queue += [node.right, node.left]
        elif isinstance(node, ast.Name):
            terms.append(node.id)
        else:
            return []
    return terms


def sources(cells: Sequence[Cell]) -> tuple[Cited, ...]:
    """List every source that a value of the cells depends on, and which values those are."""
    found: dict[str, tuple[Record, dict[str, None]]] = {}
    for cell in cells:
        for name, leaves in cell.given.leaves.items():
            for leaf in leaves if name in cell.plan.known else ():
                if leaf.choice:
                    record = leaf.choice.record
                    taken = found.setdefault(record.source.key, (record, {}))[1]
                    taken[f"{leaf.address} = {leaf.text}"] = None
    return tuple(
        Cited(record.source.citation, record.source.doi, record.source.url, tuple(taken))
        for record, taken in (found[key] for key in sorted(found))
    )
