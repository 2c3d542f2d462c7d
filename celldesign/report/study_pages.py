"""Pages of studies: what-if lines, tornado, histograms and front, with their tables."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from celldesign.report.html import environment
from celldesign.report.plots import SHADES, Plot, Tornado, plot, tornado
from celldesign.report.studies import cell_text

MOST_ROWS = 500
_MOST_PLOTS = 12


class Table(NamedTuple):
    """A table as text; `left_out` counts the rows that are not shown."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int


def whatif_page(name: str, frame: pd.DataFrame, varied: Sequence[str], made: object) -> str:
    """Draw every result over the first varied value, a line for each value of the second.

    `varied` are the labels of the varied columns; a study of more than two shows its table.
    """
    results = [label for label in frame.columns if label not in varied and label != "possible"]
    plots = [
        _over(frame, list(varied), label)
        for label in results[:_MOST_PLOTS]
        if 1 <= len(varied) <= 2 and _numeric(frame, varied[0]) and _numeric(frame, label)
    ]
    gaps = int((~frame["possible"]).sum()) if "possible" in frame else 0
    notes = [f"{gaps:,} of {len(frame):,} cannot be built; they are gaps."] if gaps else []
    return _page(f"What if: {name}", plots, [], [_table("Designs", frame)], notes, made)


def _numeric(frame: pd.DataFrame, label: str) -> bool:
    return bool(pd.api.types.is_numeric_dtype(frame[label]))


def _over(frame: pd.DataFrame, varied: list[str], label: str) -> Plot:
    shown = frame.copy()
    if "possible" in shown:
        shown.loc[~shown["possible"], label] = np.nan
    x = np.unique(shown[varied[0]].to_numpy(dtype=float))
    curves = []
    groups = shown.groupby(varied[1], observed=True) if len(varied) > 1 else [("", shown)]
    for value, rows in list(groups)[:SHADES]:
        known = rows.drop_duplicates(varied[0]).set_index(varied[0])[label]
        text = _named(varied[1], value) if len(varied) > 1 else label
        curves.append((text, known.reindex(x).to_numpy(dtype=float).tolist()))
    return plot(f"{label} over {varied[0]}", (varied[0], x.tolist()), label, curves)


def _named(label: str, value: object) -> str:
    name, _, unit = label.partition(" [")
    return f"{name} {cell_text(value)} {unit.rstrip(']')}".rstrip()


def sensitivity_page(name: str, frame: pd.DataFrame, made: object) -> str:
    """Draw a tornado for each output, by the inputs' own deviations, else by 1 % of each."""
    tornadoes = []
    for label, rows in frame.groupby("output", sort=False):
        known = rows[rows["std"].notna()]
        if len(known):
            middle = float((known["plus std"] + known["minus std"]).mean() / 2)
            half = ((known["plus std"] - known["minus std"]) / 2).tolist()
            shares = list(zip(known["input"], half, strict=True))
            title, unit = f"{label}: one deviation of each input", str(label).partition("[")[2]
            tornadoes.append(tornado(title, unit.rstrip("]"), middle, shares))
        else:
            shares = list(zip(rows["input"], rows["elasticity"].tolist(), strict=True))
            tornadoes.append(tornado(f"{label}: change for 1 % of each input", "%", 0.0, shares))
    return _page(f"Sensitivity: {name}", [], tornadoes, [_table("Inputs", frame)], [], made)


def uncertainty_page(
    name: str,
    outputs: pd.DataFrame,
    inputs: pd.DataFrame,
    histograms: Mapping[str, tuple[NDArray[np.int64], NDArray[np.float64]]],
    shares: Mapping[str, float],
    made: object,
) -> str:
    """Draw a histogram of each output."""
    plots = [_histogram(label, *histograms[label]) for label in list(histograms)[:_MOST_PLOTS]]
    tables = [
        _table("Results", outputs.rename_axis("result").reset_index()),
        _table("Inputs", inputs if "input" in inputs else inputs.reset_index()),
    ]
    notes = [f"{share:.3%} of the cells: {condition}" for condition, share in shares.items()]
    return _page(f"Uncertainty: {name}", plots, [], tables, notes, made)


def _histogram(label: str, counts: NDArray[np.int64], edges: NDArray[np.float64]) -> Plot:
    x = np.repeat(edges, 2)[1:-1]
    share = np.repeat(counts / max(int(counts.sum()), 1) * 100, 2)
    return plot(label, (label, x.tolist()), "cells, %", [(label, share.tolist())])


def front_page(
    name: str, frame: pd.DataFrame, objectives: Sequence[str], beaten: int, made: object
) -> str:
    """Draw the front in the plane of each pair of neighbouring objectives."""
    plots = []
    for one, other in pairwise(objectives):
        ordered = frame.sort_values(one)
        x, y = (ordered[label].to_numpy(dtype=float).tolist() for label in (one, other))
        plots.append(plot(f"{other} over {one}", (one, x), other, [("front", y)]))
    note = f"{len(frame):,} designs are beaten by none; {beaten:,} were looked at."
    shown = frame.drop(columns="possible", errors="ignore")
    return _page(f"Front: {name}", plots, [], [_table("Designs", shown)], [note], made)


def _table(title: str, frame: pd.DataFrame) -> Table:
    rows = frame.head(MOST_ROWS).itertuples(index=False, name=None)
    texts = tuple(tuple(cell_text(value) for value in row) for row in rows)
    heads = tuple(str(label) for label in frame.columns)
    return Table(title, heads, texts, max(len(frame) - MOST_ROWS, 0))


def _page(
    title: str,
    plots: Sequence[Plot],
    tornadoes: Sequence[Tornado],
    tables: Sequence[Table],
    notes: Sequence[str],
    made: Any,
) -> str:
    return (
        environment()
        .get_template("study.html.jinja")
        .render(
            title=title,
            plots=plots,
            tornadoes=tornadoes,
            tables=tables,
            notes=notes,
            made=made,
            software=f"celldesign {version('celldesign')}",
        )
    )
