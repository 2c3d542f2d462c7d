"""Published figures of a cell beside ours; nothing is tuned to them."""

from typing import NamedTuple

from celldesign.cell.result import Cell
from celldesign.units.quantities import from_si, scale
from celldesign.vocabulary import vocabulary


class Row(NamedTuple):
    """One figure in its display unit: published and ours; `difference` is ours over theirs - 1."""

    name: str
    unit: str
    published: float
    published_std: float | None
    ours: float | None
    ours_std: float | None
    difference: float | None


def compare(cell: Cell) -> list[Row]:
    """Compare every figure of the design's [published] section with the built cell's."""
    rows = []
    for flat, entry in cell.design.published.items():
        quantity = vocabulary()[flat]
        given = from_si(entry.value, quantity.unit)
        std = entry.std / scale(quantity.unit) if entry.std else None
        if flat in cell.values:
            value = cell[quantity.name]
            ours = float(from_si(float(value.si), quantity.unit))
            spread = value.spread if isinstance(value.spread, float) else None
            difference = ours / given - 1 if given else None
            row = Row(quantity.name, quantity.unit, given, std, ours, spread, difference)
        else:
            row = Row(quantity.name, quantity.unit, given, std, None, None, None)
        rows.append(row)
    return rows
