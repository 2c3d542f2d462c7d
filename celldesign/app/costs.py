"""Commands on money and emissions: `cost` and `prices`."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from celldesign.app.cells import File, Html, Settings, pairs
from celldesign.app.materials import AsJson, Database


def cost(
    file: File,
    settings: Settings = None,
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

    With its footprint, its elements, and what the deviation of the cost comes from.
    """
    from celldesign.cell.build import build
    from celldesign.cost.breakdown import companion, require_cost
    from celldesign.files import write_file
    from celldesign.report.cost import cost_data, cost_text

    cell = build(file, pairs(settings), database)
    larger, why_none = companion(cell, lambda design: build(design, None, database))
    if passport is not None:
        from celldesign.cell.composition import passport as fields

        write_file(passport, json.dumps(fields(cell), indent=1, ensure_ascii=False) + "\n")
    if html:
        from celldesign.app.compare import wrote
        from celldesign.report.cost_page import cost_page

        write_file(html, cost_page(cell, larger, why_none))
        wrote(html)
    if as_json:
        _print_json(cost_data(cell, larger, why_none))
    elif not html:
        typer.echo(cost_text(cell, larger, why_none))
    require_cost(cell)  # what is known is printed all the same


def prices(
    names: Annotated[list[str], typer.Argument(metavar="MATERIAL", help="Key or alias.")],
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write them as a table.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with figures.")
    ] = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """List and draw what materials cost through the years.

    As printed and in dollars, with their sources.
    """
    from celldesign.database.engine import open_catalogue
    from celldesign.database.plant_catalogue import rates
    from celldesign.files import write_file
    from celldesign.report.prices import prices_csv, prices_data, prices_text

    with open_catalogue(database) as catalogue:
        materials = [catalogue.material(name) for name in names]
        known = {material.key: catalogue.prices(material.key) for material in materials}
        exchange = rates(catalogue)
    if csv is not None:
        write_file(csv, prices_csv(known, exchange))
    if html is not None:
        from celldesign.report.prices_page import prices_page

        write_file(html, prices_page(known, exchange))
    if as_json:
        _print_json(prices_data(known, exchange))
    elif csv is None and html is None:
        typer.echo("\n\n".join(prices_text(key, found, exchange) for key, found in known.items()))


def _print_json(content: dict[str, Any]) -> None:
    typer.echo(json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False))
