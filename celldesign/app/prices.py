"""The command `prices`: what materials cost through the years."""

from pathlib import Path
from typing import Annotated

import typer

from celldesign.app.options import AsJson, Database
from celldesign.app.output import PAGE, address, print_json, write


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
    from celldesign.report.prices import prices_csv, prices_data, prices_text

    with open_catalogue(database) as catalogue:
        materials = [catalogue.material(name) for name in names]
        known = {material.key: catalogue.prices(material.key) for material in materials}
        exchange = rates(catalogue)
    if csv is not None:
        write(csv, prices_csv(known, exchange), (".csv",))
    if html is not None:
        from celldesign.report.prices_page import prices_page

        write(html, prices_page(known, exchange), PAGE)
    if as_json:
        print_json("prices", prices_data(known, exchange), address(database))
    elif csv is None and html is None:
        typer.echo("\n\n".join(prices_text(key, found, exchange) for key, found in known.items()))
