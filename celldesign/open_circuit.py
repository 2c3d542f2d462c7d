"""What the half-cell curves say of a design's window: capacity, voltage, and what limits.

Where a design gives a window and no specific capacity, this feeds the model as the database does;
a given value goes before it, and a disagreement beyond 10 % is reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from celldesign.balance import METAL, Balance, Curve, balance, blend, curve, metal
from celldesign.database.curves import curves_of
from celldesign.design import Design
from celldesign.errors import InconsistentError
from celldesign.given import Given
from celldesign.leaf import Leaf
from celldesign.model import Plan
from celldesign.units import from_si
from celldesign.vocabulary import vocabulary

AGREES = 0.10
_CAPACITY, _VOLTAGE = "operation_specific_capacity", "operation_average_voltage"
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


def open_circuit(design: Design, given: Given, plan: Plan) -> OpenCircuit | None:
    """Balance a design's electrodes; None where it has no window, or curves do not suffice.

    Raises InconsistentError for a window that the curves do not reach, or that leaves no capacity.
    """
    ends = [design.values.get(f"operation_{end}_voltage") for end in ("lower", "upper")]
    cathode = _electrode("cathode", given)
    anode = _electrode("anode", given) if given.kind.anode == "composite" else metal()
    if cathode is None or anode is None or not (ends[0] and ends[1]):
        return None
    window = ends[0].value, ends[1].value
    if given.kind.anode != "composite":
        found = balance(cathode, anode, METAL, *window)
        return _checked(OpenCircuit(cathode, anode, METAL, window, found))
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
    return _checked(OpenCircuit(cathode, anode, ratio, window, found))


def curve_leaves(design: Design, given: Given, plan: Plan) -> dict[str, tuple[Leaf, ...]]:
    """What the curves feed into the model, as the database does; warnings go to `given`.

    Nothing where the capacity is given, or the database has it for the very window. Raises
    InconsistentError where the curves would be needed and do not reach.
    """
    needed = not _known(given)
    try:
        result = open_circuit(design, given, plan)
    except InconsistentError:
        if needed:
            raise
        return {}
    if result is None:
        return {}
    given.warnings += _disagreements(result, given)
    if not needed:
        return {}
    if result.found.anode_limits:
        lost = float(result.found.lost) * result.cathode.capacity / 3600
        given.warnings.append(
            f"the anode is full before {result.window[1]:g} V and limits the charge: {lost:.4g} "
            "mAh per gram of cathode active material are lost, or plate as lithium"
        )
    fed = {_CAPACITY: result.specific_capacity, _VOLTAGE: result.average_voltage}
    return {
        name: (_leaf(name, value, result),)
        for name, value in fed.items()
        if name not in given.leaves
    }


def _leaf(name: str, value: float, result: OpenCircuit) -> Leaf:
    unit = vocabulary()[name].unit
    text = f"{from_si(value, unit):.4g} {unit} from {result.says()}"
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


def _electrode(electrode: str, given: Given) -> Curve | None:
    """The blend of a recipe's active materials; None where one has no curve."""
    parts = given.recipes.get(electrode, ())
    shares = given.leaves.get(f"{electrode}_mass_fraction", ())
    active = [
        (material.key, leaf.value)
        for material, leaf in zip(parts, shares, strict=False)
        if material.role == f"{electrode} active"
    ]
    curves = [_curve(key, "mean") for key, _ in active]
    if not active or None in curves:
        return None
    return blend([each for each in curves if each], np.array([share for _, share in active]))


@cache
def _curve(material: str, direction: str) -> Curve | None:
    """A material's curve; one by halves where only charge and discharge are known apart."""
    known = {each.direction: each for each in curves_of(material)}
    if not known:
        return None
    if direction in known:
        chosen = known[direction]
        return curve(chosen.key, chosen.degree, chosen.potential, chosen.capacity)
    both = list(known.values())
    grid = np.linspace(max(c.degree[0] for c in both), min(c.degree[-1] for c in both), 401)
    middle = np.mean([np.interp(grid, c.degree, c.potential) for c in both], axis=0)
    return curve(" and ".join(c.key for c in both), grid, middle, both[0].capacity)


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
