"""`celldesign materials`: what the database holds, and whether it is sound."""

import json
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from celldesign.database.records import Material, Price, Record, Source

WIDTH = 80

materials = typer.Typer(
    help="Look materials up, with every value's source.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="CELLDESIGN_DATABASE",
        metavar="URL",
        help="Another database: sqlite:///path, or a plain path.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


@materials.command("list")
def list_materials(
    role: Annotated[str | None, typer.Option(help="Only those of this role.")] = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """List the materials."""
    from celldesign.database.engine import open_catalogue

    with open_catalogue(database) as catalogue:
        _print_materials(catalogue.materials(role), as_json)


@materials.command()
def search(
    text: Annotated[str, typer.Argument(help="Words of a name, an alias, a formula or a note.")],
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """List the materials that have every word of a text."""
    from celldesign.database.engine import open_catalogue

    with open_catalogue(database) as catalogue:
        found = catalogue.search(text)
    _print_materials(found, as_json)
    if not found:
        typer.echo(f"no material has {text!r}", err=True)


@materials.command()
def show(
    name: Annotated[str, typer.Argument(help="A key, alias, name or formula.")],
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Show a material's values and prices with their sources."""
    from celldesign.database.engine import open_catalogue

    with open_catalogue(database) as catalogue:
        material = catalogue.material(name)
        values = catalogue.records_of([material.key])
        prices = catalogue.prices(material.key)
    records = [record for _, found in sorted(values.items()) for record in found]
    if as_json:
        _print_json(
            {
                **asdict(material),
                "values": [_value_fields(record) for record in records],
                "prices": [asdict(price) for price in prices],
            }
        )
    else:
        typer.echo("\n".join(_page(material, records, prices)))


@materials.command()
def check(
    file: Annotated[
        Path | None,
        typer.Argument(help="A material file to check before import; else the database."),
    ] = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Look for faults in the database or in a file.

    Values out of range, wrong units, missing sources, duplicates, names that mean two materials:
    a line for each, and exit status 1 where there is one.
    """
    from celldesign.database.checking import entries_of, findings
    from celldesign.database.engine import open_catalogue
    from celldesign.database.reading import read_materials

    with open_catalogue(database) as catalogue:
        stored = entries_of(catalogue)
        if file is None:
            found = findings(stored)
        else:
            entries, faults = read_materials(file, catalogue.sources(), origin="user")
            found = [*faults, *findings(entries, stored)]
    if as_json:
        _print_json({"findings": found})
    else:
        typer.echo("\n".join(found) if found else "nothing found")
    if found:
        raise typer.Exit(1)


def _print_json(content: dict[str, Any]) -> None:
    typer.echo(json.dumps({"schema": 1, **content}, ensure_ascii=False, indent=1))


def _print_materials(found: Sequence["Material"], as_json: bool) -> None:
    if as_json:
        _print_json({"materials": [asdict(material) for material in found]})
        return
    key = max((len(material.key) for material in found), default=0)
    role = max((len(material.role) for material in found), default=0)
    for material in found:
        line = f"{material.key:{key}}  {material.role:{role}}  {material.name}"
        typer.echo(line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…")


def _page(
    material: "Material", records: Sequence["Record"], prices: Sequence["Price"]
) -> Iterable[str]:
    """Lay a material out, a property to a block, the sources in full at the end."""
    described = (
        ("name", material.name),
        ("role", material.role),
        ("formula", material.formula),
        ("aliases", ", ".join(material.aliases)),
        ("notes", material.notes),
    )
    yield material.key
    for label, text in described:
        if text:
            yield from _wrapped(text, f"{label:10}", " " * 10)
    heading = ""
    for record in records:
        if record.property != heading:
            heading = record.property
            yield from ("", heading)
        yield from _value_lines(record)
    if prices:
        yield from ("", "price")
    for price in prices:
        yield from _price_lines(price)
    cited = [each.source for each in records] + [each.source for each in prices]
    if cited:
        yield from ("", "sources")
    for source in dict.fromkeys(cited):
        yield from _wrapped(_citation(source), f"  {source.key}: ", "    ")


def _value_lines(record: "Record") -> Iterable[str]:
    from celldesign.database.choice import stated

    shown = _value_fields(record)
    spread = "" if record.std is None else f" +/- {shown['std']:.6g}"
    ends = [f"{shown[end]:.6g}" for end in ("low", "high") if shown[end] is not None]
    standing = (
        f"quality {record.quality}",
        str(record.year or ""),
        "preferred" if record.preferred else "",
        "your own" if record.origin == "user" else "",
        record.qualifier,
        " to ".join(ends),
    )
    unit = "" if record.unit == "1" else record.unit
    locator = f" {record.locator}" if record.locator else ""
    yield from _row(
        f"{record.value:.10g}{spread} {unit}", standing, f"{record.source.key}{locator}"
    )
    for text in (stated(record), record.note):
        if text:
            yield from _wrapped(text, "      ", "      ")


def _price_lines(price: "Price") -> Iterable[str]:
    standing = (f"quality {price.quality}", str(price.year), price.region, price.quantity)
    yield from _row(f"{price.value:.10g} {price.currency}/{price.unit}", standing, price.source.key)
    if price.note:
        yield from _wrapped(price.note, "      ", "      ")


def _row(amount: str, standing: Iterable[str], source: str) -> Iterable[str]:
    text = f"{amount:26} {', '.join(filter(None, (*standing, source)))}"
    return _wrapped(text, "  ", "      ")


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,  # an address stays whole
    )


def _citation(source: "Source") -> str:
    return ", ".join(
        filter(None, (source.citation, source.doi and f"doi {source.doi}", source.url))
    )


def _value_fields(record: "Record") -> dict[str, Any]:
    """Return a value with its numbers in the unit that it is printed in."""
    from celldesign.units import from_si, scale

    def printed(value: float | None) -> float | None:
        return None if value is None else from_si(value, record.unit)

    fields = asdict(record)
    return {
        "temperature_K": fields.pop("temperature"),
        **fields,
        "std": None if record.std is None else record.std / scale(record.unit),
        "low": printed(record.low),
        "high": printed(record.high),
    }
