"""Bands of a what-if: how sure each result is at each value of the one that is varied."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from celldesign.cell.uncertainty import deviations as propagate
from celldesign.study.study import Study
from celldesign.study.work import shown
from celldesign.units.quantities import scale
from celldesign.vocabulary import vocabulary

MOST_POINTS = 2000
_AT_ONCE = 50  # points: with some fifty inputs, some hundred quantities of five thousand numbers


def deviations(study: Study) -> pd.DataFrame | None:
    """First-order standard uncertainties of the results of a study, in columns of the same names.

    The first column is what is varied. None where that is not one value, or takes very many. Counts
    stay, at each point, what they are there, and the varied value itself is taken as exact: each
    row is what `build` says with that value set.
    """
    if len(study.varied) != 1 or len(study) > MOST_POINTS:
        return None
    (key,) = study.varied
    labels = {column.key: column.label for column in study.columns}
    parts = [_deviations(study, number, key) for number in range(len(study.tasks))]
    common = [name for name in parts[0] if all(name in part for part in parts)]
    return pd.DataFrame(
        {labels[name]: np.concatenate([part[name] for part in parts]) for name in common}
    )


def _deviations(study: Study, number: int, key: str) -> dict[str, NDArray[np.float64]]:
    """One build of a study: the varied values, and the uncertainty of every result at each."""
    task, opened = study.tasks[number], study.opened[number]
    plan, given = opened.plan, opened.given
    leaves = given.values(sorted(plan.given | plan.database))
    results = [name for name in task.columns if name != key and not vocabulary()[name].choices]
    blocks: list[dict[str, NDArray[np.float64]]] = []
    for start in range(0, len(task.space), _AT_ONCE):
        count = min(_AT_ONCE, len(task.space) - start)
        rows = task.space.rows(start, start + count)
        arrays = {**leaves, **task.job.by_row(rows, count)[0]}
        with np.errstate(all="ignore"):
            found = propagate(plan, given, arrays, plan.evaluate(arrays), count)
        stds = {
            name: found.get(name, np.zeros(count)) / scale(vocabulary()[name].unit)
            for name in results
        }
        varied = shown(task.job.places[key][0][0], rows[key]) if key in rows else None
        fixed = study.constants[number].get(key, np.nan)
        blocks.append({key: np.full(count, fixed) if varied is None else varied, **stds})
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
