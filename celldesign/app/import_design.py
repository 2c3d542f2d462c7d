"""The command `import`: a design from another program's file."""

from pathlib import Path
from typing import Annotated

import typer

from celldesign.app.options import Force, Out
from celldesign.app.output import DESIGN, write
from celldesign.errors import ExchangeError
from celldesign.files import make_folder


def import_design(
    output: Out,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A file of BPX or BattMo.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="pybamm:NAME", help="Or a parameter set of PyBaMM."),
    ] = None,
    force: Force = False,
) -> None:
    """Turn another program's cell into a design file.

    Files of BPX (full, single-particle and half-cell models), BattMo and BattMo.jl, and parameter
    sets of PyBaMM by name. What follows from the file alone is
    printed: areal capacities, N/P, energy; what it lacks for a design is listed in the file.
    """
    from celldesign.exchange.bpx import design_of
    from celldesign.exchange.neighbours import read

    if (file is None) == (source is None):
        raise ExchangeError("a file is required, or --from pybamm:NAME")
    imported = read(source or str(file))
    design_of(imported)
    make_folder(output.parent)
    write(output, imported.text, DESIGN)
    for fact in imported.facts:
        typer.echo(f"  {fact}")
    for note in imported.notes:
        typer.echo(f"  note: {note}")
    for lacking in imported.missing:
        typer.echo(f"  missing: {lacking}")
