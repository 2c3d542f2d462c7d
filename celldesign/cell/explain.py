"""The tree from a result to its sources: formula, numbers, units, and each leaf's origin."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from celldesign.cell.result import Cell, Value
from celldesign.constants import CONSTANTS
from celldesign.database.catalogue import Record
from celldesign.database.choice import stated
from celldesign.inputs.value import Input
from celldesign.model.order import Equation
from celldesign.model.source import body
from celldesign.units.quantities import scale
from celldesign.vocabulary import find, vocabulary


@dataclass(frozen=True, slots=True)
class Node:
    """One quantity in the tree.

    `formula` and `numbers` are the equation as written, with names and with values; `origins` say
    where a leaf comes from, `unused` what could have given the same quantity and did not.
    """

    name: str
    text: str
    origin: str
    meaning: str
    formula: str
    numbers: str
    written: str
    origins: tuple[str, ...]
    unused: tuple[str, ...]
    children: tuple["Node", ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the tree as plain data."""
        plain = {name: getattr(self, name) for name in self.__slots__ if name != "children"}
        return plain | {"children": [child.to_dict() for child in self.children]}


def explain(cell: Cell, name: str) -> Node:
    """Explain a quantity of a cell down to sources and assumptions.

    Parameters
    ----------
    cell
        A built cell.
    name
        The quantity by its dotted name, or by a synonym such as `N/P`.

    Returns
    -------
    Node
        The quantity with its formula, numbers and basis; `node.children` are those that it needs.

    Raises
    ------
    DesignError
        For an unknown name.
    MissingInputError
        For a quantity that has no value in this cell.

    Examples
    --------
    >>> from celldesign import build
    >>> explain(build("examples/pouch_1Ah.toml"), "N/P").name
    'np_ratio'
    """
    quantity = find(name)
    cell.plan.require([quantity.flat])
    return _Explainer(cell).node(quantity.flat)


def explain_all(cell: Cell) -> dict[str, Node]:
    """Explain every quantity of a cell, and every constant, by name."""
    explainer = _Explainer(cell)
    for flat in cell.values:
        explainer.node(flat)
    return {node.name: node for node in explainer.nodes.values()}


class _Explainer:
    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.nodes: dict[str, Node] = {}

    def node(self, flat: str) -> Node:
        if flat not in self.nodes:
            self.nodes[flat] = self._constant(flat) if flat in CONSTANTS else self._quantity(flat)
        return self.nodes[flat]

    def _quantity(self, flat: str) -> Node:
        cell, words = self.cell, vocabulary()
        step = cell.plan.by_quantity.get(flat)
        value = cell[words[flat].name]
        return Node(
            name=words[flat].name,
            text=value.text(),
            origin=value.origin,
            meaning=words[flat].meaning,
            formula=_written(step, _dotted(step)) if step else "",
            numbers=self._with_numbers(step) if step else "",
            written=f"{step.assumption} [{_place(step)}]" if step else "",
            origins=() if step else self._origins(flat),
            unused=tuple(self._unused(flat, step)),
            children=tuple(self.node(name) for name in step.inputs) if step else (),
        )

    def _constant(self, flat: str) -> Node:
        constant = CONSTANTS[flat]
        text = f"{constant.value:.6g} {constant.unit}"
        return Node(flat, text, "constant", "", "", "", "", (constant.citation,), (), ())

    def _with_numbers(self, step: Equation) -> str:
        """The formula with values, where it is a single one."""
        if not step.inputs or "\n" in _source(step.function):
            return ""
        return _written(step, self._numbers(step))

    def _numbers(self, step: Equation) -> dict[str, str]:
        """What stands for each parameter when the formula is printed with values."""
        words = vocabulary()
        parameters = step.function.__code__.co_varnames
        return {
            parameter: f"{CONSTANTS[name].value:.6g} {CONSTANTS[name].unit}"
            if name in CONSTANTS
            else self.cell[words[name].name].text(spread=False)
            for parameter, name in zip(parameters, step.inputs, strict=False)
        }

    def _origins(self, flat: str) -> tuple[str, ...]:
        return tuple(
            line for leaf in self.cell.given.leaves[flat] for line in self._leaf(flat, leaf)
        )

    def _leaf(self, flat: str, leaf: Input) -> list[str]:
        """Where a leaf comes from, and that its standard uncertainty is assumed where it is."""
        if not (leaf.classed and leaf.std):
            return self._origin(flat, leaf)
        unit = vocabulary()[flat].unit
        shown = f"{leaf.std / scale(unit):.2g}{'' if unit == '1' else f' {unit}'}"
        first, *more = self._origin(flat, leaf)
        return [first, f"± {shown} assumed, as values of its kind and quality have it", *more]

    def _origin(self, flat: str, leaf: Input) -> list[str]:
        label = f"{leaf.label}: " if leaf.label and vocabulary()[flat].component else ""
        if leaf.choice:
            first, *more = _record_lines(leaf)
            return [label + first, *more]
        if leaf.entry is None:
            return [f"{label}{leaf.text} ({leaf.address})"]
        where = self._where(leaf.address)
        set_now = f"{leaf.address}={leaf.text}" in self.cell.design.settings
        said = "override" if set_now else f"given in {where}"
        if leaf.entry.replaced:
            said += f", where it was {leaf.entry.replaced}"
        elif leaf.origin == "override":
            said += ", an override that is not checked"
        extra = [f"{label}{part}" for part in (leaf.entry.note, leaf.entry.source) if part]
        return [f"{label}{leaf.text}, {said}", *extra]

    def _where(self, address: str) -> str:
        keys = tuple(address.split("."))
        if address.startswith("material."):
            keys = ("material", address[9:].rpartition(".")[0], keys[-1])
        if address in ("operation.lower_voltage", "operation.upper_voltage"):
            keys = ("operation", "window")
        return self.cell.design.place(*keys).rpartition(", ")[0]

    def _unused(self, flat: str, step: Equation | None) -> list[str]:
        """Say what else would have given this quantity, and why it was not taken."""
        values, words = self.cell.values, vocabulary()
        said = []
        for equation in self.cell.plan.model.by_quantity.get(flat, []):
            if equation is step:
                continue
            formula = _written(equation, _dotted(equation))
            lacking = [name for name in equation.inputs if name not in self.cell.plan.known]
            if lacking:
                names = ", ".join(words[name].name for name in lacking)
                said.append(f"{formula}: lacks {names}")
            elif flat not in {name for i in equation.inputs for name in self._roots(i)}:
                known = {**{n: c.value for n, c in CONSTANTS.items()}, **values}
                with np.errstate(all="ignore"):
                    other = equation.function(*[known[name] for name in equation.inputs])
                kind = "a default, yields to what is known" if equation.default else "as a check"
                value = Value(words[flat], other, None, "")
                said.append(f"{formula} = {value.text()}: {kind}")
        leaves = self.cell.given.leaves.get(flat, ())
        if step and leaves and leaves[0].origin == "database":
            said.append(f"the database's {leaves[0].text}: a computed value goes before it")
        return said

    def _roots(self, name: str) -> set[str]:
        return self.cell.plan.ancestors(name)


def _record_lines(leaf: Input) -> list[str]:
    assert leaf.choice is not None
    record = leaf.choice.record
    lines = [
        f"{_record_text(record)}, {leaf.address}",
        f"{_citation(record)}, quality {record.quality}",
        f"chosen: {leaf.choice.reason}",
    ]
    if record.note:
        lines.insert(2, record.note)
    return lines + [
        f"not used: {_record_text(other)} ({other.source.key}): {why}"
        for other, why in leaf.choice.others
    ]


def _record_text(record: Record) -> str:
    conditions = stated(record)
    deviation = ""
    if record.std is not None:
        deviation = f" ± {record.std / scale(record.unit):g}"
    return f"{record.value:g}{deviation} {record.unit}" + (
        f" at {conditions}" if conditions else ""
    )


def _citation(record: Record) -> str:
    source = record.source
    doi = f", doi {source.doi}" if source.doi else ""
    where = f", {record.locator}" if record.locator else ""
    return f"{source.citation}{doi}{where}"


def _dotted(step: Equation) -> dict[str, str]:
    words = vocabulary()
    parameters = step.function.__code__.co_varnames
    return {
        parameter: words[name].name if name in words else name
        for parameter, name in zip(parameters, step.inputs, strict=False)
    }


def _place(step: Equation) -> str:
    code = step.function.__code__
    return f"{Path(code.co_filename).stem}.py:{code.co_firstlineno}"


def _source(function: Any) -> str:
    """The body of an equation as written, without numpy's prefix."""
    lines = [ast.unparse(statement) for statement in body(function)]
    lines[-1] = lines[-1].removeprefix("return ")
    return "\n".join(lines).replace("np.", "")


def _written(step: Equation, names: Mapping[str, str]) -> str:
    """The formula with each parameter replaced."""
    return re.sub(r"\b[a-z_]\w*", lambda m: names.get(m[0], m[0]), _source(step.function))
