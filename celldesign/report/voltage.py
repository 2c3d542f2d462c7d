"""Open-circuit voltage of both electrodes and of the cell over the discharge in its window."""

import numpy as np

from celldesign.cell import Cell
from celldesign.explain import value_text
from celldesign.report.plots import Plot, plot
from celldesign.units import from_si

_POINTS = 81


def voltage_plot(cell: Cell) -> Plot | None:
    """Draw the half-cell curves that the database has; None where they do not suffice."""
    curves = cell.given.curves
    if curves is None:
        return None
    found = curves.balanced(cell.values)
    share = np.linspace(0.0, 1.0, _POINTS)
    charge = share * float(found.cells.capacity)
    degrees = found.cells.cathode_high + charge, found.cells.anode_high - charge / found.ratio
    cathode, anode = (curve.at(x) for curve, x in zip(found.discharge, degrees, strict=True))
    grams = from_si(charge * found.discharge[0].capacity, "mAh/g")
    back = []
    if found.charge is not found.discharge:
        above, below = (curve.at(x) for curve, x in zip(found.charge, degrees, strict=True))
        back = [("cell in charge", (above - below).tolist())]
    low, high = curves.window
    ratio = f", N/P {value_text(cell['np_ratio'])}" if "np_ratio" in cell else ""
    return plot(
        f"Open-circuit voltage from {high:g} to {low:g} V{ratio}; "
        f"the {found.ends} ends the discharge",
        ("discharged, mAh per gram of cathode active material", grams.tolist()),
        "V",
        [
            ("cathode", cathode.tolist()),
            ("cell", (cathode - anode).tolist()),
            ("anode", anode.tolist()),
            *back,
        ],
    )
