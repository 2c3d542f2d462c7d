"""Resolves the spelling of a unit, such as mAh/cm^2, to its size and its SI unit.

Common symbols come from a table generated from pint; pint itself is loaded only for the others.
"""

import math
import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from celldesign.errors import UnitError, nearest
from celldesign.units.table import BASES, SYMBOLS

if TYPE_CHECKING:
    from pint import UnitRegistry

CURRENCIES = ("USD", "EUR", "CNY", "JPY", "KRW", "GBP", "CHF", "SEK", "INR", "CAD", "AUD")
_DEFINITIONS = (
    *(f"{currency} = [{currency}]" for currency in CURRENCIES),
    *(f"{part}_percent = 0.01" for part in ("wt", "vol", "mol", "at")),
    "ppb = 1e-9",
    "cycle = 1 = _ = cycles",
    "CO2e = 1 = _ = CO2eq",
    "gCO2e = gram",
    "kgCO2e = kilogram = _ = kgCO2eq",
    "tCO2e = metric_ton",
    "RMB = CNY",
)

_FACTOR = re.compile(r"((?:CO2|[^\W\d])+%?|%)(?:\^?([+-]?[1-9]))?")
_SPELLINGS = str.maketrans(
    {
        "\N{MICRO SIGN}": "u",
        "\N{GREEK SMALL LETTER MU}": "u",
        "\N{OHM SIGN}": "ohm",
        "\N{GREEK CAPITAL LETTER OMEGA}": "ohm",
        "\N{ANGSTROM SIGN}": "angstrom",
        "\N{LATIN CAPITAL LETTER A WITH RING ABOVE}": "angstrom",
        "\N{DEGREE CELSIUS}": "degC",
        "°": "deg",
        "$": "USD",
        "€": "EUR",
        "£": "GBP",
        "·": "*",
        "⋅": "*",
        "×": "*",
        "⁻": "-",
        **dict(zip("¹²³⁴⁵⁶", "123456", strict=True)),
    }
)


class Unit(NamedTuple):
    """A unit's size and zero in SI, its SI unit as signatures spell it, and in base units."""

    scale: float
    offset: float
    si: str
    base: str


def quote(text: str) -> str:
    """Quote what was given on one line, cut short.

    >>> quote("70 um")
    "'70 um'"
    """
    return repr(text if len(text) <= 40 else f"{text[:39]}…")


@cache
def registry() -> "UnitRegistry[Any]":
    """Make the one pint registry, with the units that batteries need; kept after the first call.

    Each currency is a dimension of its own: an exchange rate belongs to a day, not to a unit.
    """
    import pint

    def percent_as_one_word(text: str) -> str:  # pint has made "wt percent " of "wt%" by then
        return re.sub("(wt|vol|mol|at) percent", r"\1_percent", text)

    made: UnitRegistry[Any] = pint.UnitRegistry(
        on_redefinition="ignore", preprocessors=[percent_as_one_word]
    )
    for definition in _DEFINITIONS:
        made.define(definition)
    return made


def ask_pint(symbol: str) -> tuple[float, float, str]:
    """Give the scale and offset of one symbol to base units, and those units; loads pint.

    >>> ask_pint("psi")[2]
    'kg/m/s^2'
    """
    size, base = registry().get_base_units(registry().Unit(symbol))
    zero = registry().Quantity(0.0, symbol).to_base_units().magnitude
    return cast(float, size), zero, f"{base:~C}".replace("**", "^")


@lru_cache(maxsize=1024)
def resolve(spelling: str) -> Unit:
    """Resolve a unit factor by factor. Raises UnitError.

    >>> resolve("kJ/Ah").si, resolve("kJ/Ah").base
    ('J/C', 'kg*m^2/A/s^3')
    """
    factors = _factors(spelling)
    total, offset = 1.0, 0.0
    si, base = Counter[str](), Counter[str]()
    for symbol, power in factors:
        size, zero, spelled = SYMBOLS.get(symbol) or _from_pint(symbol)
        total *= size**power if abs(math.log10(size) * power) < 300 else math.inf
        offset = zero if factors == [(symbol, 1)] else 0.0  # within a product degC is a difference
        for unit, outer in _factors(spelled):
            si[unit] += power * outer
            for dimension, inner in _factors(BASES[unit]):
                base[dimension] += power * outer * inner
    if not 0 < total < math.inf:
        raise UnitError("a unit of finite size is required", given=quote(spelling))
    return Unit(total, offset, _spell(si), _spell(base))


def _factors(spelling: str) -> list[tuple[str, int]]:
    """Split a unit into symbols and powers, and refuse what can be read in two ways."""
    tidy = re.sub(r"\s*(?:\*\*|\^)\s*", "^", spelling.translate(_SPELLINGS)).replace(" %", "%")
    numerator, *denominators = (part.strip() for part in tidy.split("/"))
    found = [] if numerator == "1" else _product(numerator, spelling)
    for part in denominators:
        factors = _product(part, spelling)
        if len(factors) > 1 and not part.startswith("("):
            raise UnitError(
                "a unit that reads in one way only is required",
                given=quote(spelling),
                mend="put what follows the / in parentheses, as in W/(m K)",
            )
        found += [(symbol, -power) for symbol, power in factors]
    return found


def _product(part: str, spelling: str) -> list[tuple[str, int]]:
    inside = part[1:-1].strip() if part.startswith("(") and part.endswith(")") else part
    matches = [_FACTOR.fullmatch(factor) for factor in re.split(r"\s*\*\s*|\s+", inside)]
    if None in matches:
        raise _unknown(spelling)
    return [(match[1], int(match[2] or 1)) for match in matches if match]


def _from_pint(symbol: str) -> tuple[float, float, str]:
    if len(symbol) == 1 or "%" in symbol:  # pint reads a lone c, e or k as a constant of physics
        raise _unknown(symbol)
    import pint

    try:
        size, offset, base = ask_pint(symbol)
        two = registry().Quantity(2.0, symbol).to_base_units().magnitude
    except (pint.PintError, AttributeError, ValueError, TypeError) as error:
        raise _unknown(symbol) from error
    linear = math.isclose(two, 2 * size + offset)
    if not linear or not base or any(unit not in BASES for unit, _ in _factors(base)):
        raise _unknown(symbol)  # decibels, pi, angles and bits are no units of a cell
    return size, offset, next((si for si, spelled in BASES.items() if spelled == base), base)


def _spell(powers: "Counter[str]") -> str:
    def power(unit: str) -> str:
        return unit if abs(powers[unit]) == 1 else f"{unit}^{abs(powers[unit])}"

    above = "*".join(power(unit) for unit in BASES if powers[unit] > 0)
    return (above or "1") + "".join(f"/{power(unit)}" for unit in BASES if powers[unit] < 0)


def _unknown(symbol: str) -> UnitError:
    mend = nearest(symbol.translate(_SPELLINGS), SYMBOLS, 1)
    return UnitError("unknown unit", given=quote(symbol), mend=mend)
