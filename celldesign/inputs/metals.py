"""What the metals' prices do to an active material: its price is metals by content and conversion.

The form is that of Wentker 2019 (Energies 12, 504). The conversion is what a basket's price leaves
over its metals, so that a material at the basket's metal prices costs what is quoted, and a metal
price of the design moves it by the metal that it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from celldesign.database.catalogue import Material
from celldesign.database.formulas import mass_fractions
from celldesign.inputs.value import Input


class Metal(NamedTuple):
    """A price that the design gives, and that of the basket, in USD/kg."""

    given: Input
    basket: Input


# By what is quoted: the element that it brings, and how much of it is bought per element.
METALS = {
    "lithium carbonate": ("Li", 73.89 / (2 * 6.94)),
    "nickel": ("Ni", 1.0),
    "cobalt": ("Co", 1.0),
}


def content(material: Material, metal: str) -> float:
    """Mass of a metal, or of lithium carbonate, in an active material; 0 in all others.

    >>> nmc = Material("NMC811", "", "cathode active", "LiNi0.8Mn0.1Co0.1O2")
    >>> [round(content(nmc, metal), 4) for metal in METALS]
    [0.3798, 0.4827, 0.0606]
    """
    element, ratio = METALS[metal]
    if not material.role.endswith(" active") or element not in material.formula:
        return 0.0
    return ratio * mass_fractions(material.formula).get(element, 0.0)


def moved_prices(
    electrode: str, parts: Sequence[Material], quoted: Sequence[Input], metals: Mapping[str, Metal]
) -> dict[str, tuple[Input, ...]]:
    """Leaves of a recipe's prices under the metal prices that the design gives; empty if unmoved.

    A material whose own price is given keeps it.
    """
    held = {
        metal: [
            content(part, metal) if metal in metals and leaf.entry is None else 0.0
            for part, leaf in zip(parts, quoted, strict=True)
        ]
        for metal in METALS
    }
    if not any(map(any, held.values())):
        return {}
    leaves: dict[str, tuple[Input, ...]] = {}
    nothing = Input(0.0, None, "database", "not given", "no price of the metal.role")
    for metal, shares in held.items():
        flat, price = metal.replace(" ", "_"), metals.get(metal, Metal(nothing, nothing))
        leaves[f"metal_{flat}_price"] = (price.given,)
        leaves[f"metal_{flat}_basket_price"] = (price.basket,)
        leaves[f"{electrode}_component_{flat}"] = tuple(
            Input(share, None, "database", f"{share:.4g} kg/kg", f"{metal} in {part.key}")
            for part, share in zip(parts, shares, strict=True)
        )
    leaves[f"{electrode}_component_quoted_price"] = tuple(
        replace(leaf, text=f"{leaf.text} + metals") if any(shares) else leaf
        for leaf, *shares in zip(quoted, *held.values(), strict=True)
    )
    return leaves
