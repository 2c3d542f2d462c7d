"""A measured or simulated resistance beside that of a design from its parts."""

from pathlib import Path
from typing import Annotated

import typer

Parts = Annotated[
    Path | None,
    typer.Option("--design", metavar="FILE", help="Set beside this cell's resistance from parts."),
]


def resistance_from_parts(design: Path, database: str | None) -> float:
    """Give a design's DC resistance in ohm; raises MissingInputError for what it lacks."""
    from celldesign.building import build
    from celldesign.database.engine import open_catalogue
    from celldesign.design import read_design

    with open_catalogue(database) as catalogue:
        cell = build(read_design(design), catalogue)
    cell.plan.require(["resistance_dc"])
    return float(cell["resistance.dc"].value)


def beside_parts(name: str, value: float, parts: float | None) -> str:
    """Write a resistance in ohm and how far it is from the cell's resistance from parts.

    >>> beside_parts("pulse of 10 s", 0.35, 0.28)
    'pulse of 10 s: 0.35 ohm; from parts 0.28 ohm, difference +0.07 ohm (+25 %)'
    """
    if parts is None:
        return f"{name}: {value:.4g} ohm"
    off = value - parts
    return (
        f"{name}: {value:.4g} ohm; from parts {parts:.4g} ohm, "
        f"difference {off:+.3g} ohm ({100 * off / parts:+.0f} %)"
    )
