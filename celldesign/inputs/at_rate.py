"""The rate in a design: what the reduced model needs, what a given capacity was stated for."""

from collections.abc import Mapping

from celldesign.balancing.at_rate import (
    EXHAUSTED,
    FACTOR,
    OVERPOTENTIAL,
    PLATING,
    POLARISATION,
    REACH,
    SALT,
    STATED_FACTOR,
    STATED_POLARISATION,
    AtRate,
    helpful,
    required,
)
from celldesign.balancing.open_circuit import Balanced, Half, OpenCircuit
from celldesign.database.catalogue import Record
from celldesign.design.entry import Entry, read_entry
from celldesign.design.file import Design
from celldesign.equations.performance.salt import operation_regime
from celldesign.inputs.resolve import KINETIC, Inputs
from celldesign.inputs.value import Input
from celldesign.model.plan import Plan
from celldesign.units.quantities import format_rate, from_si, parse_rate
from celldesign.vocabulary import vocabulary

_RATE, _TEMPERATURE = "operation_rate", "operation_temperature"
_MOVED = {
    "operation_specific_capacity": "operation_stated_specific_capacity",
    "operation_average_voltage": "operation_stated_average_voltage",
}
# Standard uncertainties of the model against Doyle-Fuller-Newman by regime, of the share of the
# charge at rest and in V; measured by benchmarks/rate.py.
_ERRORS = {
    "fine": (0.003, 0.005),
    "near depletion": (0.03, 0.02),
    "dry": (0.07, 0.08),
    "beyond the limit": (0.03, 0.1),
    "particle-limited": (0.01, 0.01),
}


_PLATING_ERROR = 0.15  # of the rate


def move_stated(design: Design, leaves: dict[str, tuple[Input, ...]]) -> None:
    """Let given values hold where they were stated, where rate or temperature are set on top.

    A value that is set on top itself holds for the operation as it then is.
    """
    if not any(_set_on_top(design, name) for name in (_RATE, _TEMPERATURE)):
        return
    for name, stated in _MOVED.items():
        if name in leaves and not _set_on_top(design, name):
            leaves[stated] = leaves.pop(name)


def _set_on_top(design: Design, name: str) -> bool:
    entry = design.values.get(name)
    return bool(entry and entry.override and design.settings)


def at_rate(
    design: Design, given: Inputs, plan: Plan, halves: Mapping[str, Half], needed: bool
) -> AtRate | None:
    """What the reduced model of a rate asks of a design; None where it lacks something."""
    metal = "anode" not in halves
    names = required(metal)
    rated = _RATE in given.leaves
    lacking = [name for name in names if name not in plan.known]
    if lacking:
        if rated:
            given.warnings.append(lacks(given, lacking))
        return None
    needs = [*names, *helpful(plan.known), *([_RATE] if rated else [])]
    occupied = {name: half.occupied for name, half in halves.items()}
    return AtRate(tuple(needs), occupied, _stated(design, given, needed), rated)


def _stated(design: Design, given: Inputs, needed: bool) -> Mapping[str, float] | None:
    """The conditions that the given capacity holds for; None for rest, empty for operation's."""
    leaves = given.leaves
    if needed or "operation_capacity_factor" in leaves:
        return None
    if "operation_specific_capacity" in leaves:
        return {}
    if "operation_stated_specific_capacity" in leaves:
        rate, temperature = (_before(design, name) for name in (_RATE, _TEMPERATURE))
        if rate is None:
            return None
        stated = {_RATE: rate.value}
        return stated | ({_TEMPERATURE: temperature.value} if temperature else {})
    records = [leaf.choice.record for leaf in _capacities(given) if leaf.choice]
    texts = {record.conditions.get("rate", "") for record in records}
    if len(texts) != 1 or not (text := texts.pop()):
        return None
    return {_RATE: parse_rate(text)} | _temperature(records)


def _capacities(given: Inputs) -> tuple[Input, ...]:
    return given.leaves.get("cathode_component_specific_capacity", ())


def _temperature(records: list[Record]) -> dict[str, float]:
    kelvin = next((record.temperature for record in records if record.temperature), None)
    return {_TEMPERATURE: kelvin} if kelvin else {}


def _before(design: Design, name: str) -> Entry | None:
    """A condition as the file has it, before anything was set on top; None where it has none."""
    entry = design.values.get(name)
    if not (entry and _set_on_top(design, name)):
        return entry
    return read_entry(vocabulary()[name], entry.replaced) if entry.replaced else None


def lacks(given: Inputs, lacking: list[str]) -> str:
    """Say which property of which material keeps the rate from being reckoned with."""
    for electrode in ("cathode", "anode"):
        for material in given.recipes.get(electrode, ()):
            if material.role != f"{electrode} active":
                continue
            for prop in KINETIC:
                if f"{electrode}_component_{prop}" not in given.leaves:
                    name = f'material."{material.key}".{prop}'
                    return (
                        f"capacity and voltage are those of a slow discharge: no "
                        f"{prop.replace('_', ' ')} of {material.key} is known; set it with {name}, "
                        "or start from that of a relative (`celldesign materials list`)"
                    )
    name = vocabulary()[lacking[0]].name
    return f"capacity and voltage are those of a slow discharge: {name} is not known"


def leaves_at_rate(curves: OpenCircuit, found: Balanced, given: Inputs) -> dict[str, Input]:
    """What the reduced model gives, how it was made, and the model's own errors beside it."""
    values = found.at_rate
    leaves = {}
    if PLATING in values:
        said = "for the anode at 0 V against lithium between 10 and 80 %"
        leaves[PLATING] = _leaf(PLATING, float(values[PLATING]), said)
        leaves["operation_plating_model_ratio"] = _ratio("plating_model_ratio", _PLATING_ERROR)
    if FACTOR not in values:
        return leaves
    words = vocabulary()["operation_regime"].choices
    regime = words[int(operation_regime(*(values[name] for name in (SALT, REACH, EXHAUSTED))))]
    share, volts = _ERRORS[regime]
    share = min(share / max(float(values[FACTOR]), 1e-6), 0.5)
    volts = min(volts / max(float(values[OVERPOTENTIAL]), 1e-3), 1.0)
    if values[FACTOR] == values[STATED_FACTOR] < 1:  # a given value holds at its rate as it is
        share = volts = 0.0
    rate = format_rate(given.leaves[_RATE][0].value)
    leaves["operation_rate_model_ratio"] = _ratio("rate_model_ratio", share)
    leaves["operation_voltage_model_ratio"] = _ratio("voltage_model_ratio", volts)
    names = FACTOR, POLARISATION, OVERPOTENTIAL, SALT, REACH, EXHAUSTED
    return leaves | {
        name: _leaf(name, float(values[name]), f"at {rate}: {regime}")
        for name in (*names, STATED_FACTOR, STATED_POLARISATION)
    }


def _ratio(name: str, std: float) -> Input:
    text = "the model against Doyle-Fuller-Newman, benchmarks/rate.py"
    return Input(1.0, std or None, "database", text, f"operation.{name}")


def _leaf(name: str, value: float, said: str) -> Input:
    quantity = vocabulary()[name]
    shown = f"{from_si(value, quantity.unit):.4g} {quantity.unit}".removesuffix(" 1")
    return Input(value, None, "database", f"{shown} by the rate model {said}", f"rate.{name}")
