"""Pages of studies: what-if lines, tornado, histograms and front, with their tables."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from celldesign.report.figures import Figure, histogram
from celldesign.report.html import environment
from celldesign.report.studies import cell_text
from celldesign.report.study_figures import front, numeric, over, tornado

MOST_ROWS = 500
_MOST_FIGURES = 12


class Table(NamedTuple):
    """A table as text; `words` says of each column whether it holds words, no numbers.

    `left_out` counts the rows that are not shown.
    """

    title: str
    heads: tuple[str, ...]
    words: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int


def whatif_page(
    name: str,
    frame: pd.DataFrame,
    varied: Sequence[str],
    deviations: pd.DataFrame | None,
    made: Mapping[str, object],
) -> str:
    """Draw every result over the first varied value, a line for each value of the second.

    `varied` are the labels of the varied columns; a study of more than two shows its table.
    `deviations` make bands where one value is varied.
    """
    results = [label for label in frame.columns if label not in varied and label != "feasible"]
    figures = [
        over(frame, label, varied, deviations)
        for label in (results[:_MOST_FIGURES] if len(frame) else ())
        if 1 <= len(varied) <= 2 and numeric(frame, varied[0]) and numeric(frame, label)
    ]
    gaps = int((~frame["feasible"]).sum()) if "feasible" in frame else 0
    notes = [f"{gaps:,} of {len(frame):,} cannot be built; they are gaps."] if gaps else []
    notes += [] if len(frame) else ["No design meets the conditions."]
    if deviations is not None and figures:
        notes.append("Bands are one standard uncertainty on either side, to first order.")
    return _page(f"What if: {name}", figures, [_table("Designs", frame)], notes, made)


def sensitivity_page(name: str, frame: pd.DataFrame, made: Mapping[str, object]) -> str:
    """Draw a tornado for each output, by the inputs' own uncertainties, else by 1 % of each."""
    figures = [tornado(frame, str(label)) for label in dict.fromkeys(frame["output"])]
    return _page(f"Sensitivity: {name}", figures, [_table("Inputs", frame)], [], made)


def uncertainty_page(
    name: str,
    outputs: pd.DataFrame,
    inputs: pd.DataFrame,
    histograms: Mapping[str, tuple[NDArray[np.int64], NDArray[np.float64]]],
    shares: Mapping[str, float],
    made: Mapping[str, object],
) -> str:
    """Draw a histogram of each output."""
    drawn = list(histograms.items())[:_MOST_FIGURES]
    figures = [histogram(label, label, counts, edges) for label, (counts, edges) in drawn]
    tables = [
        _table("Results", outputs.rename_axis("result").reset_index()),
        _table("Inputs", inputs if "input" in inputs else inputs.reset_index()),
    ]
    notes = [f"{share:.3%} of the cells: {condition}" for condition, share in shares.items()]
    return _page(f"Uncertainty: {name}", figures, tables, notes, made)


def front_page(
    name: str,
    frame: pd.DataFrame,
    objectives: Sequence[str],
    looked_at: int,
    made: Mapping[str, object],
) -> str:
    """Draw the front in the plane of each pair of neighbouring objectives."""
    figures = [front(frame, one, other) for one, other in pairwise(objectives)]
    none = "1 design is" if len(frame) == 1 else f"{len(frame):,} designs are"
    note = f"{none} Pareto-optimal; {looked_at:,} were looked at."
    shown = frame.drop(columns="feasible", errors="ignore")
    return _page(f"Front: {name}", figures, [_table("Designs", shown)], [note], made)


def _table(title: str, frame: pd.DataFrame) -> Table:
    rows = frame.head(MOST_ROWS).itertuples(index=False, name=None)
    texts = tuple(tuple(cell_text(value) for value in row) for row in rows)
    heads = tuple(str(label) for label in frame.columns)
    words = tuple(not numeric(frame, label) for label in frame.columns)
    return Table(title, heads, words, texts, max(len(frame) - MOST_ROWS, 0))


def _page(
    title: str,
    figures: Sequence[Figure],
    tables: Sequence[Table],
    notes: Sequence[str],
    made: Mapping[str, object],
) -> str:
    return (
        environment()
        .get_template("study.html.jinja")
        .render(
            title=title,
            figures=figures,
            tables=tables,
            notes=notes,
            made={key: _written(value) for key, value in made.items()},
        )
    )


def _written(argument: object) -> str:
    """An argument of a study as it is typed."""
    if isinstance(argument, Mapping):
        return ", ".join(f"{name}={value}" for name, value in argument.items())
    if isinstance(argument, list | tuple):
        return ", ".join(str(each) for each in argument)
    return str(argument)
