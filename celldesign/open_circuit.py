"""What the half-cell curves say of a design's window: capacity, voltage, and what limits.

Where a design gives a window and no specific capacity, this feeds the model as the database does;
a given value goes before it, and a disagreement beyond 10 % is reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from celldesign.balance import METAL, Balance, Curve, balance, blend, curve, metal
from celldesign.database.catalogue import Catalogue
from celldesign.database.curves import HalfCell, chosen_curves
from celldesign.design import Design
from celldesign.errors import InconsistentError
from celldesign.given import ROOM_TEMPERATURE, Given
from celldesign.leaf import Leaf
from celldesign.model import Plan
from celldesign.units import from_si
from celldesign.vocabulary import vocabulary

AGREES = 0.10
_CAPACITY, _VOLTAGE = "operation_specific_capacity", "operation_average_voltage"
_LIMIT, _STATE = "operation_limit_by_curves", "operation_voltage_state"
_FIRST_CYCLE = "first_cycle_efficiency"


@dataclass(frozen=True)
class OpenCircuit:
    """A design's electrodes between its cut-offs, at no current; all charges per mass of cathode.

    `share` of either electrode is the charge of its whole curve over the cathode's.
    """

    cathode: Curve
    anode: Curve
    ratio: float
    window: tuple[float, float]
    found: Balance
    citations: tuple[str, ...] = ()

    @property
    def specific_capacity(self) -> float:
        """Reversible charge per mass of the cathode's active material, C/kg."""
        return float(self.found.capacity) * self.cathode.capacity

    @property
    def average_voltage(self) -> float:
        """Mean open-circuit voltage, V."""
        return float(self.found.average_voltage)

    @property
    def limiting(self) -> str:
        """The electrode whose potential ends the discharge."""
        return "cathode" if self.found.discharge_limited_by_cathode else "anode"

    def says(self) -> str:
        """Name the curves, the window and what limits."""
        low, high = self.window
        keys = self.cathode.key + (f" and {self.anode.key}" if self.ratio < METAL else "")
        return f"curves {keys}, {low:g}-{high:g} V, the {self.limiting} ends the discharge"


def open_circuit(
    design: Design, given: Given, plan: Plan, catalogue: Catalogue
) -> OpenCircuit | None:
    """Balance a design's electrodes; None where it has no window, or curves do not suffice.

    Raises InconsistentError for a window that the curves do not reach, or that leaves no capacity.
    """
    ends = [design.values.get(f"operation_{end}_voltage") for end in ("lower", "upper")]
    if not (ends[0] and ends[1]):
        return None
    window = ends[0].value, ends[1].value
    temperature = design.values.get("operation_temperature")
    warmth = temperature.value if temperature else ROOM_TEMPERATURE
    halves = [_electrode("cathode", given, catalogue, warmth)]
    if given.kind.anode == "composite":
        halves.append(_electrode("anode", given, catalogue, warmth))
    known = [half for half in halves if half]
    if len(known) < len(halves):
        return None
    cited = tuple(dict.fromkeys(line for half in known for line in half.citations))
    cathode, anode = known[0].curve, known[-1].curve
    if given.kind.anode != "composite":
        found = balance(cathode, metal(), METAL, *window)
        return _checked(OpenCircuit(cathode, metal(), METAL, window, found, cited))
    wanted = ["cathode_active_loading", "anode_active_loading"]
    if not plan.known.issuperset(wanted):
        return None
    efficiency = [f"{electrode}_{_FIRST_CYCLE}" for electrode in ("cathode", "anode")]
    lossy = [name for name in efficiency if name in plan.known]
    leaves = given.values(sorted(plan.given | plan.database))
    values = plan.slice([*wanted, *lossy]).evaluate(leaves)
    loadings = float(values["anode_active_loading"]) / float(values["cathode_active_loading"])
    ratio = loadings * anode.capacity / cathode.capacity
    returned = [float(values.get(name, 1.0)) for name in efficiency]
    found = balance(
        cathode,
        anode,
        ratio,
        *window,
        cathode_efficiency=returned[0],
        anode_efficiency=returned[1],
    )
    return _checked(OpenCircuit(cathode, anode, ratio, window, found, cited))


def curve_leaves(
    design: Design, given: Given, plan: Plan, catalogue: Catalogue
) -> dict[str, tuple[Leaf, ...]]:
    """What the curves feed into the model, as the database does; warnings go to `given`.

    Nothing where the capacity is given, or the database has it for the very window. Raises
    InconsistentError where the curves would be needed and do not reach.
    """
    needed = not _known(given)
    try:
        result = open_circuit(design, given, plan, catalogue)
    except InconsistentError:
        if needed:
            raise
        return {}
    if result is None:
        return {}
    given.curves = result
    given.warnings += _disagreements(result, given)
    full = bool(result.found.anode_limits)
    fed = {_LIMIT: float(full or result.limiting == "anode")}
    if needed:
        fed |= {_CAPACITY: result.specific_capacity, _VOLTAGE: result.average_voltage}
        if _VOLTAGE not in given.leaves:
            fed[_STATE] = 1.0
        if full:
            lost = float(result.found.lost) * result.cathode.capacity / 3600
            given.warnings.append(
                f"the anode is full before {result.window[1]:g} V and limits the charge: "
                f"{lost:.4g} mAh per gram of cathode active material are lost, or plate as lithium"
            )
    return {
        name: (_leaf(name, value, result),)
        for name, value in fed.items()
        if name not in given.leaves
    }


def _leaf(name: str, value: float, result: OpenCircuit) -> Leaf:
    quantity = vocabulary()[name]
    shown = f"{from_si(value, quantity.unit):.4g} {quantity.unit}"
    if quantity.choices:
        shown = quantity.choices[int(value)]
    text = "; ".join((f"{shown} from {result.says()}", *result.citations))
    return Leaf(value, None, "database", text, f"curve.{result.cathode.key}")


def _disagreements(result: OpenCircuit, given: Given) -> list[str]:
    """Given values that lie far from what the curves make of the window."""
    found = []
    for name, value in (
        (_CAPACITY, result.specific_capacity),
        (_VOLTAGE, result.average_voltage),
    ):
        leaf = given.leaves.get(name, (None,))[0]
        if leaf and abs(leaf.value / value - 1) > AGREES:
            quantity = vocabulary()[name]
            shown = f"{from_si(value, quantity.unit):.4g} {quantity.unit}"
            far = f"{100 * abs(leaf.value / value - 1):.2g} %"
            found.append(
                f"{quantity.name} is given as {leaf.text}; the open-circuit {result.says()}, "
                f"make it {shown} ({far} apart)"
            )
    return found


def _known(given: Given) -> bool:
    """Whether the capacity is given, or in the database for this very window."""
    if {_CAPACITY, "operation_capacity_factor"} & set(given.leaves):
        return True
    leaves = given.leaves.get("cathode_component_specific_capacity", ())
    ends = [given.leaves.get(f"operation_{end}_voltage") for end in ("lower", "upper")]
    if not (ends[0] and ends[1]):
        return True
    window = f"{ends[0][0].value:.4g}-{ends[1][0].value:.4g}"
    chosen = [leaf.choice.record for leaf in leaves if leaf.choice]
    return bool(chosen) and all(_stated_window(r.conditions) == window for r in chosen)


def _stated_window(conditions: Mapping[str, str]) -> str:
    text = conditions.get("window", "").removesuffix("V").strip()
    low, _, high = text.partition("-")
    try:
        return f"{float(low):.4g}-{float(high):.4g}"
    except ValueError:
        return ""


class _Half(NamedTuple):
    """One electrode's curve, and whose curves it is made of."""

    curve: Curve
    citations: tuple[str, ...]


def _electrode(
    electrode: str, given: Given, catalogue: Catalogue, temperature: float
) -> _Half | None:
    """The blend of a recipe's active materials; None where one has no curve."""
    parts = given.recipes.get(electrode, ())
    shares = given.leaves.get(f"{electrode}_mass_fraction", ())
    halves, mixed = [], []
    for material, leaf in zip(parts, shares, strict=False):
        if material.role == f"{electrode} active":
            halves.append(chosen_curves(catalogue.curves(material.key), temperature))
            mixed.append(leaf.value)
    if not all(halves) or not halves:
        return None
    whole = blend([_table(each) for each in halves], np.array(mixed))
    cited = [_cited(curve) for each in halves for curve in each]
    return _Half(whole, tuple(cited))


def _cited(found: HalfCell) -> str:
    return f"{found.key}: {found.citation}" + (f", doi {found.doi}" if found.doi else "")


@lru_cache(maxsize=64)
def _table(halves: tuple[HalfCell, ...]) -> Curve:
    """A material's curve: its mean, or the mean of the two directions that are known apart."""
    if len(halves) == 1:
        (only,) = halves
        return curve(only.key, only.degree, only.potential, only.capacity)
    low, high = max(c.degree[0] for c in halves), min(c.degree[-1] for c in halves)
    grid = np.linspace(low, high, 401)
    middle = np.mean([np.interp(grid, c.degree, c.potential) for c in halves], axis=0)
    return curve(" and ".join(c.key for c in halves), grid, middle, halves[0].capacity)


def _checked(result: OpenCircuit) -> OpenCircuit:
    low, high = result.window
    if result.found.beyond:
        reach = result.cathode.at(np.array(0.0)) - result.anode.at(result.found.anode_high)
        raise InconsistentError(
            f"operation.window: the curves of {result.cathode.key} end at {float(reach):.3f} V",
            given=f"an upper cut-off of {high:g} V",
            mend="lower it, or give operation.specific_capacity and operation.average_voltage",
        )
    if not result.found.capacity > 1e-3:
        raise InconsistentError(
            f"operation.window: between {low:g} and {high:g} V the curves of "
            f"{result.cathode.key} and {result.anode.key} leave no capacity",
            mend="widen the window",
        )
    return result
