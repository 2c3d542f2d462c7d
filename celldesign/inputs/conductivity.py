"""Measured conductivities of a material become points that a law of temperature goes through."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from celldesign.database.catalogue import Choice, Conditions, Material, Record, choose
from celldesign.inputs.value import Input, address_of, celsius, database_leaf
from celldesign.units.quantities import from_si

SAME_TEMPERATURE = 2.0  # K
_VTF_POINTS = 3


@dataclass
class Law:
    """Leaves by quantity, what to mention, and whether the points bend as a polymer's do."""

    leaves: dict[str, tuple[Input, ...]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    curved: bool = False


def conduction(slot: str, material: Material, records: Sequence[Record], asked: float) -> Law:
    """Choose the points for a temperature (K): all for Arrhenius, the nearest three for VTF."""
    points = _points(records)
    if not points:
        return Law()
    if len(points) == 1:
        return _one_value(slot, material, points[0], asked)
    temperatures = [choice.record.temperature or 0.0 for choice in points]
    law = Law(curved=_curved(temperatures, [choice.record.si_value for choice in points]))
    low, high = min(temperatures), max(temperatures)
    if not low - SAME_TEMPERATURE <= asked <= high + SAME_TEMPERATURE:
        law.warnings.append(
            f"the conductivity of {material.key} is extrapolated to "
            f"{from_si(asked, 'degC'):g} degC; measured from "
            f"{from_si(low, 'degC'):g} to {from_si(high, 'degC'):g} degC"
        )
    if law.curved:
        near = sorted(range(len(points)), key=lambda i: abs(temperatures[i] - asked))
        points = [points[i] for i in sorted(near[:_VTF_POINTS])]
    law.leaves[f"{slot}_conductivity_points"] = tuple(
        database_leaf(choice, material) for choice in points
    )
    law.leaves[f"{slot}_temperature_points"] = tuple(
        Input(
            choice.record.temperature or 0.0,
            None,
            "database",
            celsius(choice.record),
            address_of(choice.record),
        )
        for choice in points
    )
    return law


def _one_value(slot: str, material: Material, choice: Choice, asked: float) -> Law:
    law = Law({f"{slot}_ionic_conductivity": (database_leaf(choice, material),)})
    temperature = choice.record.temperature
    if temperature is None or abs(temperature - asked) > SAME_TEMPERATURE:
        known = f"{celsius(choice.record)} only" if temperature else "no stated temperature"
        law.warnings.append(
            f"the conductivity of {material.key} is known at {known} and used at "
            f"{from_si(asked, 'degC'):g} degC"
        )
    return law


def _points(records: Sequence[Record]) -> list[Choice]:
    """The best record at each temperature, in rising temperature."""
    at: dict[float | None, list[Record]] = {}
    for record in records:
        at.setdefault(record.temperature, []).append(record)
    unstated = at.pop(None, [])
    groups = [at[key] for key in sorted(key for key in at if key is not None)]
    chosen = []
    for group in groups or ([unstated] if unstated else []):
        choice = choose(group, Conditions())
        reason = f"one of the temperatures measured; {choice.reason.rpartition('; ')[2]}"
        chosen.append(replace(choice, reason=reason))
    return chosen


def _curved(temperatures: Sequence[float], values: Sequence[float]) -> bool:
    """Whether the activation falls with temperature, as a polymer's does above its glass."""
    if len(values) < _VTF_POINTS:
        return False
    inverse, log = 1 / np.asarray(temperatures), np.log(values)
    middle = len(values) // 2
    cold = (log[middle] - log[0]) / (inverse[middle] - inverse[0])
    hot = (log[-1] - log[middle]) / (inverse[-1] - inverse[middle])
    return bool(cold < hot < 0)
