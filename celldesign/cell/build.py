"""A design built into a cell: resolved, planned, evaluated, and held to its limits."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from celldesign.cell import limits
from celldesign.cell.consistency import contradictions, refuse
from celldesign.cell.missing import undescribed
from celldesign.cell.result import Cell
from celldesign.cell.uncertainty import propagate
from celldesign.constants import CONSTANTS
from celldesign.database.catalogue import Catalogue
from celldesign.database.engine import open_catalogue
from celldesign.design.file import UNNAMED, Design, read_design
from celldesign.design.overrides import set_values
from celldesign.errors import CelldesignError, InconsistentError, MissingInputError
from celldesign.inputs.at_rate import move_stated
from celldesign.inputs.half_cells import curve_leaves
from celldesign.inputs.plant import supply
from celldesign.inputs.resolve import Given, resolve
from celldesign.model.plan import Plan, model_for
from celldesign.vocabulary import vocabulary
from celldesign.vocabulary.renamed import renamed

REQUIRED = ("stack_specific_energy", "stack_energy_density", "cell_mass", "cell_volume")
_HEADLINES = (
    "energy",
    "nominal_capacity",
    "resistance_dc",
    "operation_limiting_rate",
    "lifetime_cycles_to_depletion",
)
_USED_IN_LOOKUP = {"operation_lower_voltage", "operation_upper_voltage", "operation_rate"}


def build(
    design: Design | Path | str,
    settings: Mapping[str, str] | None = None,
    database: str | None = None,
) -> Cell:
    """Build a design, or a design file, with values set on top of it.

    `settings` takes dotted names and texts with units, such as `{"anode.thickness": "20 um"}`.
    Raises a CelldesignError for whatever is wrong, in one line.

    >>> cell = build("examples/pouch_1Ah.toml", {"anode.thickness": "20 um"})
    >>> round(cell["lithium.excess_charge"].value, 3)
    0.866
    """
    parsed = design if isinstance(design, Design) else read_design(design)
    with open_catalogue(database) as catalogue:
        return build_cell(set_values(parsed, settings or {}), catalogue)


@contextmanager
def _named(design: Design) -> Iterator[None]:
    """Let what is wrong with a design name its file."""
    try:
        yield
    except CelldesignError as error:
        if not design.path or design.path == UNNAMED or design.path in str(error):
            raise
        required = f"{design.path}: {error.required}"
        raise type(error)(required, given=error.given, mend=error.mend) from None


def prepare(design: Design, catalogue: Catalogue) -> tuple[Given, Plan]:
    """Resolve a design and plan its evaluation, before any look at its numbers."""
    with _named(design):
        return _prepare(design, catalogue)


def _prepare(design: Design, catalogue: Catalogue) -> tuple[Given, Plan]:
    given = resolve(design, catalogue)
    supply(given, design, catalogue)
    move_stated(design, given.leaves)
    model = model_for(given.kind)
    known = {name for name in given.leaves if name in model.names}
    named = given.named("given", "override") & known
    plan = model.plan(named, (given.named("database") & known) - named)
    fed = curve_leaves(design, given, plan, catalogue)
    if not fed:
        return given, plan
    given.leaves.update(fed)
    return given, model.plan(named, (given.named("database") & model.names) - named)


def build_cell(design: Design, catalogue: Catalogue) -> Cell:
    """Build a cell; raises a CelldesignError for what is missing, contradictory or does not fit."""
    with _named(design):
        return _build(design, catalogue)


def _build(design: Design, catalogue: Catalogue) -> Cell:
    given, plan = _prepare(design, catalogue)
    try:
        plan.require(REQUIRED)
    except MissingInputError as error:
        raise undescribed(error, design, plan, REQUIRED) from None
    leaves = given.values(sorted(plan.given | plan.database))
    with np.errstate(all="ignore"):
        values = plan.evaluate(leaves)
        if given.curves and given.balanced:
            given.curves.refuse(given.balanced)
        spread = propagate(plan, given, leaves, values)
    scalars = {name: float(value) for name, value in values.items() if np.ndim(value) == 0}
    for name in REQUIRED:
        if not np.isfinite(scalars[name]):
            required = f"{vocabulary()[name].name} must be a finite number"
            raise InconsistentError(required, given=str(scalars[name]), mend="look for a zero")
    for name in given.leaves.keys() & _USED_IN_LOOKUP:
        scalars[name] = given.leaves[name][0].value
    limits.refuse(scalars, {k: float(v) for k, v in spread.stds.items() if np.ndim(v) == 0})
    notes = _consistency(design, given, plan, values)
    unused = [_unused(name) for name in sorted(_unused_names(plan, given))]
    unused += [_unmoved(name, plan) for name in sorted(_outputs_set(plan, given))]
    return Cell(
        design=design,
        given=given,
        plan=plan,
        values={name: value for name, value in values.items() if name not in CONSTANTS},
        stds=spread.stds,
        inputs=spread.inputs,
        contributions=spread.contributions,
        warnings=(
            *_old_names(design),
            *notes,
            *limits.warnings(scalars),
            *given.warnings,
            *_far(plan, given),
            *unused,
        ),
        database={"url": catalogue.url, "dataset": catalogue.dataset},
    )


def _old_names(design: Design) -> list[str]:
    """One note on the names of an older file."""
    shown = ", ".join(f"{old} is now {renamed()[old]}" for old in design.renamed[:3])
    more = f" and {len(design.renamed) - 3} more" if len(design.renamed) > 3 else ""
    note = f"the design uses names of schema 1: {shown}{more}; `celldesign upgrade` rewrites them"
    return [note] if design.renamed else []


def _consistency(design: Design, given: Given, plan: Plan, values: Mapping[str, Any]) -> list[str]:
    set_now = {setting.partition("=")[0].replace(".", "_") for setting in design.settings}
    overrides = given.named("override")
    found = contradictions(plan, values, overrides, design.checks.warn, overrides & set_now)
    refuse(each for each in found if each.size > design.checks.error)
    return [str(each) for each in found]


def _far(plan: Plan, given: Given) -> list[str]:
    """Database values in use far from the conditions that the design states."""
    ends = [name for name in _HEADLINES if name in plan.known]
    used: set[str] = set().union(*(plan.ancestors(name) for name in ends))
    found: dict[tuple[str, str], dict[str, None]] = {}
    for name in sorted(used & plan.database):
        for leaf in given.leaves[name]:
            if leaf.choice and leaf.choice.far:
                record = leaf.choice.record
                key = record.material, " and ".join(leaf.choice.far)
                found.setdefault(key, {})[record.property.replace("_", " ")] = None
    return [
        f"{material}: {', '.join(names)} known at {phrase}"
        for (material, phrase), names in found.items()
    ]


def _unused_names(plan: Plan, given: Given) -> frozenset[str]:
    used = {name for step in (*plan.steps, *plan.checks) for name in step.inputs}
    mine = given.named("given", "override")
    spare = mine - used - _USED_IN_LOOKUP
    return frozenset(name for name in spare if not plan.model.computes(name))


def _unused(flat: str) -> str:
    return f"{vocabulary()[flat].name} is given, but nothing uses it"


def _outputs_set(plan: Plan, given: Given) -> frozenset[str]:
    """Computable quantities that were set, and that nothing else is computed from."""
    used = {name for step in plan.steps for name in step.inputs}
    return given.named("override") & plan.model.by_quantity.keys() - used - _USED_IN_LOOKUP


def _unmoved(flat: str, plan: Plan) -> str:
    words = vocabulary()
    without = plan.model.plan(plan.given - {flat}, plan.database)
    roots = sorted(words[name].name for name in without.ancestors(flat) & without.given)
    shown = ", ".join(roots[:6]) + (f" and {len(roots) - 6} more" if len(roots) > 6 else "")
    instead = f"; it would follow from {shown}: `celldesign solve` finds what they must be"
    return f"{words[flat].name} is set, but moves nothing else{instead if roots else ''}"
