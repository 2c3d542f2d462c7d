"""The gallery: published cells beside ours, as a page in Markdown."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from celldesign.cell.published import Row, compare
from celldesign.cell.result import Cell
from celldesign.units.text import with_std

_ORDER = {"model": 0, "measured": 1, "": 2}
_TITLES = {
    "model": "Figures of other models",
    "measured": "Measured cells",
    "": "Other figures: rated, or of cells built after others",
}
_HEAD = """# Gallery: published cells, rebuilt

Written by `celldesign validate --markdown > docs/gallery.md`; a test keeps it current. Each cell is
a file under `examples/`. A model's figures should come out to 0.2 %, since both compute; a measured
cell deviates by what its source leaves unsaid, and nothing is tuned to make it agree.
"""


def page(cells: Sequence[Cell]) -> str:
    """Write the page: models first, then measured cells, each with its explanation."""
    lines = [_HEAD]
    ordered = sorted(cells, key=lambda cell: _ORDER[cell.design.published_kind])
    before = None
    for cell in ordered:
        if cell.design.published_kind != before:
            before = cell.design.published_kind
            lines.append(f"## {_TITLES[before]}\n")
        lines += _section(cell)
    return "\n".join(lines)


def _section(cell: Cell) -> Iterator[str]:
    design = cell.design
    yield f"### {_plain(design.name)}\n"
    yield f"`examples/{Path(design.path).name}`, format {design.format}, source {design.source}\n"
    yield "| | published | ours | relative difference |"
    yield "|---|---|---|---|"
    yield from map(_row, compare(cell))
    yield ""
    if design.notes:
        yield f"{_plain(design.notes)}\n"


def _row(row: Row) -> str:
    unit = "" if row.unit == "1" else f" {row.unit}"
    published = with_std(row.published, row.published_std or 0)
    ours = "not computed" if row.ours is None else with_std(row.ours, row.ours_std or 0)
    difference = "" if row.difference is None else f"{row.difference:+.2%}"
    difference = difference.replace("-0.00%", "+0.00%")
    return f"| {row.name}{unit} | {published} | {ours} | {difference} |"


def _plain(text: str) -> str:
    return text.replace("|", "\\|")
