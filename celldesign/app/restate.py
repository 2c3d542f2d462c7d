"""The command `restate`: the same cell in other degrees of freedom."""

from typing import Annotated

import typer

from celldesign.app.options import AsJson, Database, File, Free, Out, Settings, changed, names
from celldesign.app.output import address, print_json, write


def restate(
    file: File,
    give: Annotated[
        list[str], typer.Option("--give", metavar="NAME,…", help="What is to be given from now on.")
    ],
    output: Out,
    settings: Settings = None,
    free: Free = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Write the same cell in other degrees of freedom.

    Areal capacity, porosity and N/P ratio given, say, instead of loadings and thicknesses.
    """
    from celldesign.cell.restating import restate as restated
    from celldesign.database.engine import open_catalogue

    given = [name for text in give for name in names(text) or ()]
    freed = [name for text in free or () for name in names(text) or ()]
    with open_catalogue(database) as catalogue:
        text, cell = restated(changed(file, settings), given, catalogue, freed)
    write(output, text, (".toml",))
    if as_json:
        content = {"file": str(output), "released": list(cell.released), "given": list(cell.held)}
        print_json("restate", content, address(database))
    else:
        typer.echo("\n".join(cell.released) or "as it was: all of these are given")
