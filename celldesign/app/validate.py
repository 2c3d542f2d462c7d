"""The command `validate`: published figures beside ours."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.options import AsJson, Database, say_shipped
from celldesign.app.output import address, built, end, print_json
from celldesign.errors import DesignError

if TYPE_CHECKING:
    from celldesign.design.file import Design


def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE",
            callback=say_shipped,
            help="Design files or examples; else the published examples.",
        ),
    ] = None,
    paper: Annotated[
        str | None,
        typer.Option(
            "--paper", metavar="KEY", help="Every statement of a paper instead: boaretto2025."
        ),
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Write the page of the docs.")
    ] = False,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="How often the predictions' ± hold, and the bias.")
    ] = False,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="SVG", help="Draw the calibration.")
    ] = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Compare the published figures of design files with ours."""
    if paper:
        from celldesign.app.paper import validate_paper

        validate_paper(paper, markdown, as_json, database)
        return
    from celldesign.cell.build import build
    from celldesign.cell.calibration import calibrate
    from celldesign.cell.published import compare
    from celldesign.files import data_folder, write_file
    from celldesign.report.reliability import diagram
    from celldesign.report.terminal import calibrated, comparison

    paths = files or sorted(data_folder("examples").glob("*.toml"))
    cells, problems = built(paths, lambda path: build(path, database=database))
    if calibration or picture:
        measured = calibrate(cells)
        if measured is None:
            required = "a measured cell with a figure that its file does not give is required"
            raise DesignError(f"--calibration: {required}", given=f"{len(cells)} cells")
        if picture:
            write_file(picture, diagram(measured))
        if as_json:
            answer = {"calibration": measured.to_dict(), "errors": problems}
            print_json("validate", answer, address(database))
        else:
            typer.echo(calibrated(measured))
        end(problems)
        return
    if markdown:
        from celldesign.report.gallery import page

        typer.echo(page([cell for cell in cells if cell.design.published]), nl=False)
        end(problems)
        return
    rows = [(cell.design, row) for cell in cells for row in compare(cell)]
    if as_json:
        found = [
            {"cell": design.name, "kind": design.published_kind, **row._asdict()}
            for design, row in rows
        ]
        print_json("validate", {"rows": found, "errors": problems}, address(database))
    else:
        typer.echo(comparison([(_titled(design), row) for design, row in rows]))
    end(problems)


def _titled(design: "Design") -> str:
    return f"{design.name} ({design.published_kind or 'rated, or of a cell built after another'})"
