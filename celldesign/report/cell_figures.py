"""The figures of a cell: mass, volume and cost by part, and its voltage curves."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from celldesign.cell.result import Cell
from celldesign.errors import DesignError
from celldesign.report.compare import full_label, summands
from celldesign.report.figures import PALETTE, SHADES, Figure, bars, lines, tornado
from celldesign.report.section import ROLE_COLOURS, slabs
from celldesign.units.quantities import from_si, scale
from celldesign.vocabulary import find

_EMPTY = "case, rim and headspace"
_COSTS = ("cost.cell", "cost.materials")
_APART = 0.25  # cells of totals further apart than this are compared by shares
_OTHERS = 0.004  # parts below this share of the scale are drawn as one
_POINTS = 61

Parts = Mapping[str, float]


def figures(cells: Sequence[Cell]) -> list[Figure]:
    """Draw mass, volume and, where it is known, cost by part."""
    found = [mass(cells), volume(cells)]
    costs = cost(cells)
    return [*found, costs] if costs else found


def mass(cells: Sequence[Cell]) -> Figure:
    """Draw the mass by material and part."""
    return by_part("Mass by material", "g", [(c.design.name, _masses(c)) for c in cells])


def volume(cells: Sequence[Cell]) -> Figure:
    """Draw the volume by part."""
    return by_part("Volume by part", "cm^3", [(c.design.name, _volumes(c)) for c in cells])


def cost(cells: Sequence[Cell]) -> Figure | None:
    """Draw the cost by part; None where a cell has none."""
    costs = [(cell.design.name, _costs(cell)) for cell in cells]
    return by_part("Cost by part", "USD", costs) if all(parts for _, parts in costs) else None


def summed(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Add up the parts of one name.

    >>> summed([("a", 1.0), ("b", 2.0), ("a", 3.0)])
    {'a': 4.0, 'b': 2.0}
    """
    found: dict[str, float] = {}
    for name, amount in parts:
        found[name] = found.get(name, 0.0) + amount
    return found


def _masses(cell: Cell) -> dict[str, float]:
    return summed(
        (f"{item.material}, {item.part}" if item.material else item.part, 1e3 * item.mass)
        for item in cell.bill_of_materials
    )


def _volumes(cell: Cell) -> dict[str, float]:
    """Share the stack's volume by thickness; the rest is the case and what it leaves empty."""
    layers = slabs(cell)
    total = sum(slab.thickness for slab in layers)
    whole = float(cell["stack.volume"].value)
    parts = summed((slab.role, slab.thickness / total * whole) for slab in layers)
    rest = float(cell["cell.volume"].value) - whole
    return parts | ({_EMPTY: rest} if rest > 0 else {})


def _costs(cell: Cell) -> dict[str, float]:
    name = next((name for name in _COSTS if name in cell), None)
    if name is None:
        return {}
    return {full_label(find(part)): cost for part, cost in summands(cell, name) if cost > 0}


def by_part(title: str, unit: str, cells: Sequence[tuple[str, Parts]]) -> Figure:
    """Stack the parts of each cell, the largest first; the least of them are drawn as one.

    Cells of very different totals are compared by shares.
    """
    totals = [sum(parts.values()) for _, parts in cells]
    own = min(totals) < _APART * max(totals)
    ends = totals if own else [max(totals)] * len(totals)
    drawn = [_merged(parts, _OTHERS * end) for (_, parts), end in zip(cells, ends, strict=True)]
    weight: dict[str, float] = {}
    for parts, total in zip(drawn, totals, strict=True):
        for name, amount in parts.items():
            weight[name] = weight.get(name, 0.0) + amount / total
    order = sorted(weight, key=lambda name: (name == "others", -weight[name]))
    if len(order) > 2 * SHADES:  # more parts than colours
        order = [*order[: 2 * SHADES - 1], "others"]
        drawn = [_kept(parts, order[:-1]) for parts in drawn]
    shades = {name: _shade(name, index) for index, name in enumerate(order)}
    named = [(name, parts) for (name, _), parts in zip(cells, drawn, strict=True)]
    scale = ", each bar on its own scale" if own else ""
    return bars(f"{title}{scale}", unit, named, shades, own)


def _shade(name: str, index: int) -> tuple[str, bool]:
    """Give a layer the colour that it has in the cross-section, and others one of their own."""
    if name in ROLE_COLOURS or name == _EMPTY:
        return ROLE_COLOURS["casing" if name == _EMPTY else name], False
    return PALETTE[index % SHADES][0], index >= SHADES


def _merged(parts: Parts, least: float) -> dict[str, float]:
    return _kept(parts, [name for name, amount in parts.items() if amount >= least])


def _kept(parts: Parts, names: Sequence[str]) -> dict[str, float]:
    rest = sum(amount for name, amount in parts.items() if name not in names)
    kept = {name: amount for name, amount in parts.items() if name in names}
    return kept | ({"others": rest} if rest > 0 else {})


def voltage(cell: Cell) -> Figure | None:
    """Draw the open-circuit voltage of both electrodes and of the cell over its discharge.

    None where the database's half-cell curves do not suffice.
    """
    curves, found = cell.given.curves, cell.given.balanced
    if curves is None or found is None:
        return None
    share = np.linspace(0.0, 1.0, _POINTS)
    charge = share * float(found.cells.capacity)
    degrees = found.cells.cathode_high + charge, found.cells.anode_high - charge / found.ratio
    cathode, anode = (curve.at(x) for curve, x in zip(found.discharge, degrees, strict=True))
    grams = from_si(charge * found.discharge[0].capacity, "mAh/g")
    drawn = [("cathode", cathode), ("cell", cathode - anode), ("anode", anode)]
    if found.charge is not found.discharge:
        above, below = (curve.at(x) for curve, x in zip(found.charge, degrees, strict=True))
        drawn.append(("cell in charge", above - below))
    low, high = curves.window
    ratio = f", N/P {cell['np_ratio'].text()}" if "np_ratio" in cell else ""
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1}
    dotted = {"color": "#59636e", "width": 1, "dash": "dot"}
    return lines(
        f"Open-circuit voltage from {high:g} to {low:g} V{ratio}; "
        f"the {found.ends} ends the discharge",
        ("discharged, mAh per gram of cathode active material", grams),
        "V",
        drawn,
        shapes=[{**across, "y0": end, "y1": end, "line": dotted} for end in (high, low)],
    )


def matters(cell: Cell, name: str) -> Figure:
    """Draw what one standard uncertainty of each input does to a quantity, the largest first.

    Raises DesignError where no input with a standard uncertainty bears on it.
    """
    value = cell[name]
    quantity, found = value.quantity, cell.contributions.get(value.quantity.flat)
    if found is None:
        raise DesignError("no input with a standard uncertainty bears on it", given=quantity.name)
    middle = from_si(float(value.si), quantity.unit)
    shares = zip(cell.inputs, found / scale(quantity.unit), strict=True)
    rows = [(address, middle - float(share), middle + float(share)) for address, share in shares]
    label = full_label(quantity) + ("" if quantity.unit == "1" else f", {quantity.unit}")
    title = f"What moves {full_label(quantity)}, {value.text()}: each input by its uncertainty"
    return tornado(title, label, middle, rows)
