"""The command `explain`: where a number comes from."""

from typing import Annotated

import typer

from celldesign.app.options import AsJson, Database, File, Free, Hold, Settings, changed
from celldesign.app.output import address, print_json


def explain(
    file: File,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as stack.specific_energy.")],
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Show where a number comes from.

    Its formula, the numbers in it, and so on down to file, sources, constants and assumptions.
    """
    from celldesign.cell.build import build_cell
    from celldesign.cell.capacities import capacities, lines
    from celldesign.cell.explain import explain as explain_quantity
    from celldesign.database.engine import open_catalogue
    from celldesign.report.terminal import tree

    with open_catalogue(database) as catalogue:
        cell = build_cell(changed(file, settings, free, hold), catalogue, tolerant=True)
    node, related = explain_quantity(cell, name), capacities(cell, name)
    if as_json:
        print_json(
            "explain",
            node.to_dict() | {"capacities": [each._asdict() for each in related]},
            address(database),
        )
    else:
        typer.echo("\n".join((tree(node), *lines(related))))
