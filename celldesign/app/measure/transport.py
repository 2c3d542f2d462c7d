"""`celldesign measure` of electrolytes, from conductivity to oxidation."""

from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.measure.output import File, amount, deliver, saving
from celldesign.app.options import AsJson, Picture
from celldesign.errors import MeasurementError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celldesign.measure.readings import Readings
    from celldesign.measure.result import Measurement, Plot

_POLARISED = ("bulk_resistance", "interface_before", "interface_after")


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
    return deliver(
        "conductivity", results, as_json, figure, {"laws": lines}, lines, read=(readings,)
    )


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
    sources: tuple[Readings, ...] = (readings,)
    plots: tuple[Plot, ...] = ()
    notes: tuple[str, ...] = ()
    if polarisation:
        recorded = read(polarisation).in_time()
        sources = (*sources, recorded)
        initial, steady, plot, notes = currents(recorded.time(), recorded.column("current", "A"))
        plots = (plot,)
        pair = np.full(len(readings), initial), np.full(len(readings), steady)
    else:
        pair = readings.column("initial_current", "A"), readings.column("steady_current", "A")
    resistances = [readings.column(name, "ohm") for name in _POLARISED]
    results = evaluate(*pair, readings.column("voltage", "V"), *resistances)
    first, *others = results
    first = replace(first, plots=(*plots, *first.plots), notes=(*first.notes, *notes))
    return deliver(
        "transference",
        (first, *others),
        as_json,
        figure,
        title="transference number",
        read=sources,
    )


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
    return deliver(
        "interface",
        results,
        as_json,
        figure,
        title="resistances of the interface",
        read=(readings,),
    )


@saving
def diffusion(
    file: File,
    thickness: Annotated[
        str, typer.Option(metavar="VALUE", help="Of the separator, such as '80 +/- 2 um'.")
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

    readings = read(file).in_time()
    length, std = amount(thickness, "m", "thickness")
    ends = _window(window) if window else None
    result = restricted_diffusion(
        readings.time(), readings.column("voltage", "V"), length, std, ends
    )
    return deliver("diffusion", (result,), as_json, figure, read=(readings,))


def _window(text: str) -> tuple[float, float]:
    try:
        start, stop = (float(part) for part in text.split(":"))
    except ValueError:
        start = stop = 0.0
    if not 0 <= start < stop:
        required = "--window takes two rising times in seconds"
        raise MeasurementError(required, given=repr(text), mend="write 600:3000")
    return start, stop


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
    return deliver("oxidation", results, as_json, figure, title="oxidation onset", read=(readings,))
