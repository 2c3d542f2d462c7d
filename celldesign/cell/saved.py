"""Keeping a built cell, and building it again with today's data to see what changed and why."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from celldesign.cell.build import build_cell
from celldesign.cell.result import Cell
from celldesign.database.addresses import find_address
from celldesign.database.catalogue import Catalogue
from celldesign.database.designs import Kept, keep
from celldesign.design.file import Design, parse_design
from celldesign.design.overrides import set_values
from celldesign.inputs.value import Input
from celldesign.units.quantities import from_si
from celldesign.vocabulary import find, vocabulary
from celldesign.vocabulary.renamed import current

_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """A quantity before and now, in the unit that it is shown in; None where it has no value."""

    name: str
    unit: str
    before: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Cause:
    """An input that is not what it was: why, and what it alone changes of each quantity."""

    name: str
    before: str
    now: str
    record_before: int | None
    record_now: int | None
    reason: str
    effects: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Replay:
    """A saved result beside the same design built today."""

    kept: Kept
    cell: Cell
    changes: tuple[Change, ...]
    causes: tuple[Cause, ...]

    @property
    def other_software(self) -> bool:
        """Whether another version of the software had built it."""
        return bool(self.kept.software != self.cell.to_dict()["software"])

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data."""
        today = self.cell.to_dict()
        return {
            "name": self.kept.name,
            "kept": {
                name: getattr(self.kept, name)
                for name in ("id", "sha256", "created_at", "software", "dataset")
            },
            "now": {"software": today["software"], "dataset": today["database"]["dataset"]},
            "changes": [
                {"name": c.name, "unit": c.unit, "before": c.before, "now": c.now}
                for c in self.changes
            ],
            "causes": [
                {name: getattr(cause, name) for name in Cause.__slots__} for cause in self.causes
            ],
        }


def save(cell: Cell, database: str | None = None) -> int:
    """Keep a built cell in the database; returns the number of the result."""
    return keep(
        find_address(database),
        text=cell.design.text,
        settings=cell.design.settings,
        body=cell.to_dict(),
        inputs=inputs_of(cell),
        plant=cell.given.plant_text,
    )


def inputs_of(cell: Cell) -> list[dict[str, Any]]:
    """List every number that went into a cell, with the record that it comes from."""
    return [
        {
            "name": name,
            "value": leaf.value if math.isfinite(leaf.value) else None,
            "std": leaf.std,
            "origin": leaf.origin,
            "text": leaf.text,
            "address": leaf.address,
            "record": _record(leaf),
            "source": leaf.choice.record.source.key if leaf.choice else "",
        }
        for name, leaf in _leaves(cell)
    ]


def replay(kept: Kept, catalogue: Catalogue) -> Replay:
    """Build a saved design with the data of today; raises a CelldesignError where it cannot be.

    A plant file that the design names is taken as it was saved.
    """
    cell = build_cell(design_of(kept), catalogue)
    causes = tuple(_causes(kept, cell, catalogue))
    return Replay(kept, cell, tuple(_changes(kept.body, cell.to_dict())), causes)


def design_of(kept: Kept) -> Design:
    """Read a saved design again, with what had been set on top of it and its plant file's text."""
    design = replace(parse_design(kept.text, kept.name), plant_text=kept.plant)
    words: dict[str, list[str]] = {"free": [], "hold": []}
    settings = {}
    for setting in kept.settings:
        name, equals, text = setting.partition("=")
        if equals:
            settings[current(name)] = text
        else:  # "hold np_ratio"
            words[name.partition(" ")[0]].append(current(name.partition(" ")[2]))
    return set_values(design, settings, words["free"], words["hold"])


def _changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    old, new = _today(before["quantities"]), now["quantities"]
    for name in dict.fromkeys((*new, *old)):
        was, value = old.get(name, {}).get("value"), new.get(name, {}).get("value")
        if not _same(was, value):
            yield Change(name, (new.get(name) or old[name])["unit"], was, value)


def _today(rows: Mapping[str, Any]) -> dict[str, Any]:
    """What is known by name, `name[0]` too, under the names of today."""
    parts = ((name.partition("["), row) for name, row in rows.items())
    return {f"{current(name)}{bracket}{index}": row for (name, bracket, index), row in parts}


def _causes(kept: Kept, cell: Cell, catalogue: Catalogue) -> Iterator[Cause]:
    was = _today({each["name"]: each for each in kept.inputs})
    now = dict(_leaves(cell))
    for name in dict.fromkeys((*now, *was)):
        old, leaf = was.get(name), now.get(name)
        if old and leaf and _same(old["value"], leaf.value):
            continue
        record_before = old["record"] if old else None
        yield Cause(
            name=name,
            before=old["text"] if old else "",
            now=leaf.text if leaf else "",
            record_before=record_before,
            record_now=_record(leaf) if leaf else None,
            reason=_reason(old["address"] if old else "", record_before, leaf, catalogue),
            effects=_effects(cell, name, old["value"]) if old and leaf else {},
        )


def _reason(address: str, before: int | None, leaf: Input | None, catalogue: Catalogue) -> str:
    """Say what became of the record that was used."""
    table = "price" if address.startswith("price.") else "property_value"
    rows = catalogue.rows(f"SELECT superseded_by, withdrawn FROM {table} WHERE id = ?", before or 0)
    now = _record(leaf) if leaf else None
    if rows and rows[0]["superseded_by"] is not None:
        return f"#{before} was superseded by #{rows[0]['superseded_by']}"
    if rows and rows[0]["withdrawn"]:
        return f"#{before} was removed"
    if leaf is None:
        return "it is no longer an input"
    if leaf.choice and leaf.choice.record.origin == "user" and now:
        return f"your own value #{now} comes first"
    return leaf.choice.reason if leaf.choice else "it comes from elsewhere now"


def _effects(cell: Cell, name: str, before: float | None) -> dict[str, float]:
    """Evaluate the cell with one input as it was: what the change of it alone makes."""
    if before is None:
        return {}
    flat, _, index = name.partition("[")
    leaves: dict[str, Any] = {
        each: np.array(value, dtype=float)
        for each, value in cell.given.values(sorted(cell.plan.given | cell.plan.database)).items()
    }
    leaves[find(flat).flat][int(index.rstrip("]")) if index else ...] = before
    with np.errstate(all="ignore"):
        values = cell.plan.evaluate(leaves)
    words = vocabulary()
    return {
        words[each].name: float(
            from_si(float(cell.values[each]), words[each].unit)
            - from_si(float(values[each]), words[each].unit)
        )
        for each in cell.values
        if np.ndim(cell.values[each]) == 0
        and words[each].unit != "C-rate"
        and not words[each].choices
        and not _same(float(cell.values[each]), float(values[each]))
    }


def _leaves(cell: Cell) -> Iterator[tuple[str, Input]]:
    words = vocabulary()
    for flat in sorted(cell.plan.given | cell.plan.database):
        leaves = cell.given.leaves[flat]
        for index, leaf in enumerate(leaves):
            yield words[flat].name + (f"[{index}]" if len(leaves) > 1 else ""), leaf


def _record(leaf: Input) -> int | None:
    return (leaf.choice.record.id or None) if leaf.choice else None


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=_SAME, abs_tol=1e-300)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return all(_same(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other)
