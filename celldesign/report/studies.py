"""Studies for a terminal of 80 columns: short tables, spark lines, bars and histograms."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

WIDTH = 80
_CELL = 11
_MOST_ROWS = 30
_HEAD, _TAIL = 20, 5
_BLOCKS = "▁▂▃▄▅▆▇█"
_SPARK = 24


def table(frame: pd.DataFrame, keys: int = 1) -> str:
    """Write a frame as a short table; the first `keys` columns are repeated where it is folded."""
    shown = frame
    if len(frame) > _MOST_ROWS:
        shown = pd.concat([frame.head(_HEAD), frame.tail(_TAIL)])
    texts = {label: [cell_text(value) for value in shown[label]] for label in frame.columns}
    widths = {c: max([_CELL, *(len(text) + 1 for text in texts[c])]) for c in texts}
    lines: list[str] = []
    for labels in _folds(list(frame.columns), keys, widths):
        lines += _heads(labels, widths)
        for row in range(len(shown)):
            if len(frame) > len(shown) and row == _HEAD:
                lines.append(f"  … {len(frame) - len(shown):,} rows more …")
            lines.append("".join(f"{texts[label][row]:>{widths[label]}}" for label in labels))
        lines.append("")
    return "\n".join(lines)


def cell_text(value: Any) -> str:
    """Write one value to four digits.

    >>> cell_text(357.37), cell_text(True), cell_text("HCPE L2"), cell_text(123456.0)
    ('357.4', 'yes', 'HCPE L2', '1.235e+05')
    """
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "NO"
    if isinstance(value, int | float | np.number):
        number = float(value)
        return "-" if np.isnan(number) else f"{number:.4g}"
    return str(value)


def _folds(labels: list[str], keys: int, widths: dict[str, int]) -> Iterator[list[str]]:
    """Columns that fit side by side, the keys first in each."""
    head, rest = labels[:keys], labels[keys:]
    line = list(head)
    for label in rest:
        if len(line) > len(head) and sum(widths[x] for x in line) + widths[label] > WIDTH:
            yield line
            line = list(head)
        line.append(label)
    yield line


def _heads(labels: Sequence[str], widths: dict[str, int]) -> list[str]:
    columns = [_head(label, widths[label] - 1) for label in labels]
    height = max(map(len, columns))
    padded = [[""] * (height - len(column)) + column for column in columns]
    rows = zip(*padded, strict=True)
    lines = ["".join(f"{t:>{widths[x]}}" for x, t in zip(labels, row, strict=True)) for row in rows]
    return [*lines, "-" * len(lines[0])]


def _head(label: str, width: int) -> list[str]:
    """Break a label where its words end, the unit on a line of its own."""
    name, bracket, unit = label.partition(" [")
    lines = [""]
    for word in re.findall(r"[^._ ]+[._ ]?", name):
        if lines[-1] and len(lines[-1]) + len(word.rstrip()) > width:
            lines.append("")
        lines[-1] += word
    return [*(line.rstrip()[:width] for line in lines), unit.removesuffix("]") if bracket else ""]


def sparks(frame: pd.DataFrame, labels: Iterable[str]) -> str:
    """A line for each column: lowest, highest, and its course over the rows."""
    rows = []
    for label in labels:
        values = frame[label].to_numpy(dtype=float)
        if np.isfinite(values).any():
            low, high = np.nanmin(values), np.nanmax(values)
            rows.append(f"  {label:<38.38} {low:>9.4g} {high:>9.4g} {spark(values)}")
    head = f"  {'over the rows':<38} {'lowest':>9} {'highest':>9}"
    return "\n".join([head, *rows]) if rows else ""


def spark(values: NDArray[np.float64], width: int = _SPARK) -> str:
    """Draw values as a line of blocks.

    >>> spark(np.array([1.0, 2.0, 3.0, 2.0]))
    '▁▅█▅'
    """
    pieces = np.array_split(values, min(width, len(values)))
    means = np.array([np.mean(piece) for piece in pieces])
    finite = np.isfinite(means)
    if not finite.any():
        return ""
    low, high = means[finite].min(), means[finite].max()
    if high == low:
        return _BLOCKS[0] * len(means)
    scaled = np.where(finite, (means - low) / (high - low), 0.0)
    levels = (scaled * (len(_BLOCKS) - 1) + 0.5).astype(int)
    blocks = zip(levels, finite, strict=True)
    return "".join(_BLOCKS[level] if known else " " for level, known in blocks)


def bar(share: float, width: int = 20) -> str:
    """A bar for a share from 0 to 1.

    >>> bar(0.5, 10)
    '#####'
    """
    return "#" * round(max(0.0, min(share, 1.0)) * width) if np.isfinite(share) else ""


def scatter(x: NDArray[np.float64], y: NDArray[np.float64], labels: tuple[str, str]) -> str:
    """Draw points in a frame of characters, as a picture of a front."""
    columns, rows = 60, 16
    keep = np.isfinite(x) & np.isfinite(y)
    x, y = x[keep], y[keep]
    if not len(x):
        return ""
    grid = np.full((rows, columns), " ")
    across = _position(x, columns)
    up = _position(y, rows)
    grid[rows - 1 - up, across] = "•"
    lines = [f"  {labels[1]}"]
    for row in range(rows):
        edge = y.max() if row == 0 else y.min() if row == rows - 1 else None
        lines.append(f"{'' if edge is None else f'{edge:.4g}':>10} │{''.join(grid[row]).rstrip()}")
    lines.append(" " * 11 + "└" + "─" * columns)
    right = f"{x.max():.4g}"
    lines.append(" " * 12 + f"{x.min():.4g}".ljust(columns - len(right)) + right)
    lines.append(labels[0].rjust(columns + 12))
    return "\n".join(lines)


def _position(values: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    low, high = values.min(), values.max()
    share = (values - low) / (high - low) if high > low else np.zeros(len(values))
    return np.minimum((share * count).astype(np.int64), count - 1)
