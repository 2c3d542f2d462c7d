"""`celldesign measure` for what takes more than columns: impedance, titration, calorimetry."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.measure import measure
from celldesign.app.measure_output import AsJson, Database, File, Picture, amount, deliver, saving
from celldesign.app.parts import Parts, beside_parts, resistance_from_parts
from celldesign.errors import MeasurementError

__all__ = ["measure"]

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celldesign.exchange.parameters import Parameters
    from celldesign.measure.gitt import Diffusion, Segment
    from celldesign.measure.p2d import Inverted
    from celldesign.measure.readings import Readings
    from celldesign.measure.result import Array, Measurement


@measure.command()
@saving
def impedance(
    file: File,
    arcs: Annotated[
        int | None, typer.Option(metavar="N", help="How many; the relaxations say, if not.")
    ] = None,
    area: Annotated[
        str | None, typer.Option(metavar="VALUE", help="To give resistances per area.")
    ] = None,
    design: Parts = None,
    as_json: AsJson = False,
    figure: Picture = None,
    database: Database = None,
) -> "Sequence[Measurement]":
    """Impedance by a ladder of arcs and relaxation times.

    Columns: frequency, real, imaginary.
    """
    from celldesign.measure import impedance as z
    from celldesign.measure.readings import read
    from celldesign.measure.result import Measurement

    readings = read(file)
    real = readings.column("real", "ohm")
    minus = "minus_imaginary" in readings
    imaginary = readings.column("minus_imaginary" if minus else "imaginary", "ohm")
    frequency, spectrum = z.spectrum(
        readings.column("frequency", "Hz"), real, -imaginary if minus else imaginary
    )
    relaxations = z.relaxation(frequency, spectrum)
    found = z.ladder(frequency, spectrum, arcs)
    factor, unit = (amount(area, "m^2", "area")[0], "ohm*cm^2") if area else (1.0, "ohm")
    results, plots = [], (found.plot, relaxations.plot)
    for number, arc in enumerate((found.series, *found.arcs), 1):
        diagnostics: dict[str, float | str] = {}
        if arc.time_constant:
            diagnostics["time constant / s"] = float(f"{arc.time_constant:.3g}")
        std = None if arc.std is None else arc.std * factor
        value, label = arc.resistance * factor, f"R{number}"
        results.append(
            Measurement("", label, value, std, unit, diagnostics=diagnostics, plots=plots)
        )
    lines = [
        f"misfit {found.misfit:.2%} of |Z|; Kramers-Kronig {found.invalid:.2%}",
        "relaxation times: "
        + ", ".join(f"{a.resistance:.3g} ohm at {a.time_constant:.2g} s" for a in relaxations.arcs),
        *(f"note: {note}" for note in found.notes),
    ]
    if design is not None:
        whole = found.series.resistance + sum(arc.resistance for arc in found.arcs)
        parts = resistance_from_parts(design, database)
        lines.append(beside_parts(f"R1 to R{len(results)} together", whole, parts))
    return deliver(results, as_json, figure, {"summary": lines}, lines, "impedance")


@measure.command()
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
        Path | None, typer.Option(metavar="FILE", help="The cell, for the p2d model.")
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
    readings = read(file)
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
    return deliver(results, as_json, figure, extra, lines, "titration")


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
    from celldesign.building import build
    from celldesign.database.engine import open_catalogue
    from celldesign.design import read_design
    from celldesign.exchange.collect import collect

    with open_catalogue(database) as catalogue:
        return collect(build(read_design(design), catalogue), catalogue)


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
        f"misfit {1e3 * pulse.misfit:.2g} mV"
    )


def _titrated(pulse: "Diffusion") -> str:
    d = "" if pulse.diffusivity is None else f"{pulse.diffusivity:.3g} +/- {pulse.std or 0:.1g}"
    r = "" if pulse.resistance is None else f"{pulse.resistance:.4g}"
    row = f"{pulse.number:5}  {pulse.voltage:6.4f}  {d:20} {r:>8}  {pulse.r_squared:6.3f}"
    return f"{row}  {pulse.remark}"


@measure.command()
@saving
def calorimetry(
    file: File,
    mass: Annotated[str, typer.Option(metavar="VALUE", help="Of the plates, all together.")],
    capacity: Annotated[str, typer.Option(metavar="VALUE", help="Nominal capacity of the cell.")],
    excess_lithium: Annotated[
        str | None, typer.Option(metavar="VALUE", help="Charge of all lithium, as assembled.")
    ] = None,
    specific_heat: Annotated[
        str, typer.Option(metavar="VALUE", help="Of the plates.")
    ] = "385 J/kg/K",
    plate_size: Annotated[
        str | None,
        typer.Option(metavar="A,B,C", help="Of one copper plate, to set beside the mass."),
    ] = None,
    plates: Annotated[int, typer.Option(metavar="N", help="How many plates have that size.")] = 2,
    free_volume: Annotated[
        str | None, typer.Option(metavar="VALUE", help="Of the vessel, for the gas.")
    ] = None,
    heater_std: Annotated[
        str, typer.Option(metavar="VALUE", help="Deviation of the heater's energy.")
    ] = "2 %",
    as_json: AsJson = False,
    figure: Picture = None,
) -> "Sequence[Measurement]":
    """Runaway energy (equation 8).

    Columns: time, temperature_1 and so on, heater_power, pressure.
    """
    from dataclasses import replace

    from celldesign.measure import calorimetry as c
    from celldesign.measure.readings import gaps, read

    readings = read(file)
    time, temperatures, power = readings.time(), _thermocouples(readings), _heater(readings)
    rise, rise_std, heating = c.readings_of(time, temperatures, power)
    charge, _ = amount(capacity, "C", "capacity")
    excess = amount(excess_lithium, "C", "excess-lithium")[0] if excess_lithium else 0.0
    instrument = c.Calorimeter(
        *amount(mass, "kg", "mass"), *amount(specific_heat, "J/kg/K", "specific-heat")
    )
    results = c.calorimetry(
        instrument,
        rise,
        heating,
        charge,
        excess,
        rise_std,
        amount(heater_std, "1", "heater-std")[0] * heating,
        c.plate_mass(*_size(plate_size), count=plates) if plate_size else None,
    )
    plots = [*c.plots(instrument, time, temperatures, power)]
    if free_volume and "pressure" in readings:
        volume, _ = amount(free_volume, "m^3", "free-volume")
        inside = "gas_temperature" if "gas_temperature" in readings else None
        warm = readings.column(inside, "K") if inside else temperatures.mean(axis=0)
        pressure = readings.column("pressure", "Pa")
        results += c.gas(pressure, warm, volume, charge)
        plots.append(c.gas_plot(time, pressure, warm, volume))
    results = (replace(results[0], plots=tuple(plots)), *results[1:])
    extra: dict[str, Any] = {"temperature_rise_K": rise, "gaps": list(gaps(time))}
    lines = [f"note: {gap}" for gap in gaps(time)]
    return deliver(results, as_json, figure, extra, lines, "calorimetry")


def _size(text: str) -> tuple[float, float, float]:
    lengths = [amount(part, "m", "plate-size")[0] for part in text.split(",")]
    if len(lengths) != 3:
        mend = "write '117 mm,80 mm,5 mm'"
        raise MeasurementError("--plate-size takes three lengths", given=repr(text), mend=mend)
    return lengths[0], lengths[1], lengths[2]


def _thermocouples(readings: "Readings") -> "Array":
    import numpy as np

    names = [name for name in readings.columns if name.startswith("temperature")]
    if not names:
        readings.column("temperature_1", "degC")
    return np.stack([readings.column(name, "K") for name in names])


def _heater(readings: "Readings") -> "Array":
    if "heater_power" in readings:
        return readings.column("heater_power", "W")
    if "heater_voltage" in readings:
        return readings.column("heater_voltage", "V") * readings.column("heater_current", "A")
    return readings.column("heater_power", "W")
