"""Open-circuit voltage of both electrodes and of the cell over the discharge in its window."""

import numpy as np

from celldesign.cell import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.errors import CelldesignError
from celldesign.explain import value_text
from celldesign.open_circuit import open_circuit
from celldesign.report.plots import Plot, plot
from celldesign.units import from_si

_POINTS = 81


def voltage_plot(cell: Cell, catalogue: Catalogue) -> Plot | None:
    """Draw the half-cell curves that the database has; None where they do not suffice."""
    try:
        found = open_circuit(cell.design, cell.given, cell.plan, catalogue)
    except CelldesignError:
        return None
    if found is None:
        return None
    share = np.linspace(0.0, 1.0, _POINTS)
    charge = share * float(found.found.capacity)
    cathode_ends = sorted((float(found.found.cathode_low), float(found.found.cathode_high)))
    anode_ends = sorted((float(found.found.anode_low), float(found.found.anode_high)))
    cathode = found.cathode.at(cathode_ends[0] + charge)
    anode = found.anode.at(anode_ends[1] - charge / found.ratio)
    grams = from_si(charge * found.cathode.capacity, "mAh/g")
    low, high = found.window
    ratio = f", N/P {value_text(cell['np_ratio'])}" if "np_ratio" in cell else ""
    return plot(
        f"Open-circuit voltage from {high:g} to {low:g} V{ratio}; "
        f"the {found.limiting} ends the discharge",
        ("discharged, mAh per gram of cathode active material", grams.tolist()),
        "V",
        [
            ("cathode", cathode.tolist()),
            ("cell", (cathode - anode).tolist()),
            ("anode", anode.tolist()),
        ],
    )
