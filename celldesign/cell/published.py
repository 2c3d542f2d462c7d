"""Published figures of a cell beside ours, and how far apart; nothing is tuned to them."""

from typing import NamedTuple

import numpy as np

from celldesign.cell.result import Cell
from celldesign.equations import formats_of
from celldesign.errors import DesignError
from celldesign.units.quantities import from_si, scale
from celldesign.vocabulary import vocabulary

_NONE = 1e-6  # of a value: what the database moves less than this follows from the file


class Row(NamedTuple):
    """One figure in its display unit: published and ours; `difference` is ours over theirs - 1.

    `basis` is "input" where the file alone gives the figure and nothing of the database moves it,
    so that it checks nothing, else "prediction". `distance` is the difference over the standard
    uncertainties of both together, None where neither is known.
    """

    name: str
    unit: str
    published: float
    published_std: float | None
    ours: float | None
    ours_std: float | None
    difference: float | None
    basis: str = ""
    source: str = ""
    distance: float | None = None


def compare(cell: Cell) -> list[Row]:
    """Compare every figure of the design's [published] section with the built cell's.

    Raises DesignError for a figure without a source, with a standard uncertainty of zero, or of a
    quantity that a cell of this format cannot have.
    """
    rows = []
    for flat, entry in cell.design.published.items():
        quantity = vocabulary()[flat]
        place = f"{cell.design.path or cell.design.name}, published.{quantity.name}"
        source = entry.source or cell.design.source
        if not source:
            required = f"{place}: a published figure needs a source"
            raise DesignError(required, mend='write source = "KEY" at the top of the file')
        if entry.std == 0:
            required = f"{place}: a standard uncertainty above zero is required"
            raise DesignError(required, given=entry.text, mend="leave it out if it is not stated")
        if cell.design.format not in formats_of(flat):
            raise DesignError(f"{place}: a {cell.design.format} cell has no such quantity")
        given = from_si(entry.value, quantity.unit)
        std = entry.std / scale(quantity.unit) if entry.std else None
        if flat not in cell.values:
            rows.append(Row(quantity.name, quantity.unit, given, std, None, None, None, "", source))
            continue
        value = cell[quantity.name]
        ours = float(from_si(float(value.si), quantity.unit))
        spread = value.std if isinstance(value.std, float) else None
        both = np.hypot(std or 0.0, spread or 0.0)
        rows.append(
            Row(
                quantity.name,
                quantity.unit,
                given,
                std,
                ours,
                spread,
                ours / given - 1 if given else None,
                "prediction" if _predicted(cell, quantity.name) else "input",
                source,
                float(abs(ours - given) / both) if both else None,
            )
        )
    return rows


def _predicted(cell: Cell, name: str) -> bool:
    """Whether anything that the file does not give moves a quantity."""
    known = cell.std_from(name, lambda leaf: leaf.origin not in ("given", "override"))
    return known > _NONE * abs(float(cell[name].si))
