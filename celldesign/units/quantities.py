"""The one place where text meets units: `number unit` is read here, and SI numbers leave.

A text is a number, a unit and optionally a standard uncertainty; nothing in it is ever computed.
What a unit is, `celldesign.units.spelling` resolves, with pint behind it.
"""

import math
import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from celldesign.errors import UnitError
from celldesign.units.spelling import Unit, quote, resolve
from celldesign.units.spelling import registry as registry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Value = TypeVar("Value", float, "NDArray[np.float64]", "float | NDArray[np.float64]")

LONGEST_TEXT = 100

_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_SIGNS = str.maketrans({"−": "-", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})
_DIMENSIONS = {  # what an error calls a dimension, and a unit to try
    "1": ("a dimensionless number", "%"),
    "m": ("a length", "um"),
    "m^2": ("an area", "cm^2"),
    "m^3": ("a volume", "cm^3"),
    "kg": ("a mass", "g"),
    "s": ("a time", "h"),
    "K": ("a temperature", "degC"),
    "C": ("a charge", "Ah"),
    "A": ("a current", "A"),
    "V": ("a voltage", "V"),
    "J": ("an energy", "Wh"),
    "W": ("a power", "W"),
    "Pa": ("a pressure", "MPa"),
    "mol": ("an amount", "mol"),
    "ohm": ("a resistance", "ohm"),
    "1/s": ("a frequency", "1/h"),
    "kg/m^2": ("a mass per area", "mg/cm^2"),
    "kg/m^3": ("a density", "g/cm^3"),
    "kg/mol": ("a molar mass", "g/mol"),
    "mol/m^3": ("a concentration", "mol/L"),
    "mol/C": ("an amount per charge", "mol/Ah"),
    "m^3/C": ("a volume per charge", "mL/Ah"),
    "m^2/s": ("a diffusion coefficient", "cm^2/s"),
    "C/m^2": ("a charge per area", "mAh/cm^2"),
    "C/kg": ("a charge per mass", "mAh/g"),
    "A/m^2": ("a current density", "mA/cm^2"),
    "S/m": ("a conductivity", "mS/cm"),
    "ohm*m": ("a resistivity", "ohm*cm"),
    "ohm*m^2": ("an area-specific resistance", "ohm*cm^2"),
    "J/kg": ("an energy per mass", "Wh/kg"),
    "J/m^3": ("an energy per volume", "Wh/L"),
    "J/C": ("an energy per charge", "kJ/Ah"),
    "J/mol": ("an energy per amount", "kJ/mol"),
    "J/kg/K": ("a specific heat", "J/kg/K"),
    "W/m/K": ("a thermal conductivity", "W/m/K"),
    "USD": ("an amount of dollars", "USD"),
    "USD/kg": ("a price in dollars per mass", "USD/kg"),
    "USD/J": ("a price in dollars per energy", "USD/kWh"),
    "USD/m^2": ("a price in dollars per area", "USD/m^2"),
    "USD/m^3": ("a price in dollars per volume", "USD/L"),
    "USD/s": ("a wage in dollars", "USD/h"),
    "J/s": ("an energy per year", "GWh/year"),
}


class Measured(NamedTuple):
    """A value as it was printed, with its unit and its standard uncertainty in that unit.

    >>> str(Measured(4.65, "g/cm^3", 0.05))
    '4.65 +/- 0.05 g/cm^3'
    """

    value: float
    unit: str
    std: float | None

    def __str__(self) -> str:
        spread = "" if self.std is None else f" +/- {self.std!r}"
        return f"{self.value!r}{spread} {self.unit}".rstrip()


def parse(text: str) -> Measured:
    """Read `number unit`, as it is printed in a table or typed in a design file.

    Raises UnitError with one line for anything else, and computes nothing.

    >>> parse("70 µm")
    Measured(value=70.0, unit='µm', std=None)
    >>> parse("(4.65 ± 0.05) g/cm^3")
    Measured(value=4.65, unit='g/cm^3', std=0.05)
    """
    measured = _read(text)
    if not measured.unit:
        raise _no_unit(text, "m")
    return measured


def parse_as(text: str, unit: str) -> tuple[float, float | None]:
    """Read `number unit` as SI value and SI standard uncertainty, of the dimension of `unit`.

    A bare number passes only where `unit` is dimensionless, and a C-rate is read as `parse_rate`
    does. Raises UnitError.

    >>> parse_as("25 +/- 2 degC", "K")
    (298.15, 2.0)
    >>> parse_as("76 wt%", "1")
    (0.76, None)
    """
    if unit == "C-rate":
        return parse_rate(text), None
    value, given, std = _read(text)
    if not given:
        if not same_dimension(unit, "1"):
            raise _no_unit(text, si_unit(unit))
        given = "1"
    if not same_dimension(given, unit):
        raise _wrong_dimension(text, given, si_unit(unit))
    si = to_si(value, given), None if std is None else std * scale(given)
    if not all(math.isfinite(number) for number in si if number is not None):
        raise UnitError("a finite number is required", given=quote(text))
    return si


def parse_rate(text: str) -> float:
    """Read a C-rate in 1/s, where 1C is the nominal capacity per hour.

    >>> parse_rate("C/20") * 3600
    0.05
    >>> parse_rate("2C") * 3600
    2.0
    """
    pattern = rf"({_NUMBER})?\s*C|C\s*/\s*({_NUMBER})"
    if len(text) <= LONGEST_TEXT and (match := re.fullmatch(pattern, text.strip())):
        times, hours = (float(number or 1) for number in match.groups())
        if 0 < times < math.inf and 0 < hours < math.inf:
            return times / (hours * 3600)
    raise UnitError("a rate is required", given=quote(text), mend="write for example C/20 or 2C")


def format_rate(per_second: float, digits: int = 6) -> str:
    """Write a rate in 1/s as a C-rate.

    >>> format_rate(1 / 72000)
    'C/20'
    >>> format_rate(2 / 3600)
    '2C'
    """
    times = per_second * 3600
    return f"C/{1 / times:.{digits}g}" if 0 < times < 1 else f"{times:.{digits}g}C"


def to_si(value: Value, unit: str) -> Value:
    """Convert a value or an array from `unit` to SI.

    >>> to_si(25.0, "degC")
    298.15
    """
    known = _size(unit)
    return value * known.scale + known.offset


def from_si(value: Value, unit: str) -> Value:
    """Convert a value or an array from SI to `unit`.

    >>> from_si(360.0, "mAh")
    100.0
    """
    known = _size(unit)
    return (value - known.offset) / known.scale


def scale(unit: str) -> float:
    """Give the factor from `unit` to SI, which a standard uncertainty takes without the offset.

    >>> scale("degC"), scale("mAh/g")
    (1.0, 3600.0)
    """
    return _size(unit).scale


def si_unit(unit: str) -> str:
    """Spell the SI unit that `unit` converts to, as signatures spell it.

    >>> si_unit("mAh/g"), si_unit("kJ/Ah"), si_unit("wt%")
    ('C/kg', 'J/C', '1')
    """
    return _size(unit).si


def _size(unit: str) -> Unit:
    """A unit's size: a C-rate, which no text has as its unit, counts per hour."""
    return resolve("1/h" if unit == "C-rate" else unit)


def same_dimension(a: str, b: str) -> bool:
    """Tell whether two units measure the same kind of quantity.

    >>> same_dimension("kJ/Ah", "V"), same_dimension("USD/kg", "EUR/kg")
    (True, False)
    """
    return resolve(a).base == resolve(b).base


def _read(text: str) -> Measured:
    """Read one value with its uncertainty; the unit is empty where none is written."""
    if len(text) > LONGEST_TEXT:
        required = f"a text of at most {LONGEST_TEXT} characters is required"
        raise UnitError(required, given=quote(text))
    tidy = text.translate(_SIGNS).strip()
    left, spread, right = tidy.replace("+/-", "±").partition("±")
    if not spread:
        return Measured(*_number_unit(left, text), None)
    if left.startswith("("):
        left, right = left[1:], right.replace(")", "", 1)
    value, own = _number_unit(left.strip(), text)
    std, unit = _number_unit(right.strip(), text)
    if own and own != unit:
        if not unit:
            raise _no_unit(text, si_unit(own))
        if not same_dimension(own, unit):
            raise _wrong_dimension(text, unit, si_unit(own))
        std *= scale(unit) / scale(own)
    if std < 0:
        raise UnitError("a standard uncertainty of zero or more is required", given=quote(text))
    return Measured(value, own or unit, std)


def _number_unit(part: str, text: str) -> tuple[float, str]:
    match = re.match(_NUMBER, part)
    if not match:
        raise _not_a_number(text)
    value, rest = float(match[0]), part[match.end() :]
    unit = rest.strip()
    if not math.isfinite(value):
        raise UnitError("a finite number is required", given=quote(text))
    if rest == "C":
        raise _rate(text)
    if unit:
        if not (unit[0].isalpha() or unit[0] in "%$€£¥°℃(" or rest.startswith(" 1")):
            raise _not_a_number(text)
        resolve(unit)
    return value, unit


def _not_a_number(text: str) -> UnitError:
    if re.match(r"\W*(?:nan|inf|infinity)\b", text, re.IGNORECASE):
        return UnitError("a finite number is required", given=quote(text))
    if re.match(r"\s*C\s*(?:/|$)", text):
        return _rate(text)
    if re.search("[0-9],[0-9]", text):
        mend = "write 1000 for a thousand and 0.5 for a half"
        return UnitError("a number without commas is required", given=quote(text), mend=mend)
    return _no_unit(text, "m")


def _rate(text: str) -> UnitError:
    return UnitError(
        "a number with a unit is required",
        given=quote(text),
        mend="this is a C-rate, which only a rate takes; coulombs have a space, as in '2 C'",
    )


def _no_unit(text: str, si: str) -> UnitError:
    number = text.strip() if re.fullmatch(_NUMBER, text.strip()) else "70"
    return UnitError(
        "a number with a unit is required",
        given=quote(text),
        mend=f"write for example '{number} {_DIMENSIONS.get(si, ('', si))[1]}'",
    )


def _wrong_dimension(text: str, unit: str, si: str) -> UnitError:
    name, example = _DIMENSIONS.get(si, ("another quantity", si))
    celsius = "C is coulomb, degrees Celsius are degC" if (si, unit) == ("K", "C") else ""
    return UnitError(f"{name} (such as {example}) is required", given=quote(text), mend=celsius)


def std_of_range(low: float, high: float) -> float:
    """Standard uncertainty of a value that lies anywhere in a range, in the range's unit.

    >>> round(std_of_range(88.0, 100.0), 3)
    3.464
    """
    return (high - low) / math.sqrt(12)
