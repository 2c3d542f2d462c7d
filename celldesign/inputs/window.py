"""Values stated for one window, carried to another: along the curves, through what was measured.

A capacity that a file gives, or that was measured in this very cell, holds for its own window. In
another one it is that of the half-cell curves times the ratio of the two in the windows where both
are known, between which the ratio is interpolated: so that the cut-off is a continuous lever.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from celldesign.balancing.at_rate import (
    FACTOR,
    POLARISATION,
    STATED_FACTOR,
    STATED_POLARISATION,
)
from celldesign.balancing.open_circuit import CAPACITY, VOLTAGE, OpenCircuit
from celldesign.database.catalogue import Catalogue
from celldesign.database.choice import ALONE, Conditions, choose, parse_window, same_window
from celldesign.design.entry import read_entry
from celldesign.design.file import Design
from celldesign.inputs.resolve import Inputs, resolve
from celldesign.inputs.value import Input
from celldesign.model.plan import Plan
from celldesign.units.quantities import from_si, to_si
from celldesign.vocabulary import vocabulary

_FACTOR = "operation_capacity_factor"
_PROPERTIES = {CAPACITY: "specific_capacity", VOLTAGE: "average_voltage"}
_COMPONENTS = ("cathode_component_specific_capacity",)
# What a file gives for its operation, and what stands for it where another rate is set.
_OWN = {
    CAPACITY: "operation_specific_capacity",
    VOLTAGE: "operation_average_voltage",
}
Window = tuple[float, float]


def carried(
    design: Design, given: Inputs, plan: Plan, catalogue: Catalogue
) -> dict[str, tuple[Input, ...]]:
    """Leaves of what is stated for other windows than that of operation; said in `given`."""
    curves = given.curves
    if curves is None:
        return {}
    values = given.values(sorted(plan.given | plan.database))
    found = _nominal(design, given, catalogue)
    for name in (CAPACITY, VOLTAGE, _FACTOR):
        own = _OWN.get(name, name)
        entry, first = design.values.get(own), (design.base or design).values.get(own)
        if entry is not first:
            continue  # set for the window as it is now
        stated = _stated(name, design, given, catalogue)
        known = own in (design.base or design).values or any(
            _same(window, curves.window) for window in stated
        )
        if not stated or (known and _same(_window(design.base or design, own), curves.window)):
            continue
        value, text = _along(name, stated, curves, values)
        if not np.isfinite(value):
            continue
        origin = "given" if entry else "database"
        key = vocabulary()[own if entry else name].name
        found[own if own in given.leaves else name] = (
            Input(value, None, origin, text, key if entry else f"curve.{key}"),
        )
        given.warnings[:] = [w for w in given.warnings if not w.startswith(f"{key} is given as")]
        given.warnings.append(f"{key} is {text}")
    if found.keys() & curves.fed:
        given.curves = curves = replace(curves, fed=curves.fed - found.keys())
        if curves.at_rate and given.balanced and FACTOR in given.balanced.at_rate:
            # what was measured holds for a rate like the operation's, and not for a cell at rest
            given.curves = replace(curves, at_rate=replace(curves.at_rate, stated={}))
            found |= _at_this_rate(given.balanced.at_rate)
    return found


def _at_this_rate(values: Mapping[str, Any]) -> dict[str, tuple[Input, ...]]:
    pairs = ((STATED_FACTOR, FACTOR), (STATED_POLARISATION, POLARISATION))
    text = "that of the operation, like which the value was measured"
    return {
        stated: (Input(float(values[own]), None, "database", text, f"rate.{stated}"),)
        for stated, own in pairs
    }


def _nominal(design: Design, given: Inputs, catalogue: Catalogue) -> dict[str, tuple[Input, ...]]:
    """The specific capacity that defines 1C: another window does not change the electrode."""
    window = _window(design.base or design)
    if not window or not given.curves or _same(window, given.curves.window):
        return {}
    ends = dict(zip(("operation_lower_voltage", "operation_upper_voltage"), window, strict=True))
    values = {n: replace(e, value=ends.get(n, e.value)) for n, e in design.values.items()}
    before = resolve(replace(design, values=values), catalogue)
    return {name: before.leaves[name] for name in _COMPONENTS if name in before.leaves}


def _stated(name: str, design: Design, given: Inputs, catalogue: Catalogue) -> dict[Window, float]:
    """What is known of a quantity by the window that it holds for: the file's, or measured."""
    base = design.base or design
    own = _OWN.get(name, name)
    window = _window(base, own)
    known = _measured(_PROPERTIES[name], design, given, catalogue) if name in _PROPERTIES else {}
    if own in base.values and window:
        known = {w: v for w, v in known.items() if not _same(w, window)}
        known[window] = base.values[own].value
    return known


def _measured(
    prop: str, design: Design, given: Inputs, catalogue: Catalogue
) -> dict[Window, float]:
    """Values of the cathode's one active material that were measured in a cell as this one."""
    active = [part for part in given.recipes.get("cathode", ()) if part.role == "cathode active"]
    conductor = given.slots.get("electrolyte") or given.slots.get("separator")
    metal = given.slots.get("anode")
    if len(active) != 1 or not conductor:
        return {}
    here = {"electrolyte": conductor.key} | ({"counter": metal.key} if metal else {})
    records: dict[Window, list[Any]] = {}
    for record in catalogue.records_of([active[0].key]).get((active[0].key, prop), []):
        holds = {key: text for key, text in record.conditions.items() if key in {*ALONE, *here}}
        alone = "window" in record.conditions and not set(ALONE).isdisjoint(holds)
        if alone and all(here.get(key) == text for key, text in holds.items()):
            records.setdefault(parse_window(record.conditions["window"]), []).append(record)
    rate = design.values.get("operation_rate")
    asked = Conditions(rate=rate.value if rate else None)
    chosen = {window: choose(alike, asked).record for window, alike in records.items()}
    return {window: to_si(record.value, record.unit) for window, record in chosen.items()}


def _along(
    name: str, stated: Mapping[Window, float], curves: OpenCircuit, values: Mapping[str, Any]
) -> tuple[float, str]:
    """The value in the window of operation, and how it comes about."""
    windows = sorted(stated, key=lambda window: window[1])
    with np.errstate(all="ignore"):
        here, *there = (_by_curves(name, curves, w, values) for w in (curves.window, *windows))
    pairs = list(zip(windows, there, strict=True))
    uppers = [window[1] for window in windows]
    upper = curves.window[1]
    if name == VOLTAGE:
        value = here + np.interp(upper, uppers, [stated[w] - c for w, c in pairs])
    else:
        value = here * np.interp(upper, uppers, [stated[w] / c for w, c in pairs])
    quantity = vocabulary()[name]

    def shown(number: float, window: Window) -> str:
        return f"{from_si(number, quantity.unit):.4g} {quantity.unit} at {_text(window)}"

    points = " and ".join(shown(stated[window], window) for window in windows)
    text = f"{shown(float(value), curves.window)}, by the half-cell curves through {points}"
    return float(value), text


def _by_curves(name: str, curves: OpenCircuit, window: Window, values: Mapping[str, Any]) -> float:
    found = replace(curves, window=window).balanced(values)
    if not found.sound:
        return float("nan")
    return float(found.cells.average_voltage if name == VOLTAGE else found.specific_capacity)


def _window(design: Design, own: str = "") -> Window | None:
    """The window that the file's values hold for: the one before an override of its cut-offs.

    An `own` value that is an override itself holds for the window as it is.
    """
    given = design.values.get(own)
    now = given is not None and given.override
    ends = []
    for name in ("operation_lower_voltage", "operation_upper_voltage"):
        entry = design.values.get(name)
        if entry is None:
            return None
        before = "" if now else entry.replaced
        ends.append(read_entry(vocabulary()[name], before).value if before else entry.value)
    return ends[0], ends[1]


def _same(one: Window | None, other: Window) -> bool:
    return one is not None and same_window(one, other)


def _text(window: Window) -> str:
    return f"{window[0]:g}-{window[1]:g} V"
