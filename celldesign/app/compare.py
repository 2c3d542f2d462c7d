"""Commands that make cells visible: `compare`, and what `build` writes."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.cells import File, Html, Settings, Xlsx, say_shipped
from celldesign.app.materials import AsJson, Database
from celldesign.app.study import pairs

if TYPE_CHECKING:
    from celldesign.cell.result import Cell


def write_reports(cells: Sequence["Cell"], html: Path | None, xlsx: Path | None) -> None:
    """Write the page and the workbook that were asked for."""
    from celldesign.files import write_file

    if html:
        from celldesign.report.html import page

        write_file(html, page(cells))
        wrote(html)
    if xlsx:
        from celldesign.report.workbook import workbook

        write_file(xlsx, workbook(cells))
        wrote(xlsx)


def wrote(path: Path) -> None:
    """Say what was written, on stderr: stdout may carry JSON."""
    typer.echo(f"wrote {path}", err=True)


def compare(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", callback=say_shipped, help="Design files or examples."),
    ],
    settings: Settings = None,
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
    from celldesign.files import write_file
    from celldesign.report import tables

    cells = _cells(files, settings, database)
    write_reports(cells, html, xlsx)
    for path, write in ((markdown, tables.to_markdown), (csv, tables.to_csv)):
        if path:
            write_file(path, write(cells))
            wrote(path)
    if as_json:
        content = [cell.to_dict() for cell in cells]
        typer.echo(json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False))
    elif not (html or xlsx or markdown or csv):
        typer.echo(tables.to_text(cells))


def _cells(files: Sequence[Path], settings: list[str] | None, database: str | None) -> list["Cell"]:
    """Build every file; designs of one name are told apart by their file."""
    from celldesign.cell.build import build
    from celldesign.design.file import read_design

    designs = [read_design(file) for file in files]
    names = Counter(design.name for design in designs)
    told = [
        replace(design, name=f"{design.name} ({design.path})") if names[design.name] > 1 else design
        for design in designs
    ]
    return [build(design, pairs("--set", settings), database) for design in told]


def buildsheet(
    file: File,
    settings: Settings = None,
    cells: Annotated[
        int, typer.Option("--cells", metavar="N", min=1, help="Number of good cells.")
    ] = 1,
    scrap: Annotated[
        str, typer.Option("--scrap", metavar="SHARE", help="Lost of what is weighed and cut.")
    ] = "0 %",
    cathode_solids: Annotated[
        str | None,
        typer.Option("--cathode-solids", metavar="SHARE", help="Solids in the cathode's slurry."),
    ] = None,
    anode_solids: Annotated[
        str | None,
        typer.Option("--anode-solids", metavar="SHARE", help="Solids in the anode's slurry."),
    ] = None,
    formation_rate: Annotated[
        str,
        typer.Option(
            "--formation-rate",
            metavar="RATE",
            help="Rate of the first cycles; else that of operation.",
        ),
    ] = "",
    html: Html = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Write what laboratory or line need, on one page.

    Coat weights, cuts, stacking order, grams to weigh, doses, formation, and what to expect.
    """
    from celldesign.files import write_file
    from celldesign.report.buildsheet import build_sheet, to_html, to_text
    from celldesign.units.quantities import parse_as

    (cell,) = _cells([file], settings, database)
    given = {"cathode": cathode_solids, "anode": anode_solids}
    solids = {name: parse_as(text, "%")[0] for name, text in given.items() if text}
    sheet = build_sheet(cell, cells, parse_as(scrap, "%")[0], solids, formation_rate)
    if html:
        write_file(html, to_html(sheet))
        wrote(html)
    if as_json:
        typer.echo(json.dumps(sheet.to_dict(), indent=1, ensure_ascii=False))
    elif not html:
        typer.echo(to_text(sheet))


def handbook(
    html: Html = None,
) -> None:
    """Write the reference of all equations from the code.

    Quantity, formula, unit, source, what it is computed from, and what uses it.
    """
    from celldesign.files import write_file
    from celldesign.report.handbook import to_html, to_text

    if html:
        write_file(html, to_html())
        wrote(html)
    else:
        typer.echo(to_text())
