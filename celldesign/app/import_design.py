"""The command `import`: a design from another program's file."""

from pathlib import Path
from typing import Annotated

import typer

from celldesign.app.options import Force, Out
from celldesign.app.output import DESIGN, write
from celldesign.files import make_folder


def import_design(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A BPX file.")],
    output: Out,
    force: Force = False,
) -> None:
    """Turn a BPX file into a design file.

    Files of full, of single-particle and of half-cell models. What follows from the file alone is
    printed: areal capacities, N/P, energy; what it lacks for a design is listed in the file.
    """
    from celldesign.exchange.bpx import design_of, read

    imported = read(file)
    design_of(imported)
    make_folder(output.parent)
    write(output, imported.text, DESIGN)
    for fact in imported.facts:
        typer.echo(f"  {fact}")
    for note in imported.notes:
        typer.echo(f"  note: {note}")
    for lacking in imported.missing:
        typer.echo(f"  missing: {lacking}")
