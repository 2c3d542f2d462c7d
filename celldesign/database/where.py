"""A range of a property, as it is searched by: `density > 4.5 g/cm^3`."""

import re
from typing import NamedTuple

from celldesign.database.properties import known_property
from celldesign.errors import MaterialError
from celldesign.units.quantities import parse_as

OPERATORS = ("<", "<=", ">", ">=")
_PATTERN = re.compile(r"\s*(\w+)\s*(<=|>=|<|>)\s*(.+)")


class Where(NamedTuple):
    """A property, an operator and the SI value to compare with."""

    property: str
    operator: str
    si_value: float


def parse_where(text: str) -> Where:
    """Read a property, an operator and a value with its unit; raises MaterialError or UnitError.

    Values that differ by less than a rounding of their units count as equal.

    >>> property, operator, si_value = parse_where("density > 4.5 g/cm^3")
    >>> property, operator, round(si_value, 3)
    ('density', '>', 4500.0)
    """
    match = _PATTERN.fullmatch(text)
    if not match:
        raise MaterialError(
            "a property, one of < <= > >= and a value are required",
            given=repr(text),
            mend="write for example 'density > 4.5 g/cm^3'",
        )
    name, operator, value = match.groups()
    si_value, _ = parse_as(value, known_property(name).unit)
    rounding = 1e-9 * abs(si_value)
    return Where(name, operator, si_value + (rounding if operator in (">", "<=") else -rounding))
