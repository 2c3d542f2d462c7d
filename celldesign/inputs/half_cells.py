"""Curves into a design: which half-cell curves it has, and what their balance feeds into the model.

Where a design gives a window and no specific capacity, the balance stands in as the database does;
a given value goes before it, and a disagreement beyond 10 % is reported.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from celldesign.balancing.at_rate import FACTOR
from celldesign.balancing.electrodes import Curve, curve
from celldesign.balancing.half_cells import against, chosen_curves, followed
from celldesign.balancing.open_circuit import (
    CAPACITY,
    ELECTRODES,
    HYSTERESIS,
    LIMIT,
    SCALES,
    VOLTAGE,
    Balanced,
    Half,
    OpenCircuit,
)
from celldesign.constants import ROOM_TEMPERATURE
from celldesign.database.catalogue import Catalogue
from celldesign.database.choice import parse_window, same_window
from celldesign.database.records import HalfCell
from celldesign.design.file import Design
from celldesign.inputs.assumed import class_std
from celldesign.inputs.at_rate import at_rate, leaves_at_rate
from celldesign.inputs.resolve import Inputs
from celldesign.inputs.value import Input
from celldesign.model.plan import Model, Plan
from celldesign.units.quantities import from_si
from celldesign.vocabulary import vocabulary

AGREES = 0.10
GIVEN = ("operation_specific_capacity",)
_NEARLY = 0.01  # V beyond what was measured, which is no extrapolation to speak of
_STATE = "operation_voltage_state"


def curve_leaves(
    design: Design, given: Inputs, plan: Plan, catalogue: Catalogue
) -> dict[str, tuple[Input, ...]]:
    """What the curves feed into the model, as the database does; warnings go to `given`.

    Of capacity and voltage nothing where the capacity is given, or one of the user's own, or of
    this very cell, states it for the very window. The curves stay in `given.curves`, which studies
    and spreads ask again, and what they make of the design itself in `given.balanced`.
    """
    curves = _open_circuit(design, given, plan, catalogue)
    if not curves:
        return {}
    with np.errstate(all="ignore"):
        found = curves.balanced(given.values(sorted(plan.given | plan.database)))
        fed, _ = curves.given_by(found)
    if VOLTAGE in fed and FACTOR not in fed:
        fed[_STATE] = 1.0
    if not found.sound and not curves.needed:
        return {}
    given.curves, given.balanced = curves, found
    if found.sound:
        given.warnings += _disagreements(curves, found, given)
        given.warnings += _anode_full(curves, found)
    if curves.needed and found.sound and found.cells.cathode_full:
        given.assumptions.append(_ends_early(curves, found))
    if curves.needed and found.sound:
        given.assumptions += _extrapolated(curves, found)
    if HYSTERESIS in curves.fed:
        given.assumptions += [
            f"the hysteresis of {key} is not known and taken as none"
            for half in curves.halves.values()
            for key in half.undirected
        ]
    leaves = {name: _leaf(name, float(value), curves, found) for name, value in fed.items()}
    leaves |= leaves_at_rate(curves, found, given)
    leaves |= {name: _scale(name) for name in SCALES if name in curves.needs}
    return {name: (leaf,) for name, leaf in leaves.items() if name not in given.leaves}


def _scale(name: str) -> Input:
    """A curve as it stands, with the standard uncertainty of its class."""
    prop = "average_voltage" if name == SCALES[-1] else "specific_capacity"
    text = f"as it stands, uncertain as a published {prop.replace('_', ' ')}"
    address = vocabulary()[name].name
    return Input(1.0, class_std(prop, "B", 1.0), "database", text, address, classed=True)


def _open_circuit(
    design: Design, given: Inputs, plan: Plan, catalogue: Catalogue
) -> OpenCircuit | None:
    """A design's electrodes and window; None where it has no window, or curves do not suffice."""
    ends = [design.values.get(f"operation_{end}_voltage") for end in ("lower", "upper")]
    if not (ends[0] and ends[1]):
        return None
    temperature = design.values.get("operation_temperature")
    warmth = temperature.value if temperature else ROOM_TEMPERATURE
    # Cell voltages are against the anode; its potential is its own zero, or an alloy's plateau.
    shift = 0.0
    if not given.kind.negative.coated and "anode_average_voltage" in given.leaves:
        shift = given.leaves["anode_average_voltage"][0].value
    cathode = _half("cathode", given, catalogue, warmth, shift)
    anode, needs = None, ["cathode_mass_fraction"]
    if given.kind.negative.coated:
        anode = _half("anode", given, catalogue, warmth)
        loadings = ["cathode_active_loading", "anode_active_loading"]
        losses = [f"{electrode}_first_cycle_efficiency" for electrode in ELECTRODES]
        losses.append("anode_first_cycle_conversion")
        needs += ["anode_mass_fraction", *loadings, *(n for n in losses if n in plan.known)]
        if anode is None or not plan.known.issuperset(loadings):
            return None
    if cathode is None:
        return None
    needed = not _known(given, shift)
    fed = {LIMIT} | ({CAPACITY, VOLTAGE} if needed else set())
    if any(half.directed for half in (cathode, anode) if half):
        fed.add(HYSTERESIS)
    window = ends[0].value, ends[1].value
    rate = at_rate(
        design,
        given,
        plan,
        {n: h for n, h in (("cathode", cathode), ("anode", anode)) if h},
        needed,
    )
    if rate:
        needs, fed = [*dict.fromkeys([*needs, *rate.needs])], fed | rate.fed
    first = replace(plan.slice(needs), model=Model((), ()))
    fed -= set(given.leaves)
    needs += SCALES if needed else ()
    return OpenCircuit(first, cathode, anode, window, tuple(needs), frozenset(fed), needed, rate)


def _leaf(name: str, value: float, curves: OpenCircuit, found: Balanced) -> Input:
    quantity = vocabulary()[name]
    shown = f"{from_si(value, quantity.unit):.4g} {quantity.unit}"
    if quantity.choices:
        shown = quantity.choices[int(value)]
    cited = dict.fromkeys(line for half in curves.halves.values() for line in half.citations)
    text = "; ".join((f"{shown} from {curves.says(found)}", *cited))
    return Input(value, None, "database", text, f"curve.{found.discharge[0].key}")


def _ends_early(curves: OpenCircuit, found: Balanced) -> str:
    end = found.discharge[0].at(found.cells.cathode_low) - found.discharge[1].at(
        found.cells.anode_low
    )
    return (
        f"the discharge ends at {float(end):.3f} V with the curve of {found.discharge[0].key}, "
        f"above the cut-off of {curves.window[0]:g} V"
    )


def _extrapolated(curves: OpenCircuit, found: Balanced) -> list[str]:
    """Where a cell uses its curves beyond what was measured of them."""
    cells, said = found.cells, []
    for place, (electrode, half) in enumerate(curves.halves.items()):
        ends = [getattr(cells, f"{electrode}_{end}") for end in ("low", "high")]
        used = [
            float(pair[place].at(end)) for pair in (found.discharge, found.charge) for end in ends
        ]
        for key, measured in half.measured.items():
            low, high = parse_window(measured)
            if min(used) < low - _NEARLY or max(used) > high + _NEARLY:
                said.append(
                    f"the curve {key} was measured from {measured} and is extrapolated to what the "
                    f"{electrode} uses, {min(used):.3f} to {max(used):.3f} V"
                )
    return said


def _anode_full(curves: OpenCircuit, found: Balanced) -> list[str]:
    if not (curves.needed and found.cells.anode_limits):
        return []
    lost = float(found.cells.lost) * found.discharge[0].capacity / 3600
    return [
        f"the anode is full before {curves.window[1]:g} V and limits the charge: "
        f"{lost:.4g} mAh per gram of cathode active material are lost, or plate as lithium"
    ]


def _disagreements(curves: OpenCircuit, found: Balanced, given: Inputs) -> list[str]:
    """Given values that lie far from what the curves make of the window."""
    said = []
    for name, value in (
        (CAPACITY, float(found.specific_capacity)),
        (VOLTAGE, float(found.average_voltage)),
    ):
        own = name.replace("stated_", "")  # where it was stated for the operation itself
        flat = own if own in given.leaves else name
        leaf = given.leaves.get(flat, (None,))[0]
        if leaf and abs(leaf.value / value - 1) > AGREES:
            quantity = vocabulary()[flat]
            shown = f"{from_si(value, quantity.unit):.4g} {quantity.unit}"
            far = f"{100 * abs(leaf.value / value - 1):.2g} %"
            said.append(
                f"{quantity.name} is given as {leaf.text}; the open-circuit {curves.says(found)}, "
                f"make it {shown} ({far} apart)"
            )
    return said


def _known(given: Inputs, shift: float) -> bool:
    """Whether the capacity is given, or known of this very window: by the user, or in this cell."""
    if {*GIVEN, CAPACITY, "operation_capacity_factor"} & set(given.leaves):
        return True
    leaves = given.leaves.get("cathode_component_specific_capacity", ())
    ends = [given.leaves.get(f"operation_{end}_voltage") for end in ("lower", "upper")]
    if not (ends[0] and ends[1]):
        return True
    window = (ends[0][0].value + shift, ends[1][0].value + shift)
    chosen = [leaf.choice.record for leaf in leaves if leaf.choice]
    return bool(chosen) and all(
        "window" in r.conditions
        and same_window(parse_window(r.conditions["window"]), window)
        and (r.origin == "user" or "electrolyte" in r.conditions)
        for r in chosen
    )


def _half(
    electrode: str, given: Inputs, catalogue: Catalogue, temperature: float, shift: float = 0.0
) -> Half | None:
    """The curves of a recipe's active materials, less a shift in V; None where one has none."""
    parts = given.recipes.get(electrode, ())
    places = [i for i, part in enumerate(parts) if part.role == f"{electrode} active"]
    chosen = [chosen_curves(catalogue.curves(parts[i].key), temperature) for i in places]
    if not all(chosen) or not chosen:
        return None
    chosen = [tuple(against(c, shift) for c in each) for each in chosen]
    pairs = [tables(each, electrode) for each in chosen]
    return Half(
        places=tuple(places),
        discharge=tuple(pair[0] for pair in pairs),
        charge=tuple(pair[1] for pair in pairs),
        undirected=tuple(each[0].material for each in chosen if len(each) == 1),
        citations=tuple(_cited(found) for each in chosen for found in each),
        occupied=_occupied([found for each in chosen for found in each]),
        measured={one.key: one.measured for each in chosen for one in each if one.measured},
    )


def _occupied(halves: Sequence[HalfCell]) -> tuple[float, float]:
    """Shares of the sites that are taken at the ends of the curves, of several their mean."""
    first = float(np.mean([each.degree[0] for each in halves]))
    return first, float(np.mean([each.degree[-1] for each in halves]))


def _cited(found: HalfCell) -> str:
    return f"{found.key}: {found.citation}" + (f", doi {found.doi}" if found.doi else "")


@lru_cache(maxsize=64)
def tables(halves: Sequence[HalfCell], electrode: str) -> tuple[Curve, Curve]:
    """A material's curves in discharge and charge, over the degrees that both cover."""
    discharge, charge = (
        curve(c.key, c.degree, c.potential, c.capacity) for c in followed(halves, electrode)
    )
    return discharge, discharge if len(halves) == 1 else charge
