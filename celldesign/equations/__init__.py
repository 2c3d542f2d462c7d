"""The equations: a function is named after the quantity that it computes.

Its parameters are the quantities that it needs, and its annotations their SI units. A module is
mounted under a prefix where it serves more than one part. `modules_for` says which modules a
choice of format, anode and electrolyte selects.
"""

from dataclasses import dataclass
from types import ModuleType

from celldesign.equations.anode import free_standing, one_sided
from celldesign.equations.electrode import (
    coating,
    collector,
    edge_tab,
    first_cycle,
    sheet,
    strip_defaults,
    strip_tab,
    swelling,
    usual_foil,
)
from celldesign.equations.electrode import defaults as electrode_defaults
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
from celldesign.equations.format import defaults as format_defaults
from celldesign.equations.format import no_parts, usual_parts
from celldesign.equations.kinds import (
    ANODES,
    FORMATS,
    Anode,
    Format,
    Mount,
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
from celldesign.equations.performance import defaults as performance_defaults
from celldesign.equations.plant import (
    cost,
    footprint,
    no_electrolyte,
    purchased,
    purchased_coating,
    purchased_collector,
    purchased_electrolyte,
    purchased_tab,
    stages,
)
from celldesign.equations.plant import defaults as plant_defaults

_WOUND = tuple(name for name, each in FORMATS.items() if each.wound)
# What only some formats have, by the beginning of a flat name.
_OWN: dict[str, tuple[str, ...]] = {
    "jelly_roll_": _WOUND,
    "cell_outer_diameter": ("cylindrical", "coin"),
    "cell_outer_width": ("pouch", "prismatic", "wound prismatic"),
    "cathode_diameter": ("coin",),
    "anode_diameter": ("coin",),
    "separator_diameter": ("coin",),
    "casing_spacer_thickness": ("coin",),
    "casing_seal_margin": ("pouch",),
    "casing_headspace": ("prismatic", *_WOUND),
    "cathode_sheets": ("pouch", "prismatic"),
    "anode_sheets": ("pouch", "prismatic"),
    "anode_extra_sheets": ("pouch", "prismatic"),
    "stack_count": ("pouch", "prismatic"),
    "stack_outer_electrodes": ("pouch", "prismatic"),
    "separator_fold": ("pouch", "prismatic"),
}


def formats_of(flat: str) -> tuple[str, ...]:
    """Say which formats have a quantity, by its flat name.

    >>> sorted(formats_of("jelly_roll_count")), len(formats_of("cathode_thickness"))
    (['cylindrical', 'wound prismatic'], 6)
    """
    own = (formats for prefix, formats in _OWN.items() if flat.startswith(prefix))
    return next(own, tuple(FORMATS))


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
    (usual_parts, ""),
    (usual_foil, "cathode"),
    (usual_foil, "anode"),
    (no_parts, ""),
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

    @property
    def shape(self) -> Format:
        """What the format is."""
        return FORMATS[self.format]

    @property
    def negative(self) -> Anode:
        """What the anode is."""
        return ANODES[self.anode]

    @property
    def liquid(self) -> bool:
        """Whether a liquid electrolyte fills the pores."""
        return self.electrolyte == "liquid"


def modules_for(kind: Kind) -> tuple[Mount, ...]:
    """Say which equation modules describe a cell of this kind, each with its prefix.

    >>> "pouch" in [module.__name__.rpartition(".")[2] for module, _ in modules_for(Kind())]
    True
    """
    laws = tuple((vtf if part in kind.vtf else arrhenius, part) for part in CONDUCTORS)
    current = strip_tab if kind.shape.wound else edge_tab
    collected = ("cathode",) if kind.negative.free else ("cathode", "anode")
    return (
        kind.shape.modules
        + _anode(kind)
        + tuple((current, electrode) for electrode in collected)
        + ELECTROLYTES[kind.electrolyte]
        + SEPARATORS[kind.separator]
        + laws
        + tuple((stability, part) for part in CONDUCTORS)
        + _EVERY_CELL
        + economy(kind)
    )


def _anode(kind: Kind) -> tuple[Mount, ...]:
    """The modules of the anode; a foil works with one side where single sheets face each other."""
    single: dict[ModuleType, ModuleType] = {free_standing: one_sided} if kind.shape.single else {}
    return tuple((single.get(module, module), prefix) for module, prefix in kind.negative.modules)


def economy(kind: Kind) -> tuple[Mount, ...]:
    """Say which equation modules cost a cell of this kind, without those that describe it.

    >>> (stages, "") in economy(Kind())
    True
    """
    filled = purchased_electrolyte if kind.liquid else no_electrolyte
    return (*kind.negative.bought, *kind.negative.life, (filled, ""), *_PLANT)
