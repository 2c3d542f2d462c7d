"""What is given twice over: values compared with equations that the plan did not need."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from celldesign.model import Equation, Plan
from celldesign.si import Numeric
from celldesign.units import from_si
from celldesign.vocabulary import Quantity, vocabulary


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A known value and what an equation makes of the other values; `size` is relative or points.

    `roots` are the given names that the disagreement rests on.
    """

    quantity: Quantity
    known: float
    computed: float
    size: float
    equation: Equation
    roots: frozenset[str]

    def __str__(self) -> str:
        unit = "" if self.quantity.unit == "1" else f" {self.quantity.unit}"
        by = f"{100 * self.size:.2g} {'points' if self.quantity.fraction else '%'}"
        known, computed = (from_si(v, self.quantity.unit) for v in (self.known, self.computed))
        names = ", ".join(
            vocabulary()[name].name if name in vocabulary() else name
            for name in self.equation.inputs
        )
        return (
            f"{self.quantity.name} is {known:.4g}{unit}, but {names} make it "
            f"{computed:.4g}{unit} ({by} apart)"
        )


def contradictions(
    plan: Plan, values: Mapping[str, Numeric], overrides: Collection[str], tolerance: float
) -> list[Contradiction]:
    """Compare every unused equation with what is known; one entry for each contradiction.

    Those beyond the tolerance come back, the largest first. Values that rest on an override are
    not compared, and of two findings with the same roots the one on a given quantity is kept.
    """
    found: dict[frozenset[str], Contradiction] = {}
    for equation in plan.checks:
        if any(equation.quantity in plan.ancestors(name) for name in equation.inputs):
            continue  # it only turns round what it was computed from
        quantity = vocabulary()[equation.quantity]
        known = values[equation.quantity]
        computed = equation.function(*[values[name] for name in equation.inputs])
        size = _distance(quantity, known, computed)
        if size <= tolerance:
            continue
        rests_on = set().union(*(plan.ancestors(n) for n in (equation.quantity, *equation.inputs)))
        if rests_on & set(overrides):
            continue
        entry = Contradiction(
            quantity,
            float(np.max(known)),
            float(np.max(computed)),
            size,
            equation,
            frozenset(rests_on & plan.given),
        )
        before = found.get(entry.roots)
        if before is None or _rank(entry, plan) > _rank(before, plan):
            found[entry.roots] = entry
    smallest = [e for e in found.values() if not any(other < e.roots for other in found)]
    return sorted(smallest, key=lambda entry: -entry.size)


def _rank(entry: Contradiction, plan: Plan) -> tuple[bool, float]:
    return entry.quantity.flat in plan.given, entry.size


def _distance(quantity: Quantity, known: Numeric, computed: Numeric) -> float:
    difference = np.abs(np.subtract(computed, known))
    if not quantity.fraction:
        scale = np.maximum(np.abs(known), np.abs(computed))
        difference = np.divide(difference, scale, where=scale > 0, out=np.zeros(np.shape(scale)))
    return float(np.max(difference))
