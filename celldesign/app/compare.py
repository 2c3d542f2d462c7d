"""The command `compare`: cells side by side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.options import (
    AsJson,
    Database,
    Free,
    Hold,
    Html,
    Settings,
    Xlsx,
    changed,
    say_shipped,
)
from celldesign.app.output import address, built, end, print_json, write, write_reports

if TYPE_CHECKING:
    from celldesign.cell.result import Cell
    from celldesign.design.file import Design


def compare(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", callback=say_shipped, help="Design files or examples."),
    ],
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    html: Html = None,
    xlsx: Xlsx = None,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", metavar="FILE", help="Write Markdown tables.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write every quantity as CSV.")
    ] = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Compare cells side by side.

    The first is what the others are measured against.
    """
    from celldesign.report import tables

    designs, unread = built(files, lambda file: changed(file, settings, free, hold))
    cells, unbuilt = _cells(designs, database)
    write_reports(cells, html, xlsx)
    for path, table in ((markdown, tables.to_markdown), (csv, tables.to_csv)):
        if path:
            write(path, table(cells))
    if as_json:
        told = [f"{cell.design.name}: {text}" for cell in cells for text in cell.warnings]
        print_json(
            "compare",
            {
                "warnings": told,
                "errors": [*unread, *unbuilt],
                "cells": [cell.to_dict() for cell in cells],
            },
            address(database),
        )
    elif not (html or xlsx or markdown or csv):
        typer.echo(tables.to_text(cells))
    end([*unread, *unbuilt])


def _cells(designs: Sequence["Design"], database: str | None) -> tuple[list["Cell"], list[str]]:
    """Build every design that can be; designs of one name are told apart by their file."""
    from celldesign.cell.build import build

    names = Counter(design.name for design in designs)
    told = [
        replace(design, name=f"{design.name} ({design.path})") if names[design.name] > 1 else design
        for design in designs
    ]
    return built(told, lambda design: build(design, None, database))
