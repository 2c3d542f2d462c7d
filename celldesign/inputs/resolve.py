"""Design and catalogue become given values: SI numbers, each with its origin and uncertainty."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple

import numpy as np

from celldesign.balancing.open_circuit import Balanced, OpenCircuit
from celldesign.constants import ROOM_TEMPERATURE
from celldesign.database.catalogue import Catalogue, Conditions, Material, choose
from celldesign.database.plant_records import Plant
from celldesign.database.properties import PROPERTIES
from celldesign.design.file import Design
from celldesign.equations import CONDUCTORS, Kind
from celldesign.equations.kinds import ANODES, BY_ROLE
from celldesign.errors import MaterialError, nearest
from celldesign.inputs.assumed import class_std
from celldesign.inputs.chemistry import check_foil, chemistry, ion_of
from celldesign.inputs.conductivity import conduction
from celldesign.inputs.ions import from_formula, mixed_ions
from celldesign.inputs.value import Input, celsius, database_leaf, given_leaf, overriding
from celldesign.si import Numeric
from celldesign.units.quantities import same_dimension, to_si
from celldesign.vocabulary import vocabulary

RUNAWAY, OXIDE = "thermal runaway", "Li2O"
# What a case of the format usually holds besides what a design lists; a unit cell has no case.
USUAL_PARTS = {
    "cylindrical": "cylindrical parts",
    "prismatic": "prismatic parts",
    "wound prismatic": "prismatic parts",
    "pouch": "pouch parts",
    "coin": "coin parts",
}
PLATES = "lithium"  # where the metal of an anode-free cell is not named
_ELECTROLYTE = {
    "transference_number": "{slot}_transference_number",
    "diffusion_coefficient": "{slot}_diffusion_coefficient",
    "salt_concentration": "{slot}_salt_concentration",
    "oxidation_onset": "{slot}_oxidation_onset",
    "thermodynamic_factor": "{slot}_thermodynamic_factor",
    "diffusion_activation_energy": "{slot}_diffusion_activation_energy",
    "diffusion_concentration_slope": "{slot}_diffusion_concentration_slope",
    "conductivity_concentration_exponent": "{slot}_conductivity_concentration_exponent",
    "conductivity_peak_concentration": "{slot}_conductivity_peak_concentration",
    "interface_resistance": "anode_interface_resistance",
    "lithium_efficiency": "lithium_efficiency",
}
_METAL_ONLY = ("interface_resistance", "lithium_efficiency")
_ALLOY_ONLY = ("average_voltage", "volume_change")
# Which database property of the material in a slot stands behind which quantity.
_SLOTS: dict[str, dict[str, str]] = {
    **{
        f"{electrode}.{part}": {p: f"{electrode}_{part}_{p}" for p in ("density", "resistivity")}
        for electrode in ("cathode", "anode")
        for part in ("collector", "tab")
    },
    "anode": {
        name: f"anode_{name}" for name in ("density", "molar_mass", "resistivity", "charge_number")
    }
    | {"average_voltage": "anode_average_voltage", "volume_change": "anode_active_swelling"},
    "separator": {
        name: f"separator_{name}"
        for name in ("density", "porosity", "thickness", "tortuosity", "internal_layer_resistance")
    }
    | _ELECTROLYTE,
    "electrolyte": {"density": "electrolyte_density"} | _ELECTROLYTE,
    "catholyte": {
        "tortuosity": "cathode_tortuosity",
        "oxidation_onset": "catholyte_oxidation_onset",
        "diffusion_coefficient": "catholyte_diffusion_coefficient",
        "diffusion_activation_energy": "catholyte_diffusion_activation_energy",
    },
    "casing": {"density": "casing_density", "thickness": "casing_thickness"},
    "runaway": {
        "heat_per_charge": "thermal_heat_per_charge",
        "gas_per_charge": "thermal_gas_per_charge",
        "specific_heat": "thermal_specific_heat",
        "body_heat_fraction": "thermal_retained_heat_fraction",
    },
    "parts": {
        name: f"usual_{name}"
        for name in (
            *("cap_areal_mass", "disc_areal_mass", "wrap_areal_mass", "bare_foil"),
            *("tab_section", "tab_length", "electrolyte_overfill"),
            *("anode_turns", "separator_turns"),
        )
    },
    "oxide": {"formation_enthalpy": "thermal_lithium_oxide_enthalpy"},
}
_THERMAL = {*_ELECTROLYTE, "ionic_conductivity", "internal_layer_resistance"}
_METALS = ("collector", "tab", "casing")
# Which roles of the database may fill a slot, and which a recipe.
_ROLES: dict[str, tuple[str, ...]] = {
    **{f"{e}.{part}": _METALS for e in ("cathode", "anode") for part in ("collector", "tab")},
    "anode": ("metal anode", *BY_ROLE),
    "anode.plates": ("metal anode",),
    "separator": ("separator", "membrane", "solid electrolyte"),
    "electrolyte": ("liquid electrolyte",),
    "casing": _METALS,
}
_CONDUCTING = ("catholyte", "solid electrolyte", "membrane")
KINETIC = (
    "particle_radius",
    "exchange_current_density",
    "reaction_activation_energy",
    "solid_diffusion_coefficient",
    "diffusion_activation_energy",
)
_INACTIVE = (*_CONDUCTING, "conductive additive", "binder", "additive", "salt")
_RECIPE = {
    "density": "component_density",
    "specific_capacity": "component_specific_capacity",
    "average_voltage": "component_voltage",
    "volume_change": "component_volume_change",
    "first_cycle_efficiency": "component_first_cycle_efficiency",
    "first_cycle_conversion": "component_first_cycle_conversion",
    "theoretical_capacity": "component_theoretical_capacity",
    **{prop: f"component_{prop}" for prop in KINETIC},
}
# What Arrhenius' law starts from: the temperature of a value, beside the value.
_AT = {
    "exchange_current_density": "component_kinetics_temperature",
    "solid_diffusion_coefficient": "component_diffusion_temperature",
}
_OPTIONAL = ("volume_change", "theoretical_capacity", *KINETIC)
# What stands for an active material that has none in the database: a value and its std.
_USUAL = {
    "first_cycle_efficiency": {"cathode": (0.92, 0.04), "anode": (0.88, 0.06)},
    "first_cycle_conversion": dict.fromkeys(("cathode", "anode"), (0.0, 0.0)),
}


def roles_read(prop: str) -> frozenset[str]:
    """Roles of the materials from which a build takes a property of the database.

    >>> sorted(roles_read("lithium_efficiency"))
    ['liquid electrolyte', 'membrane', 'separator', 'solid electrolyte']
    """
    fixed = {"catholyte": _CONDUCTING, "runaway": ("empirical relation",), "oxide": ()}
    fixed["parts"] = fixed["runaway"]
    slots = [slot for slot, props in _SLOTS.items() if prop in props]
    if prop == "ionic_conductivity":
        slots += CONDUCTORS
    roles = {role for slot in slots for role in fixed.get(slot, _ROLES.get(slot, ()))}
    if prop in _RECIPE:
        roles |= {"cathode active", "anode active", *(_INACTIVE if prop == "density" else ())}
    return frozenset(roles)


class Money(NamedTuple):
    """The currency of reports, the year of the prices, its rate, and how they go beyond it."""

    currency: str = "USD"
    year: int = 0
    per_usd: float = 1.0
    beyond: str = ""


@dataclass
class Inputs:
    """What goes into the model: leaves by quantity, the kind of cell, and what to mention."""

    kind: Kind
    leaves: dict[str, tuple[Input, ...]] = field(default_factory=dict)
    slots: dict[str, Material] = field(default_factory=dict)
    recipes: dict[str, tuple[Material, ...]] = field(default_factory=dict)
    ion: str = ""  # that the cell works with, Li or Na
    warnings: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)  # why there is no cost or footprint of a part
    plant: Plant | None = None
    plant_text: str = ""  # of the file that it is read from, if it is
    species: dict[str, Material] = field(default_factory=dict)  # that compositions name
    money: Money = field(default_factory=Money)
    region: str = ""  # name of the country of the plant
    grid: str = ""  # name of the country whose electricity it takes, where it is another one
    curves: OpenCircuit | None = None  # where a balance of half-cell curves feeds the model
    balanced: Balanced | None = None  # what they make of the design as it is

    @property
    def materials(self) -> tuple[Material, ...]:
        """All materials, those of the slots first."""
        return (*self.slots.values(), *chain.from_iterable(self.recipes.values()))

    def named(self, *origins: str) -> frozenset[str]:
        """Quantities whose value has one of these origins."""
        return frozenset(name for name, leaf in self.leaves.items() if leaf[0].origin in origins)

    def values(self, names: Sequence[str]) -> dict[str, Numeric]:
        """SI values of some quantities; a component quantity is an array (components,).

        Scalars are numpy's, whose division by zero is infinity and not an exception.
        """
        words = vocabulary()
        return {
            name: np.array([leaf.value for leaf in self.leaves[name]])
            if words[name].component
            else np.float64(self.leaves[name][0].value)
            for name in names
        }


def resolve(design: Design, catalogue: Catalogue) -> Inputs:
    """Look up what the design names and does not give; raises MaterialError for what is unknown."""
    return _Resolver(design, catalogue).resolve()


class _Resolver:
    def __init__(self, design: Design, catalogue: Catalogue) -> None:
        self.design, self.catalogue = design, catalogue
        named = dict(design.materials)
        plates = named.pop("anode.plates", PLATES)
        if not ANODES[design.anode].assembled:
            named["anode"] = plates
        elif "anode.plates" in design.materials:
            place = design.place("anode", "plates", "material")
            raise MaterialError(f'{place}: only an anode of material = "none" plates another metal')
        self.slots = {
            slot: self._material(name, *slot.split("."), "material") for slot, name in named.items()
        } | {"runaway": catalogue.material(RUNAWAY), "oxide": catalogue.material(OXIDE)}
        if design.format in USUAL_PARTS:
            self.slots["parts"] = catalogue.material(USUAL_PARTS[design.format])
        self.recipes = {
            electrode: tuple(self._material(name, electrode, "recipe", name) for name in recipe)
            for electrode, recipe in design.recipes.items()
        }
        self._check_roles()
        for part in self.recipes.get("cathode", ()):
            if part.role in _CONDUCTING:
                self.slots["catholyte"] = part
        keys = [m.key for m in self.slots.values()]
        keys += [m.key for parts in self.recipes.values() for m in parts]
        self.records = catalogue.records_with_families(keys)
        self.addressed = {
            (self._material(key, "material", key).key, prop): entry
            for (key, prop), entry in design.addressed.items()
        }
        self.used: set[tuple[str, str]] = set()
        self.conditions = self._conditions()
        self.vtf: set[str] = set()
        self.given = Inputs(Kind(), slots=self.slots, recipes=self.recipes)

    def _material(self, name: str, *keys: str) -> Material:
        try:
            return self.catalogue.material(name)
        except MaterialError as error:
            raise MaterialError(f"{self.design.place(*keys)}: {error}") from None

    def _check_roles(self) -> None:
        """No part is of a material that cannot be one, and none stands twice in a recipe."""
        for slot, material in self.slots.items():
            allowed = _ROLES.get(slot, (material.role,))
            if material.role not in allowed:
                raise MaterialError(
                    f"{self.design.place(*slot.split('.'), 'material')}: a material of the role "
                    f"{' or '.join(allowed)} is required",
                    given=f"{material.key} ({material.role})",
                    mend="`celldesign materials list --role ROLE` shows them",
                )
        for electrode, materials in self.recipes.items():
            allowed = (f"{electrode} active", *_INACTIVE)
            for index, material in enumerate(materials):
                twice = material in materials[:index]
                if not twice and material.role in allowed:
                    continue
                place = self.design.place(electrode, "recipe")
                if twice:
                    raise MaterialError(f"{place}: {material.key} stands there twice")
                raise MaterialError(
                    f"{place}: a material of the role {', '.join(allowed)} is required",
                    given=f"{material.key} ({material.role})",
                )

    def resolve(self) -> Inputs:
        self._check_addresses()
        self._check_foil()
        self.given.ion = ion_of(self.recipes, self.slots.get("anode"))
        leaves = self.given.leaves
        for name, entry in self.design.values.items():
            leaves[name] = (given_leaf(entry, vocabulary()[name].name, flat=name),)
        for name, entries in self.design.points.items():
            address = vocabulary()[name].name
            leaves[name] = tuple(
                given_leaf(entry, f"{address}[{i}]") for i, entry in enumerate(entries)
            )
        for electrode in self.recipes:
            self._recipe(electrode)
        for slot, material in self.slots.items():
            for prop, quantity in _SLOTS[slot].items():
                name = quantity.format(slot=slot)
                if prop in _METAL_ONLY and ANODES[self.design.anode].coated:
                    continue
                if prop in _ALLOY_ONLY and material.role not in BY_ROLE:
                    continue
                leaf = self._property(material, prop)
                if leaf:
                    leaves[name] = (overriding(leaves[name][0], leaf) if name in leaves else leaf,)
                    if prop == "diffusion_coefficient":
                        leaves.setdefault(f"{slot}_diffusion_temperature", (_stated_at(leaf),))
            if slot in CONDUCTORS:
                self._conductivity(slot, material)
        if metal := self.slots.get("anode"):
            lithium = metal.formula == "Li"
            address = f"material.{metal.key}.formula"
            leaf = Input(float(lithium), None, "database", metal.formula, address, metal.key)
            leaves.setdefault("anode_lithium_fraction", (leaf,))
            if not lithium:
                self.given.warnings.append(
                    f"the anode's metal is {metal.key}; the models of runaway are for lithium"
                )
        self.given.warnings += mixed_ions(self.slots, self.recipes)
        for key, prop in self.addressed.keys() - self.used:
            self.given.warnings.append(f"material.{key}.{prop} is given, but nothing uses it")
        self.given.kind = self._kind()
        return self.given

    def _kind(self) -> Kind:
        separator = self.slots.get("separator")
        metal = self.slots.get("anode")
        kind = Kind(
            format=self.design.format,
            anode=BY_ROLE.get(metal.role if metal else "", self.design.anode),
            electrolyte=self.design.electrolyte,
            vtf=frozenset(self.vtf),
        )
        porous = separator.role == "separator" if separator else kind.liquid
        return replace(kind, separator="porous" if porous else "dense")

    def _conditions(self) -> Conditions:
        values = self.design.values
        ends = [values.get(f"operation_{end}_voltage") for end in ("lower", "upper")]
        temperature = values.get("operation_temperature")
        rate = values.get("operation_rate")
        anode = "composite" if ANODES[self.design.anode].coated else "lithium"
        kind = chemistry(self.recipes)
        return Conditions(
            window=(ends[0].value, ends[1].value) if ends[0] and ends[1] else None,
            temperature=temperature.value if temperature else ROOM_TEMPERATURE,
            rate=rate.value if rate else None,
            others={"anode": anode, "chemistry": kind} if kind else {"anode": anode},
        )

    def _asked(self, prop: str, role: str) -> Conditions:
        """Only the conditions that bear on a property, so that reasons read well."""
        asked = self.conditions
        if role == "anode active":  # whose window is its own, and not the cell's
            return Conditions(temperature=asked.temperature, rate=asked.rate)
        if prop in ("specific_capacity", "average_voltage"):
            metal = self.slots.get("anode")
            alloy = metal is not None and metal.role in BY_ROLE
            held = {"counter": metal.key} if metal and not alloy else {}
            if conductor := self.slots.get("electrolyte") or self.slots.get("separator"):
                held["electrolyte"] = conductor.key
            return Conditions(
                asked.window, asked.temperature, asked.rate, held, self._above_metal(alloy)
            )
        if prop in KINETIC:  # Arrhenius' law goes from their own temperature to any
            return Conditions(others={"electrolyte": self.design.electrolyte})
        if prop in ("gas_per_charge", "heat_per_charge"):
            return Conditions(others=asked.others)
        return Conditions(temperature=asked.temperature if prop in _THERMAL else None)

    def _above_metal(self, alloy: bool) -> float:
        """Potential of the anode above the metal that half cells are measured against, V."""
        parts = self.recipes.get("anode", ())
        active = [part for part in parts if part.role == "anode active"]
        for other in [self.slots["anode"]] if alloy else active[:1]:
            if entry := self.addressed.get((other.key, "average_voltage")):
                return entry.value
            if records := self.records.get((other.key, "average_voltage")):
                return float(choose(records, Conditions()).record.si_value)
        return 0.0

    def _check_foil(self) -> None:
        metal = self.slots.get("anode")
        active = [part for part in self.recipes.get("anode", ()) if part.role == "anode active"]
        others = active or ([metal] if metal else [])
        if not others or ion_of(self.recipes, metal) == "Na":
            return
        alloy = metal is not None and metal.role in BY_ROLE
        try:
            check_foil(self.slots.get("anode.collector"), others, self._above_metal(alloy))
        except MaterialError as error:
            place = self.design.place("anode", "collector", "material")
            required = f"{place}: {error.required}"
            raise MaterialError(required, given=error.given, mend=error.mend) from None

    def _check_addresses(self) -> None:
        for (key, prop), entry in self.addressed.items():
            place = self.design.place("material", key, prop)
            if prop not in PROPERTIES:
                hint = nearest(prop, PROPERTIES)
                raise MaterialError(f"{place}: an unknown property", given=prop, mend=hint)
            unit, low, high = PROPERTIES[prop]
            if not same_dimension(entry.unit, unit):
                raise MaterialError(f"{place}: a value in {unit} is required", given=entry.text)
            if not to_si(low, unit) <= entry.value <= to_si(high, unit):
                required = f"{place}: a value from {low:g} to {high:g} {unit} is required"
                raise MaterialError(required, given=entry.text)

    def _property(self, material: Material, prop: str) -> Input | None:
        """The value of a property: as addressed in the design, else the database's best."""
        address = f"material.{material.key}.{prop}"
        records = self.records.get((material.key, prop), [])
        asked = self._asked(prop, material.role)
        known = database_leaf(choose(records, asked), material) if records else None
        if entry := self.addressed.get((material.key, prop)):
            self.used.add((material.key, prop))
            before = f"the database's {known.text}" if known else ""
            mine = given_leaf(replace(entry, replaced=before), address, label=material.key)
            std = None if entry.override else class_std(prop, "A", entry.value)
            return mine if mine.std or not std else replace(mine, std=std, classed=True)
        return known

    def _recipe(self, electrode: str) -> None:
        leaves = self.given.leaves
        materials = self.recipes[electrode]
        entries = self.design.recipes[electrode].values()
        shares = f"{electrode}_mass_fraction"
        # The shares that say so are uncertain, or else the largest; the others make up the rest.
        stated = any(entry.std for entry in entries)
        most = max(entries, key=lambda entry: entry.value)
        leaves[shares] = tuple(
            given_leaf(
                entry,
                f"{electrode}.recipe.{material.key}",
                material.key,
                shares if entry is most and not stated else "",
            )
            for material, entry in zip(materials, entries, strict=True)
        )
        for name, roles in (("active", (f"{electrode} active",)), ("electrolyte", _CONDUCTING)):
            leaves[f"{electrode}_component_{name}"] = tuple(
                _of_role(m, float(m.role in roles), m.role) for m in materials
            )
        if not any(material.role == f"{electrode} active" for material in materials):
            place = self.design.place(electrode, "recipe")
            raise MaterialError(
                f"{place}: an active material (role '{electrode} active') is required",
                given=", ".join(f"{m.key} ({m.role})" for m in materials),
            )
        active = next(m for m in materials if m.role == f"{electrode} active")
        if conducting := self._property(active, "electronic_conductivity"):
            leaves[f"{electrode}_electronic_conductivity"] = (conducting,)
        for prop, quantity in _RECIPE.items():
            parts = [self._component(electrode, material, prop) for material in materials]
            if all(parts):
                found = tuple(part for part in parts if part)
                leaves[f"{electrode}_{quantity}"] = found
                if prop in _AT:
                    leaves[f"{electrode}_{_AT[prop]}"] = tuple(map(_stated_at, found))
            elif prop not in _OPTIONAL:
                lacking = [m.key for m, part in zip(materials, parts, strict=True) if not part]
                self.given.warnings.append(
                    f"no {prop.replace('_', ' ')} of {' and '.join(lacking)} is known; "
                    f'set it with material."{lacking[0]}".{prop}'
                )

    def _component(self, electrode: str, material: Material, prop: str) -> Input | None:
        if prop != "density" and material.role != f"{electrode} active":
            inert = float(prop == "first_cycle_efficiency")  # all of its nothing comes back
            return _of_role(material, inert, f"not active: {material.role}")
        found = self._property(material, prop)
        if not found and prop in _USUAL:
            return self._usual(electrode, material, prop)
        if prop == "theoretical_capacity" and not found:
            return from_formula(material, self._property(material, "molar_mass"))
        return found

    def _usual(self, electrode: str, material: Material, prop: str) -> Input:
        """A usual value where the database has none; listed where it is not none at all."""
        value, std = _USUAL[prop][electrode]
        text, address = f"{value:.0%}".replace("%", " %"), f"material.{material.key}.{prop}"
        if std:
            self.given.assumptions.append(
                f"{address} is not known and taken as {100 * value:g} ± {100 * std:g} %, "
                f"as {electrode} materials have it"
            )
        return Input(value, std or None, "assumed", text, address, material.key)

    def _conductivity(self, slot: str, material: Material) -> None:
        """Take the conductivity as given, or the measured points that a law goes through."""
        name, leaves = f"{slot}_ionic_conductivity", self.given.leaves
        if name in leaves or f"{slot}_conductivity_points" in leaves:
            return
        if (material.key, "ionic_conductivity") in self.addressed:
            leaf = self._property(material, "ionic_conductivity")
            leaves.update({name: (leaf,)} if leaf else {})
            return
        records = self.records.get((material.key, "ionic_conductivity"), [])
        law = conduction(slot, material, records, self.conditions.temperature or ROOM_TEMPERATURE)
        leaves.update(law.leaves)
        self.given.warnings += law.warnings
        if law.curved:
            self.vtf.add(slot)


def _stated_at(leaf: Input) -> Input:
    """The temperature that a value is stated at, room temperature where nothing is said."""
    record = leaf.choice.record if leaf.choice else None
    kelvin = record.temperature if record and record.temperature else ROOM_TEMPERATURE
    text = celsius(record) if record else ""
    return Input(kelvin, None, "database", text or "25 degC", leaf.address, leaf.label)


def _of_role(material: Material, value: float, text: str) -> Input:
    """A number that follows from the material's role."""
    return Input(value, None, "database", text, f"material.{material.key}.role", material.key)
