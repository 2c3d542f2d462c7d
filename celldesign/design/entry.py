"""One given value: read strictly, converted to SI, and seen to be possible."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from celldesign.errors import DesignError
from celldesign.si import Numeric
from celldesign.units.quantities import parse, parse_as, parse_rate, scale, to_si
from celldesign.vocabulary import Quantity

_VALUE_KEYS = {"value", "std", "source", "note", "override", "replaced"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One given value in SI with its standard uncertainty, and the text that it was written as."""

    value: float
    std: float | None
    text: str
    source: str = ""
    note: str = ""
    override: bool = False
    replaced: str = ""
    unit: str = ""


def read_entry(quantity: Quantity, item: Any) -> Entry:
    """Read one value of a quantity and see that it is possible.

    Messages do not name the quantity: who reads a file says its line and key. Raises DesignError,
    or UnitError for a text that is not a number with the right unit.
    """
    if isinstance(item, dict):
        return _described(item, lambda value: read_entry(quantity, value), quantity.unit)
    value, std = _number(quantity, item)
    if not quantity.choices and not possible(quantity, value):
        required = f"a value {between(quantity)} is required"
        percent = quantity.fraction and 1 < value <= 100 and "%" not in str(item)
        raise DesignError(required, given=str(item), mend=f"write '{value:g} %'" if percent else "")
    return Entry(value, std, str(item))


def possible(quantity: Quantity, si: Numeric) -> bool:
    """Whether all of some SI values are in the range of a quantity; NaN is not."""
    low, high = (to_si(limit, quantity.unit) for limit in (quantity.low, quantity.high))
    return bool(np.all((low - abs(low) * 1e-12 <= si) & (si <= high + abs(high) * 1e-12)))


def between(quantity: Quantity) -> str:
    """Write the range of a quantity.

    >>> from celldesign.vocabulary import find
    >>> between(find("plant.cell_yield"))
    'from 1 to 100 %'
    """
    unit = {"1": "", "C-rate": "C"}.get(quantity.unit, f" {quantity.unit}")
    return f"from {quantity.low:g} to {quantity.high:g}{unit}"


def read_addressed(item: Any) -> Entry:
    """Read a value that replaces one of the database; its dimension is checked where it is used."""
    if isinstance(item, dict):
        return _described(item, read_addressed, "")
    if not isinstance(item, str):
        raise DesignError("a number with a unit is required", given=repr(item))
    measured = parse(item)
    value, std = parse_as(item, measured.unit)
    return Entry(value, std, item, unit=measured.unit)


def _described(table: dict[str, Any], read: Callable[[Any], Entry], unit: str) -> Entry:
    """Read a table with a value and what is known of it."""
    unknown = set(table) - _VALUE_KEYS
    if unknown or "value" not in table:
        mend = f"the keys of a value are {', '.join(sorted(_VALUE_KEYS))}"
        given = ", ".join(sorted(unknown)) or "none"
        raise DesignError("a table with a value is required", given=given, mend=mend)
    entry = read(table["value"])
    if "std" in table:
        entry = replace(entry, std=_std(table["std"], unit or entry.unit))
    override = table.get("override", False)
    if not isinstance(override, bool):
        raise DesignError("override takes true or false", given=repr(override))
    replaced = str(table.get("replaced", ""))
    if replaced and not override:
        mend = "replaced says what an override stands for; write override = true"
        raise DesignError("replaced goes with an override", given=repr(replaced), mend=mend)
    if replaced:
        read(replaced)
    source, note = (str(table.get(key, "")) for key in ("source", "note"))
    return replace(entry, override=override, replaced=replaced, source=source, note=note)


def _std(item: Any, unit: str) -> float:
    if isinstance(item, str) and unit in ("1", "%"):
        std, _ = parse_as(item, unit)
    elif isinstance(item, str) and unit != "C-rate":
        measured = parse(item)
        parse_as(item, unit)
        std = measured.value * scale(measured.unit)
    elif unit in ("1", "%") and isinstance(item, int | float) and not isinstance(item, bool):
        std = float(item)
    else:
        raise DesignError("a standard uncertainty with its unit is required", given=repr(item))
    if not 0 <= std < math.inf:
        raise DesignError("a standard uncertainty of zero or more is required", given=str(item))
    return std


def _number(quantity: Quantity, item: Any) -> tuple[float, float | None]:
    if quantity.choices:
        word = {True: "yes", False: "no"}[item] if isinstance(item, bool) else str(item)
        if word not in quantity.choices:
            options = ", ".join(quantity.choices)
            raise DesignError(f"one of {options} is required", given=repr(item))
        return float(quantity.choices.index(word)), None
    if isinstance(item, bool) or not isinstance(item, str | int | float):
        raise DesignError("a number with a unit is required", given=repr(item))
    if quantity.unit == "C-rate":
        return parse_rate(str(item)), None
    bare = quantity.count or quantity.unit in ("1", "%")
    if isinstance(item, str):
        value, std = parse_as(item, quantity.unit)
    elif not math.isfinite(item):
        raise DesignError("a finite number is required", given=str(item))
    elif bare:
        value, std = float(item), None
    else:
        mend = f"write for example '{item} {quantity.unit}'"
        raise DesignError("a number with a unit is required", given=str(item), mend=mend)
    if quantity.count and value != round(value):
        raise DesignError("a whole number is required", given=str(item))
    return value, std


def window_ends(value: Any) -> dict[str, Any]:
    """The two cut-offs by name, of a list in a file or of a text on the command line.

    >>> window_ends("3.0 V, 4.2 V")
    {'operation.lower_voltage': '3.0 V', 'operation.upper_voltage': '4.2 V'}
    """
    text = isinstance(value, str)
    ends = [part.strip(" \"'") for part in value.strip("[]").split(",")] if text else value
    if not isinstance(ends, list) or len(ends) != 2:
        mend = "write '3.0 V, 4.2 V'" if text else 'write ["3.0 V", "4.2 V"]'
        raise DesignError("a window of two voltages is required", given=repr(value), mend=mend)
    return dict(zip(("operation.lower_voltage", "operation.upper_voltage"), ends, strict=True))
