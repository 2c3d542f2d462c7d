"""The elements of a built cell, from the formulas of its materials, and the battery passport.

What has no formula is named with its mass, so that no sum passes for the whole cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from celldesign.cell import Cell
from celldesign.database.catalogue import Material
from celldesign.units import from_si

# Of the elements in a cell, those on the EU's list of critical raw materials of March 2023;
# carbon only as natural graphite, which a formula does not tell.
CRITICAL = ("Li", "Co", "Mn", "P", "Al", "Si", "Ti", "V", "Mg", "B", "Sr", "La", "Ge", "Nb", "Ta")
STRATEGIC = ("Ni", "Cu")
LIST = (
    "European Commission, list of critical raw materials, March 2023, with aluminium; nickel and "
    "copper are strategic; as listed by Statistics Netherlands (CBS), 2025"
)
# Graphite and carbon blacks are carbon even where their file has no formula.
_CARBON = ("conductive additive",)


@dataclass(frozen=True)
class Composition:
    """Masses in kg: by element, of what has a formula, and of what has none by material."""

    elements: Mapping[str, float]
    covered: float
    uncovered: Mapping[str, float]
    natural_graphite: float = 0.0

    def critical(self) -> dict[str, float]:
        """Masses of critical and strategic raw materials, graphite as such."""
        found = {e: m for e, m in self.elements.items() if e in (*CRITICAL, *STRATEGIC)}
        if self.natural_graphite:
            found["natural graphite"] = self.natural_graphite
        return found


def composition(cell: Cell) -> Composition:
    """Split the bill of materials into elements."""
    elements: dict[str, float] = {}
    uncovered: dict[str, float] = {}
    covered = natural = 0.0
    materials = _materials(cell)
    for item in cell.bill_of_materials:
        fractions = mass_fractions(materials.get(item.material))
        if not fractions:
            name = item.material or item.part
            uncovered[name] = uncovered.get(name, 0.0) + item.mass
            continue
        covered += item.mass
        if item.material == "graphite, natural":
            natural += item.mass
        for element, share in fractions.items():
            elements[element] = elements.get(element, 0.0) + share * item.mass
    return Composition(dict(sorted(elements.items())), covered, uncovered, natural)


def mass_fractions(material: Material | None) -> dict[str, float]:
    """Mass fractions of the elements by a material's formula; empty where it has none.

    >>> lithium = mass_fractions(Material("LFP", "", "cathode active", "LiFePO4"))["Li"]
    >>> round(lithium, 4)
    0.044
    """
    if material is None:
        return {}
    text = material.formula.removesuffix("n") if ")n" in material.formula else material.formula
    if not text:
        graphite = material.key.startswith(("graphite", "hard carbon")) and "-" not in material.key
        return {"C": 1.0} if material.role in _CARBON or graphite else {}
    from periodictable import formula
    from pyparsing import ParseBaseException  # what periodictable reads formulas with

    try:
        return {str(atom): float(share) for atom, share in formula(text).mass_fraction.items()}
    except (ParseBaseException, ValueError, KeyError):
        return {}


def passport(cell: Cell) -> dict[str, Any]:
    """The fields of the EU battery passport that a design tool can compute; no others.

    Masses in g per cell and kg per kWh; a field that needs what the design lacks is left out.
    """
    content = composition(cell)
    energy = from_si(float(cell.values["energy"]), "kWh")
    mass = float(cell.values["cell_mass"])
    shares = cell.design.economics.recycled
    found: dict[str, Any] = {
        "schema": 1,
        "regulation": "Regulation (EU) 2023/1542; fields that a design can give",
        "model": cell.design.name,
        "weight_g": 1e3 * mass,
        "rated_capacity_Ah": from_si(float(cell.values["nominal_capacity"]), "Ah"),
        "capacity_Ah": from_si(float(cell.values["capacity"]), "Ah"),
        "energy_Wh": 1e3 * energy,
        "nominal_voltage_V": float(cell.values["operation_average_voltage"]),
        "specific_energy_Wh_per_kg": 1e3 * energy / mass,
        "materials": [
            {"material": i.material, "part": i.part, "share": i.mass / mass}
            for i in cell.bill_of_materials
        ],
        "elements": {
            element: {"g": 1e3 * kg, "kg_per_kWh": kg / energy, "share": kg / mass}
            for element, kg in content.elements.items()
        },
        "critical_raw_materials": {
            "list": LIST,
            "share": {name: kg / mass for name, kg in content.critical().items()},
        },
        "not_broken_down": {name: kg / mass for name, kg in content.uncovered.items()},
    }
    limits = ("operation_lower_voltage", "operation_upper_voltage")
    if all(name in cell.given.leaves for name in limits):
        found["voltage_limits_V"] = [cell.given.leaves[name][0].value for name in limits]
    for key, name, unit in (
        ("carbon_footprint_kg_CO2e_per_kWh", "footprint_ghg_per_energy", "kg/kWh"),
        ("carbon_footprint_kg_CO2e_per_kWh_delivered", "footprint_per_throughput", "kg/kWh"),
        ("carbon_footprint_mass_covered", "footprint_coverage", "1"),
        ("expected_cycles", "lifetime_cycles", "1"),
        ("internal_resistance_ohm", "resistance_dc", "ohm"),
    ):
        value = float(cell.values.get(name, "nan"))
        if value == value and abs(value) != float("inf"):
            found[key] = from_si(value, unit)
    if shares:
        found["recycled_content"] = {
            element: {"share": share, "kg": share * content.elements.get(element, 0.0)}
            for element, share in shares.items()
        }
    return found


def _materials(cell: Cell) -> dict[str, Material]:
    parts = [material for recipe in cell.given.recipes.values() for material in recipe]
    return {material.key: material for material in (*cell.given.slots.values(), *parts)}
