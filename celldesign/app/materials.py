"""`celldesign materials`: what the database holds, and whether it is sound."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.material_pages import fate, history_page, page, value_fields
from celldesign.app.options import AsJson, Database
from celldesign.app.output import WIDTH, address, print_json

if TYPE_CHECKING:
    from celldesign.database.records import Material

materials = typer.Typer(
    help="Look materials up, with every value's source.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Limit = Annotated[
    int, typer.Option(metavar="N", min=0, help="How many to list at most; 0 lists all.")
]
MOST = 200


@materials.command("list")
def list_materials(
    role: Annotated[
        str | None, typer.Option(metavar="ROLE", help="Only those of this role.")
    ] = None,
    limit: Limit = MOST,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """List the materials."""
    from celldesign.database.engine import open_catalogue

    with open_catalogue(database) as catalogue:
        found = catalogue.materials(role, limit + 1 if limit else None)
    _print_materials("materials list", found, limit, as_json, database)


@materials.command()
def search(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT", help="Words of a name, an alias, a formula, a note or a source."
        ),
    ] = "",
    role: Annotated[
        str | None, typer.Option(metavar="ROLE", help="Only those of this role.")
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CONDITION",
            help="A value in a range, as in 'density > 4.5 g/cm^3'; repeatable.",
        ),
    ] = None,
    limit: Limit = MOST,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Find materials by words, by role and by values.

    A material has to have every word of the text, the role, and a value in each range.
    """
    from celldesign.database.engine import open_catalogue
    from celldesign.database.where import parse_where

    ranges = [parse_where(each) for each in where or []]
    with open_catalogue(database) as catalogue:
        most = limit + 1 if limit else None
        found = catalogue.search(text, role=role, where=ranges, limit=most)
    _print_materials("materials search", found, limit, as_json, database)
    if not found:
        asked = [repr(text)] * bool(text) + [f"the role {role}"] * bool(role) + (where or [])
        typer.echo(f"no material has {' and '.join(asked) or 'been entered'}", err=True)


@materials.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A key, alias, name or formula.")],
    history: Annotated[
        bool, typer.Option("--history", help="Every value ever entered, the superseded too.")
    ] = False,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Show a material's values and prices with their sources."""
    from celldesign.database.engine import open_catalogue

    with open_catalogue(database) as catalogue:
        material = catalogue.material(name)
        if history:
            past = catalogue.history(material.key)
            if as_json:
                rows = [{**asdict(each), "fate": fate(each)} for each in past]
                content: dict[str, Any] = {"key": material.key, "history": rows}
                print_json("materials show", content, address(database))
            else:
                typer.echo("\n".join(history_page(material, past)))
            return
        values = catalogue.records_of([material.key])
        prices = catalogue.prices(material.key)
    records = [record for _, found in sorted(values.items()) for record in found]
    if as_json:
        content = {
            **asdict(material),
            "values": [value_fields(record) for record in records],
            "prices": [asdict(price) for price in prices],
        }
        print_json("materials show", content, address(database))
    else:
        typer.echo("\n".join(page(material, records, prices)))


@materials.command()
def check(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="A file to check before import, TOML or CSV; else the database."
        ),
    ] = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Look for faults in the database or in a file.

    Values out of range, wrong units, missing sources, duplicates, names that mean two materials:
    a line for each, and exit status 1 where there is one.
    """
    from celldesign.database.checking import database_findings, file_findings
    from celldesign.database.engine import open_catalogue
    from celldesign.database.own_files import reader_of

    with open_catalogue(database) as catalogue:
        if file is None:
            found = list(database_findings(catalogue))
        else:
            batches = list(reader_of(catalogue).read(file))
            entries = [entry for batch in batches for entry in batch.entries]
            faults = [fault for batch in batches for fault in batch.problems]
            found = [*faults, *file_findings(catalogue, entries)]
    if as_json:
        print_json("materials check", {"findings": found}, address(database))
    else:
        typer.echo("\n".join(found) if found else "nothing found")
    if found:
        raise typer.Exit(1)


def _print_materials(
    command: str, found: Sequence["Material"], limit: int, as_json: bool, database: str | None
) -> None:
    shown = found[:limit] if limit else found
    if as_json:
        content = {"materials": [asdict(material) for material in shown]}
        print_json(command, content | {"more": len(found) > len(shown)}, address(database))
        return
    key = max((len(material.key) for material in shown), default=0)
    role = max((len(material.role) for material in shown), default=0)
    for material in shown:
        line = f"{material.key:{key}}  {material.role:{role}}  {material.name}"
        typer.echo(line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…")
    if len(found) > len(shown):
        typer.echo(f"the first {limit}; there are more, --limit 0 lists all", err=True)


@materials.command()
def curves(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A material's key, alias, name or formula.")
    ],
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """List a material's voltage curves.

    Those of full cells too; with --json, their points as well.
    """
    from celldesign.database.engine import open_catalogue
    from celldesign.units.quantities import from_si

    with open_catalogue(database) as catalogue:
        key = catalogue.material(name).key
        found = [*catalogue.curves(key), *catalogue.curves(key, full_cells=True)]
    if as_json:
        content = {"curves": [asdict(each) for each in found]}
        print_json("materials curves", content, address(database))
        return
    if not found:
        typer.echo("no curve is known", err=True)
    for each in found:
        mine = ", your own" if each.origin == "user" else ""
        typer.echo(
            f"{each.key}: {each.direction}, {from_si(each.temperature, 'degC'):g} degC, "
            f"{each.potential[0]:.3f} to {each.potential[-1]:.3f} V against {each.counter}, "
            f"{each.printed}, {len(each.degree)} points{mine}"
        )
        typer.echo(f"    {each.citation}" + (f", doi {each.doi}" if each.doi else ""))
        typer.echo(f"    {each.note}")
