"""What is given twice over: values compared with equations that the plan did not need."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from celldesign.errors import InconsistentError
from celldesign.model.order import Equation
from celldesign.model.plan import Plan
from celldesign.si import Numeric
from celldesign.units.quantities import from_si
from celldesign.vocabulary import Quantity, vocabulary

# Defaults that only stand for a size nobody gave: a given size does not contradict them.
_FREE = ("overhang", "excess", "margin", "headspace", "clearance", "width", "thickness", "fill")


_ESTIMATED = ("resistance_dc", "resistance_ohmic")  # from parts: a measured one may differ


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
    mild: bool = False

    def __str__(self) -> str:
        words = vocabulary()
        unit = "" if self.quantity.unit == "1" else f" {self.quantity.unit}"
        by = f"{100 * self.size:.2g} {'points' if self.quantity.fraction else '%'}"
        known, computed = (from_si(v, self.quantity.unit) for v in (self.known, self.computed))
        roots = sorted(self.roots - {self.quantity.flat}) or self.equation.inputs
        shown = [words[name].name if name in words else name for name in roots]
        names = ", ".join(shown[:6]) + (f" and {len(shown) - 6} more" if len(shown) > 6 else "")
        return (
            f"{self.quantity.name} is {known:.4g}{unit}, but "
            f"{f'{names} would make it' if names else 'with these materials it is'} "
            f"{computed:.4g}{unit} ({by} apart)"
        )


def contradictions(
    plan: Plan,
    values: Mapping[str, Numeric],
    overrides: Collection[str],
    tolerance: float,
    set_now: Collection[str] = (),
) -> list[Contradiction]:
    """Compare every unused equation with what is known; one entry for each contradiction.

    Those beyond the tolerance come back, the largest first; of two findings with the same roots
    the one on a given quantity is kept. Nothing that rests on an override is compared, except what
    those set on top of the file make of other given values; that, and what only a default
    contradicts, is `mild` and never an error.
    """
    found: dict[frozenset[str], Contradiction] = {}
    spare = {step.quantity for step in plan.spare}
    known = dict(values)
    for step in plan.spare:  # in order, so that one may rest on another
        known[step.quantity] = step.function(*[known[name] for name in step.inputs])
    for equation in plan.checks:
        if any(equation.quantity in plan.ancestors(name) for name in equation.inputs):
            continue  # it only turns round what it was computed from
        if any(name in spare and name.endswith(_FREE) for name in equation.inputs):
            continue
        quantity = vocabulary()[equation.quantity]
        there = known[equation.quantity]
        computed = equation.function(*[known[name] for name in equation.inputs])
        size = _distance(quantity, there, computed)
        if size <= tolerance:
            continue
        rests_on = set().union(*(plan.ancestors(n) for n in (equation.quantity, *equation.inputs)))
        overridden = rests_on & set(overrides)
        told = overridden <= set(set_now) and quantity.flat in plan.given - overridden
        if overridden and not told:
            continue
        entry = Contradiction(
            quantity,
            float(np.max(there)),
            float(np.max(computed)),
            size,
            equation,
            frozenset(rests_on & plan.given),
            mild=bool(overridden or spare & set(equation.inputs) or quantity.flat in _ESTIMATED),
        )
        before = found.get(entry.roots)
        if before is None or _rank(entry, plan) > _rank(before, plan):
            found[entry.roots] = entry
    smallest = [e for e in found.values() if not any(other < e.roots for other in found)]
    return sorted(smallest, key=lambda entry: -entry.size)


def refuse(found: Iterable[Contradiction]) -> None:
    """Raise InconsistentError that names every contradiction of these that is not mild."""
    if worst := [str(each) for each in found if not each.mild]:
        raise InconsistentError(
            f"the design contradicts itself: {'; '.join(worst)}",
            mend="correct one of them, or mark a value with override = true",
        )


def _rank(entry: Contradiction, plan: Plan) -> tuple[bool, float]:
    return entry.quantity.flat in plan.given, entry.size


def _distance(quantity: Quantity, known: Numeric, computed: Numeric) -> float:
    difference = np.abs(np.subtract(computed, known))
    if not quantity.fraction:
        scale = np.maximum(np.abs(known), np.abs(computed))
        difference = np.divide(difference, scale, where=scale > 0, out=np.zeros(np.shape(scale)))
    return float(np.max(difference))
