"""`celldesign materials add|import|export|remove`: values of one's own."""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.options import Database, Force, pairs
from celldesign.errors import MaterialError

if TYPE_CHECKING:
    from celldesign.database.own import Outcome

Anyway = Annotated[
    bool, typer.Option("--anyway", help="Take values outside the plausible range as well.")
]


def add_value(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The material, or the key of a new one.")
    ],
    prop: Annotated[str, typer.Argument(metavar="PROPERTY", help="Such as density, or price.")],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="With its unit: '4.70 +/- 0.02 g/cm^3'.")
    ],
    source: Annotated[str, typer.Option(help="Key of the source, known or described here.")],
    citation: Annotated[str | None, typer.Option(help="What a new source is cited as.")] = None,
    kind: Annotated[str, typer.Option(help="Kind of a new source.")] = "datasheet",
    doi: Annotated[str | None, typer.Option(help="DOI of a new source.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of a new source.")] = None,
    temperature: Annotated[str | None, typer.Option(help="As in '60 degC'.")] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=TEXT", help="As in window='3.0-4.3 V'; repeatable."),
    ] = None,
    low: Annotated[str | None, typer.Option(help="Lower end of a range, with unit.")] = None,
    high: Annotated[str | None, typer.Option(help="Upper end of a range, with unit.")] = None,
    qualifier: Annotated[str | None, typer.Option(help="One word, as in fitted.")] = None,
    locator: Annotated[str | None, typer.Option(help="Where in the source.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the value; a price needs one.")] = None,
    quality: Annotated[str, typer.Option(help="A measured … D estimate.")] = "B",
    preferred: Annotated[bool, typer.Option("--preferred", help="Prefer it.")] = False,
    region: Annotated[str | None, typer.Option(help="Region of a price.")] = None,
    quantity: Annotated[str | None, typer.Option(help="Quantity that a price is for.")] = None,
    note: Annotated[str | None, typer.Option(help="Anything worth knowing.")] = None,
    role: Annotated[str | None, typer.Option(help="Role of a new material.")] = None,
    full_name: Annotated[str | None, typer.Option("--name", help="Name of a new one.")] = None,
    formula: Annotated[str | None, typer.Option(help="Formula of a new one.")] = None,
    alias: Annotated[list[str] | None, typer.Option(help="Of a new one; repeatable.")] = None,
    anyway: Anyway = False,
    database: Database = None,
) -> None:
    """Add a value of your own, or correct one.

    Where you have one of the same source and conditions, it is a correction: both are kept.
    """
    from celldesign.database.addresses import find_address
    from celldesign.database.engine import open_catalogue
    from celldesign.database.own import add

    told = {
        "value": value, "source": source, "temperature": temperature, "low": low, "high": high,
        "qualifier": qualifier, "locator": locator, "year": year, "quality": quality,
        "preferred": preferred or None, "region": region, "quantity": quantity, "note": note,
        "conditions": pairs("--condition", condition) or None,
    }  # fmt: skip
    table: dict[str, Any] = {"key": name}
    if role is not None:
        described = {"name": full_name or name, "role": role, "formula": formula, "aliases": alias}
        table |= _said(described)
    heading = {"price": [_said(told)]}
    table |= heading if prop == "price" else {"property": [_said(told) | {"name": prop}]}
    new = {"key": source, "citation": citation, "kind": kind, "doi": doi, "url": url}
    open_catalogue(database).close()
    done = add(find_address(database), _said(new) if citation else None, table, anyway=anyway)
    typer.echo(_summary(done))


def import_values(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A TOML or CSV file, or a spreadsheet.")
    ],
    anyway: Anyway = False,
    database: Database = None,
) -> None:
    """Import values, plants, rates or curves of your own.

    All of a file, or nothing where any of it is at fault.
    """
    from celldesign.app.progress import ProgressBar
    from celldesign.database.addresses import find_address
    from celldesign.database.curve_reading import is_curve
    from celldesign.database.engine import open_catalogue
    from celldesign.database.own import ImportProblems, import_file

    open_catalogue(database).close()
    if is_curve(file):
        from celldesign.database.curve_writing import add_curve

        added = add_curve(find_address(database), file)
        typer.echo(f"{added.key} is your curve of {added.material}")
        return
    try:
        with ProgressBar("bytes") as bar:
            done = import_file(find_address(database), file, anyway=anyway, progress=bar)
    except ImportProblems as error:
        for problem in grouped(error.problems)[:_SHOWN]:
            typer.echo(problem, err=True)
        count = len(error.problems)
        raise MaterialError(
            "nothing was imported", given=f"{file} with {count} fault{'s' * (count > 1)}"
        ) from None
    typer.echo(_summary(done))


def export_values(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .toml or .csv file to write; - prints TOML.")
    ],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Only these materials.")
    ] = None,
    force: Force = False,
    database: Database = None,
) -> None:
    """Write what is your own to a file.

    With its sources, as `import` reads it; without names also your plants, exchange rates and
    curves. CSV holds values alone.
    """
    from celldesign.database.engine import open_catalogue
    from celldesign.database.exporting import as_csv, as_toml, own_entries, own_sources
    from celldesign.database.own_economy import OwnEconomy, own_economy
    from celldesign.files import write_file

    with open_catalogue(database) as catalogue:
        keys = [catalogue.material(name).key for name in names or []]
        entries, sources = list(own_entries(catalogue, keys)), own_sources(catalogue)
        economy = own_economy(catalogue)
    if keys:
        economy = OwnEconomy(curves=[each for each in economy.curves if each.material in keys])
    table = file.suffix.lower() == ".csv"
    lines = as_csv(entries, sources) if table else as_toml(entries, sources, economy)
    if str(file) == "-":
        sys.stdout.writelines(lines)
        return
    write_file(file, lines, (".toml", ".csv"))
    count = sum(len(entry.records) + len(entry.prices) for entry in entries)
    beside = [
        _count(len(each), what)
        for each, what in (
            (economy.plants, "plant"),
            (economy.rates, "rate"),
            (economy.curves, "curve"),
        )
        if each
    ]
    typer.echo(f"wrote {_count(count, 'value')} of {_count(len(entries), 'material')} to {file}")
    if beside and table:
        typer.echo(f"{', '.join(beside)} left out, which a .toml file would hold")
    elif beside:
        typer.echo(f"with {', '.join(beside)}")


def remove_values(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A material that has values of your own.")
    ],
    prop: Annotated[
        str | None, typer.Option("--property", help="Only values of this property, or price.")
    ] = None,
    number: Annotated[
        int | None,
        typer.Option("--value", help="Only the value of this number (`show --history`)."),
    ] = None,
    database: Database = None,
) -> None:
    """Withdraw values of your own.

    They stay in the history, and shipped ones stay.
    """
    from celldesign.database.addresses import find_address
    from celldesign.database.engine import open_catalogue
    from celldesign.database.own import remove

    open_catalogue(database).close()
    done = remove(find_address(database), name, prop=prop, number=number)
    typer.echo(_summary(done))


def grouped(problems: Iterable[str]) -> list[str]:
    """Say a fault of many lines once, with the lines and what the first of them has.

    >>> grouped([f"p.csv, line {n}: a unit is required: given {n}" for n in (2, 3, 7)] + ["odd"])
    ['p.csv, lines 2-3, 7: a unit is required: given 2', 'odd']
    """
    found: dict[tuple[str, str], tuple[str, list[int]]] = {}
    for problem in problems:
        match = re.match(r"(.*), line (\d+)(\D.*)", problem, re.DOTALL)
        start, rest = (match[1], match[3]) if match else (problem, "")
        first = found.setdefault((start, rest.partition("given ")[0]), (rest, []))
        first[1].extend([int(match[2])] if match else [])
    return [f"{start}{_lines(lines)}{rest}" for (start, _), (rest, lines) in found.items()]


def _lines(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [str(a) if a == b else f"{a}-{b}" for a, b in runs]
    return f", line{'s' * (len(numbers) > 1)} {', '.join(words)}" if words else ""


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv file to write.")],
) -> None:
    """Write a table to fill in with values of your own.

    A material to a line, and a column for each property, with its unit; `import` reads it, saved as
    CSV or as a spreadsheet.
    """
    from celldesign.files import write_file

    write_file(file, _TEMPLATE)
    typer.echo(f"wrote {file}")


_SHOWN = 20  # faults that are printed
_TEMPLATE = """\
material,name,role,density [g/cm3],specific_capacity [mAh/g],price [USD/kg],year,source,citation,kind,quality,note
my-NMC,NMC of supplier A,cathode active,4.70,195,18,2025,supplier-a,"Supplier A, data sheet 2025",datasheet,B,an example; replace it
"""  # noqa: E501
OWNED: dict[str, Callable[..., None]] = {
    "add": add_value,
    "import": import_values,
    "export": export_values,
    "remove": remove_values,
    "template": template,
}


def _said(table: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if value is not None}


def _summary(done: "Outcome") -> str:
    """Say what a change did.

    >>> from celldesign.database.own import Outcome
    >>> _summary(Outcome(added=2, unchanged=1))
    '2 values added, 1 unchanged'
    """
    parts: Iterable[tuple[int, str]] = (
        (done.added, "added"),
        (done.corrected, "corrected"),
        (done.unchanged, "unchanged"),
        (done.removed, "removed"),
    )
    said = [(count, what) for count, what in parts if count]
    words = [f"{count} {what}" for count, what in said]
    if said:
        words[0] = f"{_count(said[0][0], 'value')} {said[0][1]}"
    for count, what in ((done.plants, "plant"), (done.rates, "rate"), (done.curves, "curve")):
        words += [_count(count, what)] if count else []
    if done.materials:
        words.append(_count(done.materials, "material") + (" removed" if done.removed else ""))
    return ", ".join(words) or "nothing to do"


def _count(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
