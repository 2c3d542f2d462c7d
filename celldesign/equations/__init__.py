"""The equations: a function is named after the quantity that it computes.

Its parameters are the quantities that it needs, and its annotations their SI units. A module is
mounted under a prefix where it serves more than one part. `modules_for` says which modules a
choice of format, anode and electrolyte selects.
"""

from dataclasses import dataclass
from types import ModuleType

from celldesign.equations import (
    arrhenius,
    collector,
    composite,
    counting,
    defaults,
    dense_membrane,
    electrode,
    electrode_defaults,
    energy,
    foil,
    foil_alone,
    foil_on_collector,
    lifetime,
    liquid,
    lithium,
    porous_separator,
    pouch,
    resistance,
    sheet,
    solid,
    stack,
    thermal,
    unit_cell,
    vtf,
)

Mount = tuple[ModuleType, str]

FORMATS: dict[str, tuple[Mount, ...]] = {
    "pouch": ((counting, ""), (stack, ""), (pouch, "")),
    "unit": ((unit_cell, ""), (stack, "")),
}
ANODES: dict[str, tuple[Mount, ...]] = {
    "composite": ((electrode, "anode"), (collector, "anode"), (composite, "")),
    "foil": ((foil_alone, "anode"), (foil, "anode"), (lithium, ""), (lifetime, "")),
    "foil on collector": (
        (foil_on_collector, "anode"),
        (foil, "anode"),
        (collector, "anode"),
        (lithium, ""),
        (lifetime, ""),
    ),
}
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
    (sheet, "anode"),
    (energy, ""),
    (resistance, ""),
    (thermal, ""),
)
DEFAULTS: tuple[Mount, ...] = (
    (electrode_defaults, "cathode"),
    (electrode_defaults, "anode"),
    (defaults, ""),
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
    return (
        FORMATS[kind.format]
        + ANODES[kind.anode]
        + ELECTROLYTES[kind.electrolyte]
        + SEPARATORS[kind.separator]
        + laws
        + _EVERY_CELL
    )
