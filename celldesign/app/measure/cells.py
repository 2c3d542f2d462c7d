"""`celldesign measure` of cells: pulses and cycling."""

from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.measure.output import (
    File,
    Parts,
    amount,
    beside_parts,
    deliver,
    resistance_from_parts,
    saving,
)
from celldesign.app.options import AsJson, Database, Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celldesign.measure.pulses import Pulse
    from celldesign.measure.result import Measurement


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
    return deliver("pulses", (), as_json, figure, extra, lines, "DC resistance", plots(found))


def _pulse(pulse: "Pulse") -> str:
    state = f"{pulse.direction:<10} {100 * pulse.soc:5.0f}%"
    if pulse.resistance is None:
        return f"{state}  {pulse.remark}"
    std = "" if pulse.std is None else f" +/- {pulse.std:.4f}"
    return (
        f"{state}  {pulse.resistance:.4f}{std}   {pulse.zero_current_voltage:.4f}  {pulse.remark}"
    )


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
    return deliver("cycling", results, as_json, figure, title="cycling")
