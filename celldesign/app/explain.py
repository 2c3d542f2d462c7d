"""The command `explain`: where a number comes from, and which numbers there are."""

from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.options import AsJson, Database, File, Free, Hold, Settings, changed
from celldesign.app.output import address, print_json

if TYPE_CHECKING:
    from celldesign.cell.result import Cell


def explain(
    file: File,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="Such as stack.specific_energy; without it all are listed."
        ),
    ] = None,
    find: Annotated[
        str, typer.Option("--find", metavar="WORD", help="List only what has the word in it.")
    ] = "",
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Show where a number comes from, or list all.

    Its formula, the numbers in it, and so on down to file, sources, constants and assumptions.
    """
    from celldesign.cell.build import build_cell
    from celldesign.cell.capacities import capacities, lines
    from celldesign.cell.explain import explain as explain_quantity
    from celldesign.database.engine import open_catalogue
    from celldesign.report.terminal import tree

    with open_catalogue(database) as catalogue:
        cell = build_cell(changed(file, settings, free, hold), catalogue, tolerant=True)
    if name is None or find:
        _list(cell, find, as_json, database)
        return
    node, related = explain_quantity(cell, name), capacities(cell, name)
    if as_json:
        print_json(
            "explain",
            node.to_dict() | {"capacities": [each._asdict() for each in related]},
            address(database),
        )
    else:
        typer.echo("\n".join((tree(node), *lines(related))))


def _list(cell: "Cell", word: str, as_json: bool, database: str | None) -> None:
    from celldesign.errors import DesignError
    from celldesign.vocabulary.synonyms import matches

    found = {n: v for n, v in cell.quantities.items() if matches(v.quantity, word)}
    if not found:
        raise DesignError("no quantity of the cell has this word", given=repr(word))
    if as_json:
        rows = {
            name: {"label": value.quantity.label, "value": value.value, "std": value.std}
            | {"unit": value.quantity.unit, "meaning": value.quantity.meaning}
            for name, value in found.items()
        }
        print_json("explain", {"quantities": rows}, address(database))
        return
    for name, value in found.items():
        typer.echo(f"{name}  {value.short()}\n    {value.quantity.label}")
