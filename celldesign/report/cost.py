"""The cost and the footprint of a cell, for a terminal of 80 columns and as plain data."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from celldesign.cell.composition import Composition, composition
from celldesign.cell.result import Cell
from celldesign.cost.breakdown import (
    MOST_CELLS,
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
from celldesign.inputs.plant import uncovered
from celldesign.units.quantities import from_si
from celldesign.units.text import with_std
from celldesign.vocabulary import vocabulary

WIDTH = 80
_PER_ENERGY = ("cost_per_energy", "price_per_energy", "cost_per_throughput")
_FOOTPRINT = (
    "footprint_ghg_per_energy",
    "footprint_per_throughput",
    "footprint_energy_per_energy",
    "footprint_coverage",
)


def cost_data(cell: Cell, larger: Cell | None = None, why_none: str = "") -> dict[str, Any]:
    """Give everything that `cost` prints as plain data, money in the design's currency.

    What a gap leaves unknown is null or empty.
    """
    money, plant = cell.given.money, cell.given.plant
    rate, costed = money.per_usd, is_costed(cell)
    at = volumes(cell) if costed else []
    whole = kinds(cell) | margins(cell) if costed else {}
    found: dict[str, Any] = {
        "name": cell.design.name,
        "currency": money.currency,
        "price_year": money.year,
        "prices_beyond": money.beyond,
        "plant": plant.key if plant else "",
        "region": cell.given.region,
        "grid": cell.given.grid or cell.given.region,
        "volume_GWh_per_year": _amount(cell, "economics_annual_capacity", "GWh/year"),
        "outside_range": outside(cell),
        "by_material": [
            line._asdict() | {"cost": line.cost * rate} for line in material_lines(cell)
        ],
        "by_stage": [line._asdict() | {"cost": line.cost * rate} for line in stage_lines(cell)],
        "by_kind": {kind: cost * rate for kind, cost in whole.items()},
        "cost": _amount(cell, "cost_cell", "USD", rate),
        "price": _amount(cell, "price_cell", "USD", rate),
        "investment": _amount(cell, "cost_investment", "USD", rate),
        "per_kWh": {name: _per_energy(cell, name, rate) for name in _PER_ENERGY},
        "footprint": {name: _shown(cell, name) for name in _FOOTPRINT},
        "energy_by_step": _steps(cell),
        "not_covered_by_footprint": sorted(set(uncovered(cell.given))),
        "by_volume": dict(zip(map(str, at), by_volume(cell, at) * rate if at else (), strict=True)),
        "drivers": [each._asdict() for each in drivers(cell, "cost_per_energy")],
        "gaps": cell.given.gaps,
        "assumptions": assumptions(cell),
        "warnings": list(cell.warnings),
    }
    if why_none:
        found["not_scaled"] = why_none
    if larger is not None:
        found["scaled"] = cost_data(larger)
    return found


def cost_text(cell: Cell, larger: Cell | None = None, why_none: str = "") -> str:
    """Write the cost by material, stage and kind, the footprint, the elements, what drives them.

    A gap stands where the totals would; what does not depend on it is written all the same.
    """
    lines = [*_wrapped(cell.design.name, ""), "=" * min(len(cell.design.name), WIDTH)]
    if said := outside(cell):
        lines += ["", *_wrapped(f"OUTSIDE THE RANGE: {said}")]
    lines += [*_heading(cell), *_materials(cell), *_stages(cell)]
    if is_costed(cell):
        lines += [*_kinds(cell), *_totals(cell), *_curve(cell), *_drivers(cell)]
    if cell.given.gaps:
        lines += ["", "Gaps, for which there is no total", *_bullets(cell.given.gaps)]
    lines += [*_footprint(cell), *_elements(cell, composition(cell))]
    for title, notes in (("Assumptions", assumptions(cell)), ("Warnings", cell.warnings)):
        lines += ["", title, *_bullets(notes)] if notes else []
    if why_none:
        lines += ["", *_wrapped(f"No larger cell beside it: {why_none}", "")]
    if larger is not None:
        lines += ["", *_wrapped(f"The same stack, larger sheets: {larger.design.name}", "")]
        lines += [*_totals(larger)[1:], *_drivers(larger)]
    return "\n".join(line.rstrip() for line in lines)


def _amount(cell: Cell, name: str, unit: str, rate: float = 1.0) -> float | None:
    return from_si(float(cell.values[name]), unit) * rate if name in cell.values else None


def _bullets(notes: Iterable[str]) -> Iterator[str]:
    for note in notes:
        yield from textwrap.wrap(
            note, WIDTH, initial_indent="  - ", subsequent_indent="    ", break_long_words=False
        )


def _heading(cell: Cell) -> list[str]:
    plant, money = cell.given.plant, cell.given.money
    if plant is None or "economics_annual_capacity" not in cell.values:
        return []
    volume = from_si(float(cell.values["economics_annual_capacity"]), "GWh/year")
    place = cell.given.region or "as the baseline"
    place += f", electricity of {cell.given.grid}" if cell.given.grid else ""
    rate = "" if money.currency == "USD" else f", {money.per_usd:.4g} {money.currency}/USD"
    return [
        "",
        f"Plant '{plant.key}', {volume:g} GWh a year, region {place}",
        f"Prices in {money.currency} of {money.year}{rate}; each per good cell",
        *_wrapped(money.beyond),
    ]


def _materials(cell: Cell) -> Iterator[str]:
    rate = cell.given.money.per_usd
    lines = material_lines(cell)
    if lines:
        yield from ("", "By material")
    for line in sorted(lines, key=lambda line: -line.cost):
        yield f"  {line.material:<26.26} {line.part:<18.18} {line.cost * rate:>10.4g}  {line.price}"
        yield from _wrapped(line.choice, "      ")
    if "cost_materials" in cell.values:
        yield f"  {'materials':<45} {float(cell.values['cost_materials']) * rate:>10.4g}"


def _stages(cell: Cell) -> Iterator[str]:
    rate = cell.given.money.per_usd
    lines = stage_lines(cell)
    if not lines:
        return
    yield from ("", f"By stage{'':33}{'cost':>10} {'h/year':>9} {'MUSD':>8} {'m^2':>8}")
    for line in lines:
        yield (
            f"  {line.stage:<35.35} {line.cost * rate:>13.4g} {line.labour:>9.3g} "
            f"{line.capital:>8.4g} {line.area:>8.3g}"
        )
    yield f"  {'stages':<35} {sum(line.cost for line in lines) * rate:>13.4g}"


def _kinds(cell: Cell) -> Iterator[str]:
    rate, total = cell.given.money.per_usd, float(cell.values["price_cell"])
    yield from ("", "By kind")
    for kind, cost in kinds(cell).items():
        yield f"  {kind:<36} {cost * rate:>13.4g} {cost / total:>9.1%}"
    yield f"  {'cost':<36} {float(cell.values['cost_cell']) * rate:>13.4g}"
    for kind, cost in margins(cell).items():
        yield f"  {kind:<36} {cost * rate:>13.4g} {cost / total:>9.1%}"
    yield f"  {'price':<36} {total * rate:>13.4g}"


def _totals(cell: Cell) -> list[str]:
    money = cell.given.money
    lines = ["", "Per kWh"]
    for name in _PER_ENERGY:
        found = _per_energy(cell, name, money.per_usd)
        if found is not None:
            shown = with_std(found["value"], found["std"] or 0.0)
            label = vocabulary()[name].label
            lines.append(f"  {label:<30} {shown:>18} {money.currency}/kWh")
        elif name == "cost_per_throughput":
            lines.append("  per kWh delivered: no end of life is known; set lifetime.cycle_limit")
    investment = from_si(float(cell.values["cost_investment"]), "MUSD") * money.per_usd
    lines.append(f"  {'investment':<30} {investment:>18.4g} million {money.currency}")
    return lines


def _curve(cell: Cell) -> Iterator[str]:
    money, at = cell.given.money, volumes(cell)
    costs = by_volume(cell, at) * money.per_usd
    yield from ("", f"Cost against volume, {money.currency}/kWh")
    now = from_si(float(cell.values["economics_annual_capacity"]), "GWh/year")
    cells = float(cell.values["process_cells_over_baseline"]) / now
    for volume, cost in zip(at, costs, strict=True):
        mark = "*" if cells * volume > MOST_CELLS else " "
        bar = "#" * round(30 * cost / max(costs))
        yield f"  {volume:>8g} GWh a year {cost:>10.4g} {mark}{bar}"
    if cells * max(at) > MOST_CELLS:
        yield from _wrapped(f"* beyond {MOST_CELLS:g} times the baseline's cells")


def _drivers(cell: Cell) -> Iterator[str]:
    rate, currency = cell.given.money.per_usd, cell.given.money.currency
    found = drivers(cell, "cost_per_energy")
    if found:
        yield from ("", f"What its uncertainty comes from, {currency}/kWh")
    for each in found:
        yield f"  {each.name:<46.46} {each.std * rate:>10.3g} {each.share:>7.1%}"


def _footprint(cell: Cell) -> Iterator[str]:
    yield from ("", "Footprint")
    for name in _FOOTPRINT:
        found = _shown(cell, name)
        if found is not None:
            shown = with_std(found["value"], found["std"] or 0.0)
            yield f"  {vocabulary()[name].label:<38} {shown:>18} {found['unit']}"
    yield f"  {'kWh per kWh by step of the plant':<38} {'electricity':>18} {'heat':>9}"
    for step, amounts in _steps(cell).items():
        yield f"    {step:<36} {amounts['electricity']:>18.3g} {amounts['heat']:>9.3g}"
    missing = ", ".join(sorted(set(uncovered(cell.given))))
    if missing:
        yield from _wrapped(f"no factor, and so not in the total: {missing}")


def _steps(cell: Cell) -> dict[str, dict[str, float]]:
    plant = cell.given.plant
    if plant is None:
        return {}
    return {step.key: {"electricity": step.electricity, "heat": step.heat} for step in plant.steps}


def _elements(cell: Cell, content: Composition) -> Iterator[str]:
    energy = from_si(float(cell.values["energy"]), "kWh")
    yield from ("", f"Elements{'g':>18} {'kg/kWh':>12}")
    for element, mass in sorted(content.elements.items(), key=lambda pair: -pair[1]):
        yield f"  {element:<8} {1e3 * mass:>15.4g} {mass / energy:>12.4g}"
    share = sum(content.critical().values()) / float(cell.values["cell_mass"])
    yield f"  critical and strategic raw materials: {share:.1%} of the cell's mass"
    if content.uncovered:
        names = ", ".join(f"{name} {1e3 * mass:.3g} g" for name, mass in content.uncovered.items())
        yield from _wrapped(f"no formula: {names}")
    if content.estimated:
        said = ", ".join(content.estimated)
        yield from _wrapped(f"composition from memory, quality D: {said}")


def _per_energy(cell: Cell, name: str, rate: float) -> dict[str, Any] | None:
    found = _shown(cell, name)
    if found is not None:
        std = found["std"]
        found |= {"value": found["value"] * rate, "std": None if std is None else std * rate}
        found["unit"] = f"{cell.given.money.currency}/kWh"
    return found


def _shown(cell: Cell, name: str) -> dict[str, Any] | None:
    if name not in cell.values or not abs(float(cell.values[name])) < float("inf"):
        return None
    value = cell[vocabulary()[name].name]
    std = value.spread
    std = std if std is not None and std < float("inf") else None
    return {"value": value.value, "std": std, "unit": value.quantity.unit}


def _wrapped(text: str, indent: str = "  ") -> Iterable[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )
