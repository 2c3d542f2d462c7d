"""A recipe: materials with their mass shares, which sum to one, read and changed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from celldesign.design.entry import Entry, read_entry
from celldesign.errors import DesignError, nearest
from celldesign.vocabulary import Quantity, by_dotted_name

_TOLERANCE = 1e-3


def share_of(name: str) -> Quantity | None:
    """The quantity of a share by its name in the design, such as `cathode.recipe.NMC811`."""
    electrode, dot, part = name.partition(".recipe.")
    known = dot and part and electrode in ("cathode", "anode")
    return by_dotted_name()[f"{electrode}.mass_fraction"] if known else None


def read_recipe(value: Any) -> dict[str, Entry]:
    """Read mass shares by material, which sum to one afterwards exactly. Raises DesignError."""
    if not isinstance(value, dict) or not value:
        mend = 'write { NMC811 = "95 wt%", PVDF = "5 wt%" }'
        raise DesignError("a formulation of materials and mass fractions is required", mend=mend)
    entries = {name: _share(name, item) for name, item in value.items()}
    total = sum(entry.value for entry in entries.values())
    if abs(total - 1) > _TOLERANCE:
        raise DesignError("a formulation must sum to 100 %", given=f"{100 * total:.6g} %")
    return {name: replace(entry, value=entry.value / total) for name, entry in entries.items()}


def with_share(recipe: Mapping[str, Entry], part: str, text: str) -> dict[str, Entry]:
    """Set one share; those that are not set themselves keep their ratios in what is left.

    Raises DesignError for a material that the formulation does not have, or more than 100 %.
    """
    if part not in recipe:
        required = f"a material of the formulation ({', '.join(recipe)}) is required"
        raise DesignError(required, given=part, mend=nearest(part, recipe))
    mine = replace(_share(part, text), override=True, replaced=recipe[part].text)
    changed = {**recipe, part: mine}
    rest = 1 - sum(entry.value for entry in changed.values() if entry.override)
    free = sum(entry.value for entry in changed.values() if not entry.override)
    if rest < -1e-9 or not (free or abs(rest) <= _TOLERANCE):
        raise DesignError("a formulation must sum to 100 %", given=f"{100 * (1 - rest):.6g} % set")
    scale = max(rest, 0.0) / free if free else 1.0
    return {
        name: entry
        if entry.override
        else replace(entry, value=scale * entry.value, text=f"{100 * scale * entry.value:.6g} wt%")
        for name, entry in changed.items()
    }


def _share(name: str, item: Any) -> Entry:
    entry = read_entry(by_dotted_name()["cathode.mass_fraction"], item)
    if "vol" in entry.text:
        raise DesignError("a formulation is by mass", given=f"{name} {entry.text}", mend="use wt%")
    return entry
