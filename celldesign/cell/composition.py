"""The elements of a built cell, from the formulas of its materials, and the battery passport.

What has no formula is named with its mass, so that no sum passes for the whole cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from celldesign.cell.result import Cell
from celldesign.database.catalogue import Material
from celldesign.units.quantities import from_si

# Elements of Annex I (strategic) and of Annex II alone (critical) of Regulation (EU) 2024/1252, of
# which fluorine is listed as fluorspar, phosphorus as phosphate rock and itself; carbon counts
# only as graphite, natural or synthetic, which a formula does not tell.
STRATEGIC = (
    *("Li", "Ni", "Co", "Mn", "Cu", "Al", "Si", "Ti", "Mg", "B"),
    *("Ge", "Ga", "Bi", "W", "La", "Ce", "Nd", "Pr", "Pt", "Pd"),
)
CRITICAL = ("F", "P", "V", "Nb", "Ta", "Sr", "Sc", "Sb", "As", "Ba", "Be", "Hf")
GRAPHITE = "graphite, battery grade"
LIST = (
    "Regulation (EU) 2024/1252, Annex I (strategic) and Annex II (critical); fluorine as "
    "fluorspar, phosphorus as phosphate rock; graphite natural or synthetic"
)
# By mass and from memory, quality D, where a formula cannot say it.
MIXTURES = {
    "nickel-plated steel": "97%wt Fe // Ni",
    "stainless steel": "70%wt Fe // 19%wt Cr // 9%wt Ni // Mn",
    "aluminium can": "98.5%wt Al // Mn",
    "aluminium laminate": "59%wt Al // 31%wt C3H6 // C6H11NO",
    "pouch laminate 113 um": "59%wt Al // 31%wt C3H6 // C6H11NO",
    "pouch laminate 150 um": "45%wt Al // 42%wt C3H6 // C6H11NO",
    "carbon-coated aluminium": "91.8%wt Al // C",
    "LP57": "11.9%wt LiPF6 // 26.4%wt C3H4O3 // C4H8O3",
    "LP30": "11.8%wt LiPF6 // 44.1%wt C3H4O3 // C3H6O3",
    "NaPF6 electrolyte": "13%wt NaPF6 // 43.5%wt C3H4O3 // C4H6O3",
    "graphite-SiOx": "90%wt C // SiO",
    "CMC": "C8H11O7Na",
    "SBR": "25%wt C8H8 // C4H6",
    "CMC/SBR": "50%wt C8H11O7Na // 12.5%wt C8H8 // C4H6",
    "PAA": "C3H4O2",
    **{f"Celgard {grade}": "C3H6" for grade in ("2320", "2325", "3500", "C480", "H2013")},
}
# Graphite and carbon blacks are carbon even where their file has no formula.
_CARBON = ("conductive additive",)


@dataclass(frozen=True)
class Composition:
    """Masses in kg: by element, of what has a formula, and of what has none by material."""

    elements: Mapping[str, float]
    covered: float
    uncovered: Mapping[str, float]
    graphite: float = 0.0
    estimated: tuple[str, ...] = ()  # materials whose composition is from memory

    def critical(self) -> dict[str, float]:
        """Masses of critical and strategic raw materials, graphite as such."""
        found = {e: m for e, m in self.elements.items() if e in (*CRITICAL, *STRATEGIC)}
        if self.graphite:
            found[GRAPHITE] = self.graphite
        return found


def composition(cell: Cell) -> Composition:
    """Split the bill of materials into elements."""
    elements: dict[str, float] = {}
    uncovered: dict[str, float] = {}
    covered = graphite = 0.0
    materials = {material.key: material for material in cell.given.materials}
    for item in cell.bill_of_materials:
        fractions = mass_fractions(materials.get(item.material), cell.given.species)
        known = sum(fractions.values()) * item.mass
        if item.mass - known > 1e-6 * item.mass:
            name = item.material or item.part
            uncovered[name] = uncovered.get(name, 0.0) + item.mass - known
        covered += known
        if item.part == "anode" and item.material.startswith("graphite"):
            graphite += fractions.get("C", 0.0) * item.mass
        for element, share in fractions.items():
            elements[element] = elements.get(element, 0.0) + share * item.mass
    guessed = tuple(sorted({i.material for i in cell.bill_of_materials} & MIXTURES.keys()))
    return Composition(dict(sorted(elements.items())), covered, uncovered, graphite, guessed)


def mass_fractions(
    material: Material | None, species: Mapping[str, Material] = MappingProxyType({})
) -> dict[str, float]:
    """Mass fractions of the elements by a material's formula, else by what it is composed of.

    They sum to less than 1 where a composition leaves a rest, and are empty where nothing is known.

    >>> lithium = mass_fractions(Material("LFP", "", "cathode active", "LiFePO4"))["Li"]
    >>> round(lithium, 4)
    0.044
    """
    if material is None:
        return {}
    text = material.formula.removesuffix("n") if ")n" in material.formula else material.formula
    text = text or MIXTURES.get(material.key, "")
    if not text and material.composition.keys() & species.keys():
        found: dict[str, float] = {}
        for name in material.composition.keys() & species.keys():
            for element, share in mass_fractions(species[name]).items():
                found[element] = found.get(element, 0.0) + material.composition[name] * share
        return found
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
        "composition_from_memory": list(content.estimated),
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
