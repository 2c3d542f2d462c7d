"""Commands to and from other programs: `export`, `import` and `simulate`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.cells import File, Settings, pairs
from celldesign.app.materials import AsJson, Database
from celldesign.app.measure.output import Picture, beside_parts, write_picture
from celldesign.errors import ExchangeError, SimulationError, nearest, reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celldesign.cell.result import Cell
    from celldesign.exchange.parameters import Parameters
    from celldesign.exchange.simulate import Discharge

KINDS = ("bpx", "pybamm", "jsonld", "brightway")
Output = Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="The file to write.")]


def _cell(
    file: Path, settings: list[str] | None, database: str | None, parameters: bool
) -> tuple["Cell", "Parameters | None"]:
    from celldesign.cell.build import build_cell as build
    from celldesign.database.engine import open_catalogue
    from celldesign.design.file import read_design
    from celldesign.design.overrides import set_values
    from celldesign.exchange.collect import collect

    with open_catalogue(database) as catalogue:
        cell = build(set_values(read_design(file), pairs(settings)), catalogue)
        return cell, collect(cell, catalogue) if parameters else None


def export(
    file: File,
    to: Annotated[str, typer.Option(metavar="FORMAT", help=f"One of {', '.join(KINDS)}.")],
    output: Output,
    settings: Settings = None,
    database: Database = None,
) -> None:
    """Write a built cell for another program.

    A PyBaMM output without the ending .py is a folder that registers the parameter set once it is
    on PYTHONPATH.
    """
    if to not in KINDS:
        mend = nearest(to, KINDS) or f"the formats are {', '.join(KINDS)}"
        raise ExchangeError("an unknown format", given=repr(to), mend=mend)
    cell, parameters = _cell(file, settings, database, to in ("bpx", "pybamm"))
    for name, content in _files(to, cell, parameters, output).items():
        _write(output / name if name else output, content)
    typer.echo(f"wrote {output}")
    for each in parameters.assumptions if parameters else ():
        typer.echo(f"  assumed: {each}")


def _files(
    to: str, cell: "Cell", parameters: "Parameters | None", output: Path
) -> Mapping[str, str | bytes]:
    if to == "jsonld":
        from celldesign.exchange.jsonld import document as linked

        return {"": _json(linked(cell))}
    if to == "brightway":
        from celldesign.exchange.brightway import workbook

        return {"": workbook(cell)}
    assert parameters is not None
    if to == "bpx":
        from celldesign.exchange.bpx import document

        return {"": _json(document(cell, parameters))}
    from celldesign.exchange.pybamm_parameters import identifier, package, source

    if output.suffix == ".py":
        return {"": source(parameters)}
    return package(parameters, identifier(output.name))


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _write(path: Path, content: str | bytes) -> None:
    from celldesign.files import write_file

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExchangeError(
            f"the folder cannot be made ({reason(error)})", given=str(path)
        ) from None
    write_file(path, content)


def import_design(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A BPX file.")],
    output: Output,
) -> None:
    """Turn a BPX file into a design file.

    What it lacks is listed in it.
    """
    from celldesign.exchange.bpx import design_of, read

    imported = read(file)
    design_of(imported)
    _write(output, imported.text)
    typer.echo(f"wrote {output}")
    for note in imported.notes:
        typer.echo(f"  note: {note}")
    for lacking in imported.missing:
        typer.echo(f"  missing: {lacking}")


def simulate(
    file: File,
    rates: Annotated[
        str, typer.Option(metavar="RATE,RATE…", help="C-rates.")
    ] = "C/20,C/10,C/5,C/3,C/2,1C",
    measured: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="rate and specific_capacity, to compare with."),
    ] = None,
    settings: Settings = None,
    as_json: AsJson = False,
    figure: Picture = None,
    database: Database = None,
) -> None:
    """Discharge the cell at several rates, by PyBaMM.

    By the Doyle-Fuller-Newman model: capacity, energy, mean voltage, power and heat.
    """
    from dataclasses import asdict

    from celldesign.exchange.comparison import compare
    from celldesign.exchange.simulate import simulate as run
    from celldesign.measure.rates import plots, read_measured
    from celldesign.units.quantities import parse_rate

    asked = [parse_rate(text) for text in rates.split(",")]
    known = read_measured(measured) if measured else {}
    asked += [rate for rate in known if not any(abs(rate / other - 1) < 1e-6 for other in asked)]
    cell, parameters = _cell(file, settings, database, True)
    if parameters is None:
        raise SimulationError("nothing to simulate")
    found = run(parameters, sorted(asked))
    comparison = compare(parameters, found, known) if known else None
    resistances = _resistances(cell, parameters)
    if figure is not None:
        write_picture(figure, plots(found, known), parameters.name)
    if as_json:
        rows = [{**asdict(each), "rate_per_h": each.rate * 3600} for each in found]
        content = {"schema": 1, "discharges": rows, "resistance_ohm": resistances}
        content["assumptions"] = list(parameters.assumptions)
        content["comparison"] = asdict(comparison) if comparison else None
        typer.echo(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False))
        return
    _print(parameters, found, resistances, comparison.lines() if comparison else ())
    if figure is not None:
        typer.echo(f"wrote {figure}")


def _print(
    parameters: "Parameters",
    found: "Sequence[Discharge]",
    resistances: Mapping[str, float],
    comparison: "Sequence[str]",
) -> None:
    typer.echo(f"{parameters.name}: Doyle-Fuller-Newman, {parameters.temperature - 273.15:g} degC")
    typer.echo("  rate         Ah   mAh/g       Wh  V, mean  heat, Wh    Wh/kg     W/kg")
    for each in found:
        typer.echo(f"  {_row(each)}")
    typer.echo("  Wh/kg and W/kg, of the whole cell, are its Ragone line")
    parts = resistances.get("from parts")
    for name, value in resistances.items():
        if name != "from parts":
            typer.echo(f"  {beside_parts(f'resistance, {name}', value, parts)}")
    for line in comparison:
        typer.echo(line)
    for text in parameters.assumptions:
        typer.echo(f"  assumed: {text}")


def _resistances(cell: "Cell", parameters: "Parameters") -> dict[str, float]:
    """DC resistance of a pulse in the model beside that from parts, which has no gradients."""
    from celldesign.exchange.simulate import Runner, electrodes

    runner = Runner(parameters, inputs=list(electrodes(parameters)))
    model = {f"pulse of {s} s": runner.pulse_resistance(seconds=s) for s in (0.1, 10)}
    parts = {"from parts": float(cell["resistance.dc"].value)} if "resistance.dc" in cell else {}
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
