"""The warnings that `build` would give of the rows of a study, beside its table."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from celldesign.cell import limits
from celldesign.cell.build import far
from celldesign.study.study import Study, of_build, si_of
from celldesign.vocabulary import vocabulary

_NUMBER = re.compile(r"[0-9][0-9.e+-]*")
_OF_BALANCE = "the anode is full before"  # said of the first row alone: N/P says it of each
MOST = 500  # rows whose warnings are looked at, one by one


def warnings_of(study: Study, frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """The warnings of each of the first rows of a table that `study` made, in its order."""
    frame = frame.head(MOST)
    found: list[tuple[str, ...]] = [()] * len(frame)
    words = vocabulary()
    for task, opened, constants in zip(study.tasks, study.opened, study.constants, strict=True):
        mine = np.flatnonzero(
            [of_build(row, study.columns, constants) for _, row in frame.iterrows()]
        )
        if not len(mine):
            continue
        columns = {c.key: c for c in study.columns if c.key in task.inputs}
        rows = {
            key: np.array([si_of(frame[c.label].iloc[i], c) for i in mine])
            for key, c in columns.items()
        }
        scalars = sorted(n for n in opened.plan.known & set(words) if not words[n].component)
        table = opened.job(task.inputs, scalars).evaluate(rows, len(mine))
        moved, curves = opened.moved(task.inputs), opened.given.curves
        balanced = bool(curves and moved.intersection(curves.needs))
        same = (
            *(w for w in opened.given.warnings if not (balanced and w.startswith(_OF_BALANCE))),
            *far(opened.plan, opened.given),
        )
        for place, i in enumerate(mine):
            values = {name: float(table[name][place]) for name in scalars}
            found[i] = (*limits.warnings(values), *same)
    return found


def told(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Each warning once, with the rows concerned, counted from 1, and the numbers of the first.

    >>> told([("2 um is thin",), ("3 um is thin", "heavy"), ()])
    ['rows 1-2: 2 um is thin', 'row 2: heavy']
    """
    alike: dict[str, str] = {}
    concerned: dict[str, list[int]] = {}
    for number, said in enumerate(rows, 1):
        for text in said:
            first = alike.setdefault(_NUMBER.sub("", text), text)
            concerned.setdefault(first, []).append(number)
    return [
        f"row{'s' if len(numbers) > 1 else ''} {_ranges(numbers)}: {text}"
        if len(numbers) < len(rows)
        else f"all rows: {text}"
        for text, numbers in concerned.items()
    ]


def _ranges(numbers: Sequence[int]) -> str:
    """Write numbers as ranges.

    >>> _ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}-{b}" if b > a else f"{a}" for a, b in runs)
