"""`celldesign measure` of cells: pulses and cycling."""

from pathlib import Path
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
    from collections.abc import Mapping, Sequence

    from celldesign.measure.pulses import Pulse
    from celldesign.measure.readings import Readings
    from celldesign.measure.result import Array, Measurement

_LISTED = 12  # cycles; of more, only --json has each


@saving
def pulses(
    file: File,
    capacity: Annotated[
        str | None,
        typer.Option(metavar="VALUE", help="Of the cell, for states of charge of a recording."),
    ] = None,
    start: Annotated[
        str, typer.Option("--start-soc", metavar="VALUE", help="Where the recording begins.")
    ] = "100 %",
    design: Parts = None,
    as_json: AsJson = False,
    figure: Picture = None,
    database: Database = None,
) -> "Sequence[Measurement]":
    """DC resistance from pulses.

    From a recording of time, current and voltage, in which pulses after a rest are found; or from
    a table of soc, i1, e1, i2, e2 and so on, and a direction if any.
    """
    from dataclasses import asdict
    from statistics import median

    from celldesign.measure.pulses import from_table, plots
    from celldesign.measure.readings import read

    readings = read(file)
    if {"time", "current", "voltage"} <= set(readings.names):
        return _recorded(readings, capacity, start, design, as_json, figure, database)
    found = from_table(readings)
    lines = ["direction    SoC   resistance / ohm      E at I = 0 / V", *map(_pulse, found)]
    fitted = [pulse.resistance for pulse in found if pulse.resistance is not None]
    if design is not None and fitted:
        parts = resistance_from_parts(design, database)
        name = f"median of {len(fitted)} states"
        lines.append(beside_parts(name, median(fitted), parts))
    extra = {"pulses": [asdict(pulse) for pulse in found]}
    return deliver(
        "pulses", (), as_json, figure, extra, lines, "DC resistance", plots(found), read=(readings,)
    )


def _recorded(
    readings: "Readings",
    capacity: str | None,
    start: str,
    design: Path | None,
    as_json: bool,
    figure: Path | None,
    database: str | None,
) -> "Sequence[Measurement]":
    from dataclasses import asdict, replace
    from statistics import median

    from celldesign.measure.recorded_pulses import find, plot
    from celldesign.measure.recording import recording

    record = recording(readings)
    readings = replace(readings, notes=record.notes)
    whole = amount(capacity, "C", "capacity")[0] if capacity else None
    found = find(record, whole, amount(start, "1", "start-soc")[0])
    times = sorted({seconds for pulse in found for seconds in pulse.resistances})
    head = "".join(f"{f'{seconds:g} s':>9}" for seconds in times)
    lines = [f"pulse  {'SoC' if whole else 'Ah out':>7}  E / V    I / A   resistance / mohm at"]
    lines.append(f"{'':32}{head}")
    for number, pulse in enumerate(found, 1):
        state = (
            f"{100 * pulse.soc:6.1f}%" if pulse.soc is not None else f"{pulse.passed / 3600:7.3f}"
        )
        values = "".join(
            f"{1e3 * pulse.resistances[s]:9.4g}" if s in pulse.resistances else f"{'':9}"
            for s in times
        )
        lines.append(f"{number:5}  {state}  {pulse.voltage:6.4f} {pulse.current:7.4g}  {values}")
    if design is not None:
        parts = resistance_from_parts(design, database)
        last = [pulse.resistances[max(pulse.resistances)] for pulse in found]
        lines.append(beside_parts(f"median of {len(found)} pulses", median(last), parts))
    extra = {"pulses": [asdict(pulse) for pulse in found]}
    return deliver(
        "pulses",
        (),
        as_json,
        figure,
        extra,
        lines,
        "DC resistance",
        (plot(found),),
        read=(readings,),
    )


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

    From a recording of time and current, with voltage and cycles where it has them, or from a
    table of cycle, discharge_capacity and charge_capacity. A fade needs six cycles.
    """
    from celldesign.measure.cycling import cycling as evaluate
    from celldesign.measure.readings import read

    readings = read(file)
    cycle, discharge, charge, readings = _cycles(readings)
    excess = amount(excess_lithium, "C", "excess-lithium")[0] if excess_lithium else None
    results = evaluate(cycle, discharge, charge, excess, first_cycle)
    rows = [
        {
            "cycle": float(number),
            "discharge_Ah": float(out) / 3600,
            "charge_Ah": None if charge is None else float(charge[k]) / 3600,
            "efficiency": None if charge is None or not charge[k] else float(out / charge[k]),
        }
        for k, (number, out) in enumerate(zip(cycle, discharge, strict=True))
    ]
    lines = [] if len(rows) > _LISTED else ["cycle  discharge / Ah  charge / Ah  efficiency / %"]
    lines += [_cycle(row) for row in rows] if lines else []
    return deliver(
        "cycling",
        results,
        as_json,
        figure,
        {"cycles": rows},
        lines,
        title="cycling",
        read=(readings,),
    )


def _cycle(row: "Mapping[str, float | None]") -> str:
    charge = "" if row["charge_Ah"] is None else f"{row['charge_Ah']:.5g}"
    efficiency = "" if row["efficiency"] is None else f"{100 * row['efficiency']:.2f}"
    return f"{row['cycle']:5g}  {row['discharge_Ah']:14.5g}  {charge:>11}  {efficiency:>14}"


def _cycles(readings: "Readings") -> "tuple[Array, Array, Array | None, Readings]":
    """Capacities in C by cycle, of a table of cycles or of a recording."""
    from dataclasses import replace

    from celldesign.measure.cycling import per_cycle
    from celldesign.measure.recording import recording

    if not {"time", "current"} <= set(readings.names):
        cycle = readings.column("cycle", "1")
        discharge, charge = readings.column("discharge_capacity", "C"), None
        if "charge_capacity" in readings:
            charge = readings.column("charge_capacity", "C")
        return cycle, discharge, charge, readings
    found = recording(readings, with_cycles=True)
    readings = replace(readings, notes=found.notes)
    cycle, discharge, into = per_cycle(found.cycle, found.time, found.current)
    charged = into > 0.01 * into.max(initial=0.0)
    if charged.any() and not charged.all():
        left = ", ".join(f"{number:g}" for number in cycle[~charged][:5])
        note = f"without a charge, and left out: cycle {left}"
        readings = replace(readings, notes=(*readings.notes, note))
        cycle, discharge, into = cycle[charged], discharge[charged], into[charged]
    return cycle, discharge, into if charged.any() else None, readings
