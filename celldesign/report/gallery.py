"""The gallery: published cells beside ours, as a page in Markdown."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from celldesign.cell.calibration import Calibration, calibrate
from celldesign.cell.published import Row, compare
from celldesign.cell.result import Cell
from celldesign.report.terminal import apart
from celldesign.units.text import with_std

_ORDER = {"model": 0, "measured": 1, "": 2, "simulated": 3}
_TITLES = {
    "model": "Figures of other models",
    "measured": "Measured cells",
    "": "Other figures: rated, or of cells built after others",
    "simulated": "Cells of simulations, which were never built and do not count",
}
_HEAD = """# Gallery: published cells, rebuilt

Written by `celldesign validate --markdown > docs/gallery.md`; a test keeps it current. Each cell is
a file under `examples/`. A model's figures should come out to 0.2 %, since both compute; a measured
cell deviates by what its source leaves unsaid, and nothing is tuned to make it agree.
"""


def page(cells: Sequence[Cell]) -> str:
    """Write the page: models first, then measured cells, each with its explanation."""
    found = calibrate(cells)
    lines = [_HEAD, *(_calibration(found) if found else ())]
    ordered = sorted(cells, key=lambda cell: _ORDER[cell.design.published_kind])
    before = None
    for cell in ordered:
        if cell.design.published_kind != before:
            before = cell.design.published_kind
            lines.append(f"## {_TITLES[before]}\n")
        lines += _section(cell)
    return "\n".join(lines)


def _calibration(found: Calibration) -> Iterator[str]:
    (one, low, high), (two, *_) = found.coverage[1], found.coverage[2]
    yield "## How often the ± holds\n"
    yield "![reliability diagram](calibration.svg)\n"
    yield (
        f"We predicted {len(found.predictions)} figures of {found.cells} measured cells, each from "
        "what its maker or a teardown says of the parts and without the figure itself. "
        f"{one:.0%} of them (95 % interval {low:.0%} to {high:.0%}) lie within the standard "
        f"uncertainty that we state, where 68 % should, and {two:.0%} within twice as much, where "
        "95 % should. In the picture a point on the diagonal is an honest ±; a point below it is "
        "too narrow, one above it too wide.\n"
    )
    yield "| quantity | case | predictions | median difference | bias | ± model |"
    yield "|---|---|---|---|---|---|"
    for g in found.groups:
        row = f"| {g.quantity} | {g.case} | {g.number} | {g.median:.1%} | {g.bias:+.1%} "
        yield f"{row}| {g.model:.1%} |"
    yield ""
    stated = ", ".join(f"{name} {value:.1%}" for name, value in found.sharpness.items())
    yield (
        f"Median stated ±: {stated}. The ± of the inputs and that of the model add in squares; "
        "the model's is what physics leaves, estimated from all cells but the one predicted, and "
        "small groups are drawn to the common mean. A figure marked *input* follows from the "
        "file alone and checks nothing.\n"
    )


def _section(cell: Cell) -> Iterator[str]:
    design = cell.design
    yield f"### {_plain(design.name)}\n"
    yield f"`examples/{Path(design.path).name}`, format {design.format}, source {design.source}\n"
    yield "| | published | ours | relative difference | apart |"
    yield "|---|---|---|---|---|"
    yield from map(_row, compare(cell))
    yield ""
    if design.notes:
        yield f"{_plain(design.notes)}\n"


def _row(row: Row) -> str:
    unit = "" if row.unit == "1" else f" {row.unit}"
    published = with_std(row.published, row.published_std or 0)
    ours = "not computed" if row.ours is None else with_std(row.ours, row.ours_std or 0)
    deviation = (
        "" if row.difference is None else f"{row.difference:+.2%}".replace("-0.00%", "+0.00%")
    )
    return f"| {row.name}{unit} | {published} | {ours} | {deviation} | {apart(row)} |"


def _plain(text: str) -> str:
    return text.replace("|", "\\|")
