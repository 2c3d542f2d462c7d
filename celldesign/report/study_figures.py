"""The figures of studies, each from the frame that the study gives."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from celldesign.report.figures import LINES, Figure, lines, points
from celldesign.report.figures import tornado as drawn_tornado
from celldesign.report.studies import cell_text


def numeric(frame: pd.DataFrame, label: str) -> bool:
    """Say whether a column holds numbers."""
    return bool(pd.api.types.is_numeric_dtype(frame[label]))


def over(
    frame: pd.DataFrame,
    output: str,
    varied: Sequence[str],
    deviations: pd.DataFrame | None = None,
) -> Figure:
    """Draw a result over the first varied column, a line for each value of the second.

    `deviations` are the standard uncertainties of the results where one value is varied, in columns
    of the same names; cells that cannot be built are gaps.
    """
    shown = frame.rename(columns={"possible": "feasible"})  # as 0.1 stored it
    if "feasible" in shown:
        shown.loc[~shown["feasible"], output] = np.nan
    x = np.unique(shown[varied[0]].to_numpy(dtype=float))
    groups = shown.groupby(varied[1], observed=True) if len(varied) > 1 else [("", shown)]
    curves = [
        (_named(varied[1], value) if len(varied) > 1 else output, _at(rows, varied[0], output, x))
        for value, rows in list(groups)[: len(LINES)]
    ]
    bands = []
    if deviations is not None and output in deviations:
        bands = [_at(deviations, varied[0], output, x)]
    return lines(f"{output} over {varied[0]}", (varied[0], x), output, curves, bands)


def _at(rows: pd.DataFrame, varied: str, output: str, x: np.ndarray) -> np.ndarray:
    known = rows.drop_duplicates(varied).set_index(varied)[output]
    return known.reindex(x).to_numpy(dtype=float)


def _named(label: str, value: object) -> str:
    name, _, unit = label.partition(" [")
    return f"{name} {cell_text(value)} {unit.rstrip(']')}".rstrip()


def tornado(frame: pd.DataFrame, output: str) -> Figure:
    """Draw what moves an output, by the inputs' own uncertainties, else by 1 % of each."""
    rows = frame[frame["output"] == output]
    known = rows[rows["std"].notna()]
    if len(known):
        middle = float((known["plus std"] + known["minus std"]).mean() / 2)
        ends = zip(known["input"], known["minus std"], known["plus std"], strict=True)
        return drawn_tornado(f"{output}: each input by its uncertainty", output, middle, list(ends))
    changes = [(name, -share, share) for name, share in rows[["input", "elasticity"]].to_numpy()]
    return drawn_tornado(f"{output}: change for 1 % of each input", "change, %", 0.0, changes)


def front(frame: pd.DataFrame, one: str, other: str) -> Figure:
    """Draw a front in the plane of two objectives."""
    x, y = (frame[label].to_numpy(dtype=float) for label in (one, other))
    return points(f"{other} over {one}", (one, x), (other, y), "front")
