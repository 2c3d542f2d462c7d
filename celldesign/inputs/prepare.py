"""A design and the catalogue made ready for the model: what goes in, and the plan."""

from collections.abc import Iterator
from contextlib import contextmanager

from celldesign.balancing.open_circuit import SCALES
from celldesign.database.catalogue import Catalogue
from celldesign.design.file import UNNAMED, Design
from celldesign.errors import CelldesignError, InconsistentError
from celldesign.inputs.at_rate import move_stated
from celldesign.inputs.half_cells import curve_leaves
from celldesign.inputs.plant import supply
from celldesign.inputs.resolve import Inputs, resolve
from celldesign.inputs.window import carried
from celldesign.model.plan import Plan, model_for
from celldesign.vocabulary import vocabulary


@contextmanager
def naming(design: Design) -> Iterator[None]:
    """Let what is wrong with a design name its file."""
    try:
        yield
    except CelldesignError as error:
        if not design.path or design.path == UNNAMED or design.path in str(error):
            raise
        required = f"{design.path}: {error.required}"
        raise type(error)(required, given=error.given, mend=error.mend) from None


def prepare(design: Design, catalogue: Catalogue) -> tuple[Inputs, Plan]:
    """Resolve a design and plan its evaluation, before any look at its numbers."""
    with naming(design):
        return _prepare(design, catalogue)


def _prepare(design: Design, catalogue: Catalogue) -> tuple[Inputs, Plan]:
    given = resolve(design, catalogue)
    supply(given, design, catalogue)
    move_stated(design, given.leaves)
    model = model_for(given.kind)
    known = {name for name in given.leaves if name in model.names}
    named = given.named("given", "override") & known
    plan = model.plan(named, (given.named("database", "assumed") & known) - named)
    fed = curve_leaves(design, given, plan, catalogue)
    fed |= carried(design, given, plan, catalogue)
    if not fed:
        return given, plan
    given.leaves.update(fed)
    named = given.named("given", "override") & model.names
    database = given.named("database", "assumed") & (model.names | {*SCALES})
    plan = model.plan(named, database - named)
    _see_curves(given, plan)
    return given, plan


def _see_curves(given: Inputs, plan: Plan) -> None:
    """Refuse loadings that depend on what the balance of the half-cell curves makes of them."""
    if curves := given.curves:
        rests_on = set().union(*(plan.ancestors(name) for name in curves.needs))
        for name in sorted(rests_on & curves.fed):
            known = vocabulary()[name].name
            raise InconsistentError(
                f"the loadings would depend on {known}, which the half-cell curves make of them",
                mend=f"give np_ratio instead of np_ratio_operating, or {known} itself",
            )
