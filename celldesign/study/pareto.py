"""Pareto fronts: the non-dominated of very many designs."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from celldesign.database.catalogue import Catalogue
from celldesign.database.engine import open_catalogue
from celldesign.design.file import Design
from celldesign.errors import DesignError
from celldesign.study.ranges import Axis, read_axes
from celldesign.study.selection import Front, read_conditions
from celldesign.study.study import Study, describe
from celldesign.study.whatif import Layout, prepare, read
from celldesign.study.work import Progress
from celldesign.units.quantities import from_si, to_si
from celldesign.vocabulary import Quantity, find

SAMPLE = 100_000


def pareto(
    design: Design | Path | str,
    vary: Mapping[str, str],
    maximise: Sequence[str] = (),
    minimise: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
    *,
    database: str | None = None,
    free: Sequence[str] = (),
    hold: Sequence[str] = (),
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    where: Sequence[str] = (),
    columns: Sequence[str] | None = None,
    sample: int = 0,
    method: str = "sobol",
    seed: int = 1,
    engine: str = "auto",
) -> pd.DataFrame:
    """Sample a design space and return its Pareto-optimal designs, all and only those.

    Parameters
    ----------
    design, vary, settings, database, free, hold, workers, scheduler, progress
        As for `whatif`.
    maximise, minimise
        Names of the objectives, two or more together.
    where, columns, sample, method, seed, engine
        As for `whatif`; without steps in `vary`, 100,000 designs are sampled by default.

    Returns
    -------
    pandas.DataFrame
        (designs, columns) of the front with units in the labels, sorted by the first objective.

    Raises
    ------
    CelldesignError
        As `whatif`, for fewer than two objectives, and where no design is feasible.

    Examples
    --------
    >>> front = pareto("examples/pouch_1Ah.toml", {"anode.thickness": "5:60um"},
    ...                ["lithium.excess_charge"], ["thermal.energy"], sample=256)
    >>> len(front)  # more of one is always more of the other
    256
    """
    with open_catalogue(database) as catalogue:
        study = prepare_pareto(
            read(design, settings, free, hold),
            vary,
            maximise,
            minimise,
            catalogue=catalogue,
            where=where,
            columns=columns,
            sample=sample,
            method=method,
            seed=seed,
            engine=engine,
        )
    return front_of(study, workers, scheduler, progress)


def prepare_pareto(
    design: Design | Path | str,
    vary: Mapping[str, str],
    maximise: Sequence[str] = (),
    minimise: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
    *,
    catalogue: Catalogue,
    where: Sequence[str] = (),
    columns: Sequence[str] | None = None,
    sample: int = 0,
    method: str = "sobol",
    seed: int = 1,
    engine: str = "auto",
) -> Study:
    """Plan a front without running it; the parameters are those of `pareto`."""
    objectives = [(find(name), True) for name in maximise] + [(find(n), False) for n in minimise]
    _see(objectives)
    axes = read_axes(vary)
    sample = sample or (SAMPLE if any(not len(axis) for axis in axes) else 0)
    front = Front(tuple((q.flat, more) for q, more in objectives), read_conditions(where))
    arguments = {
        "vary": dict(vary),
        "maximise": tuple(maximise),
        "minimise": tuple(minimise),
        "where": tuple(where),
        "columns": columns and tuple(columns),
        "sample": sample,
        "method": method if sample else None,
        "seed": seed if sample else None,
    }
    parsed = read(design, settings)
    layout = Layout(axes, False, sample, method, seed)
    description = describe(parsed, catalogue.dataset, "pareto", arguments)
    return prepare(parsed, catalogue, layout, front, columns or (), description, engine)


def _see(objectives: Sequence[tuple[Quantity, bool]]) -> None:
    names = [quantity.name for quantity, _ in objectives]
    if len(names) < 2:
        mend = "--maximise stack.specific_energy --minimise thermal.energy"
        raise DesignError("a front takes two objectives or more", mend=mend)
    if len(set(names)) < len(names):
        raise DesignError("every objective can be named once", given=", ".join(names))
    for quantity, _ in objectives:
        if quantity.component or quantity.choices:
            raise DesignError("an objective is one number", given=quantity.name)


def front_of(
    study: Study,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Run a front, sorted by its first objective. Raises DesignError where nothing is left."""
    frame = study.frame(workers, scheduler, progress)
    if frame.empty:
        raise DesignError("no design meets the conditions and can be built", mend="widen a range")
    assert isinstance(study.keep, Front)
    first = study.keep.objectives[0][0]
    label = next(c.label for c in study.columns if c.key == first)
    return frame.sort_values(label, ignore_index=True)


def settings_of(study: Study, frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Each row's varied values as `--set` takes them."""
    axes = {axis.name: axis for axis in read_axes(study.description["arguments"]["vary"])}
    columns = [c for c in study.columns if c.key in study.varied]
    for _, row in frame.iterrows():
        yield {
            name: _text(axis, column.unit, row[column.label])
            for (name, axis), column in zip(axes.items(), columns, strict=True)
        }


def _text(axis: Any, unit: str, shown: Any) -> str:
    if not isinstance(axis, Axis) or isinstance(shown, str):
        return str(shown)
    number = float(shown)
    if axis.unit != "C-rate":
        number = float(from_si(to_si(np.float64(number), unit), axis.unit))
    return axis.write(number)
