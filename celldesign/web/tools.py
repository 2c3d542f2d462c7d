"""What programs and agents ask: build, explain, what if, solve, compare, materials, as plain data.

The same answers go over HTTP (`api`) and the Model Context Protocol (`agent`). A design is the name
of a shipped example or the text of a design file; nothing that is sent is taken for a path. Every
answer has units, uncertainties, assumptions and warnings; a refusal is one line, as everywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from celldesign.cell.build import build_cell
from celldesign.cell.explain import Node
from celldesign.cell.explain import explain as explain_quantity
from celldesign.cell.result import Cell
from celldesign.database.shelf import CachedCatalogue
from celldesign.design.file import Design, read_design
from celldesign.errors import DesignError, MaterialError
from celldesign.files import example_names
from celldesign.study.solve import solve as find
from celldesign.study.whatif import prepare_whatif, read
from celldesign.vocabulary import find as quantity_of
from celldesign.web.live import Asked, local

MOST_ROWS = 2000
MOST_DESIGNS = 8
_DEEPEST = 6
HEADLINES = (
    "nominal_capacity", "capacity", "energy", "operation.average_voltage", "np_ratio",
    "cell.mass", "cell.volume", "cell.thickness", "stack.specific_energy", "stack.energy_density",
    "cell.specific_energy", "cell.energy_density", "cathode.sheets", "anode.sheets",
    "cathode.areal_capacity", "anode.areal_capacity", "cathode.porosity", "anode.porosity",
    "resistance.dc", "lithium.excess_charge", "thermal.energy", "lifetime.cycles_to_depletion",
    "cost.per_energy", "footprint.ghg_per_energy",
)  # fmt: skip
Settings = Mapping[str, str]
Names = Sequence[str]


def design_of(text: str, settings: Settings, free: Names = (), hold: Names = ()) -> Design:
    """Read an example by its name, or the text of a design, with values set on top of it."""
    name = text.strip().removesuffix(".toml")
    if "\n" not in name and "=" not in name:
        if f"{name}.toml" not in example_names():
            known = ", ".join(each.removesuffix(".toml") for each in example_names())
            raise DesignError(
                "the text of a design file, or the name of a shipped example, is required",
                given=repr(name[:100]),
                mend=f"the examples are {known}",
            )
        text = read_design(f"{name}.toml").text
    plain = Asked.read({"text": text, "settings": dict(settings)}).plain()
    return local(read(plain, settings, free, hold))


class Tools:
    """Answers from one database, which is read anew where it has changed."""

    def __init__(self, database: str | None = None) -> None:
        self.shelf = CachedCatalogue(database)

    def _cell(self, text: str, settings: Settings, free: Names, hold: Names) -> Cell:
        with self.shelf.open() as catalogue:
            return build_cell(design_of(text, settings, free, hold), catalogue)

    def build(
        self, design: str, settings: Settings, free: Names, hold: Names, names: Names
    ) -> dict[str, Any]:
        """Build a cell; of its quantities those in `names`, or the headlines, or with `*` all."""
        return _shown(self._cell(design, settings, free, hold), names)

    def explain(
        self, design: str, name: str, settings: Settings, free: Names, hold: Names
    ) -> dict[str, Any]:
        """Explain a quantity: formula, numbers, and what it needs down to sources."""
        cell = self._cell(design, settings, free, hold)
        node = explain_quantity(cell, name)
        return {"warnings": list(cell.warnings), "tree": _tree(node, _DEEPEST)}

    def whatif(
        self,
        design: str,
        vary: Settings,
        settings: Settings,
        free: Names,
        hold: Names,
        names: Names,
    ) -> dict[str, Any]:
        """Evaluate every combination of the values that are varied."""
        with self.shelf.open() as catalogue:
            asked = design_of(design, settings, free, hold)
            columns = [quantity_of(each).name for each in names] or None
            study = prepare_whatif(asked, vary, catalogue=catalogue, columns=columns)
        if len(study) > MOST_ROWS:
            required = f"a what-if of at most {MOST_ROWS} rows is answered here"
            raise DesignError(required, given=f"{len(study):,}", mend="use the command line")
        frame = study.frame(workers=1)
        return {"rows": _records(frame), "feasible": "False where `build` refuses such a cell"}

    def solve(
        self,
        design: str,
        vary: Settings,
        targets: Settings,
        settings: Settings,
        free: Names,
        hold: Names,
    ) -> dict[str, Any]:
        """Find values within bounds that give the targets, or say why none does."""
        found = find(
            design_of(design, settings, free, hold),
            vary,
            targets,
            database=self.shelf.url,
        )
        return {
            "kind": found.kind,
            "settings": dict(found.settings),
            "messages": list(found.messages),
            "rows": _records(found.designs.head(20)),
        }

    def compare(self, designs: Sequence[Mapping[str, Any]], names: Names) -> dict[str, Any]:
        """Set cells side by side; each is {design, settings, free, hold, title}."""
        if not 2 <= len(designs) <= MOST_DESIGNS:
            required = f"2 to {MOST_DESIGNS} designs are compared"
            raise DesignError(required, given=str(len(designs)))
        cells = []
        for each in designs:
            parts = (each.get("settings") or {}, each.get("free") or (), each.get("hold") or ())
            cell = self._cell(str(each.get("design", "")), *parts)
            cells.append({"title": each.get("title") or cell.design.name, **_shown(cell, names)})
        return {"cells": cells}

    def materials(self, query: str, name: str) -> dict[str, Any]:
        """Find materials by words, or give all values of one with their sources."""
        with self.shelf.open() as catalogue:
            if not name:
                found = catalogue.search(query, limit=50)
                return {"materials": [asdict(each) for each in found]}
            material = catalogue.material(name)
            values = catalogue.records_of([material.key])
            prices = [asdict(each) for each in catalogue.prices(material.key)]
        rows: list[dict[str, Any]] = [
            asdict(record) for _, several in sorted(values.items()) for record in several
        ]
        if not rows and not prices:
            raise MaterialError("a material with values is required", given=material.key)
        return {"material": asdict(material), "values": rows, "prices": prices}


def _shown(cell: Cell, names: Names) -> dict[str, Any]:
    plain = cell.to_dict()
    quantities = plain["quantities"]
    if list(names) != ["*"]:
        wanted = [quantity_of(each).name for each in names]
        if absent := [each for each in wanted if each not in quantities]:
            cell.plan.require([quantity_of(each).flat for each in absent])
        kept = wanted or [each for each in HEADLINES if each in quantities]
        plain["quantities"] = {name: quantities[name] for name in kept}
    return plain


def _tree(node: Node, depth: int) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "name": node.name, "value": node.text, "origin": node.origin, "meaning": node.meaning,
        "formula": node.formula, "numbers": node.numbers, "sources": list(node.origins),
    }  # fmt: skip
    shown = {key: value for key, value in plain.items() if value}
    if node.children and depth:
        shown["from"] = [_tree(child, depth - 1) for child in node.children]
    return shown


def _records(frame: Any) -> Any:
    import json

    return json.loads(frame.to_json(orient="records", double_precision=12))
