"""The command `buildsheet`: what laboratory or line need."""

from typing import Annotated

import typer

from celldesign.app.options import (
    AsJson,
    Database,
    File,
    Free,
    Hold,
    Html,
    Settings,
    changed,
)
from celldesign.app.output import PAGE, address, print_json, write


def buildsheet(
    file: File,
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    cells: Annotated[
        int, typer.Option("--cells", metavar="N", min=1, help="Number of good cells.")
    ] = 1,
    scrap: Annotated[
        str, typer.Option("--scrap", metavar="SHARE", help="Lost of what is weighed and cut.")
    ] = "0 %",
    cathode_solids: Annotated[
        str | None,
        typer.Option("--cathode-solids", metavar="SHARE", help="Solids in the cathode's slurry."),
    ] = None,
    anode_solids: Annotated[
        str | None,
        typer.Option("--anode-solids", metavar="SHARE", help="Solids in the anode's slurry."),
    ] = None,
    formation_rate: Annotated[
        str,
        typer.Option(
            "--formation-rate",
            metavar="RATE",
            help="Rate of the first cycles; else that of operation.",
        ),
    ] = "",
    html: Html = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Write what laboratory or line need, on one page.

    Coat weights, cuts, stacking order, grams to weigh, doses, formation, and what to expect.
    """
    from celldesign.cell.build import build
    from celldesign.report.buildsheet import build_sheet, to_html, to_text
    from celldesign.units.quantities import parse_as

    cell = build(changed(file, settings, free, hold), None, database)
    given = {"cathode": cathode_solids, "anode": anode_solids}
    solids = {name: parse_as(text, "%")[0] for name, text in given.items() if text}
    sheet = build_sheet(cell, cells, parse_as(scrap, "%")[0], solids, formation_rate)
    if html:
        write(html, to_html(sheet), PAGE)
    if as_json:
        print_json("buildsheet", sheet.to_dict(), address(database))
    elif not html:
        typer.echo(to_text(sheet))
