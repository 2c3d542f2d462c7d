"""What a design lacks to be a cell, named as a person would give it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from celldesign.design.file import MATERIAL_SLOTS, Design
from celldesign.equations.kinds import FORMATS
from celldesign.errors import MissingInputError
from celldesign.model.plan import Plan
from celldesign.vocabulary import vocabulary

# What tables and drawings state, the likeliest first; of several that would do, the first is named
# and the others of the same line with it.
_STATED: tuple[tuple[str, ...], ...] = (
    ("cell_target_capacity", "cathode_sheets"),
    ("cell_outer_diameter",),
    ("cell_outer_width",),
    ("cell_outer_height",),
    ("cell_thickness",),
    ("cathode_width",),
    ("cathode_height",),
    ("cathode_diameter",),
    ("anode_diameter",),
    ("separator_diameter",),
    ("jelly_roll_mandrel_diameter",),
    ("cathode_areal_capacity", "cathode_active_loading", "cathode_loading"),
    ("cathode_porosity", "cathode_thickness", "cathode_coating_density"),
    ("np_ratio", "anode_areal_capacity", "anode_active_loading", "anode_loading"),
    ("anode_porosity", "anode_thickness", "anode_coating_density"),
    ("anode_thickness", "anode_areal_capacity", "np_ratio"),
    ("cathode_collector_thickness",),
    ("anode_collector_thickness",),
    ("separator_thickness",),
    ("separator_porosity",),
    ("casing_thickness", "casing_mass"),
    ("electrolyte_density",),
    ("cathode_nominal_specific_capacity",),
    ("anode_nominal_specific_capacity",),
    ("operation_average_voltage",),
    ("operation_specific_capacity",),
    ("separator_density", "separator_effective_density"),
    ("casing_density", "casing_mass"),
    ("cathode_collector_density",),
    ("anode_collector_density",),
    *((f"{e}_tab_{side}",) for e in ("cathode", "anode") for side in ("width", "length")),
    *((f"{e}_tab_{kind}",) for e in ("cathode", "anode") for kind in ("thickness", "density")),
)


class _Part(NamedTuple):
    """What a person gives, the quantities that it brings, and what would do instead."""

    name: str
    brings: frozenset[str]
    instead: tuple[str, ...] = ()


def undescribed(
    error: MissingInputError, design: Design, plan: Plan, required: Sequence[str]
) -> MissingInputError:
    """Say everything that is lacking at once, so that it need not be found out one by one."""
    wanted = {*required, *(n for n in FORMATS[design.format].needs if n in plan.model.names)}
    parts = [part for part in _parts(design, plan) if not part.brings <= plan.known]
    if not _reaches(plan, parts, wanted):
        return error
    for part in reversed(parts):
        rest = [each for each in parts if each is not part]
        if _reaches(plan, rest, wanted):
            parts = rest
    told = []
    for part in parts:
        rest = [each for each in parts if each is not part]
        others = [
            vocabulary()[flat].name
            for flat in part.instead
            if flat in plan.model.names
            and _reaches(plan, [*rest, _Part(flat, frozenset({flat}))], wanted)
        ]
        told.append(part.name + (f" (or {' or '.join(others)})" if others else ""))
    lacking = [vocabulary()[name].name for name in required if name not in plan.known]
    said = f"{lacking[0] if lacking else 'the cell'} cannot be computed from what is given"
    return MissingInputError(said, mend=f"give {_joined(told)}")


def _parts(design: Design, plan: Plan) -> Iterable[_Part]:
    """Formulations and materials go before numbers: a number of theirs follows from them."""
    names = plan.model.names
    for electrode in ("cathode", "anode"):
        if electrode not in {*design.recipes, *design.materials}:
            inside = f"{electrode}_component_"
            brings = frozenset(n for n in names if n.startswith(inside))
            brings |= {f"{electrode}_mass_fraction"}
            metal = " (or anode.material for a metal)" if electrode == "anode" else ""
            yield _Part(f"{electrode}.recipe{metal}", brings, (f"{electrode}_active_fraction",))
    # A cell may go without tabs: only one that is spoken of can lack something.
    silent = tuple(f"{e}_tab_" for e in ("cathode", "anode") if not _speaks(design, f"{e}.tab"))
    for slot in MATERIAL_SLOTS:
        part = slot.removesuffix(".material")
        flat = f"{part.replace('.', '_')}_density"
        absent = part not in {*design.materials, "anode"}
        if absent and flat in names and not flat.startswith(silent):
            yield _Part(slot, frozenset({flat}))
    for first, *instead in _STATED:
        of_metal = first == "np_ratio" and design.anode != "composite"  # a foil has a thickness
        if first in names and not first.startswith(silent) and not of_metal:
            yield _Part(vocabulary()[first].name, frozenset({first}), tuple(instead))


def _speaks(design: Design, part: str) -> bool:
    inside = f"{part.replace('.', '_')}_"
    return part in design.materials or any(name.startswith(inside) for name in design.values)


def _reaches(plan: Plan, parts: Iterable[_Part], wanted: Iterable[str]) -> bool:
    added: Mapping[str, None] = dict.fromkeys(n for part in parts for n in part.brings)
    new = {name for name in added if name in plan.model.names}
    known = plan.model.plan(plan.given | new, plan.database - new).known
    return known.issuperset(wanted)


def _joined(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
