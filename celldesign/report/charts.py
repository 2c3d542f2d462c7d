"""Stacked bars of mass, volume and cost, laid out for a drawing that needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass

from celldesign.cell import Cell
from celldesign.report.compare import full_label, summands
from celldesign.report.section import ROLES, slabs
from celldesign.vocabulary import find

WIDTH = 720.0
SHADES = 10
_EMPTY = "case, rim and headspace"
_LETTER = 7.0
_COSTS = ("cost.cell", "cost.materials")
_APART = 0.25  # cells of totals further apart than this are compared by shares
_OTHERS = 0.004  # parts below this share of the scale are drawn as one


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar; `shade` names its colour, `inside` is what fits written on it."""

    label: str
    text: str
    share: str
    x: float
    width: float
    shade: str
    inside: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One cell's bar."""

    label: str
    total: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on one scale, and the parts in the order of the legend with their shades."""

    title: str
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]


def charts(cells: Sequence[Cell]) -> tuple[Chart, ...]:
    """Draw mass, volume and, where it is known, cost by part."""
    found = [
        _chart("Mass by material", "g", cells, [_masses(cell) for cell in cells]),
        _chart("Volume by part", "cm^3", cells, [_volumes(cell) for cell in cells]),
    ]
    costs = [_cost(cell) for cell in cells]
    if all(costs):
        found.append(_chart("Cost by part", "USD", cells, costs))
    return tuple(found)


def _masses(cell: Cell) -> dict[str, float]:
    parts: dict[str, float] = {}
    for item in cell.bill_of_materials:
        name = f"{item.material}, {item.part}" if item.material else item.part
        parts[name] = parts.get(name, 0.0) + 1e3 * item.mass
    return parts


def _volumes(cell: Cell) -> dict[str, float]:
    """Share the stack's volume by thickness; the rest is the case and what it leaves empty."""
    layers = slabs(cell)
    total = sum(slab.thickness for slab in layers)
    volume = float(cell["stack.volume"].value)
    parts: dict[str, float] = {}
    for slab in layers:
        share = slab.thickness / total * volume
        parts[slab.role] = parts.get(slab.role, 0.0) + share
    rest = float(cell["cell.volume"].value) - volume
    return parts | ({_EMPTY: rest} if rest > 0 else {})


def _cost(cell: Cell) -> dict[str, float]:
    name = next((name for name in _COSTS if name in cell), None)
    if name is None:
        return {}
    return {full_label(find(part)): cost for part, cost in summands(cell, name) if cost > 0}


def _chart(
    title: str, unit: str, cells: Sequence[Cell], parts: Sequence[dict[str, float]]
) -> Chart:
    totals = [sum(each.values()) for each in parts]
    own = min(totals) < _APART * max(totals)
    ends = totals if own else [max(totals)] * len(totals)
    parts = [_merged(each, _OTHERS * end) for each, end in zip(parts, ends, strict=True)]
    weight: dict[str, float] = {}
    for each, total in zip(parts, totals, strict=True):
        for name, amount in each.items():
            weight[name] = weight.get(name, 0.0) + amount / total
    order = sorted(weight, key=lambda name: (name == "others", -weight[name]))
    if len(order) > 2 * SHADES:  # more parts than colours
        parts = [_kept(each, order[: 2 * SHADES - 1]) for each in parts]
        order = [*order[: 2 * SHADES - 1], "others"]
    shades = {name: _shade(name, index) for index, name in enumerate(order)}
    bars = []
    for cell, each, total, end in zip(cells, parts, totals, ends, strict=True):
        segments, x = [], 0.0
        for name in (name for name in order if name in each):
            width = each[name] / end * WIDTH
            text, share = f"{each[name]:.4g} {unit}", f"{each[name] / total:.1%}"
            inside = next((t for t in (name, share) if _LETTER * len(t) + 8 < width), "")
            segments.append(Segment(name, text, share, x, width, shades[name], inside))
            x += width
        bars.append(Bar(cell.design.name, f"{total:.4g} {unit}", tuple(segments)))
    scale = ", each bar on its own scale" if own else ""
    return Chart(title + scale, tuple(bars), tuple(shades.items()))


def _shade(name: str, index: int) -> str:
    """Give a layer the colour that it has in the cross-section, and others one of their own."""
    if name in ROLES or name == _EMPTY:
        return "r-casing" if name == _EMPTY else f"r-{name.replace(' ', '-')}"
    return f"s{index % SHADES}{' hatched' if index >= SHADES else ''}"


def _merged(parts: dict[str, float], least: float) -> dict[str, float]:
    return _kept(parts, [name for name, amount in parts.items() if amount >= least])


def _kept(parts: dict[str, float], names: Sequence[str]) -> dict[str, float]:
    rest = sum(amount for name, amount in parts.items() if name not in names)
    kept = {name: amount for name, amount in parts.items() if name in names}
    return kept | ({"others": rest} if rest > 0 else {})
