"""What stands on the sheet of a cell: inputs by origin, and every figure as a formula."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from celldesign.cell.explain import explain_all
from celldesign.cell.result import Cell
from celldesign.constants import CONSTANTS
from celldesign.model.order import Equation
from celldesign.model.source import UntranslatableError, body, numbers
from celldesign.report.compare import full_label
from celldesign.report.formula import Cells, translate
from celldesign.units.quantities import from_si, scale, si_unit, to_si
from celldesign.vocabulary import Quantity, vocabulary

VALUE_ONLY = "value only"
_TITLES = {
    "given": "Given in the design file",
    "override": "Overrides",
    "database": "From the database, as looked up for the design's window, rate and temperature",
    VALUE_ONLY: "From voltage curves: values that do not follow a changed cell",
    "assumed": "Assumed",
    "constant": "Constants",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a cell's sheet; `shown` and `si` are values, or formulas with the value in them.

    A row without `name` is a heading, or a further component of the quantity above it.
    """

    label: str
    quantity: str = ""
    shown: Any = None
    shown_formula: str = ""
    unit: str = ""
    std: float | None = None
    si: Any = None
    si_formula: str = ""
    si_unit: str = ""
    origin: str = ""
    basis: str = ""
    name: str = ""
    span: int = 1
    choices: tuple[str, ...] = ()


def rows(cell: Cell) -> list[Row]:
    """Lay the sheet of a cell out: inputs by origin, then every computed quantity by part."""
    return list(_Layout(cell).rows())


class _Layout:
    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.words = vocabulary()
        self.values = {**{name: c.value for name, c in CONSTANTS.items()}, **cell.values}
        self.nodes = explain_all(cell)
        self.labels = {
            (name.partition("_")[0], len(leaves)): [leaf.label for leaf in leaves]
            for name, leaves in cell.given.leaves.items()
            if name in self.words and self.words[name].component
        }

    def rows(self) -> Iterator[Row]:
        steps = self.cell.plan.by_quantity
        # A default without inputs is an assumption that can be changed like a given value.
        computed = {n: step for n, step in steps.items() if step.inputs or not step.default}
        inputs: dict[str, list[str]] = {origin: [] for origin in _TITLES}
        for flat in self.words:
            if flat in self.cell.values and flat not in computed:
                inputs[self._origin(flat)].append(flat)
        for origin, names in inputs.items():
            if names or origin == "constant":
                yield Row(_TITLES[origin])
            for flat in names:
                yield from self._input(flat, self.words[flat])
        yield from self._constants()
        part = ""
        for flat, quantity in self.words.items():
            if flat not in computed:
                continue
            here = quantity.name.partition(".")[0] if "." in quantity.name else "cell"
            if here != part:
                part = here
                yield Row(f"Computed: {part}")
            yield from self._computed(flat, quantity, computed[flat])

    def _origin(self, flat: str) -> str:
        """Where an input comes from; what was read off curves stays as it is."""
        leaves = self.cell.given.leaves.get(flat, ())
        curves = bool(leaves) and leaves[0].address.startswith("curve.")
        return VALUE_ONLY if curves else self.cell.origin(flat)

    def _input(self, flat: str, quantity: Quantity) -> Iterator[Row]:
        leaves = self.cell.given.leaves.get(flat, ())
        values, origin = np.atleast_1d(self.values[flat]), self._origin(flat)
        for index, value in enumerate(values.tolist()):
            leaf = leaves[index] if index < len(leaves) else None
            yield Row(
                label=self._label(quantity, index, len(values)),
                quantity=quantity.name,
                shown=shown_value(quantity, value),
                unit=unit_of(quantity),
                std=leaf.std / scale(quantity.unit) if leaf and leaf.std else None,
                si=value,
                si_formula="" if origin == VALUE_ONLY else _to_si(quantity),
                si_unit=si_unit(quantity.unit),
                origin=origin,
                basis=self._basis(quantity, index, len(values)),
                name=flat if index == 0 else "",
                span=len(values),
                choices=quantity.choices,
            )

    def _basis(self, quantity: Quantity, index: int, count: int) -> str:
        node = self.nodes[quantity.name]
        if node.written:
            return node.written
        lines = [line for line in node.origins if not line.startswith("not used")]
        if count > 1:
            label = self._labels(quantity, count)[index]
            lines = [line for line in lines if line.startswith(f"{label}: ")] or lines
        return "; ".join(lines)

    def _labels(self, quantity: Quantity, count: int) -> list[str]:
        part = quantity.name.partition(".")[0]
        numbered = [f"{index + 1}" for index in range(count)]
        for key in ((part, count), ("stage", count)):
            if any(self.labels.get(key, ())):
                return self.labels[key]
        return numbered

    def _label(self, quantity: Quantity, index: int, count: int) -> str:
        if not quantity.component:
            return full_label(quantity)
        return f"{full_label(quantity)}: {self._labels(quantity, count)[index]}"

    def _constants(self) -> Iterator[Row]:
        for name, constant in CONSTANTS.items():
            yield Row(
                label=name.replace("_", " "),
                quantity=name,
                shown=constant.value,
                unit=constant.unit,
                si=constant.value,
                si_formula="={value}",
                si_unit=constant.unit,
                origin="constant",
                basis=constant.citation,
                name=name,
            )

    def _computed(self, flat: str, quantity: Quantity, step: Equation) -> Iterator[Row]:
        values = np.atleast_1d(self.values[flat])
        stds = np.atleast_1d(self.cell.stds.get(flat, np.nan)) / scale(quantity.unit)
        node = self.nodes[quantity.name]
        formulas, live = self._formulas(flat, quantity, step)
        yield from self._steps(quantity, formulas[:-1])
        for index, value in enumerate(values.tolist()):
            std = float(stds[index]) if len(stds) == len(values) else np.nan
            yield Row(
                label=self._label(quantity, index, len(values)),
                quantity=quantity.name,
                shown=shown_value(quantity, value),
                shown_formula=_from_si(quantity) if live else "",
                unit=unit_of(quantity),
                std=std if np.isfinite(std) and std > 0 else None,
                si=value,
                si_formula=formulas[-1][1][index] if live else "",
                si_unit=si_unit(quantity.unit),
                origin=self.cell.origin(flat) if live else VALUE_ONLY,
                basis=f"{node.formula.replace(chr(10), '; ')}   [{node.written.rpartition('[')[2]}",
                name=flat if index == 0 else "",
                span=len(values),
            )

    def _formulas(
        self, flat: str, quantity: Quantity, step: Equation
    ) -> tuple[list[tuple[Cells, tuple[str, ...], Any, str]], bool]:
        """Translate an equation and evaluate its steps; not live where it has no formula."""
        parameters = step.function.__code__.co_varnames
        own = dict(zip(parameters, step.inputs, strict=False))
        names = {p: Cells(f, _components(self.values[f])) for p, f in own.items()}
        known: dict[str, Any] = {parameter: self.values[f] for parameter, f in own.items()}
        constants = numbers(step.function)
        result = Cells(flat, _components(self.values[flat]))
        try:
            steps = translate(body(step.function), names, result, constants)
        except UntranslatableError:
            return [(result, (), None, "")], False
        found = []
        for each in steps:
            value = None
            if each.cells.name != flat:
                value = _evaluated(each.expression, constants | known)
                known[each.cells.name.rpartition("__")[2]] = value
            found.append((each.cells, each.formulas, value, each.written))
        return found, True

    def _steps(
        self, quantity: Quantity, steps: Sequence[tuple[Cells, tuple[str, ...], Any, str]]
    ) -> Iterator[Row]:
        for cells, formulas, value, written in steps:
            for index, formula in enumerate(formulas):
                part = f", {self._labels(quantity, len(formulas))[index]}" * (len(formulas) > 1)
                yield Row(
                    label=f"  step of {quantity.name}: {cells.name.rpartition('__')[2]}{part}",
                    si=np.atleast_1d(value).tolist()[index % np.size(value)],
                    si_formula=formula,
                    origin="step",
                    basis=written,
                    name=cells.name if index == 0 else "",
                    span=len(formulas),
                )


def _evaluated(expression: ast.expr, known: Mapping[str, Any]) -> Any:
    code = compile(ast.Expression(expression), "<equation>", "eval")
    numbers = {k: np.asarray(v, dtype=float) for k, v in known.items()}
    counts = {k: v for k, v in known.items() if isinstance(v, int)}
    with np.errstate(all="ignore"):
        return eval(code, {"np": np, "len": len}, {**numbers, **counts})


def _components(value: Any) -> int:
    return len(value) if np.ndim(value) else 0


def unit_of(quantity: Quantity) -> str:
    """Name the unit that a quantity is shown in; a rate counts in C."""
    if quantity.unit == "C-rate":
        return "C"
    return "" if quantity.unit == "1" else quantity.unit


def shown_value(quantity: Quantity, si: float) -> Any:
    """Convert an SI value to what the sheet shows: a number, or the word of a choice."""
    if quantity.choices:
        return quantity.choices[int(si)]
    return from_si(si, quantity.unit)


def _to_si(quantity: Quantity) -> str:
    """The SI value as a formula of the shown one, for which {value} stands."""
    if quantity.choices:
        words = ",".join(f'"{word}"' for word in quantity.choices)
        return f"=MATCH({{value}},{{{{{words}}}}},0)-1"
    if quantity.unit == "C-rate":
        return "={value}/3600"
    factor, offset = scale(quantity.unit), to_si(0.0, quantity.unit)
    return "={value}" + (f"*{factor!r}" if factor != 1 else "") + (f"+{offset!r}" if offset else "")


def _from_si(quantity: Quantity) -> str:
    """The shown value as a formula of the SI one, for which {si} stands."""
    if quantity.choices:
        words = ",".join(f'"{word}"' for word in quantity.choices)
        return f"=INDEX({{{{{words}}}}},{{si}}+1)"
    if quantity.unit == "C-rate":
        return "={si}*3600"
    factor, offset = scale(quantity.unit), to_si(0.0, quantity.unit)
    start = f"({{si}}-{offset!r})" if offset else "{si}"
    return f"={start}" + (f"/{factor!r}" if factor != 1 else "")
