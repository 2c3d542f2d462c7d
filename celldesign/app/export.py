"""The command `export`: a cell for another program."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.options import Database, File, Free, Hold, Out, Settings, changed
from celldesign.app.output import json_text
from celldesign.errors import ExchangeError, nearest
from celldesign.files import make_folder, write_file

if TYPE_CHECKING:
    from celldesign.cell.result import Cell
    from celldesign.exchange.parameters import Parameters
KINDS = ("bpx", "pybamm", "jsonld", "brightway")

_ENDINGS = {
    "bpx": (".json",),
    "jsonld": (".json", ".jsonld"),
    "brightway": (".xlsx",),
    "pybamm": (".py",),
}


def export(
    file: File,
    to: Annotated[str, typer.Option(metavar="FORMAT", help=f"One of {', '.join(KINDS)}.")],
    output: Out,
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    database: Database = None,
) -> None:
    """Write a built cell for another program.

    A PyBaMM output without the ending .py is a folder that registers the parameter set once it is
    on PYTHONPATH.
    """
    if to not in KINDS:
        mend = nearest(to, KINDS) or f"the formats are {', '.join(KINDS)}"
        raise ExchangeError("an unknown format", given=repr(to), mend=mend)
    design, parameters = changed(file, settings, free, hold), None
    if to in ("bpx", "pybamm"):
        from celldesign.exchange.collect import build_parameters

        cell, parameters = build_parameters(design, None, database)
    else:
        from celldesign.cell.build import build

        cell = build(design, None, database)
    for name, content in _files(to, cell, parameters, output).items():
        path = output / name if name else output
        make_folder(path.parent)
        write_file(path, content, () if name else _ENDINGS[to])
    typer.echo(f"wrote {output}")
    for each in parameters.assumptions if parameters else ():
        typer.echo(f"  assumed: {each}")


def _files(
    to: str, cell: "Cell", parameters: "Parameters | None", output: Path
) -> Mapping[str, str | bytes]:
    if to == "jsonld":
        from celldesign.exchange.jsonld import document as linked

        return {"": json_text(linked(cell))}
    if to == "brightway":
        from celldesign.exchange.brightway import workbook

        return {"": workbook(cell)}
    assert parameters is not None
    if to == "bpx":
        from celldesign.exchange.bpx import document

        return {"": json_text(document(cell, parameters))}
    from celldesign.exchange.pybamm_parameters import identifier, package, source

    if output.suffix == ".py":
        return {"": source(parameters)}
    return package(parameters, identifier(output.name))
