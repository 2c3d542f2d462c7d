"""`celldesign measure calorimetry`: heat of a runaway."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.measure.output import File, amount, deliver, saving
from celldesign.app.options import AsJson, Picture
from celldesign.errors import MeasurementError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celldesign.measure.readings import Readings
    from celldesign.measure.result import Array, Measurement


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
        str, typer.Option(metavar="VALUE", help="Uncertainty of the heater's energy.")
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

    readings = read(file).in_time()
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
    return deliver(
        "calorimetry", results, as_json, figure, extra, lines, "calorimetry", read=(readings,)
    )


def _size(text: str) -> tuple[float, float, float]:
    lengths = [amount(part, "m", "plate-size")[0] for part in text.split(",")]
    if len(lengths) != 3:
        mend = "write '117 mm,80 mm,5 mm'"
        raise MeasurementError("--plate-size takes three lengths", given=repr(text), mend=mend)
    return lengths[0], lengths[1], lengths[2]


def _thermocouples(readings: "Readings") -> "Array":
    import numpy as np

    names = [name for name in readings.names if name.startswith("temperature")]
    if not names:
        readings.column("temperature_1", "degC")
    return np.stack([readings.column(name, "K") for name in names])


def _heater(readings: "Readings") -> "Array":
    if "heater_power" in readings:
        return readings.column("heater_power", "W")
    if "heater_voltage" in readings:
        return readings.column("heater_voltage", "V") * readings.column("heater_current", "A")
    return readings.column("heater_power", "W")
