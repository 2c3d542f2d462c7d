"""Pages of the documentation that are written from the code when the site is built.

A hook of ProperDocs (`properdocs.yml` names it): the handbook of equations and the help of every
command are added to what stands in docs/, so that neither is kept twice.
"""

from collections.abc import Iterator

import typer
from properdocs.config.defaults import ProperDocsConfig
from properdocs.structure.files import File, Files

from celldesign.app import app
from celldesign.report.handbook import to_html


def on_files(files: Files, config: ProperDocsConfig) -> Files:
    """Add the handbook and the page of commands."""
    for name, content in (
        ("handbook.html", to_html()),
        ("commands.md", "\n".join(commands())),
    ):
        files.append(File.generated(config, name, content=content))
    return files


def commands() -> Iterator[str]:
    """Write the help of every command as a terminal of 80 columns shows it."""
    yield "# Commands\n\nWhat `celldesign COMMAND --help` prints.\n"
    yield from _help(typer.main.get_command(app), "celldesign")


def _help(
    command: typer.core.TyperCommand | typer.core.TyperGroup,
    name: str,
    parent: typer.Context | None = None,
) -> Iterator[str]:
    context = command.make_context(name, ["--help"], parent, resilient_parsing=True)
    context.max_content_width = 80
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    for inner, each in getattr(command, "commands", {}).items():
        yield from _help(each, inner, context)
