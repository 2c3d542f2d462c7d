"""Cells side by side as an engineer reads them: differences, and what is better beyond doubt."""

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, isfinite, sqrt

import numpy as np

from celldesign.cell.result import Cell, Value
from celldesign.database.catalogue import Record
from celldesign.model.source import body
from celldesign.units.quantities import from_si, scale
from celldesign.vocabulary import GROUPS, Quantity, leading, main_results, vocabulary

_PARTS = ("cathode", "anode", "separator", "catholyte", "electrolyte")


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
    """Order what is known of the cells by what an engineer asks; all of it, or the main results."""

    def lines(quantities: Iterable[Quantity]) -> list[Line]:
        return [_line(q, cells) for q in quantities if any(q.name in cell for cell in cells)]

    found = []
    for topic, title in GROUPS.items():
        main = lines(main_results(topic))
        if topic == "design":
            main = [*_facts(cells), *main]
        others = [q for q in vocabulary().values() if more and not q.group and q.topic == topic]
        found.append(Group(title, tuple(main), tuple(lines(others))))
    return tuple(group for group in found if group.lines or group.more)


def headlines(cells: Sequence[Cell]) -> tuple[Line, ...]:
    """Pick the few figures that a page opens with."""
    return tuple(_line(q, cells) for q in leading("page") if any(q.name in c for c in cells))


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

    >>> full_label(vocabulary()["cathode_thickness"])
    'cathode coating thickness'
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
    sign = quantity.better
    known = [i for i, value in enumerate(values) if value is not None]
    if not sign or len(known) < 2:
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
