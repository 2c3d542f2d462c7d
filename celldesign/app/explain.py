"""The command `explain`: where a number comes from."""

from typing import Annotated

import typer

from celldesign.app.options import AsJson, Database, File, Settings, pairs
from celldesign.app.output import address, print_json


def explain(
    file: File,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as stack.specific_energy.")],
    settings: Settings = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Show where a number comes from.

    Its formula, the numbers in it, and so on down to file, sources, constants and assumptions.
    """
    from celldesign.cell.build import build
    from celldesign.cell.capacities import capacities, lines
    from celldesign.cell.explain import explain as explain_quantity
    from celldesign.report.terminal import tree

    cell = build(file, pairs("--set", settings), database)
    node, related = explain_quantity(cell, name), capacities(cell, name)
    if as_json:
        print_json(
            "explain",
            node.to_dict() | {"capacities": [each._asdict() for each in related]},
            address(database),
        )
    else:
        typer.echo("\n".join((tree(node), *lines(related))))
