"""The command `build`: a cell from its design file."""

from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.options import AsJson, Database, File, Html, Settings, Xlsx, pairs
from celldesign.app.output import address, print_json, write_reports

if TYPE_CHECKING:
    from celldesign.cell.result import Cell
    from celldesign.safety.runaway import Thermochemical


def build(
    file: File,
    settings: Settings = None,
    bracket: Annotated[
        bool,
        typer.Option("--bracket", help="Add the thermochemical bracket of the runaway energy."),
    ] = False,
    html: Html = None,
    xlsx: Xlsx = None,
    keep: Annotated[
        bool, typer.Option("--save", help="Keep the design and its results in the database.")
    ] = False,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Build the cell of a design file."""
    from celldesign.cell.build import build as build_cell

    cell = build_cell(file, pairs("--set", settings), database)
    if keep:
        from celldesign.cell.saved import save

        typer.echo(f"kept as #{save(cell, database)}", err=True)
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
    from celldesign.report.terminal import summary

    typer.echo(summary(cell, found))


def _thermochemical(cell: "Cell", database: str | None) -> "Thermochemical":
    from celldesign.database.engine import open_catalogue
    from celldesign.safety.runaway import thermochemical

    with open_catalogue(database) as catalogue:
        return thermochemical(cell, catalogue)
