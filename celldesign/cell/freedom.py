"""What is freed, held and set, taken into a design before any of it is evaluated.

First what is freed is taken away, then each held quantity is given at the value that it has in the
cell as it is, with its standard uncertainty, then come the values set; each of the latter two
releases something (`model.freedom`). It happens once for a cell, and once for a study.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from celldesign.balancing.open_circuit import SCALES
from celldesign.cell.uncertainty import propagate
from celldesign.database.catalogue import Catalogue
from celldesign.design.entry import Entry
from celldesign.design.file import Design
from celldesign.errors import CelldesignError, InconsistentError, MissingInputError
from celldesign.inputs.prepare import prepare
from celldesign.inputs.resolve import Inputs
from celldesign.model.freedom import Release, release
from celldesign.model.plan import Plan
from celldesign.units.quantities import from_si
from celldesign.vocabulary import Quantity, vocabulary

# What a designer would mostly have stay as it is, and by how much it moves before that is said.
_WORTH_HOLDING = {
    "cathode_porosity": 0.01,  # a point
    "anode_porosity": 0.01,
    "np_ratio": 0.01,
    "electrolyte_mass_per_capacity": 0.01,
}
_FEW = 6


@dataclass(frozen=True)
class Settled:
    """A design with every freed, held and set name taken in, and what that released.

    `before` are the values of the cell as it was, by flat name, empty where nothing was set; `firm`
    the names set or held that no equation is overridden by.
    """

    design: Design
    given: Inputs
    plan: Plan
    releases: tuple[Release, ...] = ()
    before: Mapping[str, Any] | None = None
    held: tuple[str, ...] = ()

    @property
    def firm(self) -> frozenset[str]:
        """Names set or held that stand for what they released, and are checked as such."""
        return frozenset(each.name for each in self.releases if each.kind != "override")

    @property
    def overriding(self) -> tuple[str, ...]:
        """Names that were set although nothing could yield."""
        return tuple(each.name for each in self.releases if each.kind == "override")

    def notes(self) -> Iterator[str]:
        """Say what yielded to what."""
        for each in self.releases:
            names, mine = [_dotted(n) for n in each.yields], _dotted(each.name)
            several = len(names) > 1
            listed = " and ".join(names)
            if each.kind in ("released", "downwards"):
                yield f"{listed} now follow{'' if several else 's'} from {mine}"
            elif each.kind == "assumption":
                yield f"{listed} {'are' if several else 'is'} no longer assumed: {mine} stands"
            elif each.kind == "aim":
                yield f"{listed} no longer counts: {mine} stands"

    def hints(
        self, values: Mapping[str, Any], before: Mapping[str, Any] | None = None
    ) -> Iterator[str]:
        """Name the hold that would keep what moved, and a designer would rather have kept.

        It has moved from what it was `before`, by default in the cell as it was.
        """
        before = self.before if before is None else before
        touched = {name for each in self.releases for name in (each.name, *each.yields)}
        for name, least in _WORTH_HOLDING.items():
            if not before or name in touched or name not in values or name not in before:
                continue
            was, now = float(before[name]), float(values[name])
            quantity = vocabulary()[name]
            moved = abs(now - was) if quantity.fraction else abs(now / was - 1) if was else 0.0
            if moved > least and self._can_hold(name):
                shown = f"{from_si(was, quantity.unit):.4g} to {_text(quantity, now)}"
                yield f"{quantity.name} moves from {shown}; `--hold {quantity.name}` keeps it"

    def _can_hold(self, name: str) -> bool:
        plan = self.plan
        found = release(plan.model, plan.given, plan.database, name, self.firm)
        return found.kind not in ("conflict", "override")


def settle(design: Design, catalogue: Catalogue) -> Settled:
    """Resolve and plan a design, with what was freed, held and set on top of it taken in.

    Raises InconsistentError for a hold that nothing can follow, or that a value set contradicts;
    MissingInputError where something freed leaves a gap; else what `prepare` raises.
    """
    if not (design.held or design.pending or design.freed) or design.base is None:
        return Settled(design, *prepare(design, catalogue))
    before, holds = _as_it_is(design.base, design.held, catalogue)
    _see_kind(design.base, holds)
    full = replace(design, values={**design.values, **holds})
    given, plan = prepare(full, catalogue)
    releases = tuple(_releases(design, given, plan))
    yields = {name for each in releases for name in each.yields}
    kept = {name: entry for name, entry in full.values.items() if name not in yields}
    settled = replace(full, values=kept, freed=(), held=(), pending=())
    if yields.intersection(full.values):
        given, plan = prepare(settled, catalogue)
    _see_freed(design, plan)
    return Settled(settled, given, plan, releases, before, design.held)


def _as_it_is(
    base: Design, held: tuple[str, ...], catalogue: Catalogue
) -> tuple[Mapping[str, Any], dict[str, Entry]]:
    """Values of the cell without anything set, and what is held of it as given values."""
    try:
        given, plan = prepare(base, catalogue)
        plan.require(held)
    except CelldesignError as error:
        if held:
            raise type(error)(f"--hold: {error}") from None
        return {}, {}
    leaves = given.values(sorted(plan.given | plan.database))
    with np.errstate(all="ignore"):
        values = plan.evaluate(leaves)
        stds = propagate(plan, given, leaves, values).stds if held else {}
    return values, {
        name: base.values.get(name) or _entry(vocabulary()[name], values[name], stds.get(name))
        for name in held
    }


def _see_kind(base: Design, holds: Mapping[str, Entry]) -> None:
    """Refuse a hold of what the cell does not have, which as a given value would be another cell.

    A foil has no collector to hold, a solid cell no liquid.
    """
    for name, entry in holds.items():
        other = replace(base, values={**base.values, name: entry})
        if (other.anode, other.electrolyte) != (base.anode, base.electrolyte):
            raise InconsistentError(
                f"{_dotted(name)} cannot be held: this cell has none, and given it would be another"
            )


def _entry(quantity: Quantity, si: Any, std: Any) -> Entry:
    spread = float(std) if std is not None and np.isfinite(std) and std > 0 else None
    return Entry(float(si), spread, exact_text(quantity, float(si)), source="held as it is")


def exact_text(quantity: Quantity, si: float) -> str:
    """Write a value in full digits as a design file takes it."""
    if quantity.choices:
        return quantity.choices[int(si)]
    if quantity.unit == "C-rate":
        return f"{si * 3600!r}C"
    if quantity.count:
        return f"{si:.0f}"
    return _with_unit(quantity, repr(float(from_si(si, quantity.unit))))


def _releases(design: Design, given: Inputs, plan: Plan) -> Iterator[Release]:
    """What every hold, and then every value set, releases; each on top of those before it."""
    assert design.base is not None
    model = plan.model
    database = given.named("database", "assumed") & (model.names | {*SCALES})
    names = [name for name in (*design.held, *design.pending) if name in model.names]
    anew = {*names} - design.base.values.keys()
    standing = (given.named("given", "override") & model.names) - anew
    database -= standing | {*names}
    for name in names:
        if name in design.held and name in standing:
            continue  # it is given as it is
        found = release(model, standing, database, name, {*names} - {name})
        if found.kind == "conflict":
            raise _conflict(design, given, model.plan(_turned(standing, found), database), found)
        if found.kind == "override" and name in design.held:
            raise _unheld(design, model.plan(standing, database), name)
        standing = (standing - {*found.yields}) | {name}
        yield found


def _turned(standing: frozenset[str], found: Release) -> frozenset[str]:
    return (standing - {*found.yields}) | {found.name}


def _conflict(design: Design, given: Inputs, turned: Plan, found: Release) -> InconsistentError:
    """Both values of a name that is set or held, and would have to follow from another."""
    (other,) = found.yields
    words, leaves = vocabulary(), given.values(sorted(turned.given | turned.database))
    with np.errstate(all="ignore"):
        made = float(turned.evaluate(leaves)[other])
    stands = float(given.leaves[other][0].value)
    how = "held" if other in design.held else "set"
    mine = _text(words[found.name], float(given.leaves[found.name][0].value))
    return InconsistentError(
        f"{_dotted(other)} is {how} at {_text(words[other], stands)}, but {_dotted(found.name)} = "
        f"{mine} would make it {_text(words[other], made)}",
        mend="set or hold only one of the two",
    )


def _unheld(design: Design, plan: Plan, name: str) -> InconsistentError:
    roots = sorted(_dotted(each) for each in plan.ancestors(name) & plan.given)
    shown = ", ".join(roots[:_FEW]) + (f" and {len(roots) - _FEW} more" if roots[_FEW:] else "")
    return InconsistentError(
        f"{_dotted(name)} cannot be held: nothing that it depends on can follow from it ({shown})",
        mend=f"`celldesign solve` finds what gives a wanted {_dotted(name)}",
    )


def _see_freed(design: Design, plan: Plan) -> None:
    for name in design.freed:
        if name in plan.model.names and plan.model.computes(name):
            try:
                plan.require([name])
            except MissingInputError as error:
                raise MissingInputError(f"--free {_dotted(name)}: {error}") from None


def _dotted(name: str) -> str:
    return vocabulary()[name].name


def _text(quantity: Quantity, si: float) -> str:
    if quantity.choices or quantity.unit == "C-rate":
        return exact_text(quantity, si)
    return _with_unit(quantity, f"{from_si(si, quantity.unit):.4g}")


def _with_unit(quantity: Quantity, number: str) -> str:
    return number if quantity.unit == "1" else f"{number} {quantity.unit}"
