"""What is given twice over: values compared with equations that the plan did not need."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from celldesign.cell.freedom import Settled
from celldesign.constants import CONSTANTS
from celldesign.errors import InconsistentError
from celldesign.model.order import Equation
from celldesign.model.plan import Plan
from celldesign.si import Numeric
from celldesign.units.quantities import from_si
from celldesign.vocabulary import Quantity, vocabulary

# Defaults that only stand for a size or a count nobody gave: a given one does not contradict them.
_FREE = (
    *("overhang", "fill", "fill_factor", "margin", "headspace", "clearance", "width", "thickness"),
    *("extra_sheets", "rounding", "excess", "overfill"),
)
# Defaults that are no guess: another value of theirs would not mend a contradiction.
_CERTAIN = {"stack_count"}


_ESTIMATED = ("resistance_dc", "resistance_ohmic")  # from parts: a measured one may differ


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A known value and what an equation makes of the other values; `size` is relative or points.

    `roots` are the given names that the disagreement depends on.
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
        roots = sorted(self.roots - {self.quantity.flat})
        roots = [name for name in roots if not words[name].component] or roots
        shown = [words[name].name for name in roots]
        names = ", ".join(shown[:6]) + (f" and {len(shown) - 6} more" if len(shown) > 6 else "")
        return (
            f"{self.quantity.name} is {known:.4g}{unit}, but "
            f"{f'{names} would make it' if names else 'with these materials it is'} "
            f"{computed:.4g}{unit} ({by} apart)"
        )


def see_contradictions(
    settled: Settled, values: Mapping[str, Numeric], tolerant: bool = False
) -> list[str]:
    """Say what contradicts itself in a cell, or in arrays of cells; the largest first.

    Raises InconsistentError beyond the error limit of the design's checks, and for any that what
    was set or held has made or made larger, unless `tolerant`.
    """
    design, plan = settled.design, settled.plan
    overrides = settled.given.named("override") - settled.firm
    found = contradictions(
        plan, values, overrides, design.checks.warn, overrides & {*settled.overriding}
    )
    if not tolerant:
        _refuse_made(settled, values)
        _refuse([each for each in found if each.size > design.checks.error], _CORRECT)
    return [str(each) for each in found]


def _refuse_made(settled: Settled, values: Mapping[str, Numeric]) -> None:
    """Refuse what was set or held and leaves another given value behind, an override too."""
    if settled.firm:
        overriding, warn = settled.overriding, settled.design.checks.warn
        found = contradictions(settled.plan, values, overriding, warn, overriding)
        made = [each for each in found if _made(each, settled)]
        _refuse(made, _free_one(made, settled))


_CORRECT = "correct one of them, or mark a value with override = true"


def _made(found: Contradiction, settled: Settled) -> bool:
    """Whether what was set or held is the cause of a contradiction."""
    if not found.roots & settled.firm or not settled.before:
        return False
    names = (found.quantity.flat, *found.equation.inputs)
    before = {**{n: c.value for n, c in CONSTANTS.items()}, **settled.before}
    if not before.keys() >= {*names}:
        return True
    computed = found.equation.function(*[before[name] for name in found.equation.inputs])
    return found.size > _distance(found.quantity, before[found.quantity.flat], computed) + 1e-6


def _free_one(found: Sequence[Contradiction], settled: Settled) -> str:
    words = vocabulary()
    names = dict.fromkeys(
        name
        for each in found
        for name in (each.quantity.flat, *sorted(each.roots))
        if name in settled.plan.given - settled.firm and not words[name].component
    )
    return "free what is to follow: " + " or ".join(f"--free {words[n].name}" for n in [*names][:3])


def contradictions(
    plan: Plan,
    values: Mapping[str, Numeric],
    overrides: Collection[str],
    tolerance: float,
    set_now: Collection[str] = (),
) -> list[Contradiction]:
    """Compare every unused equation with what is known; one entry for each contradiction.

    Those beyond the tolerance come back, the largest first; of two findings with the same roots
    the one on a given quantity stays. Nothing that depends on an override is compared, except what
    overrides make of other given values; that, what only a default contradicts,
    and a target that is missed, is `mild`: never an error, and never in the place of one.
    """
    found: dict[tuple[bool, frozenset[str]], Contradiction] = {}
    guesses = {s.quantity for s in (*plan.steps, *plan.spare) if s.default and not s.inputs}
    guesses |= {step.quantity for step in plan.spare}
    words, known = vocabulary(), dict(values)
    for step in plan.spare:  # in order, so that one may rest on another
        known[step.quantity] = step.function(*[known[name] for name in step.inputs])
    spare = {step.quantity for step in plan.spare}
    for equation in plan.checks:
        if equation.quantity in spare:
            continue  # a default that only stood in for what is computed
        if any(equation.quantity in plan.ancestors(name) for name in equation.inputs):
            continue  # it only turns round what it was computed from
        aimed = any(name in words and words[name].yields == "aim" for name in equation.inputs)
        if any(name in guesses and name.endswith(_FREE) for name in equation.inputs) and not aimed:
            continue
        quantity = words[equation.quantity]
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
            mild=bool(
                overridden
                or aimed
                or guesses.intersection(equation.inputs) - _CERTAIN
                or quantity.flat in _ESTIMATED
            ),
        )
        before = found.get((entry.mild, entry.roots))
        if before is None or _rank(entry, plan) > _rank(before, plan):
            found[entry.mild, entry.roots] = entry
    smallest = [
        entry
        for entry in found.values()
        if not any(roots < entry.roots and mild <= entry.mild for mild, roots in found)
    ]
    return sorted(smallest, key=lambda entry: -entry.size)


def _refuse(found: Iterable[Contradiction], mend: str) -> None:
    """Raise InconsistentError that names every contradiction of these that is not mild."""
    if worst := [str(each) for each in found if not each.mild]:
        raise InconsistentError(f"the design contradicts itself: {'; '.join(worst)}", mend=mend)


def _rank(entry: Contradiction, plan: Plan) -> tuple[bool, float]:
    return entry.quantity.flat in plan.given, entry.size


def _distance(quantity: Quantity, known: Numeric, computed: Numeric) -> float:
    difference = np.abs(np.subtract(computed, known))
    if not quantity.fraction:
        scale = np.maximum(np.abs(known), np.abs(computed))
        difference = np.divide(difference, scale, where=scale > 0, out=np.zeros(np.shape(scale)))
    return float(np.max(difference))
