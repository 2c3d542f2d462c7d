"""The command `cost`: money and emissions of a cell."""

from pathlib import Path
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
from celldesign.app.output import PAGE, address, json_text, print_json, write


def cost(
    file: File,
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    passport: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write the battery-passport fields that can be computed."
        ),
    ] = None,
    html: Html = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Cost a cell by material, stage of the plant and kind.

    With its footprint, its elements, and what the uncertainty of the cost comes from.
    """
    from celldesign.cell.build import build
    from celldesign.cost.breakdown import companion, require_cost
    from celldesign.report.cost import cost_data, cost_text

    cell = build(changed(file, settings, free, hold), None, database)
    larger, why_none = companion(cell, lambda design: build(design, None, database))
    if passport is not None:
        from celldesign.cell.composition import passport as fields

        write(passport, json_text(fields(cell)), (".json",))
    if html:
        from celldesign.report.cost_page import cost_page

        write(html, cost_page(cell, larger, why_none), PAGE)
    if as_json:
        print_json("cost", cost_data(cell, larger, why_none), address(database))
    elif not html:
        typer.echo(cost_text(cell, larger, why_none))
    require_cost(cell)  # what is known is printed all the same
