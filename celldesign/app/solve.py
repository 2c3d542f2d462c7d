"""The command `solve`: what gives a wanted result."""

from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.options import (
    AsJson,
    Database,
    File,
    Free,
    Hold,
    Seed,
    Settings,
    changed,
    pairs,
)
from celldesign.app.output import address, print_json, records

if TYPE_CHECKING:
    from celldesign.study.problem import Solution
_FEW = 5


def solve(
    file: File,
    vary: Annotated[
        list[str] | None,
        typer.Option("--vary", metavar="NAME=LOW:HIGH", help="An unknown; repeatable."),
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option("--target", metavar="NAME=VALUE", help="A wanted result; repeatable."),
    ] = None,
    published: Annotated[
        bool, typer.Option("--published", help="Agree with the file's published figures.")
    ] = False,
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    seed: Seed = 1,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Find what gives a wanted result.

    Values of the unknowns, or what stands in the way.
    """
    from celldesign.app.progress import ProgressBar
    from celldesign.study.solve import solve as search

    design = changed(file, settings, free, hold)
    with ProgressBar() as progress:
        found = search(
            design,
            pairs("--vary", vary),
            pairs("--target", target),
            published=published,
            seed=seed,
            database=database,
            progress=progress,
        )
    if as_json:
        content = {"kind": found.kind, "settings": found.settings, "messages": found.messages}
        content |= {"study": "solve", "rows": records(found.designs.head(1000))}
        print_json("solve", content, address(database))
        return
    _show_solution(found)


def _show_solution(found: "Solution") -> None:
    from celldesign.report.studies import table

    typer.echo("\n".join(found.messages) + "\n" if found.messages else "", nl=False)
    if found.kind == "unreachable":
        return
    typer.echo(table(found.designs.head(_FEW), min(len(found.unknowns), 3)))
    if found.kind == "solved":
        options = " ".join(f'--set "{name}={text}"' for name, text in found.settings.items())
        typer.echo(f"to build it: {options}")
