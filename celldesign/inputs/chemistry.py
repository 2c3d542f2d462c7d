"""Which chemistry a cell is of, as far as its safety and its transport ask."""

import re
from collections.abc import Mapping, Sequence

from celldesign.database.catalogue import Material
from celldesign.errors import MaterialError
from celldesign.inputs.ions import working_ion

_ELEMENT = re.compile(r"[A-Z][a-z]?")
_ALLOYS_BELOW = 0.3  # V against lithium, below which aluminium takes it up
_MEAN = 1.0  # V; an anode of a lower mean potential comes that low when it is charged


def ion_of(recipes: Mapping[str, Sequence[Material]], metal: Material | None) -> str:
    """Name the ion that a cell works with, by its cathode, else its anode; it may be unknown."""
    parts = [*recipes.get("cathode", ()), *recipes.get("anode", ()), *([metal] if metal else [])]
    active = [part for part in parts if part.role.endswith(" active") or part is metal]
    return next((ion for part in active if (ion := working_ion(part))), "")


def chemistry(recipes: Mapping[str, Sequence[Material]]) -> str:
    """Name the chemistry whose runaway a cell's would be like; empty where formulas do not tell.

    >>> def cell(formula):
    ...     return {"cathode": [Material(formula, "", "cathode active", formula)]}
    >>> [chemistry(cell(each)) for each in ("LiFePO4", "LiNi0.8Mn0.1Co0.1O2", "Na3V2(PO4)2F3")]
    ['iron phosphate', 'layered oxide', 'sodium vanadium fluorophosphate']
    """
    held = {
        electrode: {
            element
            for part in parts
            if part.role == f"{electrode} active"
            for element in _ELEMENT.findall(part.formula or part.key)
        }
        for electrode, parts in recipes.items()
    }
    cathode = held.get("cathode", set())
    sodium = ion_of(recipes, None) == "Na"
    rules = (
        ("Ti" in held.get("anode", set()), "titanate anode"),
        (sodium and cathode >= {"V", "F"}, "sodium vanadium fluorophosphate"),
        (sodium and cathode >= {"C", "N"}, "Prussian white"),
        (sodium and "P" in cathode, "sodium phosphate"),
        (sodium, "sodium layered oxide"),
        ("P" in cathode, "iron phosphate"),
        (bool(cathode & {"Ni", "Co"}), "layered oxide"),
        ("Mn" in cathode, "manganese spinel"),
        (cathode == {"S"}, "sulfur"),
    )
    return next((name for holds, name in rules if cathode and holds), "")


def check_foil(foil: Material | None, others: Sequence[Material], potential: float) -> None:
    """Refuse aluminium under an anode that works where aluminium takes up lithium.

    `others` are the anode's active materials or metal, `potential` (V) is their mean
    against lithium.
    """
    if foil is None or foil.role != "collector" or potential >= _MEAN:
        return
    if foil.formula == "Al" or "aluminium" in foil.key.casefold():
        raise MaterialError(
            f"a collector that does not alloy with lithium is required under "
            f"{' and '.join(other.key for other in others)}",
            given=f"{foil.key}, which takes up lithium below about {_ALLOYS_BELOW:g} V",
            mend="take copper; aluminium serves titanate and sodium anodes",
        )
