"""Commands on one design: `build`, `explain`, `new` and `validate`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.materials import AsJson, Database
from celldesign.errors import DesignError

if TYPE_CHECKING:
    from celldesign.cell.result import Cell
    from celldesign.design.file import Design
    from celldesign.safety.runaway import Thermochemical


def say_shipped(given: Any) -> Any:
    """Say which shipped example a name that is no file means, on stderr."""
    from celldesign.files import shipped_example

    for path in [given] if isinstance(given, Path) else given or []:
        if found := shipped_example(path):
            typer.echo(f"{path}: not found here; using the shipped example {found}", err=True)
    return given


File = Annotated[
    Path, typer.Argument(metavar="FILE", callback=say_shipped, help="A design file or example.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Set a value on top of the file; repeatable."),
]

Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained page.")
]
Xlsx = Annotated[
    Path | None, typer.Option("--xlsx", metavar="FILE", help="Write a workbook of live formulas.")
]


def _build(file: Path, settings: list[str] | None, database: str | None) -> "Cell":
    from celldesign.cell.build import build as build_design

    return build_design(file, pairs(settings), database)


def pairs(settings: list[str] | None) -> dict[str, str]:
    """Read what `--set` was given."""
    found = {}
    for setting in settings or []:
        name, equals, value = setting.partition("=")
        if not equals or not value.strip():
            raise DesignError("--set takes NAME=VALUE", given=repr(setting))
        found[name.replace('"', "")] = value  # quoted keys as in a file
    return found


def build(
    file: File,
    settings: Settings = None,
    bracket: Annotated[
        bool,
        typer.Option("--bracket", help="Add the thermochemical bracket of the runaway energy."),
    ] = False,
    html: Html = None,
    xlsx: Xlsx = None,
    keep: Annotated[
        bool, typer.Option("--save", help="Keep the design and its results in the database.")
    ] = False,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Build the cell of a design file."""
    cell = _build(file, settings, database)
    if keep:
        from celldesign.cell.saved import save

        typer.echo(f"kept as #{save(cell, database)}", err=True)
    if html or xlsx:
        from celldesign.app.compare import write_reports

        write_reports([cell], html, xlsx)
    found = _thermochemical(cell, database) if bracket else None
    if as_json:
        content = cell.to_dict() | ({"thermochemical": found.to_dict()} if found else {})
        typer.echo(json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False))
        return
    if html or xlsx:
        return
    from celldesign.report.terminal import summary

    typer.echo(summary(cell, found))


def _thermochemical(cell: "Cell", database: str | None) -> "Thermochemical":
    from celldesign.database.engine import open_catalogue
    from celldesign.safety.runaway import thermochemical

    with open_catalogue(database) as catalogue:
        return thermochemical(cell, catalogue)


def explain(
    file: File,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as stack.specific_energy.")],
    settings: Settings = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Show where a number comes from.

    Its formula, the numbers in it, and so on down to file, sources, constants and assumptions.
    """
    from celldesign.cell.capacities import capacities, lines
    from celldesign.cell.explain import explain as explain_quantity
    from celldesign.report.terminal import tree

    cell = _build(file, settings, database)
    node, related = explain_quantity(cell, name), capacities(cell, name)
    if as_json:
        content = node.to_dict() | {"capacities": [each._asdict() for each in related]}
        typer.echo(json.dumps(content, indent=1, ensure_ascii=False))
    else:
        typer.echo("\n".join((tree(node), *lines(related))))


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND", help="lithium-metal (solid electrolyte) or lithium-ion (liquid)."
        ),
    ] = "lithium-metal",
) -> None:
    """Write a commented design file that builds as it stands."""
    from celldesign.errors import nearest
    from celldesign.files import data_folder, write_file

    folder = data_folder("templates") / "new"
    kinds = sorted(path.stem for path in folder.glob("*.toml"))
    if kind not in kinds:
        mend = nearest(kind, kinds) or f"the kinds are {', '.join(kinds)}"
        raise DesignError("an unknown kind of cell", given=repr(kind), mend=mend)
    if file.exists():
        raise DesignError("a new file is required", given=f"{file}, which exists")
    write_file(file, (folder / f"{kind}.toml").read_bytes())
    typer.echo(f"wrote {file}; now run: celldesign build {file}")


def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE",
            callback=say_shipped,
            help="Design files or examples; else the published examples.",
        ),
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Write the page of docs/gallery.md.")
    ] = False,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Compare the published figures of design files with ours."""
    from celldesign.cell.published import compare
    from celldesign.files import data_folder
    from celldesign.report.terminal import comparison

    paths = files or sorted(data_folder("examples").glob("*.toml"))
    cells = [_build(path, None, database) for path in paths]
    if markdown:
        from celldesign.report.gallery import page

        typer.echo(page([cell for cell in cells if cell.design.published]), nl=False)
        return
    rows = [(cell.design, row) for cell in cells for row in compare(cell)]
    if as_json:
        found = [
            {"cell": design.name, "kind": design.published_kind, **row._asdict()}
            for design, row in rows
        ]
        typer.echo(json.dumps(found, indent=1))
    else:
        typer.echo(comparison([(_titled(design), row) for design, row in rows]))


def _titled(design: "Design") -> str:
    return f"{design.name} ({design.published_kind or 'rated, or of a cell built after another'})"
