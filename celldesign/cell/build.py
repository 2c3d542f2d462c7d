"""A design built into a cell: resolved, planned, evaluated, and held to its limits."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from celldesign.cell import limits
from celldesign.cell.consistency import see_contradictions
from celldesign.cell.freedom import Settled, settle
from celldesign.cell.missing import undescribed
from celldesign.cell.result import Cell
from celldesign.cell.uncertainty import propagate
from celldesign.constants import CONSTANTS
from celldesign.database.catalogue import Catalogue
from celldesign.database.engine import open_catalogue
from celldesign.design.file import Design, read_design
from celldesign.design.overrides import set_values
from celldesign.errors import InconsistentError, MissingInputError
from celldesign.inputs.prepare import naming
from celldesign.inputs.resolve import Inputs
from celldesign.model.plan import Plan
from celldesign.vocabulary import vocabulary
from celldesign.vocabulary.renamed import renamed

REQUIRED = ("stack_specific_energy", "stack_energy_density", "cell_mass", "cell_volume")
_USED_IN_LOOKUP = {"operation_lower_voltage", "operation_upper_voltage", "operation_rate"}


def build(
    design: Design | Path | str,
    settings: Mapping[str, str] | None = None,
    database: str | None = None,
    *,
    free: Sequence[str] = (),
    hold: Sequence[str] = (),
) -> Cell:
    """Build a design, or a design file, with values set on top of it.

    Parameters
    ----------
    design
        A design, the path of its file, or the name of a shipped example.
    settings
        Values with units by dotted name or synonym: `{"anode.thickness": "20 um"}`. A computed
        quantity that is set releases what determined it (`cell.released`).
    database
        URL of the database; by default CELLDESIGN_DATABASE, else the user's own.
    free
        Names that are no longer given.
    hold
        Names that stay at the value that they have without `settings`.

    Returns
    -------
    Cell
        Every quantity with unit, standard uncertainty and origin.

    Raises
    ------
    CelldesignError
        In one line: what was required, what was given, and how to mend it.

    Examples
    --------
    >>> cell = build("examples/pouch_1Ah.toml", {"anode.thickness": "20 um"})
    >>> round(cell["lithium.excess_charge"].value, 3)
    0.866
    >>> hold = ["cathode.porosity", "anode.porosity", "np_ratio"]
    >>> cell = build("examples/graphite_68Ah.toml", {"cathode.thickness": "80 um"}, hold=hold)
    >>> cell.released[2]
    'anode.active_loading now follows from np_ratio'
    >>> round(cell["np_ratio"].value, 4), round(cell["cathode.active_loading"].value, 2)
    (1.0988, 25.19)
    """
    parsed = design if isinstance(design, Design) else read_design(design)
    with open_catalogue(database) as catalogue:
        return build_cell(set_values(parsed, settings or {}, free, hold), catalogue)


def build_cell(design: Design, catalogue: Catalogue, tolerant: bool = False) -> Cell:
    """Build a cell; raises a CelldesignError for what is missing, contradictory or does not fit.

    A `tolerant` build only warns of contradictions, for whoever looks for their cause.
    """
    with naming(design):
        return _build(settle(design, catalogue), catalogue, tolerant)


def _build(settled: Settled, catalogue: Catalogue, tolerant: bool) -> Cell:
    given, plan = settled.given, settled.plan
    try:
        plan.require(REQUIRED)
    except MissingInputError as error:
        raise undescribed(error, settled.design, plan, REQUIRED) from None
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
    if given.curves and given.balanced:
        given.curves.refuse_rate(given.balanced)
    notes = see_contradictions(settled, values, tolerant=tolerant)
    unused = [_unused(name) for name in sorted(_unused_names(plan, given))]
    unused += [_compared(name) for name in sorted(_compared_names(plan, given))]
    overriding = [_unmoved(name, plan) for name in settled.overriding]
    return Cell(
        design=settled.design,
        given=given,
        plan=plan,
        values={name: value for name, value in values.items() if name not in CONSTANTS},
        stds=spread.stds,
        inputs=spread.inputs,
        contributions=spread.contributions,
        warnings=(
            *_old_names(settled.design),
            *notes,
            *limits.warnings(scalars, sodium=given.ion == "Na"),
            *given.warnings,
            *far(plan, given),
            *unused,
        ),
        database={"url": catalogue.url, "dataset": catalogue.dataset},
        released=(*overriding, *settled.notes(), *settled.hints(values)),
        held=tuple(vocabulary()[name].name for name in settled.held),
    )


def _old_names(design: Design) -> list[str]:
    """One note on the names of an older file."""
    shown = ", ".join(f"{old} is now {renamed()[old]}" for old in design.renamed[:3])
    more = f" and {len(design.renamed) - 3} more" if len(design.renamed) > 3 else ""
    note = f"the design uses names of schema 1: {shown}{more}; `celldesign upgrade` rewrites them"
    return [note] if design.renamed else []


def far(plan: Plan, given: Inputs) -> list[str]:
    """Database values in use far from the conditions that the design states."""
    ends = [q.flat for q in vocabulary().values() if q.better or q.headline]
    used: set[str] = set().union(*(plan.ancestors(name) for name in ends if name in plan.known))
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


def _unused_names(plan: Plan, given: Inputs) -> frozenset[str]:
    used = {name for step in (*plan.steps, *plan.checks) for name in step.inputs}
    mine = given.named("given", "override")
    spare = mine - used - _USED_IN_LOOKUP
    return frozenset(name for name in spare if not plan.model.computes(name))


def _compared_names(plan: Plan, given: Inputs) -> frozenset[str]:
    """What only a check takes notice of, since other given values determine it."""
    used = {name for step in plan.steps for name in step.inputs}
    checked = {check.quantity for check in plan.checks} - used
    return given.named("given", "override") & checked - _USED_IN_LOOKUP


def _compared(flat: str) -> str:
    name = vocabulary()[flat].name
    return f"{name} is given, but other given values determine it: it is compared and moves nothing"


def _unused(flat: str) -> str:
    return f"{vocabulary()[flat].name} is given, but nothing uses it"


def _unmoved(flat: str, plan: Plan) -> str:
    words = vocabulary()
    without = plan.model.plan(plan.given - {flat}, plan.database)
    roots = [name for name in without.ancestors(flat) & without.given if name != flat]
    shown = _listed(roots)
    return f"{words[flat].name} is an override: no given value can follow from it" + (
        f"; `celldesign solve` finds what gives it, by varying one of {shown}" if shown else ""
    )


def _listed(roots: Sequence[str]) -> str:
    """What a person could vary: the shares of a formulation by `recipe`."""
    words = vocabulary()
    names = dict.fromkeys(
        f"{words[name].name.partition('.')[0]}.recipe"
        if words[name].component
        else words[name].name
        for name in sorted(roots, key=lambda name: (words[name].component, name))
    )
    return ", ".join(list(names)[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
