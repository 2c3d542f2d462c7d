"""The command line; the only place that prints, prompts or exits."""

import os
import re
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from typing import NoReturn, TextIO

import typer

from celldesign.app import (
    build,
    buildsheet,
    compare,
    cost,
    examples,
    explain,
    export,
    handbook,
    import_design,
    new,
    pareto,
    prices,
    programs,
    restate,
    sensitivity,
    serve,
    simulate,
    solve,
    uncertainty,
    upgrade,
    validate,
    whatif,
)
from celldesign.app.db import db
from celldesign.app.designs import designs
from celldesign.app.materials import materials
from celldesign.app.measure import measure
from celldesign.app.own_materials import OWNED
from celldesign.errors import CelldesignError, reason
from celldesign.vocabulary.renamed import RenamedWarning

app = typer.Typer(
    help="Design a battery cell, cost it, and trust the answer.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_COMMANDS: tuple[Callable[..., None], ...] = (
    *(build.build, explain.explain, new.new, examples.examples, validate.validate),
    *(restate.restate, upgrade.upgrade),
    *(cost.cost, prices.prices),
    *(compare.compare, buildsheet.buildsheet, handbook.handbook, serve.serve),
    *(whatif.whatif, uncertainty.uncertainty, sensitivity.sensitivity, solve.solve, pareto.pareto),
    *(export.export, simulate.simulate, programs.schema, programs.mcp),
)
for command in _COMMANDS:
    app.command()(command)
app.command("import")(import_design.import_design)
for name, owned in OWNED.items():
    materials.command(name)(owned)
app.add_typer(materials, name="materials")
app.add_typer(db, name="db")
app.add_typer(designs, name="designs")
app.add_typer(measure, name="measure")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"celldesign {version('celldesign')}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", is_eager=True, callback=_print_version, help="Print the version."
    ),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error."),
) -> None:
    pass


def _note_or(shown: Callable[..., None]) -> Callable[..., None]:
    """Show an old name as a note, and any other warning as Python does."""

    def show(
        message: Warning | str, category: type[Warning], *place: object, **more: object
    ) -> None:
        if issubclass(category, RenamedWarning):
            sys.stderr.write(f"note: {message}\n")
        else:
            shown(message, category, *place, **more)

    return show


def main() -> None:
    """Run the command line: exit 0 when done, 1 for a wrong input, 2 for a wrong command line."""
    # Starting its threads is a seventh of a start, and no matrix here is large enough to use them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what a code page lacks becomes a question mark
            stream.reconfigure(errors="replace")
    warnings.showwarning = _note_or(warnings.showwarning)
    try:
        app()
        sys.stdout.flush()
    except CelldesignError as error:
        _end(str(error))
    except BrokenPipeError:
        _silence(sys.stdout)
        sys.exit(0)
    except KeyboardInterrupt as error:
        _end(str(error) or "stopped", 130)
    except OSError as error:
        _silence(sys.stdout)
        _end(f"the system refuses ({reason(error)})")
    except Exception as error:
        fault = f"this went wrong inside celldesign ({type(error).__name__})"
        _end(f"{fault}; --debug shows where, and a report of it is welcome")


def _end(message: str, status: int = 1) -> NoReturn:
    """Say what is wrong in one line, without what would steer a terminal, and exit."""
    if "--debug" in sys.argv:
        raise
    with suppress(OSError):
        sys.stderr.write(f"error: {_CONTROL.sub('?', message)}\n")
    sys.exit(status)


def _silence(stream: TextIO) -> None:
    """Have what is still to be written go nowhere, so that closing the stream does not fail."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
