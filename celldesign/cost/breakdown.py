"""The cost of a built cell line by line: by material, by stage and by kind; and beside its volume.

Amounts are dollars per good cell; `Inputs.money` of the cell converts them for a report.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from celldesign.cell.result import Cell
from celldesign.design.entry import Entry
from celldesign.design.file import Design
from celldesign.equations.kinds import FORMATS
from celldesign.errors import CelldesignError, MaterialError
from celldesign.inputs.value import Input
from celldesign.units.quantities import from_si, to_si
from celldesign.vocabulary import vocabulary

CAPACITY_RANGE = (20.0, 200.0)  # Ah, in which the plant's relations hold
MOST_CELLS = 5.0  # times the baseline's
SCALED_TO = 68.0  # Ah
_VOLUMES = (0.1, 1.0, 10.0, 50.0, 500.0)  # GWh a year
KINDS = {
    "materials": "cost_materials",
    "labour": "cost_labour",
    "variable overhead": "cost_variable_overhead",
    "depreciation": "cost_depreciation",
    "administration": "cost_administration",
    "research": "cost_research",
    "electricity": "cost_electricity",
}
MARGINS = {"profit": "cost_profit", "warranty": "cost_warranty"}
# Name of the part, the slot of its material, its cost and the quantities that may hold its price.
_PARTS = (
    ("cathode solvent", "", "cathode_solvent_cost", ("cathode_solvent_price",)),
    *(
        (
            f"{e} collector",
            f"{e}.collector",
            f"{e}_collector_cost",
            tuple(f"{e}_collector_{p}" for p in ("price", "price_per_mass", "quoted_price")),
        )
        for e in ("cathode", "anode")
    ),
    (
        "separator",
        "separator",
        "separator_cost",
        ("separator_price", "separator_price_per_mass"),
    ),
    (
        "electrolyte",
        "electrolyte",
        "electrolyte_cost",
        ("electrolyte_price", "electrolyte_price_per_mass"),
    ),
    ("casing", "casing", "casing_cost", ("casing_price",)),
    *((f"{e} tab", f"{e}.tab", f"{e}_tab_cost", (f"{e}_tab_price",)) for e in ("cathode", "anode")),
)
_MONEY = ("price.", "plant.", "stage.", "economics.", "cost.", "lifetime.")
# What grows with the area of the layers, in the formats whose sheets can simply be larger.
_IN_PLANE = ("width", "height")


class MaterialLine(NamedTuple):
    """What one material of one part costs, the price taken, and why it was taken."""

    material: str
    part: str
    cost: float
    price: str
    choice: str


class StageLine(NamedTuple):
    """What one stage costs, its labour in hours a year, capital in MUSD and area in m^2."""

    stage: str
    cost: float
    labour: float
    capital: float
    area: float


class Driver(NamedTuple):
    """An input, and the standard uncertainty that it alone gives a quantity."""

    name: str
    std: float
    share: float


def require_cost(cell: Cell) -> None:
    """Raise MaterialError with the gaps of a cell without cost, else MissingInputError."""
    if "cost_cell" not in cell.values and cell.given.gaps:
        first, *more = cell.given.gaps
        also = f" (and {len(more)} more gaps)" if more else ""
        raise MaterialError(f"the cost cannot be computed: {first}{also}")
    cell.plan.require(["cost_cell", "price_cell"])


def is_costed(cell: Cell) -> bool:
    """Say whether a cell has a price and a cost per energy."""
    return "price_cell" in cell.values and "cost_per_energy" in cell.values


def material_lines(cell: Cell) -> list[MaterialLine]:
    """Every material bought, part by part; together they are `cost.materials`."""
    values, leaves = cell.values, cell.given.leaves
    lines = []
    for electrode in ("cathode", "anode"):
        costs = values.get(f"{electrode}_component_cost")
        if costs is not None:
            priced = f"{electrode}_component_price", f"{electrode}_component_quoted_price"
            prices = next((leaves[each] for each in priced if each in leaves), ())
            parts = cell.given.recipes.get(electrode, ())
            lines += [
                MaterialLine(material.key, electrode, float(cost), *_price(leaf))
                for material, cost, leaf in zip(parts, costs, prices, strict=True)
            ]
        elif values.get(f"{electrode}_coating_cost", 0) > 0:
            (leaf,) = leaves.get("anode_price", (None,))
            material = cell.given.slots[electrode].key
            cost = float(values[f"{electrode}_coating_cost"])
            lines.append(MaterialLine(material, electrode, cost, *_price(leaf)))
    for part, slot, name, quantities in _PARTS:
        if values.get(name, 0) > 0:
            leaf = next((leaves[each][0] for each in quantities if each in leaves), None)
            material = cell.given.slots[slot].key if slot in cell.given.slots else ""
            named = material or (leaf.label if leaf and leaf.label else "not named")
            lines.append(MaterialLine(named, part, float(values[name]), *_price(leaf)))
    return lines


def _price(leaf: Input | None) -> tuple[str, str]:
    if leaf is None:
        return "", ""
    if leaf.choice is None:
        return leaf.text, "given"
    return leaf.text, leaf.choice.reason


def stage_lines(cell: Cell) -> list[StageLine]:
    """Every stage of the plant; together they are the cost without materials and electricity."""
    plant, values = cell.given.plant, cell.values
    names = ("cost_stage", "process_stage_labour", "process_stage_capital", "process_stage_area")
    if plant is None or not all(name in values for name in names):
        return []
    units = ("USD", "h/year", "MUSD", "m^2")
    columns = [from_si(values[name], unit) for name, unit in zip(names, units, strict=True)]
    return [
        StageLine(stage.key, *(float(number) for number in row))
        for stage, *row in zip(plant.stages, *columns, strict=True)
    ]


def kinds(cell: Cell) -> dict[str, float]:
    """The cost by kind; together they are `cost.cell`."""
    return {kind: float(cell.values[name]) for kind, name in KINDS.items()}


def margins(cell: Cell) -> dict[str, float]:
    """What makes the cost a price."""
    return {kind: float(cell.values[name]) for kind, name in MARGINS.items()}


def assumptions(cell: Cell) -> list[str]:
    """Say what cost and footprint assume: estimates with their uncertainty, defaults, plants."""
    ranges = {
        leaf.address: f" (± {leaf.std / abs(leaf.value):.0%})"
        for leaves in cell.given.leaves.values()
        for leaf in leaves
        if leaf.std and leaf.value
    }
    found = []
    for text in cell.assumptions:
        address, equals, _ = text.partition(" = ")
        if equals and address.startswith(_MONEY):
            found.append(f"{text}{ranges.get(address, '')}")
        elif text in cell.given.assumptions or any(f"({word}" in text for word in _MONEY):
            found.append(text)
    return found


def outside(cell: Cell) -> str:
    """Say how a cell or its plant is outside the range of the relations; empty where inside."""
    plant = cell.given.plant
    said = f"the plant '{plant.key}': {plant.notes}" if plant and plant.outside else ""
    return "; ".join(filter(None, (_far(cell), said)))


def _far(cell: Cell) -> str:
    if "process_cells_over_baseline" not in cell.values:
        return ""
    charge = from_si(float(cell.values["capacity"]), "Ah")
    ratio = float(cell.values["process_cells_over_baseline"])
    low, high = CAPACITY_RANGE
    if low <= charge <= high and ratio <= MOST_CELLS:
        return ""
    rate = from_si(float(cell.values["process_started_rate"]), "1/year")
    return (
        f"a cell of {charge:.3g} Ah is outside the plant's range ({low:g} to {high:g} Ah, "
        f"{MOST_CELLS:g} times its baseline of cells): it would build {rate:.2g} cells a year, "
        f"{ratio:.3g} times the baseline; what it says is not a cost to be expected"
    )


def scaled(design: Design, capacity: float, to: float = SCALED_TO) -> Design:
    """The same stack with larger sheets: all in-plane sizes scaled to a capacity, in Ah.

    Layers, thicknesses and loadings stay; sheets, separators and the outer sizes grow alike. Raises
    MaterialError for a roll, whose length and can do not grow alike, and for a coin of one layer.
    """
    if not FORMATS[design.format].sheeted:
        why = (
            "a single layer" if FORMATS[design.format].single else "a roll, which needs another can"
        )
        raise MaterialError(f"the {design.format} format is not scaled: it holds {why}")
    factor = to / capacity
    side = factor**0.5
    values = {}
    for name, entry in design.values.items():
        part, _, size = name.rpartition("_")
        if size in _IN_PLANE and part in (
            "cathode",
            "anode",
            "separator",
            "cell_outer",
        ):
            entry = _times(entry, side)
        elif name == "cell_target_capacity":
            entry = _times(entry, factor)
        values[name] = entry
    return replace(design, name=f"{design.name}, scaled to {to:g} Ah", values=values)


def companion(cell: Cell, build: Callable[[Design], Cell]) -> tuple[Cell | None, str]:
    """Give the cell scaled into the plant's range, or why there is none; neither without need."""
    if "cost_cell" not in cell.values or not _far(cell):
        return None, ""
    try:
        larger = build(scaled(cell.design, from_si(float(cell.values["capacity"]), "Ah")))
    except CelldesignError as error:
        return None, str(error)
    reached = from_si(float(larger.values["capacity"]), "Ah")
    if abs(reached / SCALED_TO - 1) > 0.01 or "cost_cell" not in larger.values:
        return None, f"larger sheets alone give {reached:.3g} Ah instead of {SCALED_TO:g} Ah"
    return larger, ""


def _times(entry: Entry, factor: float) -> Entry:
    std = None if entry.std is None else entry.std * factor
    text = f"{factor:.4g} x {entry.text}"
    return replace(entry, value=entry.value * factor, std=std, text=text)


def drivers(cell: Cell, name: str, count: int = 5) -> list[Driver]:
    """The inputs that contribute most to the uncertainty of a quantity, in its display unit."""
    quantity = vocabulary()[name]
    contributions = cell.contributions.get(name)
    if contributions is None:
        return []
    total = float(np.sum(contributions**2))
    shown = np.abs(from_si(contributions, quantity.unit))
    order = np.argsort(shown)[::-1][:count]
    return [
        Driver(cell.inputs[i], float(shown[i]), float(contributions[i] ** 2 / total))
        for i in order
        if total and shown[i] > 0
    ]


def volumes(cell: Cell, count: int = 0) -> list[float]:
    """Volumes in GWh a year that the cell's plant can have: round ones, or so many for a curve."""
    plant = cell.given.plant
    assert plant is not None
    low, high = (from_si(v, "GWh/year") for v in (plant.volume_low, plant.volume_high))
    if count:
        return [float(each) for each in np.geomspace(low, high, count)]
    inside = [
        volume for volume in _VOLUMES if low <= volume * 1.000001 and volume <= high * 1.000001
    ]
    drawn = inside if len(inside) > 1 else [low, (low * high) ** 0.5, high]
    now = float(f"{from_si(float(cell.values['economics_annual_capacity']), 'GWh/year'):.9g}")
    return sorted({*drawn, now})


def by_volume(cell: Cell, volumes: Sequence[float]) -> NDArray[np.float64]:
    """Cost per energy in USD/kWh at each volume in GWh a year, all in one evaluation."""
    plan = cell.plan.slice(["cost_per_energy"])
    values = cell.given.values(sorted(cell.plan.given | cell.plan.database))
    values["economics_annual_capacity"] = to_si(np.asarray(volumes, dtype=float), "GWh/year")
    found = plan.evaluate(values, keep=["cost_per_energy"])["cost_per_energy"]
    return np.asarray(from_si(found, "USD/kWh"))
