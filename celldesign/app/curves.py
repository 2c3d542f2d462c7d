"""`celldesign materials curves`: the half-cell curves of the database."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from celldesign.app.materials import AsJson, Database


def curves(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A material's key, alias, name or formula.")
    ],
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """List a material's voltage curves.

    Those of full cells too; with --json, their points as well.
    """
    from celldesign.database.engine import open_catalogue
    from celldesign.units import from_si

    with open_catalogue(database) as catalogue:
        key = catalogue.material(name).key
        found = [*catalogue.curves(key), *catalogue.curves(key, full_cells=True)]
    if as_json:
        typer.echo(json.dumps({"schema": 1, "curves": [asdict(each) for each in found]}, indent=1))
        return
    if not found:
        typer.echo("no curve is known", err=True)
    for each in found:
        mine = ", your own" if each.origin == "user" else ""
        typer.echo(
            f"{each.key}: {each.direction}, {from_si(each.temperature, 'degC'):g} degC, "
            f"{each.potential[0]:.3f} to {each.potential[-1]:.3f} V against {each.counter}, "
            f"{each.printed}, {len(each.degree)} points{mine}"
        )
        typer.echo(f"    {each.citation}" + (f", doi {each.doi}" if each.doi else ""))
        typer.echo(f"    {each.note}")
