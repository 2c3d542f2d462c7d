"""Checks of the files of plants, regions, rates and factors; each raises MaterialError."""

import math
from collections.abc import Mapping
from typing import Any

from celldesign.database.plant_records import Parameter, Stage
from celldesign.database.properties import QUALITIES
from celldesign.errors import MaterialError, nearest
from celldesign.units import parse, parse_as, same_dimension, to_si
from celldesign.vocabulary import Quantity, vocabulary

_ROOT_OF_TWELVE = math.sqrt(12)


def complete(values: Mapping[str, Parameter], stages: Mapping[str, Stage]) -> None:
    """See that a plant has every number, and stages."""
    needed = [
        name
        for name, quantity in vocabulary().items()
        if name.startswith("plant_") and not quantity.choices
    ]
    missing = [name.removeprefix("plant_") for name in needed if name not in values]
    if missing:
        raise MaterialError(f"[values] must give {', '.join(missing)}", mend="or build on a base")
    if not stages:
        raise MaterialError("a plant must have stages", mend="add [[stage]], or build on a base")


def within(name: str, si: float, quantity: Quantity, text: str) -> None:
    """See that a number is possible."""
    low, high = to_si(quantity.low, quantity.unit), to_si(quantity.high, quantity.unit)
    if not low * (1 - 1e-12) <= si <= high * (1 + 1e-12):
        required = f"{name} must be from {quantity.low:g} to {quantity.high:g} {quantity.unit}"
        raise MaterialError(required, given=text)


def spread(low: float | None, high: float | None) -> float | None:
    """Take a range as a uniform distribution."""
    if low is None or high is None:
        return None
    if low > high:
        raise MaterialError("low must not lie above high", given=f"{low:g} and {high:g} (SI)")
    return (high - low) / _ROOT_OF_TWELVE


def number(name: str, item: Any, unit: str) -> float:
    """Read a text with a unit as SI."""
    if not isinstance(item, str):
        raise MaterialError(f"{name} must be a text with a unit", given=repr(item), mend=unit)
    measured = parse(item)
    if not same_dimension(measured.unit, unit):
        raise MaterialError(f"{name} must have the dimension of {unit}", given=item)
    return parse_as(item, unit)[0]


def quality(given: Any) -> str:
    """Read a quality."""
    return one_of("quality", given, QUALITIES)


def one_of(what: str, given: Any, known: tuple[str, ...]) -> str:
    """Read a word that must be known."""
    if given not in known:
        mend = nearest(str(given), known) or f"known: {', '.join(known)}"
        raise MaterialError(f"an unknown {what}", given=str(given), mend=mend)
    return str(given)


def text_of(table: Mapping[str, Any], key: str) -> str:
    """Read a text."""
    if not isinstance(table[key], str):
        raise MaterialError(f"{key} must be a text", given=repr(table[key]))
    return str(table[key])


def table_of(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Read a table, empty where there is none."""
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise MaterialError(f"{key} must be a table", given=repr(found))
    return found


def tables_of(table: Mapping[str, Any], key: str) -> list[Any]:
    """Read a list of tables, empty where there is none."""
    found = table.get(key, [])
    if not isinstance(found, list):
        raise MaterialError(f"{key} must be a list of tables", mend=f"write [[{key}]]")
    return found


def check_keys(table: Any, known: set[str], required: set[str]) -> None:
    """Hold a table to its keys."""
    if not isinstance(table, dict):
        raise MaterialError("a table is required", given=repr(table))
    for key in table:
        if key not in known:
            raise MaterialError("an unknown key", given=key, mend=nearest(key, known))
    for key in sorted(required):
        if key not in table:
            raise MaterialError(f"{key} is required", mend=f"add {key} = …")
