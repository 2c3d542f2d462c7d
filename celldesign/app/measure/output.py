"""What every measurement shares on the command line: options, printing, the figure."""

import inspect
import math
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.options import Database, say_shipped
from celldesign.app.output import print_json, write_picture
from celldesign.errors import MeasurementError
from celldesign.units.quantities import from_si

if TYPE_CHECKING:
    from celldesign.measure.readings import Readings
    from celldesign.measure.result import Measurement, Plot

File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="Text, xlsx, or a cycler's own file; see docs/measure."),
]
Parts = Annotated[
    Path | None,
    typer.Option(
        "--design",
        metavar="FILE",
        callback=say_shipped,
        help="Set beside this cell's bottom-up DC resistance.",
    ),
]


def amount(text: str, unit: str, option: str) -> tuple[float, float]:
    """Read a value such as "46 +/- 2 um" of an option, in SI with its uncertainty."""
    from celldesign.errors import UnitError
    from celldesign.units.quantities import parse_as

    try:
        value, std = parse_as(text, unit)
    except UnitError as error:
        raise MeasurementError(f"--{option}: {error}") from None
    return value, std or 0.0


def fields(result: "Measurement") -> dict[str, Any]:
    """Lay a result out for JSON."""
    return {
        "property": result.name or None,
        "label": result.label,
        "value": result.shown,
        "unit": result.unit,
        "std": result.shown_std,
        "temperature_K": result.temperature,
        "diagnostics": dict(result.diagnostics),
        "notes": list(result.notes),
    }


def deliver(
    command: str,
    results: Sequence["Measurement"],
    as_json: bool,
    figure: Path | None,
    extra: dict[str, Any] | None = None,
    lines: Sequence[str] = (),
    title: str = "",
    plots: Sequence["Plot"] = (),
    read: Sequence["Readings"] = (),
) -> Sequence["Measurement"]:
    """Print results, as text or as JSON, draw them, and hand them on.

    Drawn are `plots`, or those of the first result. Of what was `read` it is said what was taken.
    """
    told = [said for each in read for said in each.said()]
    lines = [*lines, *(fill(said, 80, subsequent_indent="  ") for said in told)]
    if figure is not None:
        write_picture(figure, plots or results[0].plots, title or command)
    if as_json:
        content: dict[str, Any] = {"results": [fields(result) for result in results]}
        content |= extra or {}
        content["read"] = [
            {
                "file": each.path,
                "form": each.table.form,
                "columns": dict(each.taken),
                "notes": list(each.notes),
            }
            for each in read
        ]
        print_json(f"measure {command}", content)
        return results
    for result in results:
        at = (
            ""
            if result.temperature is None
            else f" at {from_si(result.temperature, 'degC'):g} degC"
        )
        typer.echo(f"{result}{at}")
        for name, value in result.diagnostics.items():
            typer.echo(
                f"    {name}: {value:g}" if isinstance(value, float) else f"    {name}: {value}"
            )
        for note in result.notes:
            typer.echo(f"    note: {note}")
    for text in lines:
        typer.echo(text)
    return results


def saving(measurement: Callable[..., Sequence["Measurement"]]) -> Callable[..., None]:
    """Give a command the options that store its results as values of one's own."""

    @wraps(measurement)
    def command(
        save_as: str | None,
        source: str | None,
        citation: str | None,
        temperature: str | None,
        database: str | None,
        **own: Any,
    ) -> None:
        if (save_as is None) != (source is None):
            raise MeasurementError("--save-as takes a material, and --source where it is from")
        if "database" in signature.parameters:
            own["database"] = database
        results = measurement(**own)
        if save_as and source:
            _save(results, save_as, source, citation, temperature, database)

    signature = inspect.signature(measurement)
    shared = {name: each for name, each in _SAVING.items() if name not in signature.parameters}
    command.__annotations__ = {**measurement.__annotations__, **shared, "return": None}
    parameters = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=each)
        for name, each in shared.items()
    ]
    command.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*signature.parameters.values(), *parameters], return_annotation=None
    )
    return command


_SAVING: dict[str, Any] = {
    "save_as": Annotated[
        str | None, typer.Option("--save-as", metavar="MATERIAL", help="Store the property there.")
    ],
    "source": Annotated[
        str | None, typer.Option(metavar="KEY", help="Key of the source to store it under.")
    ],
    "citation": Annotated[
        str | None, typer.Option(metavar="TEXT", help="What a new source is cited as.")
    ],
    "temperature": Annotated[
        str | None,
        typer.Option(metavar="VALUE", help="Of the measurement, where the file does not say it."),
    ],
    "database": Database,
}


def _save(
    results: Sequence["Measurement"],
    material: str,
    source: str,
    citation: str | None,
    temperature: str | None,
    database: str | None,
) -> None:
    """Store every property among the results; of several readings of one, the last."""
    from celldesign.database.addresses import find_address
    from celldesign.database.engine import open_catalogue
    from celldesign.database.own import add

    last = {(each.name, each.temperature): each for each in results if each.name}
    if not last:
        raise MeasurementError("these results are no properties of a material: nothing to save")
    rows = [_row(each, source, temperature) for each in last.values()]
    new = {"key": source, "citation": citation, "kind": "datasheet"} if citation else None
    with open_catalogue(database) as catalogue:
        found = catalogue.material(material)
        key, role = found.key, found.role
        if source not in catalogue.sources() and not citation:
            mend = "describe a new one with --citation"
            raise MeasurementError("a known source is required", given=source, mend=mend)
    add(find_address(database), new, {"key": key, "property": rows}, anyway=False)
    for name in dict.fromkeys(row["name"] for row in rows):
        typer.echo(f"saved {name} of {key}; {_next_use(name, role)}", err=True)


def _next_use(prop: str, role: str) -> str:
    """Say what comes of a stored value: it counts only on a material of the right role."""
    from celldesign.exchange.collect import roles_read as simulated
    from celldesign.inputs.resolve import roles_read

    if role in roles_read(prop):
        return "the next build uses it"
    if role in simulated(prop):
        return "the next simulation uses it"
    if roles := roles_read(prop) | simulated(prop):
        return f"nothing uses it there: it is taken from a material of the role {_or(roles)}"
    return "no build asks for it"


def _or(roles: frozenset[str]) -> str:
    *first, last = sorted(roles)
    return f"{', '.join(first)} or {last}" if first else last


def _row(result: "Measurement", source: str, temperature: str | None) -> dict[str, Any]:
    """Lay one value out as a file of materials has it."""
    std = result.shown_std
    spread = "" if not std or not math.isfinite(std) else f" +/- {std:.4g}"
    row: dict[str, Any] = {
        "name": result.name,
        "value": f"{result.shown:.8g}{spread} {result.unit}",
        "source": source,
        "quality": "A" if spread else "B",
        "note": f"{result.label}, by celldesign measure",
    }
    if result.temperature is not None:
        row["temperature"] = f"{from_si(result.temperature, 'degC'):.6g} degC"
    elif temperature:
        row["temperature"] = temperature
    return row


def resistance_from_parts(design: Path, database: str | None) -> float:
    """Give a design's DC resistance in ohm; raises MissingInputError for what it lacks."""
    from celldesign.cell.build import build

    cell = build(design, database=database)
    cell.plan.require(["resistance_dc"])
    return float(cell["resistance.dc"].value)


def beside_parts(name: str, value: float, parts: float | None) -> str:
    """Write a resistance in ohm and how far it is from the cell's bottom-up resistance.

    >>> beside_parts("pulse of 10 s", 0.35, 0.28)
    'pulse of 10 s: 0.35 ohm; bottom-up 0.28 ohm, difference +0.07 ohm (+25 %)'
    """
    if parts is None:
        return f"{name}: {value:.4g} ohm"
    off = value - parts
    return (
        f"{name}: {value:.4g} ohm; bottom-up {parts:.4g} ohm, "
        f"difference {off:+.3g} ohm ({100 * off / parts:+.0f} %)"
    )
