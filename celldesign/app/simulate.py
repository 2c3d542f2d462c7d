"""The command `simulate`: discharges by PyBaMM."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.measure.output import beside_parts
from celldesign.app.options import (
    AsJson,
    Database,
    File,
    Free,
    Hold,
    Picture,
    Settings,
    changed,
)
from celldesign.app.output import address, print_json, write_picture
from celldesign.units.quantities import from_si

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celldesign.cell.result import Cell
    from celldesign.design.file import Design
    from celldesign.exchange.parameters import Parameters
    from celldesign.exchange.simulate import Discharge


def simulate(
    file: File,
    rates: Annotated[
        str, typer.Option(metavar="RATE,RATE…", help="C-rates.")
    ] = "C/20,C/10,C/5,C/3,C/2,1C",
    measured: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="rate and specific_capacity, to compare with."),
    ] = None,
    experiment: Annotated[
        str,
        typer.Option(
            metavar="STEP;STEP…",
            help="Steps in PyBaMM's words, from the full cell on, instead of the rates.",
        ),
    ] = "",
    cycle: Annotated[
        Path | None,
        typer.Option(
            "--drive-cycle",
            metavar="CSV",
            help="time_s and current_A, power_W or c_rate, positive in discharge.",
        ),
    ] = None,
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    as_json: AsJson = False,
    figure: Picture = None,
    database: Database = None,
) -> None:
    """Discharge the cell at several rates, by PyBaMM.

    By the Doyle-Fuller-Newman model: capacity, energy, mean voltage, power and heat. With
    --experiment or --drive-cycle, charges, holds, pulses and profiles of any kind.
    """
    from dataclasses import asdict

    from celldesign.exchange.collect import build_parameters
    from celldesign.exchange.comparison import compare
    from celldesign.exchange.simulate import simulate as run
    from celldesign.measure.rates import plots, read_measured
    from celldesign.units.quantities import parse_rate

    if experiment or cycle:
        _experiment(changed(file, settings, free, hold), experiment, cycle, as_json, database)
        return
    asked = [parse_rate(text) for text in rates.split(",")]
    known = read_measured(measured) if measured else {}
    asked += [rate for rate in known if not any(abs(rate / other - 1) < 1e-6 for other in asked)]
    cell, parameters = build_parameters(changed(file, settings, free, hold), None, database)
    found = run(parameters, sorted(asked))
    comparison = compare(parameters, found, known) if known else None
    resistances = _resistances(cell, parameters)
    if figure is not None:
        write_picture(figure, plots(found, known), parameters.name)
    if as_json:
        rows = [{**asdict(each), "rate_per_h": each.rate * 3600} for each in found]
        content = {
            "discharges": rows,
            "resistance_ohm": resistances,
            "assumptions": list(parameters.assumptions),
            "comparison": asdict(comparison) if comparison else None,
        }
        print_json("simulate", content, address(database))
        return
    _print(parameters, found, resistances, comparison.lines() if comparison else ())


def _experiment(
    design: "Design",
    steps: str,
    cycle: Path | None,
    as_json: bool,
    database: str | None,
) -> None:
    from dataclasses import asdict

    from celldesign.exchange.collect import build_parameters
    from celldesign.exchange.experiment import run_experiment

    _, parameters = build_parameters(design, None, database)
    texts = [text for text in steps.split(";") if text.strip()]
    found = run_experiment(parameters, texts, cycle)
    if as_json:
        content = {
            "steps": [asdict(each) for each in found],
            "assumptions": list(parameters.assumptions),
        }
        print_json("simulate", content, address(database))
        return
    typer.echo(f"{parameters.name}: Doyle-Fuller-Newman, {parameters.temperature - 273.15:g} degC")
    typer.echo("       min        Ah        Wh  V, start    V, end  step")
    for each in found:
        numbers = (
            f"{each.seconds / 60:>10.4g}{each.charge / 3600:>10.4g}{each.energy / 3600:>10.4g}"
            f"{each.voltage_start:>10.3f}{each.voltage_end:>10.3f}"
        )
        typer.echo(f"{each.problem or numbers}  {each.text}")
    typer.echo("  Ah and Wh are positive in a discharge, negative in a charge")
    for text in parameters.assumptions:
        typer.echo(f"  assumed: {text}")


def _print(
    parameters: "Parameters",
    found: "Sequence[Discharge]",
    resistances: Mapping[str, float],
    comparison: "Sequence[str]",
) -> None:
    typer.echo(
        f"{parameters.name}: Doyle-Fuller-Newman, {from_si(parameters.temperature, 'degC'):g} degC"
    )
    typer.echo("  rate         Ah   mAh/g       Wh  V, mean  heat, Wh    Wh/kg     W/kg")
    for each in found:
        typer.echo(f"  {_row(each)}")
    typer.echo("  Wh/kg and W/kg, of the whole cell, are its Ragone line")
    parts = resistances.get("bottom-up")
    for name, value in resistances.items():
        if name != "bottom-up":
            typer.echo(f"  {beside_parts(f'resistance, {name}', value, parts)}")
    for line in comparison:
        typer.echo(line)
    for text in parameters.assumptions:
        typer.echo(f"  assumed: {text}")


def _resistances(cell: "Cell", parameters: "Parameters") -> dict[str, float]:
    """DC resistance of a pulse in the model beside the bottom-up one, which has no gradients."""
    from celldesign.exchange.simulate import Runner, electrodes

    runner = Runner(parameters, inputs=list(electrodes(parameters)))
    model = {f"pulse of {s} s": runner.pulse_resistance(seconds=s) for s in (0.1, 10)}
    parts = {"bottom-up": float(cell["resistance.dc"].value)} if "resistance.dc" in cell else {}
    return {**model, **parts}


def _row(each: "Discharge") -> str:
    from celldesign.units.quantities import format_rate

    rate = format_rate(each.rate)
    if each.problem:
        return f"{rate:<6} {each.problem}"
    return (
        f"{rate:<6} {each.capacity / 3600:>8.4g} {each.specific_capacity / 3.6e3:>7.1f} "
        f"{each.energy / 3600:>8.4g} {each.average_voltage:>8.3f} {each.heat / 3600:>9.3g} "
        f"{each.specific_energy / 3600:>8.4g} {each.specific_power:>8.3g}"
    )
