"""`celldesign measure curve`: half-cell curves of one's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.measure.output import File, deliver
from celldesign.app.options import AsJson, Picture
from celldesign.errors import MeasurementError

if TYPE_CHECKING:
    from celldesign.measure.half_cell import HalfCellCurve
    from celldesign.measure.readings import Readings


def curve(
    file: File,
    stoichiometry: Annotated[
        str | None,
        typer.Option(
            metavar="LOW:HIGH", help="Of a recording: at its highest and lowest potential."
        ),
    ] = None,
    direction: Annotated[
        str | None, typer.Option(metavar="NAME", help="lithiation, delithiation or mean.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="CSV", help="For `celldesign materials import`."),
    ] = None,
    material: Annotated[str | None, typer.Option(metavar="NAME", help="Of the curve.")] = None,
    capacity: Annotated[
        str | None,
        typer.Option(metavar="VALUE", help="Of the whole range of stoichiometry, in mAh/g."),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="KEY", help="A source's key, or a citation.")
    ] = None,
    temperature: Annotated[str, typer.Option(metavar="VALUE", help="Of it.")] = "25 degC",
    counter: Annotated[str, typer.Option(metavar="METAL", help="Of the other electrode.")] = "Li",
    as_json: AsJson = False,
    figure: Picture = None,
) -> None:
    """Half-cell curve from a slow recording or a table.

    A recording has time, current and voltage against the metal; its discharge lithiates. A table,
    such as a digitised figure, has stoichiometry and potential, in this order where it has no
    header. Noise is smoothed and repeated points are averaged, both said. With both directions in a
    recording, their mean is made, too. The figure shows the incremental capacity beside the curve.
    """
    from celldesign.measure.half_cell import as_csv, plots
    from celldesign.measure.readings import read

    readings, curves = _curves(read(file), stoichiometry, direction)
    said = {"material": material, "capacity": capacity, "source": source}
    lacking = [f"--{name}" for name, value in said.items() if not value]
    if output is not None and lacking:
        required = "a curve says of which material it is, of what capacity, and where it is from"
        raise MeasurementError(required, mend=f"give {', '.join(lacking)}")
    lines = [_line(each) for each in curves]
    written = []
    for each in curves if output is not None else ():
        head = {
            "material": str(material), "direction": each.direction, "temperature": temperature,
            "counter": counter, "capacity": str(capacity), "source": str(source),
            "note": "; ".join(filter(None, (f"from {file.name}", each.said))),
        }  # fmt: skip
        path = _beside(output, each.direction if len(curves) > 1 else "")
        written.append((path, as_csv(each, head)))
    _write(written)
    rows = [
        {
            "direction": each.direction,
            "stoichiometry": each.degree.tolist(),
            "potential_V": each.potential.tolist(),
            "charge_Ah": None if each.charge is None else each.charge / 3600,
            "note": each.said,
        }
        for each in curves
    ]
    lines += [f"wrote {path}" for path, _ in written]
    deliver(
        "curve", (), as_json, figure, {"curves": rows}, lines, "half-cell curve", plots(curves),
        read=(readings,),
    )  # fmt: skip


def _curves(
    readings: "Readings", stoichiometry: str | None, direction: str | None
) -> "tuple[Readings, tuple[HalfCellCurve, ...]]":
    from dataclasses import replace

    from celldesign.database.curve_reading import DIRECTIONS
    from celldesign.measure.half_cell import curve as make
    from celldesign.measure.half_cell import of_recording
    from celldesign.measure.recording import recording

    if direction is not None and direction not in DIRECTIONS:
        required = f"--direction takes {', '.join(DIRECTIONS)}"
        raise MeasurementError(required, given=direction)
    readings = readings.called("stoichiometry", "voltage")
    if not {"time", "current"} <= set(readings.names):
        if direction is None:
            required = "a table of points does not say in which direction it was measured"
            raise MeasurementError(required, mend=f"give --direction: {', '.join(DIRECTIONS)}")
        x, u = readings.column("stoichiometry", "1"), readings.column("voltage", "V")
        return readings, (make(direction, x, u),)
    record = recording(readings)
    if stoichiometry is None:
        required = "a recording does not say how much lithium the material held"
        raise MeasurementError(required, mend="give --stoichiometry, such as 0.02:0.98")
    found = of_recording(record, *_range(stoichiometry))
    chosen = [each for each in found if direction in (None, each.direction)]
    if not chosen:
        known = ", ".join(each.direction for each in found)
        raise MeasurementError(f"a recording of the {direction} is required", given=known)
    return replace(readings, notes=record.notes), tuple(chosen)


def _range(text: str) -> tuple[float, float]:
    try:
        low, high = (float(part) for part in text.split(":"))
    except ValueError:
        low = high = 0.0
    if not 0 <= low < high <= 1:
        required = "--stoichiometry takes two rising numbers from 0 to 1"
        raise MeasurementError(required, given=repr(text), mend="write 0.02:0.98")
    return low, high


def _line(found: "HalfCellCurve") -> str:
    passed = "" if found.charge is None else f", {found.charge / 3.6:.4g} mAh"
    said = f" ({found.said})" if found.said else ""
    return (
        f"{found.direction}: {len(found.degree)} points, {found.potential[0]:.4g} V at "
        f"{found.degree[0]:.4g} to {found.potential[-1]:.4g} V at {found.degree[-1]:.4g}"
        f"{passed}{said}"
    )


def _beside(output: Path | None, name: str) -> Path:
    assert output is not None
    return output.with_name(f"{output.stem}-{name}{output.suffix}") if name else output


def _write(files: list[tuple[Path, str]]) -> None:
    from celldesign.files import write_file

    for path, text in files:
        write_file(path, text)
