"""`celldesign measure gitt`: titration pulses."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.measure.output import File, amount, deliver, saving
from celldesign.app.options import AsJson, Database, Picture, say_shipped
from celldesign.errors import MeasurementError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celldesign.exchange.parameters import Parameters
    from celldesign.measure.gitt import Diffusion, Segment
    from celldesign.measure.p2d import Inverted
    from celldesign.measure.result import Measurement


@saving
def gitt(
    file: File,
    radius: Annotated[
        str | None, typer.Option(metavar="VALUE", help="Of the active particles, such as '2 um'.")
    ] = None,
    model: Annotated[
        str, typer.Option(metavar="MODEL", help="equations (6 and 7) or p2d.")
    ] = "equations",
    design: Annotated[
        Path | None,
        typer.Option(metavar="FILE", callback=say_shipped, help="The cell, for the p2d model."),
    ] = None,
    optimiser: Annotated[
        str, typer.Option(metavar="NAME", help="scipy or pygmo, for p2d.")
    ] = "scipy",
    seed: Annotated[int, typer.Option(metavar="N", help="Of the optimiser.")] = 1,
    as_json: AsJson = False,
    figure: Picture = None,
    database: Database = None,
) -> "Sequence[Measurement]":
    """Solid diffusion from a titration.

    Columns: time, current (negative on discharge), voltage.
    """
    from dataclasses import asdict

    from celldesign.measure.gitt import gitt as evaluate
    from celldesign.measure.gitt import pulses
    from celldesign.measure.readings import read

    if model not in ("equations", "p2d") or (model == "p2d") != (design is not None):
        required = "--model takes equations with --radius, or p2d with --design"
        raise MeasurementError(required, given=model)
    readings = read(file).in_time()
    segments = pulses(
        readings.time(), readings.column("current", "A"), readings.column("voltage", "V")
    )
    parameters = None if design is None else _parameters(design, database)
    if radius is None and parameters is None:
        raise MeasurementError("the radius of the particles is required", mend="--radius '2 um'")
    own = amount(radius, "m", "radius")[0] if radius else 0.0
    size = own or (parameters.positive.particle_radius if parameters else 0.0)
    result, found = evaluate(segments, size)
    lines = ["pulse   E / V     D / (m^2/s)        R / ohm    r^2", *map(_titrated, found)]
    extra: dict[str, Any] = {"pulses": [asdict(each) for each in found]}
    results = [result]
    if parameters is not None:
        inverted = _inverted(parameters, segments, optimiser, seed)
        results[0] = _with(result, segments, inverted)
        results.append(_median([each.diffusivity for each in inverted if not each.problem]))
        ratio = results[1].value / result.value
        lines += ["by p2d:", *map(_solution, inverted)]
        lines.append(f"the p2d model gives {ratio:.3g} times what equations 6 and 7 give")
        extra["p2d"] = [asdict(each) for each in inverted]
    return deliver("gitt", results, as_json, figure, extra, lines, "titration", read=(readings,))


def _with(
    result: "Measurement", segments: "Sequence[Segment]", inverted: "Sequence[Inverted]"
) -> "Measurement":
    """Draw the p2d model's answer beside that of the equations."""
    from dataclasses import replace

    from celldesign.measure.p2d import values

    roots, by_equations = result.plots
    both = replace(by_equations, series=(*by_equations.series, values(segments, inverted)))
    return replace(result, plots=(roots, both))


def _parameters(design: Path, database: str | None) -> "Parameters":
    from celldesign.exchange.collect import build_parameters

    return build_parameters(design, None, database)[1]


def _inverted(
    parameters: "Parameters", segments: "Sequence[Segment]", optimiser: str, seed: int
) -> "Sequence[Inverted]":
    from celldesign.measure.p2d import PulseModel, invert

    def report(done: "Inverted") -> None:
        if sys.stderr.isatty():
            typer.echo(f"pulse {done.number} of {len(segments)}", err=True)

    return invert(PulseModel(parameters, segments), segments, optimiser, seed, report)


def _median(values: "Sequence[float]") -> "Measurement":
    import numpy as np

    from celldesign.measure.gitt import median

    return median(np.array(values), "by the p2d model")


def _solution(pulse: "Inverted") -> str:
    low, high = pulse.diffusivity_range
    if pulse.problem:
        return f"{pulse.number:5}  x {pulse.lithium:5.3f}  {pulse.problem}"
    return (
        f"{pulse.number:5}  x {pulse.lithium:5.3f}  D {pulse.diffusivity:.3g} "
        f"({low:.3g} to {high:.3g}) m^2/s, k {pulse.rate_constant:.3g}, "
        f"residual {1e3 * pulse.misfit:.2g} mV"
    )


def _titrated(pulse: "Diffusion") -> str:
    d = "" if pulse.diffusivity is None else f"{pulse.diffusivity:.3g} +/- {pulse.std or 0:.1g}"
    r = "" if pulse.resistance is None else f"{pulse.resistance:.4g}"
    row = f"{pulse.number:5}  {pulse.voltage:6.4f}  {d:20} {r:>8}  {pulse.r_squared:6.3f}"
    return f"{row}  {pulse.remark}"
