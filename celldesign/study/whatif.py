"""What if: every combination of some values, values side by side, or a sample of ranges."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from celldesign.cell.consistency import see_contradictions
from celldesign.database.catalogue import Catalogue
from celldesign.database.engine import open_catalogue
from celldesign.design.file import Design, read_design
from celldesign.design.overrides import set_values
from celldesign.design.recipe import share_of
from celldesign.errors import CelldesignError, DesignError
from celldesign.inputs.prepare import prepare as resolve
from celldesign.study.opened import PreparedDesign, address_of, open_design
from celldesign.study.ranges import Axis, Words, read_axes
from celldesign.study.selection import Front, Keep, read_conditions
from celldesign.study.space import Grid, Sample, Space, Zip
from celldesign.study.study import (
    FEASIBLE,
    Column,
    Study,
    chosen_columns,
    describe,
    quantity_column,
)
from celldesign.study.work import Progress, Task, by_engine
from celldesign.vocabulary import find, vocabulary

MOST_BUILDS = 1000
# The database's values are looked up for these, so that each of their values is a build.
LOOKED_UP = {
    "operation.temperature",
    "operation.rate",
    "operation.lower_voltage",
    "operation.upper_voltage",
}


def whatif(
    design: Design | Path | str,
    vary: Mapping[str, str],
    settings: Mapping[str, str] | None = None,
    *,
    database: str | None = None,
    free: Sequence[str] = (),
    hold: Sequence[str] = (),
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    zipped: bool = False,
    sample: int = 0,
    method: str = "sobol",
    seed: int = 1,
    where: Sequence[str] = (),
    columns: Sequence[str] | None = None,
    top: int = 0,
    by: str = "",
    lowest: bool = False,
    engine: str = "auto",
) -> pd.DataFrame:
    """Evaluate a design for every combination of some values; a row for each cell.

    Parameters
    ----------
    design
        A design, its file, or the name of an example.
    vary
        A range with unit for each name: `5:60:5um`, `20,40um`, `5:60um` with `sample`, or words.
        What is varied, like what is set, releases what determined it.
    settings, free, hold
        As for `build`.
    database
        URL of the database; by default CELLDESIGN_DATABASE, else the user's own.
    workers, scheduler
        Processes of this machine (all cores by default), or the address of a Dask scheduler.
    progress
        Called with the number of rows done and of all rows.
    zipped
        Take the values side by side, not in every combination.
    sample, method, seed
        Draw so many designs from the ranges by `sobol`, `lhs` or `random`.
    where
        Conditions that a row must meet: `"stack.mass < 14 g"`.
    columns
        Results to return, by name; the usual ones by default.
    top, by, lowest
        Return only so many rows, the highest (or lowest) in the quantity `by`.
    engine
        `numpy`, `numba` (compiled), or `auto`: numba where it is installed and pays.

    Returns
    -------
    pandas.DataFrame
        (designs, columns), each column labelled with its display unit; `feasible` is False where
        `build` would refuse such a cell.

    Raises
    ------
    CelldesignError
        For an unknown name, a range that cannot be read, or a design that cannot be built.

    Examples
    --------
    >>> whatif("examples/pouch_1Ah.toml", {"anode.thickness": "20,40um"},
    ...        columns=["stack.specific_energy"]).round(1).values.tolist()
    [[20.0, 363.4, True], [40.0, 357.4, True]]
    """
    with open_catalogue(database) as catalogue:
        read_in = read(design, settings, free, hold)
        study = prepare_whatif(
            read_in,
            vary,
            catalogue=catalogue,
            zipped=zipped,
            sample=sample,
            method=method,
            seed=seed,
            where=where,
            columns=columns,
            top=top,
            by=by,
            lowest=lowest,
            engine=engine,
        )
    return study.frame(workers, scheduler, progress)


def prepare_whatif(
    design: Design | Path | str,
    vary: Mapping[str, str],
    settings: Mapping[str, str] | None = None,
    *,
    catalogue: Catalogue,
    zipped: bool = False,
    sample: int = 0,
    method: str = "sobol",
    seed: int = 1,
    where: Sequence[str] = (),
    columns: Sequence[str] | None = None,
    top: int = 0,
    by: str = "",
    lowest: bool = False,
    engine: str = "auto",
) -> Study:
    """Plan a study without running it; the parameters are those of `whatif`."""
    if bool(top) != bool(by) or top < 0:
        raise DesignError("--top and --by belong together", mend="--top 20 --by stack.mass")
    keep = Keep(read_conditions(where), top, find(by).flat if by else "", lowest)
    arguments = {
        "vary": dict(vary),
        "zip": zipped,
        "sample": sample,
        "method": method if sample else None,
        "seed": seed if sample else None,
        "where": tuple(where),
        "columns": columns and tuple(columns),
        "top": top,
        "by": by or None,
        "lowest": lowest,
    }
    design = read(design, settings)
    space = Layout(read_axes(vary), zipped, sample, method, seed)
    description = describe(design, catalogue.dataset, "whatif", arguments)
    return prepare(design, catalogue, space, keep, columns, description, engine)


def read(
    design: Design | Path | str,
    settings: Mapping[str, str] | None,
    free: Sequence[str] = (),
    hold: Sequence[str] = (),
) -> Design:
    """Read a design with what is set, freed and held on top."""
    parsed = design if isinstance(design, Design) else read_design(design)
    return set_values(parsed, settings or {}, free, hold)


class Layout:
    """How varied names make rows: builds for choices, and within each arrays of the others."""

    def __init__(
        self,
        axes: Sequence[Words | Axis],
        zipped: bool = False,
        sample: int = 0,
        method: str = "sobol",
        seed: int = 1,
    ) -> None:
        self.axes, self.zipped, self.sample = axes, zipped, sample
        self.method, self.seed = method, seed
        self.outer = [a for a in axes if isinstance(a, Words) or a.name in LOOKED_UP]
        self.inner = [a for a in axes if isinstance(a, Axis) and a.name not in LOOKED_UP]
        self._see()

    def _see(self) -> None:
        if self.zipped and self.sample:
            raise DesignError("either --zip or --sample is required, not both")
        for axis in self.outer if self.sample else self.axes:
            if not len(axis):
                why = " (its database values are looked up for each)" if self.sample else ""
                raise DesignError(
                    f"{axis.name}: steps or a list are required{why}",
                    given=f"{axis.bounds()[0]:g}:{axis.bounds()[1]:g}",  # type: ignore[union-attr]
                    mend="write START:STOP:STEP" + ("" if self.sample else ", or --sample 1000"),
                )
        lengths = {axis.name: len(axis) for axis in self.axes}
        if self.zipped and len(set(lengths.values())) > 1:
            given = ", ".join(f"{name} {count}" for name, count in lengths.items())
            raise DesignError("--zip takes as many values for every name", given=given)
        builds = next(iter(lengths.values())) if self.zipped else prod(map(len, self.outer))
        if self.outer and builds > MOST_BUILDS:
            names = ", ".join(axis.name for axis in self.outer)
            raise DesignError(
                f"at most {MOST_BUILDS} builds are possible; each value of {names} is one",
                given=f"{builds:,}",
            )

    def builds(self) -> list[tuple[dict[str, str], tuple[int, ...], tuple[int, ...]]]:
        """Every build: what to set, the positions of the outer axes, and a zip's rows."""
        if not self.zipped:
            every = product(*(range(len(axis)) for axis in self.outer))
            return [(self._texts(chosen), chosen, ()) for chosen in every]
        groups: dict[tuple[str, ...], list[int]] = {}
        for row in range(len(self.axes[0])):
            groups.setdefault(tuple(axis.text(row) for axis in self.outer), []).append(row)
        return [
            (self._texts((rows[0],) * len(self.outer)), (rows[0],) * len(self.outer), tuple(rows))
            for rows in groups.values()
        ]

    def _texts(self, chosen: Sequence[int]) -> dict[str, str]:
        return {a.name: a.text(i) for a, i in zip(self.outer, chosen, strict=True)}

    def first(self) -> dict[str, str]:
        """A first value of every inner name, which lays the plan open for it."""
        return {a.name: a.text(0) if len(a) else a.write(a.first) for a in self.inner}

    def space(self, addresses: Mapping[str, str], rows: tuple[int, ...]) -> Space:
        """The rows of one build, by the addresses of its inputs."""
        inner = {addresses[axis.name]: axis for axis in self.inner}
        if self.zipped:
            return Zip(inner, rows)
        if self.sample and inner:
            return Sample(inner, self.sample, self.method, self.seed)
        return Grid(inner)


def prepare(
    design: Design,
    catalogue: Catalogue,
    layout: Layout,
    keep: Keep | Front,
    columns: Iterable[str] | None,
    description: Mapping[str, Any],
    engine: str,
) -> Study:
    """Open every build of a layout and plan what to evaluate in it."""
    opened: list[PreparedDesign] = []
    hints: list[str] = []
    addresses: list[dict[str, str]] = []
    builds = layout.builds()
    for texts, _, _ in builds:
        each = _open(design, catalogue, texts, layout.first())
        names = {a.name: address_of(each, a.name, catalogue) for a in layout.inner}
        if not opened:
            hints = see_inputs(design, catalogue, each, layout, names)
        opened.append(each)
        addresses.append(names)
    wanted = chosen_columns(columns, opened)
    wanted = list(dict.fromkeys([*wanted, *sorted(keep.needs)]))
    opened[0].plan.require(sorted(keep.needs))
    tasks, constants = [], []
    for (_, positions, rows), each, names in zip(builds, opened, addresses, strict=True):
        inputs = tuple(names.values())
        mine = [flat for flat in wanted if flat in each.plan.known]
        job = each.job(inputs, mine)
        tasks.append(Task(layout.space(names, rows), job, keep, tuple(mine), inputs))
        constants.append(_constants(layout.outer, positions))
    varied = [_varied(axis, addresses[0], opened[0]) for axis in layout.axes]
    taken = {column.label for column in varied}
    shown = [c for c in map(quantity_column, wanted) if c.label not in taken]
    idle = tuple(_idle(layout, addresses[0], opened[0], wanted))
    notes = (*_overrides(opened[0]), *opened[0].settled.notes(), *hints, *idle)
    done, by, why_not = by_engine(tasks, engine)
    return Study(
        done,
        tuple(constants),
        (*varied, *shown, FEASIBLE),
        keep,
        {**description, "engine": by},
        (*notes, why_not) if why_not else notes,
        tuple(opened),
    )


def _open(
    design: Design, catalogue: Catalogue, texts: Mapping[str, str], first: Mapping[str, str]
) -> PreparedDesign:
    try:
        return open_design(design, catalogue, {**texts, **first})
    except CelldesignError as error:
        where = ", ".join(f"{name}={text}" for name, text in texts.items())
        raise type(error)(f"{where}: {error}" if where else str(error)) from None


def see_inputs(
    design: Design,
    catalogue: Catalogue,
    opened: PreparedDesign,
    layout: Layout,
    addresses: Mapping[str, str],
) -> list[str]:
    """Refuse values that looking up would refuse, or would convert, as it does other currencies.

    At both ends what is given twice over must agree. Comes back what moves between them that would
    rather be held.
    """
    for axis in layout.inner:
        first = axis.at(np.zeros(1, dtype=np.int64))[0]
        if not np.isclose(opened.leaves[addresses[axis.name]].value, first, rtol=1e-9, atol=0):
            raise DesignError(
                f"{axis.name} is converted before it is used",
                given=axis.unit,
                mend="write it in the currency of the design, or vary it with --set",
            )
    together = [axis for axis in layout.inner if layout.zipped and share_of(axis.name)]
    at_ends = []
    for end in (0, 1):
        ends = {a.name: a.write(a.bounds()[end]) for a in layout.inner if a not in together}
        given, plan = resolve(set_values(opened.design, ends), catalogue)
        leaves = given.values(sorted(plan.given | plan.database))
        with np.errstate(all="ignore"):
            at_ends.append(plan.evaluate(leaves))
            see_contradictions(replace(opened.settled, given=given, plan=plan), at_ends[-1])
    for row in range(len(together[0]) if together else 0):  # side by side, ends mean nothing
        set_values(design, {axis.name: axis.text(row) for axis in together})
    return list(opened.settled.hints(at_ends[1], at_ends[0]))


def _constants(outer: Sequence[Words | Axis], positions: Sequence[int]) -> dict[str, float]:
    """Columns of one build: the number of a word, or a number in its display unit."""
    from celldesign.units.quantities import from_si, to_si

    found: dict[str, float] = {}
    for axis, position in zip(outer, positions, strict=True):
        if isinstance(axis, Words):
            found[axis.name] = float(position)
            continue
        number = axis.listed[position] if axis.listed else axis.first + position * axis.step
        rate = axis.unit == "C-rate"
        unit = find(axis.name).unit
        found[axis.name] = number if rate else float(from_si(to_si(number, axis.unit), unit))
    return found


def _varied(axis: Words | Axis, addresses: Mapping[str, str], opened: PreparedDesign) -> Column:
    if isinstance(axis, Words):
        return Column(axis.name, axis.name, words=axis.words)
    if axis.name in LOOKED_UP:
        return quantity_column(find(axis.name).flat, key=axis.name)
    address = addresses[axis.name]
    return quantity_column(opened.places[address][0][0], key=address, name=address)


def _overrides(opened: PreparedDesign) -> Iterable[str]:
    """Say which names are otherwise computed, and nothing given can follow from."""
    words = vocabulary()
    for flat in opened.settled.overriding:
        plan = opened.plan.model.plan(opened.plan.given - {flat}, opened.plan.database)
        step = plan.by_quantity.get(flat)
        names = [words[n].name if n in words else n for n in (step.inputs if step else ())]
        yield f"{words[flat].name} is an override: else it is computed from {', '.join(names)}"


def _idle(
    layout: Layout, addresses: Mapping[str, str], opened: PreparedDesign, wanted: Iterable[str]
) -> Iterable[str]:
    for axis in layout.inner:
        if not opened.moved([addresses[axis.name]]).intersection(wanted):
            yield f"nothing that is shown depends on {axis.name}"
