"""What every measurement shares on the command line: options, printing, the figure."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.materials import AsJson, Database
from celldesign.errors import MeasurementError

if TYPE_CHECKING:
    from celldesign.measure.result import Measurement

File = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with units in its header.")]
Picture = Annotated[
    Path | None, typer.Option("--figure", metavar="FILE", help="Draw the fit: png, svg or pdf.")
]
__all__ = ["AsJson", "Database", "File", "Picture", "amount", "deliver", "fields"]


def amount(text: str, unit: str, option: str) -> tuple[float, float]:
    """Read a value such as "46 +/- 2 um" of an option, in SI with its deviation."""
    from celldesign.errors import UnitError
    from celldesign.units import parse_as

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
    results: Sequence["Measurement"],
    as_json: bool,
    figure: Path | None,
    extra: dict[str, Any] | None = None,
    lines: Sequence[str] = (),
    title: str = "",
) -> None:
    """Print results, as text or as JSON, and draw the first fit among them."""
    if figure is not None:
        drawn = next((result for result in results if result.fit), None)
        if drawn is None or drawn.fit is None:
            raise MeasurementError("this measurement has no fit to draw", given=str(figure))
        from celldesign.measure.figure import draw

        draw(drawn.fit, title or drawn.label, figure)
    if as_json:
        content = {"schema": 1, "results": [fields(result) for result in results], **(extra or {})}
        typer.echo(json.dumps(_finite(content), ensure_ascii=False, indent=1, allow_nan=False))
        return
    for result in results:
        at = "" if result.temperature is None else f" at {result.temperature - 273.15:g} degC"
        typer.echo(f"{result}{at}")
        for name, value in result.diagnostics.items():
            typer.echo(
                f"    {name}: {value:g}" if isinstance(value, float) else f"    {name}: {value}"
            )
        for note in result.notes:
            typer.echo(f"    note: {note}")
    for text in lines:
        typer.echo(text)
    if figure is not None:
        typer.echo(f"wrote {figure}")


def _finite(content: Any) -> Any:
    """Replace what JSON cannot say by null."""
    if isinstance(content, dict):
        return {key: _finite(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_finite(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content
