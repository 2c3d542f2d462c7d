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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celldesign.measure.result import Measurement


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
    return deliver("impedance", results, as_json, figure, {"summary": lines}, lines, "impedance")
