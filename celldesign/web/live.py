"""What the page asks for, answered from a design's text and the values set on top of it.

Nothing of a client is kept between requests, and nothing that it sends is taken for a path or an
address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from celldesign.cell.build import build_cell
from celldesign.cell.explain import explain
from celldesign.cell.freedom import settle
from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.database.shelf import CachedCatalogue
from celldesign.design.entry import Entry
from celldesign.design.file import Design, parse_design
from celldesign.design.overrides import set_values
from celldesign.errors import CelldesignError, DesignError
from celldesign.report.cell_figures import figures, matters, voltage
from celldesign.report.compare import full_label, groups, headlines
from celldesign.report.figures import Figure, lines, numbers
from celldesign.report.html import environment, page
from celldesign.report.section import draw
from celldesign.units.quantities import from_si
from celldesign.vocabulary import Quantity, by_dotted_name, find, vocabulary

LONGEST = 100_000
MOST_SETTINGS = 200
MOST_VARIANTS = 8
POINTS = 41


@dataclass(frozen=True, slots=True)
class Asked:
    """A design as the page holds it: its text, and what is set on top of it."""

    text: str
    settings: Mapping[str, str]
    hold: tuple[str, ...] = ()

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "Asked":
        """Read one from a request; raises DesignError for what is not of this kind, or too long."""
        text, settings = content.get("text"), content.get("settings", {})
        if not isinstance(text, str) or len(text) > LONGEST:
            raise DesignError(f"the text of a design, up to {LONGEST // 1000} kB, is required")
        if not isinstance(settings, dict) or len(settings) > MOST_SETTINGS:
            raise DesignError(f"at most {MOST_SETTINGS} settings are taken")
        for name, value in settings.items():
            if not isinstance(value, str) or len(name) + len(value) > 300:
                raise DesignError("a setting is a short text", given=name[:100])
        hold = content.get("hold", [])
        if not isinstance(hold, list) or len(hold) > MOST_SETTINGS:
            raise DesignError(f"at most {MOST_SETTINGS} names are held")
        if any(not isinstance(name, str) or len(name) > 300 for name in hold):
            raise DesignError("a name to hold is a short text")
        return cls(text, settings, tuple(hold))

    def plain(self) -> Design:
        """Parse the design without its settings."""
        return local(_parsed(self.text))

    def design(self) -> Design:
        """Parse the design with its settings."""
        return local(set_values(self.plain(), self.settings, hold=self.hold))

    def cell(self, shelf: CachedCatalogue) -> Cell:
        """Build the cell."""
        with shelf.open() as catalogue:
            return build_cell(self.design(), catalogue)


@lru_cache(32)
def _parsed(text: str) -> Design:
    return parse_design(text, "design")


def local(design: Design) -> Design:
    """Refuse what would open a file by a name of the client's."""
    if design.economics.plant.endswith(".toml"):
        mend = "name a plant of the database, or build the design on the command line"
        raise DesignError("the page reads no files", given="a plant file", mend=mend)
    return design


def shown(asked: Asked, shelf: CachedCatalogue) -> dict[str, Any]:
    """Build the cell, and write what the page shows of it."""
    with shelf.open() as catalogue:
        cell = build_cell(asked.design(), catalogue)
    curves = voltage(cell)
    main = groups([cell], more=False)
    fragment = (
        environment()
        .get_template("live.html.jinja")
        .render(
            headlines=headlines([cell]),
            section=draw(cell),
            figures=[*figures([cell]), *([curves] if curves else [])],
            groups=[group for group in main if group.lines],
            warnings=cell.warnings,
            overrides=cell.overrides,
            released=cell.released,
            assumptions=cell.assumptions,
        )
    )
    return {
        "name": cell.design.name,
        "html": fragment,
        "inputs": inputs(asked),
        "held": list(cell.held),
        "outputs": [
            quantity.name
            for flat, quantity in vocabulary().items()
            if flat in cell.values and not quantity.component and cell.origin(flat) == "computed"
        ],
        "figures": {line.name: _text(line.entries[0]) for g in main for line in g.lines},
    }


def _text(entry: Any) -> str:
    return str(entry.text) if entry else ""


def inputs(asked: Asked) -> list[dict[str, Any]]:
    """List what is given or set, each with the reach of its slider and its value now.

    What was typed stays as it is even where it is wrong, so that it can be mended.
    """
    plain = asked.plain()
    found = []
    for flat, quantity in vocabulary().items():
        before, typed = plain.values.get(flat), asked.settings.get(quantity.name)
        entry = before if typed is None else _typed(plain, quantity.name, typed) or before
        if before is None and typed is None:
            continue
        row: dict[str, Any] = {
            "name": quantity.name,
            "label": full_label(quantity),
            "unit": "" if quantity.unit in ("1", "C-rate") else quantity.unit,
            "text": typed if typed is not None else before.text if before else "",
            "choices": list(quantity.choices),
            "changed": typed is not None and (before is None or entry != before),
        }
        reach = _reach(quantity, (before or entry).value) if entry else None
        if reach and entry:
            low, high, step = reach
            value = float(from_si(entry.value, quantity.unit))
            row |= {"low": min(low, value), "high": max(high, value), "step": step, "value": value}
        found.append(row)
    return found


def _typed(plain: Design, name: str, text: str) -> Entry | None:
    try:
        return set_values(plain, {name: text}).values.get(name.replace(".", "_"))
    except CelldesignError:
        return None


def _reach(quantity: Quantity, si: float) -> tuple[float, float, float] | None:
    """Say from where to where a slider goes: a quarter to two and a half times what was given."""
    if quantity.choices or quantity.unit == "C-rate":
        return None
    value = float(from_si(si, quantity.unit))
    if quantity.count:
        return max(quantity.low, value - 10), min(quantity.high, value + 20), 1.0
    if not value:
        return None
    if quantity.unit in ("degC", "K"):
        low, high = value - 50, value + 50
    else:
        low, high = sorted((0.25 * value, 2.5 * value))
    low, high = max(low, quantity.low), min(high, quantity.high)
    return (low, high, (high - low) / 200) if high > low else None


def explained(asked: Asked, name: str, shelf: CachedCatalogue) -> str:
    """Explain one quantity, and name what it depends on."""
    node = explain(asked.cell(shelf), name)
    macros: Any = environment().get_template("macros.html.jinja").module
    return str(macros.node_entry(node, "c1"))


def compared(variants: Sequence[Asked], titles: Sequence[str], shelf: CachedCatalogue) -> str:
    """Write the comparison of pinned variants."""
    cells = titled(variants, titles, shelf)
    return (
        environment()
        .get_template("compared.html.jinja")
        .render(
            names=[cell.design.name for cell in cells],
            groups=[group for group in groups(cells, more=False) if group.lines],
            figures=figures(cells),
        )
    )


def titled(variants: Sequence[Asked], titles: Sequence[str], shelf: CachedCatalogue) -> list[Cell]:
    """Build variants under their titles."""
    if not 1 <= len(variants) <= MOST_VARIANTS:
        raise DesignError(f"from 1 to {MOST_VARIANTS} variants are compared")
    cells = []
    with shelf.open() as catalogue:
        for asked, title in zip(variants, titles, strict=True):
            design = set_values(asked.design(), {"name": title[:200]} if title.strip() else {})
            cells.append(build_cell(design, catalogue))
    return cells


def report(variants: Sequence[Asked], titles: Sequence[str], shelf: CachedCatalogue) -> str:
    """Write the whole page of a report."""
    return page(titled(variants, titles, shelf))


def what_if(asked: Asked, content: Mapping[str, Any], shelf: CachedCatalogue) -> dict[str, Any]:
    """Vary one quantity between two bounds, all in one array evaluation."""
    from celldesign.study.bands import deviations
    from celldesign.study.whatif import prepare_whatif

    quantity, output = find(_word(content, "name")), find(_word(content, "output"))
    low, high = _number(content, "low"), _number(content, "high")
    if not low < high:
        raise DesignError("a range that rises is required", given=f"{low:g} to {high:g}")
    step = 1.0 if quantity.count else (high - low) / (POINTS - 1)
    unit = "" if quantity.unit in ("1", "C-rate") else quantity.unit
    with shelf.open() as catalogue:
        others = {key: text for key, text in asked.settings.items() if key != quantity.name}
        study = prepare_whatif(
            set_values(asked.plain(), others, hold=asked.hold),
            {quantity.name: f"{low!r}:{high!r}:{step!r}{unit}"},
            catalogue=catalogue,
            columns=[output.name],
        )
    frame, unsure = study.frame(workers=1), deviations(study)
    x, values = (frame[label].to_numpy(dtype=float) for label in frame.columns[:2])
    gaps = ~frame["feasible"].to_numpy(dtype=bool)
    values = np.where(gaps, np.nan, values)
    drawn = lines(
        f"{full_label(output)} over {full_label(quantity)}",
        (_axis(quantity), x),
        _axis(output),
        [(full_label(output), values)],
        [unsure.iloc[:, 1]] if unsure is not None and unsure.shape[1] > 1 else [],
    )
    note = "<p>Gaps are cells that cannot be built.</p>" if gaps.any() else ""
    return {"html": _drawn(drawn) + note, "x": x.tolist(), "y": numbers(values)}


def _drawn(figure: Figure) -> str:
    macros: Any = environment().get_template("figures.html.jinja").module
    return str(macros.drawn_figure(figure))


def _axis(quantity: Quantity) -> str:
    unit = "" if quantity.unit == "1" else f", {quantity.unit}"
    return f"{full_label(quantity)}{unit}"


def what_matters(asked: Asked, output: str, shelf: CachedCatalogue) -> str:
    """Draw what the inputs' uncertainties add to an output's."""
    return _drawn(matters(asked.cell(shelf), output))


def solved(asked: Asked, content: Mapping[str, Any], shelf: CachedCatalogue) -> dict[str, Any]:
    """Find the value of one quantity that gives a wanted result."""
    from celldesign.study.solve import solve

    name, output = find(_word(content, "name")), find(_word(content, "output"))
    low, high, target = (_number(content, key) for key in ("low", "high", "target"))
    units = [{"1": "", "C-rate": "C"}.get(q.unit, f" {q.unit}") for q in (name, output)]
    found = solve(
        asked.plain(),
        {name.name: f"{low!r}:{high!r}{units[0].strip()}"},
        {output.name: f"{target!r}{units[1]}"},
        {key: text for key, text in asked.settings.items() if key != name.name},
        hold=asked.hold,
        database=shelf.url,
    )
    return {
        "kind": found.kind,
        "messages": list(found.messages),
        "settings": dict(found.settings) if found.kind == "solved" else {},
    }


def design_file(asked: Asked, title: str, shelf: CachedCatalogue) -> str:
    """Write the design as a file, with what was set on top of it and held."""
    from celldesign.design.writing import design_text

    with shelf.open() as catalogue:
        design = settle(asked.design(), catalogue).design
    return design_text(design, {}, title.strip()[:200])


def materials(query: str, shelf: CachedCatalogue) -> list[dict[str, Any]]:
    """List materials that have every word of a query; all where it is empty."""
    with shelf.open() as catalogue:
        found = catalogue.search(query[:100]) if query.strip() else catalogue.materials()
        return [
            {"key": each.key, "name": each.name, "role": each.role, "formula": each.formula}
            for each in found
        ]


def material(key: str, shelf: CachedCatalogue) -> str:
    """Write a material's values with their sources."""
    with shelf.open() as catalogue:
        found = catalogue.material(key[:200])
        records = _records(catalogue, found.key)
    template = environment().get_template("material.html.jinja")
    return template.render(material=found, records=records)


def _records(catalogue: Catalogue, key: str) -> list[Any]:
    found = catalogue.records_of([key])
    return [record for name in sorted(found) for record in found[name]]


def names() -> dict[str, str]:
    """Every name that can be set, with its label, for completion."""
    return {name: full_label(q) for name, q in by_dotted_name().items() if not q.component}


def _word(content: Mapping[str, Any], key: str) -> str:
    value = content.get(key)
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise DesignError(f"{key} is required")
    return value


def _number(content: Mapping[str, Any], key: str) -> float:
    value = content.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e15:
        raise DesignError(f"a number is required for {key}")
    return float(value)
