"""Which ion a material works with, by its formula or name, and how much of it that could hold."""

import re
from collections.abc import Mapping

from celldesign.constants import CONSTANTS
from celldesign.database.catalogue import Material
from celldesign.inputs.value import Input
from celldesign.units.quantities import from_si

IONS = ("Li", "Na")
_ION = re.compile(r"(Li|Na)(?![a-z])(\d*\.?\d*)")
# Whose formula says nothing of an ion, and whose values are against Na.
_OF_SODIUM = ("hard carbon", "tin", "lead")
_NOT_OF_SODIUM = ("graphite",)  # takes no sodium to speak of


def working_ion(material: Material) -> str:
    """Name the ion that a material works with; nothing where formula and name do not tell.

    >>> working_ion(Material("NVP", "", "cathode active", "Na3V2(PO4)3"))
    'Na'
    >>> working_ion(Material("LP57", "1 M LiPF6 in EC:EMC 3:7", "liquid electrolyte"))
    'Li'
    """
    texts = (material.formula, material.key, material.name)
    found = next((match[1] for text in texts if (match := _ION.search(text))), "")
    if not found and material.key in _OF_SODIUM:
        return "Na"
    return found or ("Li" if material.key.startswith(_NOT_OF_SODIUM) else "")


def mixed_ions(
    slots: Mapping[str, Material], recipes: Mapping[str, tuple[Material, ...]]
) -> list[str]:
    """Say in one warning that the materials of a cell work with different ions."""
    active = [m for parts in recipes.values() for m in parts if m.role.endswith(" active")]
    named = [slots[slot] for slot in ("anode", "separator", "electrolyte") if slot in slots]
    known = {m.key: ion for m in (*active, *named) if (ion := working_ion(m))}
    if len(set(known.values())) < 2:
        return []
    said = (f"{' and '.join(k for k, i in known.items() if i == ion)} with {ion}" for ion in IONS)
    return [f"the working ions differ: {', '.join(said)}; check the materials"]


def from_formula(material: Material, molar_mass: Input | None) -> Input | None:
    """Theoretical capacity of a cathode material by Faraday's law, of all ions in its formula."""
    match = _ION.match(material.formula)
    if not match or not molar_mass or material.role != "cathode active":
        return None
    count = float(match[2] or 1)
    value = count * CONSTANTS["faraday_constant"].value / molar_mass.value
    text = f"{from_si(value, 'mAh/g'):.4g} mAh/g: {count:g} {match[1]} of {material.formula}"
    address = f"material.{material.key}.formula"
    return Input(value, None, "database", text, address, material.key)
