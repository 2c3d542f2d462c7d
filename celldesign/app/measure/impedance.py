"""`celldesign measure impedance`: spectra and their equivalent circuits."""

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
from celldesign.errors import MeasurementError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celldesign.measure.impedance import EquivalentCircuit
    from celldesign.measure.readings import Readings
    from celldesign.measure.result import Array, Measurement, Plot


@saving
def impedance(
    file: File,
    arcs: Annotated[
        int | None,
        typer.Option(metavar="N", help="Number of arcs; chosen by the residual if not given."),
    ] = None,
    sweep: Annotated[
        int | None,
        typer.Option("--spectrum", metavar="N", help="Which one of a file of several spectra."),
    ] = None,
    area: Annotated[
        str | None, typer.Option(metavar="VALUE", help="To give area-specific resistances.")
    ] = None,
    design: Parts = None,
    as_json: AsJson = False,
    figure: Picture = None,
    database: Database = None,
) -> "Sequence[Measurement]":
    """Equivalent circuit of an impedance spectrum.

    Resistance, arcs (a resistance beside a constant-phase element), inductance and diffusion, as
    far as the spectrum has them; and its distribution of relaxation times.
    Columns: frequency, real, imaginary. A file without a header has them in this order.
    """
    from celldesign.measure import impedance as z
    from celldesign.measure.readings import read

    readings = read(file).called("frequency", "real", "imaginary")
    frequency, spectrum = z.spectrum(*_points(readings, sweep))
    relaxations = z.relaxation(frequency, spectrum)
    found = z.equivalent_circuit(frequency, spectrum, arcs)
    results = _results(found, (found.plot, relaxations.plot), area)
    lines = [
        f"{found.circuit}: residual {100 * found.residual:.2g} % of |Z|; "
        f"Kramers-Kronig {100 * found.invalid:.2g} %",
        "relaxation times: "
        + ", ".join(f"{a.resistance:.3g} ohm at {a.time_constant:.2g} s" for a in relaxations.arcs),
        *(f"note: {note}" for note in found.notes),
    ]
    if design is not None:
        count = 1 + len(found.arcs)
        name = f"R1 to R{count}" + (" and diffusion" if any(e.steady for e in found.others) else "")
        parts = resistance_from_parts(design, database)
        lines.append(beside_parts(f"{name} together", found.resistance, parts))
    extra = {"circuit": found.circuit, "summary": lines}
    return deliver(
        "impedance", results, as_json, figure, extra, lines, "impedance", read=(readings,)
    )


def _results(
    found: "EquivalentCircuit", plots: "tuple[Plot, ...]", area: str | None
) -> "Sequence[Measurement]":
    from celldesign.measure.result import Measurement

    factor, unit = (amount(area, "m^2", "area")[0], "ohm*cm^2") if area else (1.0, "ohm")
    results = []
    for number, arc in enumerate((found.series, *found.arcs), 1):
        told: dict[str, float | str] = {}
        if arc.time_constant:
            told["time constant / s"] = float(f"{arc.time_constant:.3g}")
        value, std = arc.resistance * factor, (arc.std or 0.0) * factor
        results.append(
            Measurement("", f"R{number}", value, std, unit, diagnostics=told, plots=plots)
        )
    for each in found.others:
        size, own = (factor, unit) if each.unit == "ohm" else (1.0, each.unit)
        value, std = each.value * size, each.std * size
        results.append(
            Measurement("", each.label, value, std, own, diagnostics=each.diagnostics, plots=plots)
        )
    return results


def _points(readings: "Readings", sweep: int | None) -> "tuple[Array, Array, Array]":
    """Frequency, real and imaginary part of one spectrum, from either form that files have."""
    import numpy as np

    from celldesign.measure.impedance import sweeps

    frequency = readings.column("frequency", "Hz")
    if "real" not in readings and {"modulus", "phase"} <= set(readings.names):
        # no unit of an angle is known: instruments write degrees
        size = readings.column("modulus", "ohm")
        angle = np.deg2rad(readings.column("phase", "1"))
        real, imaginary = size * np.cos(angle), size * np.sin(angle)
    elif "minus_imaginary" in readings:
        real, imaginary = readings.column("real", "ohm"), -readings.column("minus_imaginary", "ohm")
    else:
        real, imaginary = readings.column("real", "ohm"), readings.column("imaginary", "ohm")
    measured = frequency != 0  # EC-Lab writes zeros between two spectra
    frequency, real, imaginary = frequency[measured], real[measured], imaginary[measured]
    several = sweeps(frequency)
    chosen = 1 if sweep is None and len(several) == 1 else sweep or 0
    if not 0 < chosen <= len(several):
        raise MeasurementError(
            f"{readings.path}: the number of a spectrum is required",
            given=f"a file with {len(several)}",
            mend=f"--spectrum 1 to --spectrum {len(several)}",
        )
    part = several[chosen - 1]
    if not readings.table.headed and np.ptp(np.log10(np.abs(frequency[part]) + 1e-30)) < 1:
        raise MeasurementError(
            f"{readings.path}: a header is required",
            given="none, and a first column that does not look like frequencies",
            mend="write 'frequency / Hz,real / ohm,imaginary / ohm' above the table",
        )
    return frequency[part], real[part], imaginary[part]
