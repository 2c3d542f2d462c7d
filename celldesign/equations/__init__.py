"""The equations: a function is named after the quantity that it computes.

Its parameters are the quantities that it needs, and its annotations their SI units. A module is
mounted under a prefix where it serves more than one part. `modules_for` says which modules a
choice of format, anode and electrolyte selects.
"""

from dataclasses import dataclass
from types import ModuleType

from celldesign.equations.anode import (
    anode_free,
    as_assembled,
    composite,
    composite_swelling,
    free_standing,
    metal,
    metal_foil,
    metal_salt,
    metal_swelling,
    no_collector,
    on_collector,
    one_sided,
    reserve,
)
from celldesign.equations.electrode import (
    coating,
    collector,
    edge_tab,
    first_cycle,
    sheet,
    strip_defaults,
    strip_tab,
    swelling,
)
from celldesign.equations.electrode import (
    defaults as electrode_defaults,
)
from celldesign.equations.electrolyte import (
    arrhenius,
    dense_membrane,
    liquid,
    porous_separator,
    salt_in_liquid,
    salt_in_solid,
    solid,
    stability,
    vtf,
)
from celldesign.equations.format import (
    can,
    cell_mass,
    coin,
    cylindrical,
    flat_jelly_roll,
    flat_separator,
    jelly_roll,
    pouch,
    prismatic,
    prismatic_can,
    round_can,
    separator_folding,
    sheet_count,
    sheets_to_fill,
    single_sheets,
    soft_case,
    stack,
    stack_in_case,
    unit_cell,
)
from celldesign.equations.format import (
    defaults as format_defaults,
)
from celldesign.equations.life import (
    anode_free as anode_free_life,
)
from celldesign.equations.life import (
    anode_free_throughput,
    depletion,
    lithium_ion,
    lithium_metal,
    throughput,
)
from celldesign.equations.performance import (
    balance_defaults,
    energy,
    kinetics,
    pack,
    porous_drop,
    resistance,
    salt,
    thermal_runaway,
    voltage_under_load,
)
from celldesign.equations.performance import (
    defaults as performance_defaults,
)
from celldesign.equations.plant import (
    cost,
    footprint,
    no_electrolyte,
    purchased,
    purchased_coating,
    purchased_collector,
    purchased_electrolyte,
    purchased_foil,
    purchased_tab,
    stages,
)
from celldesign.equations.plant import (
    defaults as plant_defaults,
)
from celldesign.equations.plant import (
    no_collector as plant_no_collector,
)

Mount = tuple[ModuleType, str]

_SHEETS: tuple[Mount, ...] = (
    (sheet_count, ""),
    (sheets_to_fill, ""),
    (stack_in_case, ""),
    (stack, ""),
    (separator_folding, ""),
)
_ROLL: tuple[Mount, ...] = ((jelly_roll, ""), (stack, ""), (flat_separator, ""))
_SINGLE: tuple[Mount, ...] = ((single_sheets, ""), (stack, ""), (flat_separator, ""))
_CAN: tuple[Mount, ...] = ((can, ""), (cell_mass, ""))
FORMATS: dict[str, tuple[Mount, ...]] = {
    "pouch": (*_SHEETS, (pouch, ""), (soft_case, ""), (cell_mass, "")),
    "prismatic": (*_SHEETS, (prismatic_can, ""), (prismatic, ""), *_CAN),
    "wound prismatic": (*_ROLL, (prismatic_can, ""), (flat_jelly_roll, ""), *_CAN),
    "cylindrical": (*_ROLL, (round_can, ""), (cylindrical, ""), *_CAN),
    "coin": ((coin, ""), *_SINGLE, (stack_in_case, ""), (round_can, ""), *_CAN),
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
        *("cell_outer_width", "cell_outer_height", "cell_thickness", "jelly_roll_mandrel_diameter"),
        *_CASE,
    ),
    "cylindrical": (
        "cell_outer_diameter",
        "cell_outer_height",
        "jelly_roll_mandrel_diameter",
        *_CASE,
    ),
    "coin": (
        *("cathode_diameter", "anode_diameter", "separator_diameter"),
        *("cell_outer_diameter", "cell_outer_height"),
        *_CASE,
    ),
    "unit": ("cathode_width", "cathode_height"),
}
# What only some formats have, by the beginning of a flat name.
_OWN: dict[str, tuple[str, ...]] = {
    "jelly_roll_": WOUND,
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

    >>> formats_of("jelly_roll_count"), len(formats_of("cathode_thickness"))
    (('cylindrical', 'wound prismatic'), 6)
    """
    own = (formats for prefix, formats in _OWN.items() if flat.startswith(prefix))
    return next(own, tuple(FORMATS))


_METAL: tuple[Mount, ...] = (
    (metal_foil, "anode"),
    (metal, ""),
    (metal_swelling, ""),
    (metal_salt, ""),
)
_RESERVE: tuple[Mount, ...] = ((as_assembled, "anode"), (reserve, ""), (depletion, ""))
_SELF_STANDING: tuple[Mount, ...] = ((no_collector, "anode"), *_METAL, *_RESERVE)
ANODES: dict[str, tuple[Mount, ...]] = {
    "composite": (
        (coating, "anode"),
        (collector, "anode"),
        (swelling, "anode"),
        (first_cycle, "anode"),
        (kinetics, "anode"),
        (porous_drop, "anode"),
        (composite_swelling, ""),
        (composite, ""),
    ),
    "foil": ((free_standing, "anode"), *_SELF_STANDING),
    "foil on collector": (
        (on_collector, "anode"),
        (collector, "anode"),
        *_METAL,
        *_RESERVE,
    ),
    "none": ((anode_free, "anode"), (collector, "anode"), *_METAL, (anode_free_life, "")),
}
COIN_FOIL: tuple[Mount, ...] = ((one_sided, "anode"), *_SELF_STANDING)
ELECTROLYTES: dict[str, tuple[Mount, ...]] = {
    "solid": ((solid, ""), (salt_in_solid, "")),
    "liquid": ((liquid, ""), (salt_in_liquid, "")),
}
SEPARATORS: dict[str, tuple[Mount, ...]] = {
    "dense": ((dense_membrane, ""),),
    "porous": ((porous_separator, ""),),
}
CONDUCTORS = ("separator", "catholyte", "electrolyte")
_EVERY_CELL: tuple[Mount, ...] = (
    (coating, "cathode"),
    (sheet, "cathode"),
    (collector, "cathode"),
    (swelling, "cathode"),
    (first_cycle, "cathode"),
    (kinetics, "cathode"),
    (porous_drop, "cathode"),
    (sheet, "anode"),
    (energy, ""),
    (salt, ""),
    (resistance, ""),
    (voltage_under_load, ""),
    (thermal_runaway, ""),
    (pack, ""),
)
_PLANT: tuple[Mount, ...] = (
    (purchased_coating, "cathode"),
    (purchased_collector, "cathode"),
    (purchased_tab, "cathode"),
    (purchased_tab, "anode"),
    (purchased, ""),
    (stages, ""),
    (cost, ""),
    (footprint, ""),
)
DEFAULTS: tuple[Mount, ...] = (
    (electrode_defaults, "cathode"),
    (electrode_defaults, "anode"),
    (performance_defaults, ""),
    (plant_defaults, ""),
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
    current = strip_tab if kind.format in WOUND else edge_tab
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

    >>> (stages, "") in economy(Kind())
    True
    """
    collector_less: Mount = (plant_no_collector, "")
    bought = purchased_coating, "anode"
    life: tuple[Mount, ...] = ((lithium_ion, ""), (throughput, ""))
    if kind.anode == "foil":
        bought, life = (purchased_foil, ""), ((lithium_metal, ""), (throughput, ""))
    elif kind.anode == "none":
        bought, life = (purchased_foil, ""), ((anode_free_throughput, ""),)
    return (
        bought,
        *life,
        collector_less if kind.anode == "foil" else (purchased_collector, "anode"),
        (purchased_electrolyte if kind.electrolyte == "liquid" else no_electrolyte, ""),
        *_PLANT,
    )
