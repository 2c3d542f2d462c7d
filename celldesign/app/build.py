"""The command `build`: a cell from its design file."""

from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.options import (
    AsJson,
    Database,
    File,
    Free,
    Hold,
    Html,
    Settings,
    Xlsx,
    changed,
)
from celldesign.app.output import address, print_json, write_reports

if TYPE_CHECKING:
    from celldesign.cell.result import Cell
    from celldesign.safety.runaway import Thermochemical


def build(
    file: File,
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    layers: Annotated[
        bool, typer.Option("--layers", help="List layers, coatings, masses and volumes.")
    ] = False,
    safety: Annotated[
        bool, typer.Option("--safety", help="List lithium and thermal runaway in full.")
    ] = False,
    cost: Annotated[
        bool, typer.Option("--cost", help="List resistance, life, cost and footprint.")
    ] = False,
    assumptions: Annotated[
        bool, typer.Option("--assumptions", help="List assumptions, overrides and warnings.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="List all of these.")] = False,
    bracket: Annotated[
        bool,
        typer.Option("--bracket", help="Add the thermochemical bracket of the runaway energy."),
    ] = False,
    html: Html = None,
    xlsx: Xlsx = None,
    keep: Annotated[
        bool, typer.Option("--save", help="Save the design and its results in the database.")
    ] = False,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Build the cell of a design file.

    One screen answers; the options list each part of it in full.
    """
    from celldesign.cell.build import build as build_cell

    cell = build_cell(changed(file, settings, free, hold), None, database)
    if keep:
        from celldesign.cell.saved import save

        typer.echo(f"saved as #{save(cell, database)}", err=True)
    write_reports([cell], html, xlsx)
    found = _thermochemical(cell, database) if bracket else None
    if as_json:
        print_json(
            "build",
            cell.to_dict() | ({"thermochemical": found.to_dict()} if found else {}),
            address(database),
        )
        return
    if html or xlsx:
        return
    asked = {"layers": layers, "safety": safety or bracket, "cost": cost}
    asked["assumptions"] = assumptions
    parts = [part for part, wanted in asked.items() if wanted or everything]
    from celldesign.report.summary import summary
    from celldesign.report.terminal import details

    typer.echo(details(cell, parts, found).strip("\n") if parts else summary(cell))


def _thermochemical(cell: "Cell", database: str | None) -> "Thermochemical":
    from celldesign.database.engine import open_catalogue
    from celldesign.safety.runaway import thermochemical

    with open_catalogue(database) as catalogue:
        return thermochemical(cell, catalogue)
