"""A design laid open: arrays go in by name, and results come out, for a block of rows at a time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from celldesign.balancing.open_circuit import OpenCircuit
from celldesign.cell import limits
from celldesign.cell.consistency import see_contradictions
from celldesign.cell.freedom import Settled, settle
from celldesign.cell.uncertainty import propagate
from celldesign.constants import CONSTANTS
from celldesign.database.catalogue import Catalogue
from celldesign.design.file import Design
from celldesign.design.overrides import set_values
from celldesign.design.recipe import share_of
from celldesign.errors import CelldesignError, DesignError, nearest
from celldesign.inputs.resolve import Inputs
from celldesign.inputs.value import Input
from celldesign.model.plan import Model, Plan
from celldesign.study.compiled import Kernel, write_kernel
from celldesign.vocabulary import find, vocabulary
from celldesign.vocabulary.renamed import asked

Rows = Mapping[str, NDArray[np.float64]]
_SHARES = ("cathode_mass_fraction", "anode_mass_fraction")


@dataclass(frozen=True)
class PreparedDesign:
    """A design, what was given for it, its plan, and its values and uncertainties as they stand.

    `places` says for every input by address where it enters: (quantity, component).
    """

    design: Design
    given: Inputs
    plan: Plan
    values: Mapping[str, Any]
    stds: Mapping[str, float]
    dataset: str
    settled: Settled

    @cached_property
    def leaves(self) -> dict[str, Input]:
        """The first leaf of every input that the plan takes, by address."""
        found: dict[str, Input] = {}
        for name in self._inputs:
            for leaf in self.given.leaves[name]:
                found.setdefault(leaf.address, leaf)
        return found

    @cached_property
    def places(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Where every input enters, by address."""
        found: dict[str, list[tuple[str, int]]] = {}
        for name in self._inputs:
            for index, leaf in enumerate(self.given.leaves[name]):
                if leaf.value == self.leaves[leaf.address].value:  # not the record's temperature
                    found.setdefault(leaf.address, []).append((name, index))
        return {address: tuple(places) for address, places in found.items()}

    @cached_property
    def _inputs(self) -> list[str]:
        """Quantities that go in, but for those that the balance of half-cell curves follows up."""
        curves = self.given.curves
        return sorted((self.plan.given | self.plan.database) - (curves.fed if curves else set()))

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

    def moved(self, inputs: Iterable[str]) -> set[str]:
        """Every quantity that an input bears on."""
        moving = self._moved({place[0] for name in inputs for place in self.places[name]})
        curves = self.given.curves
        if curves and moving.intersection(curves.needs):
            return self._moved(moving | curves.fed)
        return moving

    def _moved(self, moving: set[str]) -> set[str]:
        for step in self.plan.steps:
            if moving.intersection(step.inputs):
                moving.add(step.quantity)
        return moving

    def _curves(self, moving: set[str]) -> OpenCircuit | None:
        """The curves, where the balance changes from row to row, or no cell can be built."""
        curves = self.given.curves
        if curves and (moving & curves.fed or not curves.feed(self.values)[1]):
            return curves
        return None

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
        curves = self._curves(moving)
        steps = (*plan.steps, *(curves.plan.steps if curves else ()))
        needed = {name for step in steps for name in step.inputs} | {*wanted, *checked}
        curves = curves.only(needed) if curves else None
        needed.update(curves.needs if curves else ())
        leaves = {place[0]: self.values[place[0]] for each in places.values() for place in each}
        fixed = {name: value for name, value in fixed.items() if name in needed}
        leaves |= {name: self.values[name] for name in (curves.fed if curves else ())}
        return Job(
            plan=plan,
            fixed=fixed,
            leaves=leaves,
            places=places,
            wanted=wanted,
            checked=tuple(sorted(checked)),
            stds=dict(self.stds),
            kept={
                name: np.array([leaf.origin == "override" for leaf in self.given.leaves[name]])
                for name in leaves.keys() & set(_SHARES)
            },
            curves=curves,
        )


@dataclass(frozen=True)
class Job:
    """All that a worker needs to evaluate rows: small, and free of files and databases.

    `kept` are the shares of a formulation that were set, which do not yield to another.
    """

    plan: Plan
    fixed: dict[str, Any]
    leaves: dict[str, Any]
    places: dict[str, tuple[tuple[str, int], ...]]
    wanted: tuple[str, ...]
    checked: tuple[str, ...]
    stds: dict[str, float]
    kept: dict[str, NDArray[np.bool_]]
    curves: OpenCircuit | None = None
    kernel: Kernel | None = None

    @property
    def moving(self) -> tuple[str, ...]:
        """Every quantity that is looked at and changes from row to row."""
        names = dict.fromkeys((*self.wanted, *self.checked))
        return tuple(name for name in names if name not in self.fixed)

    def compiled(self) -> "Job":
        """The same job by one function over rows. Raises UntranslatableError."""
        kernel = write_kernel(self.plan, self.fixed, self.leaves, self.moving)
        return replace(self, kernel=kernel)

    def evaluate(self, rows: Rows, length: int) -> dict[str, NDArray[Any]]:
        """Wanted quantities in SI, and under `feasible` whether such a cell can be built."""
        with np.errstate(all="ignore"):
            arrays, sound = self.by_row(rows, length)
            found: dict[str, Any] = dict(self.fixed)
            if self.kernel:
                found |= self.kernel.run(arrays, length)
            elif self.moving:
                found |= self.plan.evaluate_chunks({**self.fixed, **arrays}, self.moving)
            fits = limits.possible({name: found[name] for name in self.checked}, self.stds) & sound
        kept = {name: np.broadcast_to(found[name], (length,)) for name in self.wanted}
        kept["feasible"] = np.broadcast_to(np.asarray(fits, dtype=bool), (length,))
        return kept

    def refuse(self, rows: Rows) -> None:
        """Raise InconsistentError where half-cell curves do not allow a single row."""
        if self.curves:
            values = {**self.fixed, **self._arrays(rows, 1)[0]}
            found = self.curves.balanced(values)
            self.curves.refuse(found)
            self.curves.refuse_rate(found)

    def by_row(self, rows: Rows, length: int) -> tuple[dict[str, Any], Any]:
        """What goes in row by row, and which rows a formulation and half-cell curves allow."""
        arrays, sound = self._arrays(rows, length)
        if self.curves:
            fed, reached = self.curves.feed({**self.fixed, **arrays})
            arrays, sound = {**arrays, **fed}, sound & reached
        return arrays, sound

    def _arrays(self, rows: Rows, length: int) -> tuple[dict[str, Any], Any]:
        """Inputs as the plan takes them: (n,), or (components, n) for the parts of a recipe.

        And which rows leave nothing less than none to the parts that are not set.
        """
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
        sound: Any = True
        for name, kept in self.kept.items():
            arrays[name], whole = _sharing(arrays[name], self.leaves[name], kept)
            sound = sound & whole
        return arrays, sound


def _sharing(
    shares: NDArray[np.float64], before: NDArray[np.float64], kept: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Let a formulation (components, n) sum to one, and tell where that is possible.

    What is neither kept nor changed takes the rest in its ratio `before`; where every share is
    kept or changed, all are scaled.

    >>> recipe = np.array([[0.9], [0.05], [0.15]])
    >>> _sharing(recipe, np.array([0.8, 0.05, 0.15]), np.zeros(3, bool))[0].ravel().round(9)
    array([0.9  , 0.025, 0.075])
    """
    held = kept[:, None] | (shares != before[:, None])
    free = np.sum(np.where(held, 0.0, shares), axis=0)
    rest = np.where(free > 0, 1 - np.sum(np.where(held, shares, 0.0), axis=0), 0.0)
    shared = np.where(held, shares, shares * (np.maximum(rest, 0.0) / free))
    return np.where(free > 0, shared, shares / np.sum(shares, axis=0)), rest >= -1e-9


def open_design(design: Design, catalogue: Catalogue, varied: Mapping[str, str]) -> PreparedDesign:
    """Lay a design open with first values of what is varied, which need not be possible themselves.

    Raises a CelldesignError where the rest of the design is wrong.
    """
    settled = settle(set_values(design, varied), catalogue)
    given, plan = settled.given, settled.plan
    leaves = given.values(sorted(plan.given | plan.database))
    with np.errstate(all="ignore"):
        values = plan.evaluate(leaves)
        spread = propagate(plan, given, leaves, values)
        see_contradictions(settled, values)
    stds = {name: float(std) for name, std in spread.stds.items() if np.ndim(std) == 0}
    inside = {name: value for name, value in values.items() if name not in CONSTANTS}
    return PreparedDesign(settled.design, given, plan, inside, stds, catalogue.dataset, settled)


def address_of(opened: PreparedDesign, name: str, catalogue: Catalogue) -> str:
    """The address of an input, by its name or by any name of its material. Raises DesignError."""
    if (name := asked(name)) in opened.places:
        return name
    kind, _, rest = name.partition(".")
    if share_of(name):
        canonical = f"{kind}.recipe.{catalogue.material(rest.removeprefix('recipe.')).key}"
        if canonical in opened.places:
            return canonical
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
        raise DesignError(f"{name} is computed; vary what it depends on")
    hint = nearest(name, opened.places)
    raise DesignError(f"{name}: nothing in this design uses it", mend=hint)
