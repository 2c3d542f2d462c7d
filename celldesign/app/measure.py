"""`celldesign measure`: from a file of readings to a property with its uncertainty."""

from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.measure_output import AsJson, Database, File, Picture, amount, deliver, saving
from celldesign.app.parts import Parts, beside_parts, resistance_from_parts
from celldesign.errors import MeasurementError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celldesign.measure.pulses import Pulse
    from celldesign.measure.result import Measurement, Plot

measure = typer.Typer(
    help="Turn readings into properties: the paper's equations 1 to 8.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@measure.command()
@saving
def conductivity(
    file: File, as_json: AsJson = False, figure: Picture = None
) -> "Sequence[Measurement]":
    """Ionic conductivity (equation 1).

    Columns: resistance, thickness, area, and any temperature.
    """
    from dataclasses import replace

    from celldesign.measure import conductivity as c
    from celldesign.measure.readings import read

    readings = read(file)
    resistance = readings.column("resistance", "ohm")
    thickness, area = readings.column("thickness", "m"), readings.column("area", "m^2")
    temperature = readings.column("temperature", "degC") if "temperature" in readings else None
    results = c.conductivity(resistance, thickness, area, temperature)
    lines = []
    if temperature is not None and len(results) > 1:
        sigma = thickness / (resistance * area)
        laws = c.law(temperature, sigma)
        for each in laws:
            parameters = ", ".join(f"{name} {value:.4g}" for name, value in each.parameters.items())
            lines.append(f"{each.name} law: {parameters}; rms of ln sigma {each.rms:.2g}")
        plots = (c.law_plot(temperature, sigma, laws),)
        results = (replace(results[0], plots=plots), *results[1:])
    return deliver(results, as_json, figure, {"laws": lines}, lines)


@measure.command()
@saving
def transference(
    file: File,
    polarisation: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Take the currents from this recording of time, current."
        ),
    ] = None,
    as_json: AsJson = False,
    figure: Picture = None,
) -> "Sequence[Measurement]":
    """Transference number (equations 2 and 3).

    Columns: currents, voltage and resistances.
    """
    from dataclasses import replace

    import numpy as np

    from celldesign.measure.readings import read
    from celldesign.measure.transference import currents
    from celldesign.measure.transference import transference as evaluate

    readings = read(file)
    plots: tuple[Plot, ...] = ()
    notes: tuple[str, ...] = ()
    if polarisation:
        recorded = read(polarisation)
        initial, steady, plot, notes = currents(recorded.time(), recorded.column("current", "A"))
        plots = (plot,)
        pair = np.full(len(readings), initial), np.full(len(readings), steady)
    else:
        pair = readings.column("initial_current", "A"), readings.column("steady_current", "A")
    resistances = [readings.column(name, "ohm") for name in _POLARISED]
    results = evaluate(*pair, readings.column("voltage", "V"), *resistances)
    first, *others = results
    first = replace(first, plots=(*plots, *first.plots), notes=(*first.notes, *notes))
    return deliver((first, *others), as_json, figure, title="transference number")


_POLARISED = ("bulk_resistance", "interface_before", "interface_after")


@measure.command()
@saving
def interface(
    file: File, as_json: AsJson = False, figure: Picture = None
) -> "Sequence[Measurement]":
    """Interface resistance of Li||Li cells (equation 4).

    Columns: r1, r2, r3 if any, area.
    """
    from celldesign.measure.interface import interface as evaluate
    from celldesign.measure.readings import read

    readings = read(file)
    third = readings.column("r3", "ohm") if "r3" in readings else None
    area = readings.column("area", "m^2")
    results = evaluate(readings.column("r1", "ohm"), readings.column("r2", "ohm"), area, third)
    return deliver(results, as_json, figure, title="resistances of the interface")


@measure.command()
@saving
def diffusion(
    file: File,
    thickness: Annotated[
        str, typer.Option(metavar="VALUE", help="Of the membrane, such as '80 +/- 2 um'.")
    ],
    window: Annotated[
        str | None, typer.Option(metavar="START:STOP", help="Seconds; chosen if not given.")
    ] = None,
    as_json: AsJson = False,
    figure: Picture = None,
) -> "Sequence[Measurement]":
    """Salt diffusion by restricted diffusion (equation 5).

    Columns: time, voltage.
    """
    from celldesign.measure.diffusion import restricted_diffusion
    from celldesign.measure.readings import read

    readings = read(file)
    length, std = amount(thickness, "m", "thickness")
    ends = _window(window) if window else None
    result = restricted_diffusion(
        readings.time(), readings.column("voltage", "V"), length, std, ends
    )
    return deliver((result,), as_json, figure)


def _window(text: str) -> tuple[float, float]:
    try:
        start, stop = (float(part) for part in text.split(":"))
    except ValueError:
        start = stop = 0.0
    if not 0 <= start < stop:
        required = "--window takes two rising times in seconds"
        raise MeasurementError(required, given=repr(text), mend="write 600:3000")
    return start, stop


@measure.command()
@saving
def oxidation(
    file: File,
    smoothing: Annotated[
        str, typer.Option(metavar="VALUE", help="Width over which the slope is taken.")
    ] = "50 mV",
    as_json: AsJson = False,
    figure: Picture = None,
) -> "Sequence[Measurement]":
    """Oxidation onset from a linear sweep and its slope.

    Columns: voltage, current.
    """
    from celldesign.measure.oxidation import oxidation as evaluate
    from celldesign.measure.readings import read

    readings = read(file)
    width, _ = amount(smoothing, "V", "smoothing")
    results = evaluate(readings.column("voltage", "V"), readings.column("current", "A"), width)
    return deliver(results, as_json, figure, title="oxidation onset")


@measure.command()
@saving
def pulses(
    file: File,
    design: Parts = None,
    as_json: AsJson = False,
    figure: Picture = None,
    database: Database = None,
) -> "Sequence[Measurement]":
    """DC resistance from pulses.

    Columns: soc, i1, e1, i2, e2 and so on, and a direction if any.
    """
    from dataclasses import asdict
    from statistics import median

    from celldesign.measure.pulses import from_table, plots
    from celldesign.measure.readings import read

    found = from_table(read(file))
    lines = ["direction    SoC   resistance / ohm      E at I = 0 / V", *map(_pulse, found)]
    fitted = [pulse.resistance for pulse in found if pulse.resistance is not None]
    if design is not None and fitted:
        parts = resistance_from_parts(design, database)
        name = f"median of {len(fitted)} states"
        lines.append(beside_parts(name, median(fitted), parts))
    extra = {"pulses": [asdict(pulse) for pulse in found]}
    return deliver((), as_json, figure, extra, lines, "DC resistance", plots(found))


def _pulse(pulse: "Pulse") -> str:
    state = f"{pulse.direction:<10} {100 * pulse.soc:5.0f}%"
    if pulse.resistance is None:
        return f"{state}  {pulse.remark}"
    std = "" if pulse.std is None else f" +/- {pulse.std:.4f}"
    return (
        f"{state}  {pulse.resistance:.4f}{std}   {pulse.zero_current_voltage:.4f}  {pulse.remark}"
    )


@measure.command()
@saving
def cycling(
    file: File,
    excess_lithium: Annotated[
        str | None,
        typer.Option(
            metavar="VALUE", help="Charge of the lithium that faces a cathode, as assembled."
        ),
    ] = None,
    first_cycle: Annotated[
        int | None,
        typer.Option(metavar="N", help="From which the coulombic efficiency is averaged."),
    ] = None,
    as_json: AsJson = False,
    figure: Picture = None,
) -> "Sequence[Measurement]":
    """Fade, knee, coulombic and lithium efficiency.

    Columns: cycle, discharge_capacity, charge_capacity.
    A recording of cycle, time and current is integrated, discharge being negative.
    """
    from celldesign.measure.cycling import cycling as evaluate
    from celldesign.measure.cycling import per_cycle
    from celldesign.measure.readings import read

    readings = read(file)
    cycle, charge = readings.column("cycle", "1"), None
    if {"time", "current"} <= readings.columns.keys():
        current = readings.column("current", "A")
        cycle, discharge, charge = per_cycle(cycle, readings.time(), current)
    else:
        discharge = readings.column("discharge_capacity", "C")
        if "charge_capacity" in readings:
            charge = readings.column("charge_capacity", "C")
    excess = amount(excess_lithium, "C", "excess-lithium")[0] if excess_lithium else None
    results = evaluate(cycle, discharge, charge, excess, first_cycle)
    return deliver(results, as_json, figure, title="cycling")
