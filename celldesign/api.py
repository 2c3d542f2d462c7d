"""One call from a design to a built cell, as the command line and notebooks make it."""

from collections.abc import Mapping
from pathlib import Path

from celldesign.building import build as build_cell
from celldesign.cell import Cell
from celldesign.database.engine import open_catalogue
from celldesign.design import Design, read_design
from celldesign.settings import set_values


def build(
    design: Design | Path | str,
    settings: Mapping[str, str] | None = None,
    database: str | None = None,
) -> Cell:
    """Build a design, or a design file, with values set on top of it.

    `settings` takes dotted names and texts with units, such as `{"anode.thickness": "20 um"}`.
    Raises a CelldesignError for whatever is wrong, in one line.

    >>> cell = build("examples/pouch_1Ah.toml", {"anode.thickness": "20 um"})
    >>> round(cell["lithium.excess_charge"].value, 3)
    0.866
    """
    parsed = design if isinstance(design, Design) else read_design(design)
    with open_catalogue(database) as catalogue:
        return build_cell(set_values(parsed, settings or {}), catalogue)
