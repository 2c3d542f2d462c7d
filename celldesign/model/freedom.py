"""Degrees of freedom: what yields when a computed quantity is given instead.

All of it is a matter of names, decided once on plans; no value is looked at. What yields is an
assumption, or the one given quantity that an equation computes from then on, or an aim. Nothing
else changes: no assumption is added and nothing is lost.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from celldesign.model.plan import Model, Plan
from celldesign.vocabulary import vocabulary

_ORDER = ("first", "second", "third", "")  # of what yields, among what is equally near


@dataclass(frozen=True, slots=True)
class Release:
    """What giving `name` does to a plan: `yields` are no longer given, or no longer assumed.

    `kind` is "replaced" (nothing computed it), "assumption", "released", "downwards" (it computes
    what yields), "aim" (a target that no longer counts), "unused", "override" (nothing can yield)
    or "conflict" (only what is protected could, and is in `yields`).
    """

    name: str
    kind: str
    yields: tuple[str, ...] = ()


def release(
    model: Model,
    given: frozenset[str],
    database: frozenset[str],
    name: str,
    protected: Collection[str] = (),
) -> Release:
    """Say what yields where `name` is given on top of `given`, of which it may be one.

    What is `protected` does not yield.
    """
    if name in given:
        rest = model.plan(given - {name}, database)
        before = model.plan(given, database)
        step = rest.by_quantity.get(name)
        if step is None or step.default or _new_assumptions(rest, before, name):
            return Release(name, "replaced")
        given -= {name}
    plan = model.plan(given, database)
    step = plan.by_quantity.get(name)
    if step is None or step.default:
        return _given_anew(model, plan, name, protected)
    return _instead(model, plan, name, protected)


def _given_anew(model: Model, plan: Plan, name: str, protected: Collection[str]) -> Release:
    """Give what nothing computed; where nothing uses it, release what it computes."""
    after = model.plan(plan.given | {name}, plan.database)
    if name in plan.known or any(name in step.inputs for step in after.steps):
        return Release(name, "replaced")
    found: dict[str, int] = {}
    below = model.below(name)
    for other in sorted(plan.given.intersection(below) - {*protected}, key=lambda n: below[n]):
        if found and below[other] > min(found.values()):
            break  # it can only be farther than it is by the shortest way
        turned = model.plan((plan.given - {other}) | {name}, plan.database)
        if _computed(turned, other, name) and not _lost(plan, turned):
            found[other] = _distances(turned, other)[name]
    nearest = min(found.values(), default=0)
    yields = tuple(sorted(other for other, distance in found.items() if distance == nearest))
    return Release(name, "downwards", yields) if yields else Release(name, "unused")


def _instead(model: Model, plan: Plan, name: str, protected: Collection[str]) -> Release:
    """Give what is computed: an assumption yields, else a given name above, else an aim."""
    above = _distances(plan, name)
    if assumed := tuple(_assumptions_replaced(model, plan, name, above)):
        return Release(name, "assumption", assumed)
    ranked = sorted(
        (_rank(model, other, above[other]), _row(other), other)
        for other in plan.given.intersection(above, model.below(name))
        if _yields(other) not in ("never", "aim")
    )
    forbidden = ""
    for rank, _, other in ranked:
        turned = model.plan((plan.given - {other}) | {name}, plan.database)
        if not (_computed(turned, other, name) and _faithful(plan, turned)):
            continue
        if other not in protected:
            equals = [o for r, _, o in ranked if r == rank and o not in (other, *protected)]
            return Release(name, "released", (other, *_alike(model, turned, equals, name)))
        forbidden = forbidden or other
    for aim in sorted(plan.given.intersection(above) - {*protected}):
        if _yields(aim) == "aim":
            turned = model.plan((plan.given - {aim}) | {name}, plan.database)
            if _assumed(turned) <= _assumed(plan) and _lost(plan, turned) <= {aim}:
                return Release(name, "aim", (aim,))
    return Release(name, "conflict", (forbidden,)) if forbidden else Release(name, "override")


def _assumptions_replaced(
    model: Model, plan: Plan, name: str, above: Collection[str]
) -> Iterator[str]:
    """Defaults above a name that follow from it once it is given, or that nothing then needs."""
    after = model.plan(plan.given | {name}, plan.database)
    for step in plan.steps:
        if not step.default or step.quantity not in above:
            continue
        now = after.by_quantity.get(step.quantity)
        if now and not now.default and name in after.ancestors(step.quantity):
            yield step.quantity
        elif now is None and not step.inputs:
            users = [s.quantity for s in plan.steps if step.quantity in s.inputs]
            users = [each for each in users if each in above and each != name]
            if users and all(name in after.ancestors(each) for each in users):
                yield step.quantity


def _alike(model: Model, plan: Plan, equals: Collection[str], name: str) -> Iterator[str]:
    """Others that a name computes as directly, such as both sides of a sheet by its overhang."""
    for other in equals:
        if any(name in check.inputs for check in plan.checks if check.quantity == other):
            turned = model.plan(plan.given - {other}, plan.database)
            step = turned.by_quantity.get(other)
            if step and name in step.inputs and _faithful(plan, turned):
                yield other


def _computed(plan: Plan, other: str, name: str) -> bool:
    step = plan.by_quantity.get(other)
    return step is not None and not step.default and name in plan.ancestors(other)


def _faithful(plan: Plan, turned: Plan) -> bool:
    return _assumed(turned) <= _assumed(plan) and not _lost(plan, turned)


def _lost(plan: Plan, turned: Plan) -> frozenset[str]:
    """What has no value any more, but for assumptions that nothing needs any more."""
    return plan.known - turned.known - _assumed(plan)


def _assumed(plan: Plan) -> set[str]:
    return {step.quantity for step in plan.steps if step.default}


def _new_assumptions(rest: Plan, before: Plan, name: str) -> set[str]:
    return _assumed(rest).intersection(rest.ancestors(name)) - _assumed(before)


def _distances(plan: Plan, name: str) -> dict[str, int]:
    """How many equations stand between a name and all that it depends on."""
    found = {name: 0}
    queue = [name]
    for each in queue:
        step = plan.by_quantity.get(each)
        for other in step.inputs if step else ():
            if other not in found:
                found[other] = found[each] + 1
                queue.append(other)
    return found


def _yields(name: str) -> str:
    quantity = vocabulary()[name]
    return "never" if quantity.component else quantity.yields


def _rank(model: Model, name: str, distance: int) -> tuple[int, int, int]:
    """What yields first: neither counts nor sizes that a case or a machine sets, then the nearest.

    The length of a wound strip, which the model computes, is no such size.
    """
    quantity, word = vocabulary()[name], _yields(name)
    late = 2 if quantity.count or quantity.choices else word in ("last", "strip")
    if word == "strip" and model.computes(name):
        late = 0
    return late, distance, _ORDER.index(word) if word in _ORDER else len(_ORDER)


def _row(name: str) -> int:
    return list(vocabulary()).index(name)
