"""The thermochemical bracket of a built cell, beside the two empirical models of its runaway.

The reactants follow from the bill of materials and the compositions in the database. It is a
linear programme for one cell at a time, so it is no quantity of the model, and is asked for.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from celldesign.cell.result import Cell, Item
from celldesign.database.catalogue import Catalogue, Conditions, Material, choose
from celldesign.errors import MaterialError
from celldesign.safety.thermochemistry import (
    HIGH_TEMPERATURE,
    LOW_TEMPERATURE,
    Bracket,
    Release,
    Species,
    bracket,
    cell_reactants,
)
from celldesign.units.quantities import from_si

EXCLUDED = "combustion in open air"
# What these roles bring is most of the energy: without a composition there is no bracket.
_REACTING = {"cathode active", "anode active", "metal anode", "liquid electrolyte"}
_REACTING_PARTS = {"cathode", "anode", "electrolyte"}
_INERT_PARTS = {"casing", "cathode tab", "anode tab"}
_ROUNDING = 1e-3


@dataclass(frozen=True, slots=True)
class End:
    """One end of the bracket: the products' temperature (K) and what is released.

    `energy` is in J, `per_charge` in J per coulomb of nominal capacity; the standard uncertainties
    are those of the enthalpies of formation alone, not of the cell's masses.
    """

    temperature: float
    energy: float
    std: float
    per_charge: float
    per_charge_std: float

    def to_dict(self) -> dict[str, Any]:
        """Return the end in kJ and kJ/Ah, as rows of a value, a unit and a standard uncertainty."""
        return {
            "temperature_K": self.temperature,
            "energy": _row(self.energy, self.std, "kJ"),
            "energy_per_capacity": _row(self.per_charge, self.per_charge_std, "kJ/Ah"),
        }


@dataclass(frozen=True, slots=True)
class Thermochemical:
    """The bracket of a cell: three ends, the low one at other temperatures, what was inert.

    `sensitivity` is in J by temperature in K; `inert` names materials with their part.
    """

    low: End
    high: End
    ceiling: End
    sensitivity: Mapping[float, float]
    inert: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the bracket as `celldesign build --bracket --json` prints it."""
        return {
            "low": self.low.to_dict(),
            "high": self.high.to_dict(),
            "ceiling": self.ceiling.to_dict(),
            "sensitivity": [
                {"temperature_K": temperature, "energy": _row(energy, None, "kJ")}
                for temperature, energy in self.sensitivity.items()
            ],
            "inert": list(self.inert),
            "excluded": EXCLUDED,
        }


def thermochemical(cell: Cell, catalogue: Catalogue) -> Thermochemical:
    """Bracket the heat that a charged cell can release in a thermal runaway.

    The stored electrical energy is inside; combustion in open air is not. Active materials,
    except elemental carbon, and liquid electrolytes must have a composition; whatever else has
    none is inert and named, as are casing and tabs.

    Raises MaterialError for an active material or electrolyte without composition, and for an
    electrode or electrolyte whose materials the design does not name.
    """
    given = cell.given
    materials = {material.key: material for material in given.materials}
    items = [item for item in cell.bill_of_materials if item.part not in _INERT_PARTS]
    masses: dict[str, float] = defaultdict(float)
    for item in items:
        masses[item.material] += item.mass
    compositions = {key: material.composition for key, material in materials.items()}
    species = _species(catalogue)
    active = [item.material for item in items if _must_react(item, materials)]
    reactants = cell_reactants(masses, compositions, species, active)
    found = bracket(reactants, species, float(cell["energy"].si))
    return _per_charge(found, float(cell["nominal_capacity"].si), _inert(cell, materials))


def _per_charge(found: Bracket, nominal_capacity: float, inert: tuple[str, ...]) -> Thermochemical:
    def end(temperature: float, release: Release) -> End:
        energy, std = release.energy, release.std
        return End(temperature, energy, std, energy / nominal_capacity, std / nominal_capacity)

    return Thermochemical(
        low=end(LOW_TEMPERATURE, found.low),
        high=end(HIGH_TEMPERATURE, found.high),
        ceiling=end(HIGH_TEMPERATURE, found.ceiling),
        sensitivity=found.sensitivity,
        inert=inert,
    )


def _must_react(item: Item, materials: Mapping[str, Material]) -> bool:
    material = materials.get(item.material)
    if material is None and item.part in _REACTING_PARTS:
        raise MaterialError(
            f"the thermochemical model needs to know what the {item.part} is made of",
            mend="name its formulation or material in the design, or use the `charge` model",
        )
    return material is not None and material.role in _REACTING and material.formula != "C"


def _inert(cell: Cell, materials: Mapping[str, Material]) -> tuple[str, ...]:
    """Name what does not react, with its part: whole materials, and the rest of compositions."""
    found = []
    for item in cell.bill_of_materials:
        name = f"{item.material} ({item.part})" if item.material else item.part
        material = materials.get(item.material)
        reacting = sum(material.composition.values()) if material else 0.0
        if item.part in _INERT_PARTS or not reacting:
            found.append(name)
        elif reacting < 1 - _ROUNDING:
            found.append(f"{100 * (1 - reacting):.1f} % of {name}")
    return tuple(dict.fromkeys(found))


def _species(catalogue: Catalogue) -> dict[str, Species]:
    """Every reaction species with an enthalpy, by its key."""
    materials = {each.key: each for each in catalogue.materials("reaction species")}
    best = {
        where: choose(records, Conditions()).record
        for where, records in catalogue.records_of(materials).items()
    }
    found = {}
    for key, material in materials.items():
        if enthalpy := best.get((key, "formation_enthalpy")):
            entropy = best.get((key, "standard_entropy"))
            found[key] = Species(
                key,
                material.formula,
                enthalpy.si_value,
                entropy.si_value if entropy else None,
                enthalpy.std or 0.0,
            )
    return found


def _row(value: float, std: float | None, unit: str) -> dict[str, Any]:
    return {
        "value": from_si(value, unit),
        "unit": unit,
        "std": None if std is None else from_si(std, unit),
    }
