"""The equations: a function is named after the quantity that it computes.

Its parameters are the quantities that it needs, and its annotations their SI units. A module is
mounted under a prefix where it serves more than one part. `modules_for` says which modules a
choice of format, anode and electrolyte selects.
"""

from dataclasses import dataclass
from types import ModuleType

from celldesign.equations import (
    anode_free,
    anode_free_life,
    arrhenius,
    balance_defaults,
    box_can,
    breathing,
    breathing_composite,
    breathing_metal,
    cased,
    coin,
    collector,
    composite,
    cost,
    counting,
    cylindrical,
    defaults,
    dense_membrane,
    economic_defaults,
    edge_collector,
    electrode,
    electrode_defaults,
    energy,
    facing_lithium,
    filling,
    first_cycle,
    flat_wound,
    foil,
    foil_alone,
    foil_collector,
    foil_layer,
    foil_on_collector,
    foil_one_sided,
    folding,
    footprint,
    format_defaults,
    lifetime,
    liquid,
    lithium,
    loaded,
    pack,
    porous_separator,
    pouch,
    prismatic,
    process,
    purchase,
    purchase_coating,
    purchase_collector,
    purchase_foil,
    purchase_foil_alone,
    purchase_liquid,
    purchase_solid,
    purchase_tab,
    resistance,
    round_can,
    service,
    service_of_ions,
    service_of_metal,
    service_without_reserve,
    sheet,
    single_sheets,
    soft_case,
    solid,
    stability,
    stack,
    stack_in_case,
    strip_collector,
    strip_defaults,
    thermal,
    unfolded,
    unit_cell,
    vtf,
    wound,
)

Mount = tuple[ModuleType, str]

_SHEETS: tuple[Mount, ...] = (
    (counting, ""),
    (filling, ""),
    (stack_in_case, ""),
    (stack, ""),
    (folding, ""),
)
_ROLL: tuple[Mount, ...] = ((wound, ""), (stack, ""), (unfolded, ""))
_SINGLE: tuple[Mount, ...] = ((single_sheets, ""), (stack, ""), (unfolded, ""))
FORMATS: dict[str, tuple[Mount, ...]] = {
    "pouch": (*_SHEETS, (pouch, ""), (soft_case, ""), (cased, "")),
    "prismatic": (*_SHEETS, (box_can, ""), (prismatic, ""), (cased, "")),
    "wound prismatic": (*_ROLL, (box_can, ""), (flat_wound, ""), (cased, "")),
    "cylindrical": (*_ROLL, (round_can, ""), (cylindrical, ""), (cased, "")),
    "coin": ((coin, ""), *_SINGLE, (stack_in_case, ""), (round_can, ""), (cased, "")),
    "unit": ((unit_cell, ""), *_SINGLE, (soft_case, "")),
}
WOUND = ("cylindrical", "wound prismatic")
SHEETED = {"pouch", "prismatic", "unit"}
# What describes a case and the size of its electrodes, for a message where some of it lacks.
_CASE = ("casing_thickness", "casing_density")
NEEDS: dict[str, tuple[str, ...]] = {
    "pouch": ("cathode_sheets", "cathode_width", "cathode_height", *_CASE),
    "prismatic": (
        *("cell_outer_width", "cell_outer_height", "cell_thickness"),
        *("cathode_width", "cathode_height"),
        *_CASE,
    ),
    "wound prismatic": (
        *("cell_outer_width", "cell_outer_height", "cell_thickness", "roll_core_diameter"),
        *_CASE,
    ),
    "cylindrical": ("cell_outer_diameter", "cell_outer_height", "roll_core_diameter", *_CASE),
    "coin": (
        *("cathode_diameter", "anode_diameter", "separator_diameter"),
        *("cell_outer_diameter", "cell_outer_height"),
        *_CASE,
    ),
    "unit": ("cathode_width", "cathode_height"),
}
# What only some formats have, by the beginning of a flat name.
_OWN: dict[str, tuple[str, ...]] = {
    "roll_": WOUND,
    "cell_outer_diameter": ("cylindrical", "coin"),
    "cell_outer_width": ("pouch", "prismatic", "wound prismatic"),
    "cathode_diameter": ("coin",),
    "anode_diameter": ("coin",),
    "separator_diameter": ("coin",),
    "casing_spacer_thickness": ("coin",),
    "casing_seal_margin": ("pouch",),
    "casing_headspace": ("prismatic", *WOUND),
    "cathode_sheets": ("pouch", "prismatic"),
    "anode_sheets": ("pouch", "prismatic"),
    "anode_extra_sheets": ("pouch", "prismatic"),
    "stack_count": ("pouch", "prismatic"),
    "stack_outer_electrodes": ("pouch", "prismatic"),
    "separator_fold": ("pouch", "prismatic"),
}


def formats_of(flat: str) -> tuple[str, ...]:
    """Say which formats have a quantity, by its flat name.

    >>> formats_of("roll_count"), len(formats_of("cathode_thickness"))
    (('cylindrical', 'wound prismatic'), 6)
    """
    own = (formats for prefix, formats in _OWN.items() if flat.startswith(prefix))
    return next(own, tuple(FORMATS))


_METAL: tuple[Mount, ...] = ((foil, "anode"), (lithium, ""), (breathing_metal, ""))
_RESERVE: tuple[Mount, ...] = ((foil_layer, "anode"), (facing_lithium, ""), (lifetime, ""))
_SELF_STANDING: tuple[Mount, ...] = ((foil_collector, "anode"), *_METAL, *_RESERVE)
ANODES: dict[str, tuple[Mount, ...]] = {
    "composite": (
        (electrode, "anode"),
        (collector, "anode"),
        (breathing, "anode"),
        (first_cycle, "anode"),
        (breathing_composite, ""),
        (composite, ""),
    ),
    "foil": ((foil_alone, "anode"), *_SELF_STANDING),
    "foil on collector": (
        (foil_on_collector, "anode"),
        (collector, "anode"),
        *_METAL,
        *_RESERVE,
    ),
    "none": ((anode_free, "anode"), (collector, "anode"), *_METAL, (anode_free_life, "")),
}
COIN_FOIL: tuple[Mount, ...] = ((foil_one_sided, "anode"), *_SELF_STANDING)
ELECTROLYTES: dict[str, tuple[Mount, ...]] = {"solid": ((solid, ""),), "liquid": ((liquid, ""),)}
SEPARATORS: dict[str, tuple[Mount, ...]] = {
    "dense": ((dense_membrane, ""),),
    "porous": ((porous_separator, ""),),
}
CONDUCTORS = ("separator", "catholyte", "electrolyte")
_EVERY_CELL: tuple[Mount, ...] = (
    (electrode, "cathode"),
    (sheet, "cathode"),
    (collector, "cathode"),
    (breathing, "cathode"),
    (first_cycle, "cathode"),
    (sheet, "anode"),
    (energy, ""),
    (resistance, ""),
    (loaded, ""),
    (thermal, ""),
    (pack, ""),
)
_PLANT: tuple[Mount, ...] = (
    (purchase_coating, "cathode"),
    (purchase_collector, "cathode"),
    (purchase_tab, "cathode"),
    (purchase_tab, "anode"),
    (purchase, ""),
    (process, ""),
    (cost, ""),
    (footprint, ""),
)
DEFAULTS: tuple[Mount, ...] = (
    (electrode_defaults, "cathode"),
    (electrode_defaults, "anode"),
    (defaults, ""),
    (economic_defaults, ""),
    (strip_defaults, "cathode"),
    (strip_defaults, "anode"),
    (format_defaults, ""),
    (balance_defaults, ""),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """The choices that select equation modules; `vtf` names the conductors with a curved law."""

    format: str = "pouch"
    anode: str = "foil"
    electrolyte: str = "solid"
    separator: str = "dense"
    vtf: frozenset[str] = frozenset()


def modules_for(kind: Kind) -> tuple[Mount, ...]:
    """Say which equation modules describe a cell of this kind, each with its prefix.

    >>> (pouch, "") in modules_for(Kind())
    True
    """
    laws = tuple((vtf if part in kind.vtf else arrhenius, part) for part in CONDUCTORS)
    foil_only = kind.anode == "foil"
    current = strip_collector if kind.format in WOUND else edge_collector
    collected = ("cathode",) if foil_only else ("cathode", "anode")
    one_sided = foil_only and kind.format == "coin"
    return (
        FORMATS[kind.format]
        + (COIN_FOIL if one_sided else ANODES[kind.anode])
        + tuple((current, electrode) for electrode in collected)
        + ELECTROLYTES[kind.electrolyte]
        + SEPARATORS[kind.separator]
        + laws
        + tuple((stability, part) for part in CONDUCTORS)
        + _EVERY_CELL
        + economy(kind)
    )


def economy(kind: Kind) -> tuple[Mount, ...]:
    """Say which equation modules cost a cell of this kind, without those that describe it.

    >>> (process, "") in economy(Kind())
    True
    """
    collector_less: Mount = (purchase_foil_alone, "")
    bought = purchase_coating, "anode"
    life: tuple[Mount, ...] = ((service_of_ions, ""), (service, ""))
    if kind.anode == "foil":
        bought, life = (purchase_foil, ""), ((service_of_metal, ""), (service, ""))
    elif kind.anode == "none":
        bought, life = (purchase_foil, ""), ((service_without_reserve, ""),)
    return (
        bought,
        *life,
        collector_less if kind.anode == "foil" else (purchase_collector, "anode"),
        (purchase_liquid if kind.electrolyte == "liquid" else purchase_solid, ""),
        *_PLANT,
    )
