"""The result: a built cell with its quantities, layers, bill of materials and assumptions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from celldesign.constants import CONSTANTS
from celldesign.design.file import Design
from celldesign.errors import UnitError
from celldesign.inputs.resolve import Inputs
from celldesign.inputs.value import Input
from celldesign.model.plan import Plan
from celldesign.units.quantities import format_rate, from_si, same_dimension, scale, si_unit
from celldesign.units.text import plain_unit, short, with_std
from celldesign.vocabulary import Quantity, find, vocabulary
from celldesign.vocabulary.renamed import current
from celldesign.vocabulary.synonyms import synonyms


@dataclass(frozen=True, slots=True)
class Value:
    """One quantity of a cell: `value` and `std` in its display unit, `si` and `std_si` in SI.

    Attributes
    ----------
    quantity
        Its name, label, symbol, display unit and meaning.
    si, std_si
        The value and its standard uncertainty in SI; arrays (components,) for a formulation.
    origin
        given, override, database, constant, assumed or computed.

    Examples
    --------
    >>> from celldesign import build
    >>> energy = build("examples/pouch_1Ah.toml")["energy"]
    >>> f"{energy.value:.3f} {energy.quantity.unit}, {energy.si:.0f} J, {energy.origin}"
    '4.845 Wh, 17442 J, computed'
    """

    quantity: Quantity
    si: Any
    std_si: Any
    origin: str

    @property
    def value(self) -> Any:
        """The value in the display unit; the word of a choice, the text of a rate."""
        if self.quantity.choices:
            return self.quantity.choices[int(self.si)]
        if self.quantity.unit == "C-rate":
            return format_rate(float(self.si))
        shown = from_si(self.si, self.quantity.unit)
        return shown.tolist() if self.quantity.component else float(shown)

    def pint(self) -> Any:
        """The value in SI as a quantity of pint.

        >>> from celldesign import build
        >>> thickness = build("examples/pouch_1Ah.toml")["stack.thickness"].pint()
        >>> round(float(thickness.to("mm").magnitude), 3)
        2.326
        """
        from celldesign.units.spelling import registry

        return registry().Quantity(self.si, si_unit(self.quantity.unit))

    def text(self, spread: bool = True) -> str:
        """Write it with unit and standard uncertainty, or without that.

        >>> from celldesign import build
        >>> build("examples/pouch_1Ah.toml")["stack.specific_energy"].text()
        '357.4 ± 9.7 Wh/kg'
        """
        quantity = self.quantity
        if quantity.choices:
            return str(self.value)
        if quantity.unit == "C-rate":
            return format_rate(float(self.si), digits=3)
        shown = from_si(np.asarray(self.si, dtype=float), quantity.unit)
        if shown.ndim:
            return f"({', '.join(f'{n:.4g}' for n in shown)}){plain_unit(quantity.unit)}"
        known = spread and self.std_si is not None
        std = float(self.std_si) / scale(quantity.unit) if known else 0.0
        return f"{with_std(float(shown), std)}{plain_unit(quantity.unit)}"

    def short(self, spread: bool = True) -> str:
        """Write it for a screen: at most four digits, with a prefix where it reads better."""
        if self.quantity.choices or self.quantity.unit == "C-rate" or np.ndim(self.si):
            return self.text(spread)
        return short(self.value, self.quantity.unit, (self.spread or 0.0) if spread else 0.0)

    @property
    def std(self) -> Any:
        """The standard uncertainty in the display unit; None where it is unknown."""
        if self.std_si is None or self.quantity.choices:
            return None
        shown = np.asarray(self.std_si) / scale(self.quantity.unit)
        return shown.tolist() if self.quantity.component else float(shown)

    @property
    def spread(self) -> Any:
        """The standard uncertainty by the name that it had in 0.1."""
        return self.std

    def to(self, unit: str) -> Any:
        """The value in another unit; raises UnitError for one of another dimension.

        >>> from celldesign import build
        >>> round(build("examples/pouch_1Ah.toml")["stack.thickness"].to("um"))
        2326
        """
        if self.quantity.choices or not same_dimension(unit, self.quantity.unit):
            required = f"a unit of the dimension of {self.quantity.unit} is required"
            raise UnitError(required, given=unit)
        shown = from_si(self.si, unit)
        return shown.tolist() if self.quantity.component else float(shown)


@dataclass(frozen=True, slots=True)
class Layer:
    """Layers of one kind in the stack or the casing; thickness in metres."""

    material: str
    role: str
    thickness: float
    count: int


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the bill of materials; mass in kilograms."""

    material: str
    part: str
    mass: float


@dataclass(frozen=True, repr=False)
class Cell:
    """A built cell: look a quantity up by its dotted name, `cell["stack.specific_energy"]`.

    `values` and `stds` are the same in SI by flat name, `warnings` what a person should look at,
    `released` what no longer stands because of what was set or `held`.

    >>> from celldesign import build
    >>> cell = build("examples/pouch_1Ah.toml")
    >>> f"{cell['np_ratio'].value:.3f} ± {cell['np_ratio'].spread:.3f}"
    '1.432 ± 0.049'
    >>> "np_ratio" in cell, round(1e3 * sum(i.mass for i in cell.bill_of_materials), 2)
    (True, 16.01)
    """

    design: Design
    given: Inputs
    plan: Plan
    values: Mapping[str, Any]
    stds: Mapping[str, Any]
    inputs: tuple[str, ...]
    contributions: Mapping[str, NDArray[np.float64]]
    warnings: tuple[str, ...]
    database: Mapping[str, str]
    released: tuple[str, ...] = ()
    held: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Value:
        """Return a quantity by its dotted name.

        Raises DesignError for an unknown name, MissingInputError for one that has no value.
        """
        quantity = find(name)
        self.plan.require([quantity.flat])
        return Value(
            quantity,
            self.values[quantity.flat],
            self.stds.get(quantity.flat),
            self.origin(quantity.flat),
        )

    def __repr__(self) -> str:
        """One line: what it is, and its main figures."""
        names = ("capacity", "stack.specific_energy", "cell.mass")
        shown = ", ".join(self[name].text(spread=False) for name in names if name in self)
        return f"<Cell {self.design.name!r}, {self.design.format}: {shown}>"

    def _repr_html_(self) -> str:
        """The summary for a notebook."""
        summary = import_module("celldesign.report.summary").summary(self)
        return f"<pre>{escape(summary)}</pre>"

    def __contains__(self, name: str) -> bool:
        return current(synonyms().get(name.lower(), name)).replace(".", "_") in self.values

    def origin(self, flat: str) -> str:
        """Say where a value comes from, in the words of the output contract."""
        if flat in CONSTANTS:
            return "constant"
        if flat in self.plan.given or flat in self.plan.database:
            return self.given.leaves[flat][0].origin
        return "assumed" if self.plan.by_quantity[flat].default else "computed"

    @property
    def plot(self) -> Any:
        """Its pictures for a notebook, those of `report.plot.CellPlots`: `cell.plot.mass()`."""
        # by name, since reports rest on cells and not the other way about
        return import_module("celldesign.report.plot").CellPlots(self)

    @cached_property
    def quantities(self) -> dict[str, Value]:
        """Every quantity by its dotted name, in the order of the vocabulary."""
        words = vocabulary()
        return {words[flat].name: self[words[flat].name] for flat in words if flat in self.values}

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """Layers by kind: coatings, collectors, foils, separator and casing."""
        rows = []
        for electrode in ("cathode", "anode"):
            foil = electrode == "anode" and self.given.kind.negative.free
            rows.append(
                (self._material(electrode), f"{electrode} foil", "anode_thickness", "anode_sheets")
                if foil
                else (
                    self._material(electrode),
                    f"{electrode} coating",
                    f"{electrode}_single_side_thickness",
                    f"{electrode}_coated_sides",
                )
            )
            collector = f"{electrode}_collector_thickness"
            rows.append(
                (
                    self._material(f"{electrode}.collector"),
                    f"{electrode} collector",
                    collector,
                    f"{electrode}_sheets",
                )
            )
        rows.append(
            (self._material("separator"), "separator", "separator_thickness", "separator_layers")
        )
        layers = [
            Layer(material, role, float(self.values[thickness]), round(float(self.values[count])))
            for material, role, thickness, count in rows
            if self.values.get(thickness, 0) > 0
        ]
        if "casing_thickness" in self.values:
            walls = self.given.kind.shape.walls or 1
            thickness = float(self.values["casing_thickness"])
            layers.append(Layer(self._material("casing"), "casing", thickness, walls))
        return tuple(layers)

    @cached_property
    def bill_of_materials(self) -> tuple[Item, ...]:
        """Masses by material and part; they sum to the cell's mass, given or computed."""
        values = self.values
        coatings = [item for electrode in _ELECTRODES for item in self._coating(electrode)]
        items = [item for item in coatings if item.mass > 0]
        parts = [
            ("separator", "separator", "separator_mass"),
            *((f"{e}.collector", f"{e} collector", f"{e}_collector_mass") for e in _ELECTRODES),
        ]
        if self.given.kind.shape.walls:
            parts += [
                ("electrolyte", "electrolyte", "electrolyte_mass"),
                ("casing", "casing", "casing_mass"),
                *((self._tab(e), f"{e} tab", f"{e}_tab_mass") for e in _ELECTRODES),
                *self._extra_parts(),
            ]
        items += [
            Item(self._material(slot), part, float(values[name]))
            for slot, part, name in parts
            if values.get(name, 0) > 0
        ]
        rest = float(values["cell_mass"]) - sum(item.mass for item in items)
        if abs(rest) > 1e-9 * float(values["cell_mass"]):
            unit = not self.given.kind.shape.walls
            slot, part = ("electrolyte", "electrolyte") if unit else ("", "not accounted for")
            items.append(Item(self._material(slot), part, rest))
        return tuple(items)

    def _tab(self, electrode: str) -> str:
        """The slot of a tab's material: a usual tab is of the collector's metal."""
        own = f"{electrode}.tab"
        return own if own in self.given.slots else f"{electrode}.collector"

    def _extra_parts(self) -> list[tuple[str, str, str]]:
        """What else is in the cell: one line where it is given, else its parts."""
        step = self.plan.by_quantity.get("cell_extra_mass")
        if step is None:
            return [("", "extra", "cell_extra_mass")]
        words = vocabulary()
        return [
            (
                f"{name.partition('_')[0]}.collector" if "foil" in name else "",
                words[name].label,
                name,
            )
            for name in step.inputs
        ]

    def _coating(self, electrode: str) -> list[Item]:
        names, masses = self.given.recipes.get(electrode), f"{electrode}_component_mass"
        if names and masses in self.values:
            return [
                Item(material.key, electrode, float(mass))
                for material, mass in zip(names, self.values[masses], strict=True)
            ]
        mass = float(self.values[f"{electrode}_coating_mass"])
        return [Item(self._material(electrode), electrode, mass)]

    def _material(self, slot: str) -> str:
        if slot in self.given.slots:
            return self.given.slots[slot].key
        if slot in self.given.recipes:
            return " + ".join(material.key for material in self.given.recipes[slot])
        return f"{slot.replace('.', ' ')}, unnamed" if slot else ""

    @cached_property
    def assumptions(self) -> tuple[str, ...]:
        """Every default in use, every guess among the given values, and every override."""
        words = vocabulary()
        defaults: dict[str, list[str]] = {}
        for step in self.plan.steps:
            if step.default:
                defaults.setdefault(step.assumption, []).append(words[step.quantity].name)
        found = [f"{sentence} ({', '.join(names)})" for sentence, names in defaults.items()]
        for name, leaves in self.given.leaves.items():
            for leaf in leaves if name in self.plan.known else ():
                if leaf.choice and leaf.choice.record.quality == "D":
                    record = leaf.choice.record
                    note = f": {record.note}" if record.note else ""
                    found.append(f"{leaf.address} = {leaf.text} is an estimate{note}")
                elif leaf.entry and leaf.entry.note:
                    found.append(f"{leaf.address} = {leaf.text}: {leaf.entry.note}")
        if classed := len({leaf.address for leaf in self._leaves() if leaf.classed}):
            found.append(
                f"{classed} of {len(self.inputs)} standard uncertainties are those of the values' "
                "classes, since no source states any; `celldesign explain` marks them"
            )
        return tuple(dict.fromkeys([*found, *self.given.assumptions]))

    def _leaves(self) -> Iterator[Input]:
        """What goes into the model."""
        for name in self.plan.given | self.plan.database:
            yield from self.given.leaves[name]

    def std_from(self, name: str, counts: Callable[[Input], bool]) -> float:
        """Standard uncertainty of a quantity, SI, from those inputs alone that count.

        How evenly the cell is made, and how well values are known, add in squares to the whole:

        >>> from celldesign import build
        >>> cell = build("examples/pouch_1Ah.toml")
        >>> made = cell.std_from("energy", lambda leaf: leaf.manufacture)
        >>> known = cell.std_from("energy", lambda leaf: not leaf.manufacture)
        >>> round(float((made**2 + known**2) ** 0.5 / cell["energy"].std_si), 6)
        1.0
        """
        counted = {leaf.address for leaf in self._leaves() if counts(leaf)}
        mine = np.array([address in counted for address in self.inputs], dtype=bool)
        half = self.contributions.get(find(name).flat)
        return 0.0 if half is None else float(np.sqrt(np.sum(half[mine] ** 2)))

    @cached_property
    def overrides(self) -> tuple[str, ...]:
        """What overrides the file, the model or the database, and what it replaced."""
        found = []
        for name, leaves in self.given.leaves.items():
            for leaf in leaves:
                if leaf.origin == "override" and leaf.entry:
                    before = leaf.entry.replaced or self._without(name)
                    instead = f" instead of {before}" if before else ""
                    found.append(f"{leaf.address} = {leaf.text}{instead}")
        return tuple(dict.fromkeys(found))

    def _without(self, flat: str) -> str:
        """What a quantity would be if it were not given; empty where nothing else gives it."""
        names = (self.plan.given - {flat}) | self.plan.database
        plan = self.plan.model.plan(names)
        if flat not in plan.known:
            return ""
        leaves = self.given.values(sorted(names))
        value = Value(vocabulary()[flat], plan.slice([flat]).evaluate(leaves)[flat], None, "")
        unit = "" if value.quantity.unit in ("1", "C-rate") else f" {value.quantity.unit}"
        shown = f"{value.value:.4g}" if isinstance(value.value, float) else str(value.value)
        return f"the computed {shown}{unit}"

    def to_dict(self) -> dict[str, Any]:
        """Return the machine-readable result, as `celldesign build --json` prints it."""
        from importlib.metadata import version

        return {
            "schema": 2,
            "name": self.design.name,
            "software": f"celldesign {version('celldesign')}",
            "design_sha256": self.design.sha256,
            "database": dict(self.database),
            "quantities": {name: _row(value) for name, value in self.quantities.items()},
            "layers": [
                {
                    "material": layer.material,
                    "role": layer.role,
                    "thickness_um": from_si(layer.thickness, "um"),
                    "count": layer.count,
                }
                for layer in self.layers
            ],
            "bill_of_materials": [
                {"material": item.material, "part": item.part, "mass_g": 1e3 * item.mass}
                for item in self.bill_of_materials
            ],
            "assumptions": list(self.assumptions),
            "overrides": list(self.overrides),
            "released": list(self.released),
            "held": list(self.held),
            "warnings": list(self.warnings),
        }


_ELECTRODES = ("cathode", "anode")


def _row(value: Value) -> dict[str, Any]:
    shown, spread = value.value, value.spread
    finite = not isinstance(shown, float) or np.isfinite(shown)
    spread = spread if not isinstance(spread, float) or np.isfinite(spread) else None
    return {
        "value": shown if finite else None,
        "unit": value.quantity.unit,
        "std": spread,
        "origin": value.origin,
    }
