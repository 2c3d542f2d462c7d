"""The page of `cost`: bars by material, stage and kind, the volume curve, drivers, assumptions."""

from collections.abc import Callable, Iterable, Sequence

from celldesign.cell.result import Cell
from celldesign.cost.breakdown import (
    assumptions,
    by_volume,
    drivers,
    is_costed,
    kinds,
    margins,
    material_lines,
    outside,
    stage_lines,
    volumes,
)
from celldesign.report.cell_figures import by_part, summed
from celldesign.report.figures import Figure, axis, lines, ranked, upright
from celldesign.report.html import environment
from celldesign.units.quantities import from_si
from celldesign.units.text import with_std

_POINTS = 25
_HEADLINES = ("cost.cell", "price.cell", "cost.per_energy", "price.per_energy", "cost.investment")


def cost_page(cell: Cell, larger: Cell | None = None, why_none: str = "") -> str:
    """Write the page of a cell's cost, and of the larger one beside it where there is one.

    What a gap leaves unknown is left out, and the gap is named.
    """
    cells = [cell, *([larger] if larger else [])]
    notes = [said] if (said := outside(cell)) else []
    notes += [f"a gap, for which there is no total: {gap}" for gap in cell.given.gaps]
    notes += [f"no larger cell beside it: {why_none}"] if why_none else []
    return (
        environment()
        .get_template("cost.html.jinja")
        .render(
            name=cell.design.name,
            headlines=[_headline(cell, name) for name in _HEADLINES if name in cell],
            notes=notes,
            warnings=cell.warnings,
            figures=cost_figures(cells),
            assumptions=assumptions(cell),
            currency=cell.given.money.currency,
            year=cell.given.money.year,
        )
    )


def _headline(cell: Cell, name: str) -> tuple[str, str]:
    """A quantity's label, and its value with uncertainty in the design's currency."""
    value, money = cell[name], cell.given.money
    shown = with_std(value.value * money.per_usd, (value.spread or 0.0) * money.per_usd)
    return value.quantity.label, f"{shown} {value.quantity.unit.replace('USD', money.currency)}"


def cost_figures(cells: Sequence[Cell]) -> list[Figure]:
    """Draw what is known of the cost of cells, in the currency of the first."""
    cell, money = cells[0], cells[0].given.money
    costed = all(is_costed(each) for each in cells)
    split: dict[str, Callable[[Cell], Iterable[tuple[str, float]]]] = {
        "Cost by material": lambda c: (
            (f"{x.material}, {x.part}", x.cost) for x in material_lines(c)
        ),
        "Cost by stage": lambda c: ((x.stage, x.cost) for x in stage_lines(c)),
    }
    if costed:
        split["Price by kind"] = lambda c: (kinds(c) | margins(c)).items()
    found = []
    for title, parts_of in split.items():
        parts = [
            (each.design.name, summed((name, usd * money.per_usd) for name, usd in parts_of(each)))
            for each in cells
        ]
        if all(known for _, known in parts):
            found.append(by_part(f"{title}, per good cell", money.currency, parts))
    if not costed:
        return found
    unit, at = f"{money.currency}/kWh", volumes(cell, _POINTS)
    curves = [(each.design.name, by_volume(each, at) * money.per_usd) for each in cells]
    label = "cells of the plant, GWh a year"
    across = axis(label, type="log", dtick=1)
    now = from_si(float(cell.values["economics_annual_capacity"]), "GWh/year")
    marks = upright(now, f"here {now:.4g}", logarithmic=True)
    found.append(lines("Cost against volume", (label, at), unit, curves, xaxis=across, **marks))
    rows = [
        (d.name, 100 * d.share, f"{d.share:.1%}, {d.std * money.per_usd:.3g} {unit}")
        for d in drivers(cell, "cost_per_energy")
    ]
    title = "What the uncertainty of the cost per energy comes from"
    return [*found, ranked(title, "share of the variance, %", rows)] if rows else found
