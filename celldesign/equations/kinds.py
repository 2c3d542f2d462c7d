"""What each format and anode *is*: one row a kind, asked by column and never by name.

A new anode is a row here, with a file of equations where those that are there do not describe it.
"""

from dataclasses import dataclass
from types import ModuleType

from celldesign.equations.anode import (
    anode_free,
    as_assembled,
    balanced,
    composite,
    composite_swelling,
    free_standing,
    metal,
    metal_foil,
    metal_salt,
    metal_swelling,
    no_collector,
    on_collector,
    own_potential,
    reserve,
)
from celldesign.equations.electrode import (
    coating,
    collector,
    first_cycle,
    swelling,
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
    sheet_width,
    sheets_to_fill,
    single_sheets,
    soft_case,
    stack,
    stack_in_case,
    unit_cell,
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
from celldesign.equations.performance import kinetics, porous_drop
from celldesign.equations.plant import (
    no_collector as plant_no_collector,
)
from celldesign.equations.plant import (
    purchased_coating,
    purchased_collector,
    purchased_foil,
)

Mount = tuple[ModuleType, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: the modules that describe it, what they need, and what the rest asks of it.

    `sheeted` electrodes are flat rectangles, `wound` ones a jelly roll; where neither holds, one
    sheet stands against another. `walls` of the case lie across the thickness of the cell, none
    where there is no case. `soft` cases are sealed by their rim. `ontology` are its terms in EMMO.
    """

    modules: tuple[Mount, ...]
    needs: tuple[str, ...]
    sheeted: bool = False
    wound: bool = False
    soft: bool = False
    walls: int = 1
    ontology: tuple[str, ...] = ("BatteryCell",)

    @property
    def single(self) -> bool:
        """Whether one sheet of each electrode works with one side."""
        return not (self.sheeted or self.wound)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anode:
    """An anode: the modules of its parts, life and purchase, and what the rest asks of it.

    `role` is that of its material in the database, empty for a formulation. A `coated` anode is
    cast on a collector and balanced by its curve; a `free` one is its own collector; `assembled`
    says whether there is one before the first charge.
    """

    modules: tuple[Mount, ...]
    bought: tuple[Mount, ...]
    life: tuple[Mount, ...]
    role: str = "metal anode"
    coated: bool = False
    free: bool = False
    assembled: bool = True


_SHEETS: tuple[Mount, ...] = (
    (sheet_count, ""),
    (sheets_to_fill, ""),
    (stack_in_case, ""),
    (stack, ""),
    (sheet_width, ""),
    (separator_folding, ""),
)
_ROLL: tuple[Mount, ...] = ((jelly_roll, ""), (stack, ""), (flat_separator, ""))
_SINGLE: tuple[Mount, ...] = (
    (single_sheets, ""),
    (stack, ""),
    (sheet_width, ""),
    (flat_separator, ""),
)
_CAN: tuple[Mount, ...] = ((can, ""), (cell_mass, ""))
_CASE = ("casing_thickness", "casing_density")
FORMATS: dict[str, Format] = {
    "pouch": Format(
        modules=(*_SHEETS, (pouch, ""), (soft_case, ""), (cell_mass, "")),
        needs=("cathode_sheets", "cathode_width", "cathode_height", *_CASE),
        sheeted=True,
        soft=True,
        walls=2,
        ontology=("BatteryCell", "PouchCell"),
    ),
    "prismatic": Format(
        modules=(*_SHEETS, (prismatic_can, ""), (prismatic, ""), *_CAN),
        needs=(
            *("cell_outer_width", "cell_outer_height", "cell_thickness"),
            *("cathode_width", "cathode_height"),
            *_CASE,
        ),
        sheeted=True,
        ontology=("BatteryCell", "PrismaticBattery"),
    ),
    "wound prismatic": Format(
        modules=(*_ROLL, (prismatic_can, ""), (flat_jelly_roll, ""), *_CAN),
        needs=(
            *("cell_outer_width", "cell_outer_height", "cell_thickness"),
            "jelly_roll_mandrel_diameter",
            *_CASE,
        ),
        wound=True,
    ),
    "cylindrical": Format(
        modules=(*_ROLL, (round_can, ""), (cylindrical, ""), *_CAN),
        needs=(
            "cell_outer_diameter",
            "cell_outer_height",
            "jelly_roll_mandrel_diameter",
            *_CASE,
        ),
        wound=True,
        ontology=("BatteryCell", "CylindricalBattery"),
    ),
    "coin": Format(
        modules=((coin, ""), *_SINGLE, (stack_in_case, ""), (round_can, ""), *_CAN),
        needs=(
            *("cathode_diameter", "anode_diameter", "separator_diameter"),
            *("cell_outer_diameter", "cell_outer_height"),
            *_CASE,
        ),
        ontology=("BatteryCell", "CoinCell"),
    ),
    "unit": Format(
        modules=((unit_cell, ""), *_SINGLE, (soft_case, "")),
        needs=("cathode_width", "cathode_height"),
        sheeted=True,
        soft=True,
        walls=0,
    ),
}

_METAL: tuple[Mount, ...] = (
    (metal_foil, "anode"),
    (own_potential, "anode"),
    (metal, ""),
    (metal_swelling, ""),
    (metal_salt, ""),
)
_RESERVE: tuple[Mount, ...] = (
    (balanced, ""),
    (as_assembled, "anode"),
    (reserve, ""),
    (depletion, ""),
)
_BALANCED: tuple[Mount, ...] = (
    (composite_swelling, ""),
    (composite, ""),
    (balanced, ""),
)
_FREE: tuple[Mount, ...] = ((free_standing, "anode"), (no_collector, "anode"))
_FOIL_BOUGHT: tuple[Mount, ...] = ((purchased_foil, ""), (plant_no_collector, ""))
_ON_COLLECTOR_BOUGHT: tuple[Mount, ...] = ((purchased_collector, "anode"),)
_ION_LIFE: tuple[Mount, ...] = ((lithium_ion, ""), (throughput, ""))
_METAL_LIFE: tuple[Mount, ...] = ((lithium_metal, ""), (throughput, ""))
ANODES: dict[str, Anode] = {
    "composite": Anode(
        modules=(
            (coating, "anode"),
            (collector, "anode"),
            (swelling, "anode"),
            (first_cycle, "anode"),
            (kinetics, "anode"),
            (porous_drop, "anode"),
            *_BALANCED,
        ),
        bought=((purchased_coating, "anode"), *_ON_COLLECTOR_BOUGHT),
        life=_ION_LIFE,
        role="",
        coated=True,
    ),
    "foil": Anode(
        modules=(*_FREE, *_METAL, *_RESERVE), bought=_FOIL_BOUGHT, life=_METAL_LIFE, free=True
    ),
    "alloy foil": Anode(
        modules=(*_FREE, (metal_foil, "anode"), (as_assembled, "anode"), *_BALANCED),
        bought=_FOIL_BOUGHT,
        life=_ION_LIFE,
        role="alloy anode",
        free=True,
    ),
    "foil on collector": Anode(
        modules=((on_collector, "anode"), (collector, "anode"), *_METAL, *_RESERVE),
        bought=((purchased_foil, ""), *_ON_COLLECTOR_BOUGHT),
        life=_METAL_LIFE,
    ),
    "none": Anode(
        modules=((anode_free, "anode"), (collector, "anode"), *_METAL, (anode_free_life, "")),
        bought=((purchased_foil, ""), *_ON_COLLECTOR_BOUGHT),
        life=((anode_free_throughput, ""),),
        assembled=False,
    ),
}
# Which kind of anode a material of a role is, where the role alone says so.
BY_ROLE = {"alloy anode": "alloy foil"}
