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

    What it lacks is listed in it.
    """
    from celldesign.exchange.bpx import design_of, read

    imported = read(file)
    design_of(imported)
    make_folder(output.parent)
    write(output, imported.text, DESIGN)
    for note in imported.notes:
        typer.echo(f"  note: {note}")
    for lacking in imported.missing:
        typer.echo(f"  missing: {lacking}")
