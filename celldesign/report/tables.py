"""A comparison as a table: a data frame, CSV, Markdown and plain text."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from celldesign.cell.build import build
from celldesign.cell.result import Cell, Value
from celldesign.design.file import Design
from celldesign.report.compare import Entry, full_label, groups, sources, values_of
from celldesign.vocabulary import by_dotted_name

if TYPE_CHECKING:
    import pandas as pd

_LETTERS = [chr(65 + index % 26) * (1 + index // 26) for index in range(1000)]


def to_csv(cells: Sequence[Cell]) -> str:
    """Write every quantity as one row: value, uncertainty and unit, cell by cell."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_header([_harmless(cell.design.name) for cell in cells]))
    rows.writerows([_plain(value) for value in row] for row in _rows(cells))
    return out.getvalue()


def compare(
    designs: Sequence[Cell | Design | Path | str],
    settings: Mapping[str, str] | None = None,
    *,
    database: str | None = None,
    free: Sequence[str] = (),
    hold: Sequence[str] = (),
) -> "pd.DataFrame":
    """Set cells side by side, quantity by quantity.

    Parameters
    ----------
    designs
        Built cells, designs, design files or names of examples, each of another name.
    settings, database, free, hold
        As for `build`, for every design that is not built yet.

    Returns
    -------
    pandas.DataFrame
        By quantity: `label`, `unit`, and for each cell its value and `std` (standard uncertainty)
        in that unit; None where a cell has no such quantity.

    Raises
    ------
    CelldesignError
        For a design that cannot be built.

    Examples
    --------
    >>> table = compare(["pouch_1Ah", "pouch_3Ah"])
    >>> table.loc["cathode.sheets"].tolist()[:3], table.shape[1]
    (['cathode sheets', '1', 6.0], 6)
    """
    import pandas as pd

    cells = [
        each if isinstance(each, Cell) else build(each, settings, database, free=free, hold=hold)
        for each in designs
    ]
    header = _header([cell.design.name for cell in cells])
    return pd.DataFrame(_rows(cells), columns=header, dtype=object).set_index("quantity")


def _header(names: Sequence[str]) -> list[str]:
    return ["quantity", "label", "unit", *(h for name in names for h in (name, f"{name}, std"))]


def _rows(cells: Sequence[Cell]) -> Iterator[list[object]]:
    for name, quantity in by_dotted_name().items():
        if any(name in cell for cell in cells):
            values = values_of(name, cells)
            row = [n for value in values for n in (value and value.value, _std(value))]
            yield [name, full_label(quantity), quantity.unit, *row]


def _plain(value: object) -> object:
    return "; ".join(map(repr, value)) if isinstance(value, list) else value


def _std(value: Value | None) -> float | None:
    return value.std if value and isinstance(value.std, float) else None


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a name of a file for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def to_markdown(cells: Sequence[Cell]) -> str:
    """Write the groups as Markdown tables; the best value is bold."""
    lines = [f"# {_cell_text(' · '.join(cell.design.name for cell in cells))}"]
    names = [_cell_text(cell.design.name) for cell in cells]
    for group in filter(lambda group: group.lines, groups(cells)):
        lines += ["", f"## {group.title}", "", f"| | {' | '.join(names)} |"]
        lines.append(f"|---|{'---|' * len(cells)}")
        for line in group.lines:
            shown = [_entry_text(entry) for entry in line.entries]
            lines.append(f"| {line.label} | {' | '.join(shown)} |")
    for cell, name in zip(cells, names, strict=True):
        for title, notes in (("Assumptions", cell.assumptions), ("Warnings", cell.warnings)):
            if notes:
                lines += ["", f"## {title}: {name}", "", *(f"- {_cell_text(n)}" for n in notes)]
    lines += ["", "## Sources", ""]
    lines += [f"- {_cell_text(cited.text)}" for cited in sources(cells)]
    return "\n".join(lines) + "\n"


def _entry_text(entry: Entry | None) -> str:
    if entry is None:
        return ""
    text = f"**{_cell_text(entry.text)}**" if entry.best else _cell_text(entry.text)
    return f"{text} ({entry.change})" if entry.change else text


def _cell_text(text: str) -> str:
    """Keep a text from ending its cell of a table, or from being markup."""
    for sign in "\\|<>*_`[]#":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def to_text(cells: Sequence[Cell]) -> str:
    """Write the groups for a terminal; an asterisk marks what is best beyond doubt."""
    letters = _LETTERS[: len(cells)]
    found = [(group.title, [line for line in group.lines if line.name]) for group in groups(cells)]
    texts = [_marked(entry) for _, lines in found for line in lines for entry in line.entries]
    width = max(map(len, texts), default=0) + 2
    named = zip(letters, cells, strict=True)
    shown = [f"{letter}  {cell.design.name}" for letter, cell in named]
    for title, lines in found:
        if lines:
            shown += ["", f"{title:<40}{''.join(f'{letter:>{width}}' for letter in letters)}"]
        for line in lines:
            values = "".join(f"{_marked(entry):>{width}}" for entry in line.entries)
            shown.append(f"  {line.label:<38.38}{values}")
            if any(entry and entry.change for entry in line.entries):
                changes = (entry.change if entry else "" for entry in line.entries)
                shown.append(" " * 40 + "".join(f"{change:>{width}}" for change in changes))
    return "\n".join(line.rstrip() for line in shown)


def _marked(entry: Entry | None) -> str:
    return "-" if entry is None else f"{'* ' if entry.best else ''}{entry.text}"
