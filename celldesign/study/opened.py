"""A design laid open: arrays go in by name, and results come out, for a block of rows at a time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from celldesign import limits
from celldesign.cell import prepare
from celldesign.consistency import contradictions
from celldesign.constants import CONSTANTS
from celldesign.database.catalogue import Catalogue
from celldesign.design import Design, set_values
from celldesign.errors import CelldesignError, DesignError, InconsistentError, nearest
from celldesign.given import Given
from celldesign.leaf import Leaf
from celldesign.model import Model, Plan
from celldesign.propagation import propagate
from celldesign.vocabulary import find, vocabulary

Rows = Mapping[str, NDArray[np.float64]]
_LOADINGS = {"cathode_active_loading", "anode_active_loading"}
_SHARES = ("cathode_mass_fraction", "anode_mass_fraction")


@dataclass(frozen=True)
class Opened:
    """A design, what was given for it, its plan, and its values and deviations as they stand.

    `places` says for every input by address where it enters: (quantity, component).
    """

    design: Design
    given: Given
    plan: Plan
    values: Mapping[str, Any]
    stds: Mapping[str, float]
    dataset: str

    @cached_property
    def leaves(self) -> dict[str, Leaf]:
        """The first leaf of every input that the plan takes, by address."""
        found: dict[str, Leaf] = {}
        for name in sorted(self.plan.given | self.plan.database):
            for leaf in self.given.leaves[name]:
                found.setdefault(leaf.address, leaf)
        return found

    @cached_property
    def places(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Where every input enters, by address."""
        found: dict[str, list[tuple[str, int]]] = {}
        for name in sorted(self.plan.given | self.plan.database):
            for index, leaf in enumerate(self.given.leaves[name]):
                if leaf.value == self.leaves[leaf.address].value:  # not the record's temperature
                    found.setdefault(leaf.address, []).append((name, index))
        return {address: tuple(places) for address, places in found.items()}

    @cached_property
    def continuous(self) -> tuple[str, ...]:
        """Inputs that can be a little more or less: no counts, no choices, nothing that is zero."""
        words = vocabulary()
        targets = {"cell.target_capacity", "lifetime.target_cycles"}
        return tuple(
            address
            for address, leaf in self.leaves.items()
            if leaf.value and address not in targets and not address.endswith(".role")
            if not words[(flat := self.places[address][0][0])].count and not words[flat].choices
        )

    @cached_property
    def looked_up_by(self) -> frozenset[str]:
        """Quantities that decide what is looked up, in curves of half cells, for this design."""
        if not any(address.startswith("curve.") for address in self.places):
            return frozenset()
        loss = {f"{electrode}_first_cycle_efficiency" for electrode in ("cathode", "anode")}
        shares = {"cathode_mass_fraction", "anode_mass_fraction"}
        both = self.given.kind.anode == "composite"
        return frozenset(loss | shares | (_LOADINGS if both else set()))

    def moved(self, inputs: Iterable[str]) -> set[str]:
        """Every quantity that an input bears on."""
        moving = {place[0] for name in inputs for place in self.places[name]}
        for step in self.plan.steps:
            if moving.intersection(step.inputs):
                moving.add(step.quantity)
        return moving

    def job(self, inputs: Collection[str], wanted: Iterable[str], pinned: bool = False) -> "Job":
        """Prepare the evaluation of wanted quantities for arrays of some inputs.

        With `pinned` the counts stay as they are. Raises MissingInputError.
        """
        words = vocabulary()
        wanted = tuple(dict.fromkeys(wanted))
        self.plan.require(wanted)
        for name in wanted:
            if words[name].component:
                raise DesignError("one number for each cell is required", given=words[name].name)
        checked = limits.checked() & self.plan.known
        plan = replace(self.plan.slice({*wanted, *checked}), model=Model((), ()))
        places = {name: self.places[name] for name in inputs}
        moving = self.moved(inputs)
        fixed = {
            name: value
            for name, value in self.values.items()
            if name not in moving or (pinned and words[name].count and name in plan.by_quantity)
        }
        needed = {name for step in plan.steps for name in step.inputs} | {*wanted, *checked}
        leaves = {place[0]: self.values[place[0]] for each in places.values() for place in each}
        fixed = {name: value for name, value in fixed.items() if name in needed}
        return Job(plan, fixed, leaves, places, wanted, tuple(sorted(checked)), dict(self.stds))


@dataclass(frozen=True)
class Job:
    """All that a worker needs to evaluate rows: small, and free of files and databases."""

    plan: Plan
    fixed: dict[str, Any]
    leaves: dict[str, Any]
    places: dict[str, tuple[tuple[str, int], ...]]
    wanted: tuple[str, ...]
    checked: tuple[str, ...]
    stds: dict[str, float]

    def evaluate(self, rows: Rows, length: int) -> dict[str, NDArray[Any]]:
        """Wanted quantities in SI, and under `possible` whether such a cell can be built."""
        names = tuple(dict.fromkeys((*self.wanted, *self.checked)))
        with np.errstate(all="ignore"):
            if self.places:
                arrays = {**self.fixed, **self.arrays(rows, length)}
                found = self.plan.evaluate_chunks(arrays, names)
            else:
                found = {name: np.full(length, self.fixed[name]) for name in names}
            fits = limits.possible({name: found[name] for name in self.checked}, self.stds)
        kept: dict[str, NDArray[Any]] = {name: found[name] for name in self.wanted}
        kept["possible"] = np.broadcast_to(np.asarray(fits, dtype=bool), (length,))
        return kept

    def arrays(self, rows: Rows, length: int) -> dict[str, Any]:
        """Inputs as the plan takes them: (n,), or (components, n) for the parts of a recipe."""
        words = vocabulary()
        arrays: dict[str, Any] = {}
        for address, places in self.places.items():
            for name, index in places:
                if not words[name].component:
                    arrays[name] = rows[address]
                    continue
                if name not in arrays:
                    wide = np.asarray(self.leaves[name], dtype=float)[:, None]
                    arrays[name] = np.repeat(wide, length, axis=-1)
                arrays[name][index] = rows[address]
        for name in _SHARES:
            if name in arrays:  # a share that grows leaves less to the others
                arrays[name] = arrays[name] / np.sum(arrays[name], axis=0)
        return arrays


def open_design(design: Design, catalogue: Catalogue, varied: Mapping[str, str]) -> Opened:
    """Lay a design open with first values of what is varied, which need not be possible themselves.

    Raises a CelldesignError where the rest of the design is wrong.
    """
    design = set_values(design, varied)
    given, plan = prepare(design, catalogue)
    leaves = given.values(sorted(plan.given | plan.database))
    scalars = {k: v if np.ndim(v) else np.float64(v) for k, v in leaves.items()}
    with np.errstate(all="ignore"):
        values = plan.evaluate(scalars)
        spread = propagate(plan, given, leaves, values)
    overrides = given.named("override")
    with np.errstate(all="ignore"):
        found = contradictions(plan, values, overrides, design.checks.error)
    if worst := [str(each) for each in found if not each.mild]:
        mend = "correct one of them, or mark a value with override = true"
        text = "; ".join(worst)
        raise InconsistentError(f"the design contradicts itself: {text}", mend=mend)
    stds = {name: float(std) for name, std in spread.stds.items() if np.ndim(std) == 0}
    inside = {name: value for name, value in values.items() if name not in CONSTANTS}
    return Opened(design, given, plan, inside, stds, catalogue.dataset)


def address_of(opened: Opened, name: str, catalogue: Catalogue) -> str:
    """The address of an input, by its name or by any name of its material. Raises DesignError."""
    if name in opened.places:
        return name
    kind, _, rest = name.partition(".")
    if kind in ("material", "price") and rest:
        key, dot, prop = rest.rpartition(".") if kind == "material" else (rest, "", "")
        try:
            canonical = f"{kind}.{catalogue.material(key).key}{dot}{prop}"
        except CelldesignError:
            canonical = ""
        if canonical in opened.places:
            return canonical
        raise DesignError(f"{name}: nothing in this design uses it")
    quantity = find(name)
    if quantity.flat in opened.plan.known:
        raise DesignError(f"{name} is computed; vary what it rests on")
    hint = nearest(name, opened.places)
    raise DesignError(f"{name}: nothing in this design uses it", mend=hint)
