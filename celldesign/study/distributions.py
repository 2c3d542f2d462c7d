"""How an input spreads: normal, lognormal, uniform or triangular, within what is possible."""

import math
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from celldesign.database.properties import PROPERTIES
from celldesign.errors import CelldesignError, DesignError, UnitError
from celldesign.study.opened import PreparedDesign
from celldesign.units.quantities import parse, parse_as, scale, std_of_range, to_si
from celldesign.vocabulary import vocabulary

SHAPES = ("normal", "lognormal", "uniform", "triangular")
_FAR = 3.0  # standard deviations of a worst case


@dataclass(frozen=True, slots=True)
class Distribution:
    """One input's spread in SI: `std` for a normal or lognormal, the ends for the others.

    `low` and `high` are what is physically possible: a normal is cut there.
    """

    shape: str
    value: float
    width: float
    low: float
    high: float

    @property
    def std(self) -> float:
        """Standard deviation, before anything is cut."""
        if self.shape == "uniform":
            return std_of_range(self.low, self.high)
        if self.shape == "triangular":
            a, b, c = self.low, self.high, self.value
            return math.sqrt((a * a + b * b + c * c - a * b - a * c - b * c) / 18)
        return self.width

    @property
    def ends(self) -> tuple[float, float]:
        """The ends, or three standard deviations where there are none."""
        if self.shape in ("uniform", "triangular"):
            return self.low, self.high
        if self.shape == "lognormal":
            low, high = (float(self._lognormal(np.array(z))) for z in (-_FAR, _FAR))
        else:
            low, high = self.value - _FAR * self.width, self.value + _FAR * self.width
        return max(low, self.low), min(high, self.high)

    def spread(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values by the share of what lies below them."""
        from scipy.special import ndtr, ndtri

        if self.shape == "uniform":
            return self.low + share * (self.high - self.low)
        if self.shape == "triangular":
            return self._triangular(share)
        if self.shape == "lognormal":
            inside = self._lognormal(ndtri(np.clip(share, 1e-16, 1 - 1e-16)))
            return np.clip(inside, self.low, self.high)
        below, above = (ndtr((end - self.value) / self.width) for end in (self.low, self.high))
        inside = np.clip(below + share * (above - below), 1e-16, 1 - 1e-16)
        return np.clip(self.value + self.width * ndtri(inside), self.low, self.high)

    def _lognormal(self, normal: NDArray[np.float64]) -> NDArray[np.float64]:
        """With the value as its mean."""
        variance = math.log1p((self.width / self.value) ** 2)
        return self.value * np.exp(math.sqrt(variance) * normal - variance / 2)

    def _triangular(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        span = self.high - self.low
        rise = (self.value - self.low) / span
        left = self.low + np.sqrt(share * span * (self.value - self.low))
        right = self.high - np.sqrt((1 - share) * span * (self.high - self.value))
        return np.where(share < rise, left, right)


def distribution_of(opened: PreparedDesign, address: str) -> Distribution | None:
    """The normal spread of an input that has a standard deviation."""
    leaf = opened.leaves[address]
    if not leaf.std:
        return None
    low, high = possible_range(opened, address)
    return Distribution("normal", leaf.value, leaf.std, low, high)


def read_distribution(opened: PreparedDesign, address: str, text: str) -> Distribution:
    """Read `2 um`, `3 %`, `uniform 2 um` or `triangular 38:43 um` for an input.

    A single value is the standard uncertainty of a normal or lognormal, and half the width of the
    others; a percentage is of the value, unless that is a fraction itself. Raises a
    CelldesignError.
    """
    shape, _, rest = text.strip().partition(" ")
    if shape not in SHAPES:
        shape, rest = "normal", text.strip()
    try:
        if rest and re.match(r"[a-zA-Z]", rest):
            mend = f"write 2 um, 3 %, or one of {', '.join(SHAPES)} with it, as in uniform 3 um"
            raise DesignError("an unknown spread", given=repr(text), mend=mend)
        return _read(opened, address, shape, rest.strip())
    except CelldesignError as error:
        raise type(error)(f"--spread {address}: {error}") from None


def _read(opened: PreparedDesign, address: str, shape: str, text: str) -> Distribution:
    quantity = vocabulary()[opened.places[address][0][0]]
    value, unit = opened.leaves[address].value, quantity.unit
    if quantity.count or quantity.choices or unit == "C-rate" or not value:
        raise DesignError("a quantity that can spread is required", given=address)
    low, high = possible_range(opened, address)
    first, colon, last = text.partition(":")
    if colon:
        if shape not in ("uniform", "triangular"):
            mend = "a normal takes its standard uncertainty; or write uniform 38:42 um"
            raise DesignError("two ends are of a uniform or triangular spread", mend=mend)
        if re.fullmatch(r"[\d.eE+-]+", first.strip()) and (end := parse(last).unit):
            first = f"{first} {end}"
        ends = (parse_as(first, unit)[0], parse_as(last, unit)[0])
    else:
        width = _width(text, unit, value)
        if not 0 < width < math.inf:
            raise DesignError("a spread above zero is required", given=repr(text))
        if shape in ("normal", "lognormal"):
            return Distribution(shape, value, width, low, high)
        ends = (value - width, value + width)
    if not low <= ends[0] <= value <= ends[1] <= high or ends[0] == ends[1]:
        required = "ends on both sides of the value, and possible, are required"
        raise DesignError(required, given=repr(text))
    return Distribution(shape, value, 0.0, *ends)


def _width(text: str, unit: str, value: float) -> float:
    if unit not in ("1", "%") and text.endswith("%"):
        return parse_as(text, "1")[0] * abs(value)
    if unit in ("1", "%"):
        return parse_as(text, "1")[0]
    measured = parse(text)
    parse_as(text, unit)
    if not math.isfinite(measured.value):
        raise UnitError("a finite number is required", given=repr(text))
    return measured.value * scale(measured.unit)


def possible_range(opened: PreparedDesign, address: str) -> tuple[float, float]:
    """What is physically possible for an input, in SI."""
    quantity = vocabulary()[opened.places[address][0][0]]
    prop = address.rpartition(".")[2].partition("@")[0]
    if address.startswith("material.") and prop in PROPERTIES:
        known = PROPERTIES[prop]
        low, high, unit = known.low, known.high, known.unit
    else:
        low, high, unit = quantity.low, quantity.high, quantity.unit
    value = opened.leaves[address].value
    return min(to_si(low, unit), value), max(to_si(high, unit), value)
