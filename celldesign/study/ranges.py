"""What `--vary NAME=…` takes: a range, a list, two bounds, or words; read strictly, kept lazily."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from celldesign.database.properties import PROPERTIES
from celldesign.design.entry import read_addressed, read_entry
from celldesign.design.overrides import CHOICES
from celldesign.design.recipe import share_of
from celldesign.errors import CelldesignError, DesignError, nearest
from celldesign.units.quantities import from_si, parse, parse_rate, same_dimension, scale, to_si
from celldesign.vocabulary import Quantity, by_dotted_name
from celldesign.vocabulary.renamed import asked
from celldesign.vocabulary.synonyms import synonyms

LARGEST = 10**10  # designs in one study: hours on two cores
_BARE = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_DATABASE = ("material", "price")


@dataclass(frozen=True, slots=True)
class Words:
    """A choice by name, such as of a material or the format: each word is a build of its own."""

    name: str
    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.words)

    def text(self, index: int) -> str:
        """The word as `--set` takes it."""
        return self.words[index]


@dataclass(frozen=True, slots=True)
class Axis:
    """Numbers for one name, in the unit that they were written in.

    Either `listed`, or `count` steps from `first`; a `count` of 0 is any number from `first` to
    `last`. `quantity` is None for a value of the database.
    """

    name: str
    unit: str
    quantity: Quantity | None = None
    listed: tuple[float, ...] = ()
    first: float = 0.0
    last: float = 0.0
    step: float = 0.0
    count: int = 0

    def __len__(self) -> int:
        return len(self.listed) or self.count

    def at(self, index: NDArray[np.int64]) -> NDArray[np.float64]:
        """SI values by position."""
        if self.listed:
            return self.si(np.array(self.listed)[index])
        return self.si(self.first + index * self.step)

    def spread(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """SI values by share of the axis, from 0 up to, not including, 1."""
        if len(self):
            return self.at(np.minimum((share * len(self)).astype(np.int64), len(self) - 1))
        return self.si(self.first + share * (self.last - self.first))

    def si(self, numbers: NDArray[Any]) -> NDArray[np.float64]:
        """Convert from the unit that the numbers are written in."""
        return to_si(numbers, self.unit)

    def number(self, si: float) -> float:
        """Convert one SI value to the unit that the numbers are written in."""
        return float(from_si(si, self.unit))

    def text(self, index: int) -> str:
        """One value as `--set` takes it."""
        number = self.listed[index] if self.listed else self.first + index * self.step
        return self.write(number)

    def write(self, number: float) -> str:
        """A number of this axis as `--set` takes it."""
        if self.quantity and self.quantity.choices:
            return self.quantity.choices[int(number)]
        if self.unit == "C-rate":
            return f"{number!r}C"
        return f"{float(number)!r} {self.unit}" if self.unit != "1" else f"{float(number)!r}"

    def bounds(self) -> tuple[float, float]:
        """Lowest and highest number, in the written unit."""
        if self.listed:
            return min(self.listed), max(self.listed)
        return self.first, self.last


def read_axis(name: str, text: str) -> Words | Axis:
    """Read what follows `NAME=`: `40:120:5um`, `10,20,40um`, `1:60um` or `HCPE L2,LLZO`.

    Raises a CelldesignError that names what is wrong.

    >>> axis = read_axis("anode.thickness", "10,20,40um")
    >>> axis.listed, axis.unit, axis.text(1)
    ((10.0, 20.0, 40.0), 'um', '20.0 um')
    """
    name, text = asked(name), text.strip()
    if not text:
        raise DesignError(f"{name}: values to vary are required", mend=f"write {name}=1:60um")
    try:
        return _read(name, text)
    except CelldesignError as error:
        raise type(error)(f"--vary {name}: {error}") from None


def read_axes(vary: Mapping[str, str]) -> list[Words | Axis]:
    """Read every varied name; at least one is required."""
    if not vary:
        raise DesignError("at least one name to vary is required", mend="--vary anode.thickness=…")
    return [read_axis(name, text) for name, text in vary.items()]


def _read(name: str, text: str) -> Words | Axis:
    if name in CHOICES:
        words = tuple(dict.fromkeys(word.strip() for word in text.split(",")))
        if not all(words):
            raise DesignError("a list of words is required", given=repr(text))
        return Words(name, words)
    quantity = by_dotted_name().get(name) or share_of(name)
    if quantity is None:
        _see_address(name)
    elif quantity.component and not share_of(name):
        raise DesignError("one number is required", mend="vary a density or capacity by material.…")
    if quantity and quantity.choices:
        numbers = [read_entry(quantity, word.strip()).value for word in text.split(",")]
        return Axis(name, "1", quantity, tuple(dict.fromkeys(numbers)))
    parts = [part.strip() for part in re.split("[:,]", text)]
    if ":" in text and "," in text:
        raise DesignError("either a range or a list is required", given=repr(text))
    unit, parts = _with_unit(name, quantity, parts)
    if ":" not in text:
        numbers = [_number(name, quantity, part, unit) for part in parts]
        return Axis(name, unit, quantity, tuple(dict.fromkeys(numbers)))
    return _range(name, quantity, unit, parts, text)


def _range(name: str, quantity: Quantity | None, unit: str, parts: list[str], text: str) -> Axis:
    if len(parts) > 3:
        raise DesignError("START:STOP or START:STOP:STEP is required", given=repr(text))
    first, last = (_number(name, quantity, part, unit) for part in parts[:2])
    if first > last:
        mend = f"write {parts[1]}:{parts[0]}"
        raise DesignError("a range that rises is required", given=repr(text), mend=mend)
    if len(parts) == 2 and not (quantity and quantity.count):
        if first == last:
            raise DesignError("a range with a width is required", given=repr(text))
        return Axis(name, unit, quantity, first=first, last=last)
    step = _step(parts[2], unit) if len(parts) == 3 else 1.0
    if not 0 < step < math.inf:
        raise DesignError("a step above zero is required", given=repr(parts[2]))
    count = math.floor((last - first) / step * (1 + 1e-14) + 1e-9) + 1
    if count > LARGEST:
        raise too_many(count)
    if quantity and quantity.count and step != round(step):
        raise DesignError("a whole step is required", given=repr(parts[2]))
    last = first + (count - 1) * step
    return Axis(name, unit, quantity, first=first, last=last, step=step, count=count)


def too_many(count: int) -> DesignError:
    """Refuse a study that would take days, with a way out."""
    return DesignError(
        f"a study of at most {LARGEST:.0e} designs is possible",
        given=f"{count:,} designs" if count < 1e15 else f"{count:.1e} designs",
        mend="take larger steps, or sample with --sample 1000000",
    )


def _see_address(name: str) -> None:
    kind, _, rest = name.partition(".")
    if kind in _DATABASE and rest:
        prop = rest.rpartition(".")[2]
        if kind == "material" and ("." not in rest or prop not in PROPERTIES):
            hint = nearest(prop, PROPERTIES) or "write material.NMC811.density"
            raise DesignError("an unknown property", given=repr(prop), mend=hint)
        return
    known = [*by_dotted_name(), *CHOICES, *synonyms()]
    raise DesignError("an unknown name", given=repr(name), mend=nearest(name, known))


def _with_unit(name: str, quantity: Quantity | None, parts: list[str]) -> tuple[str, list[str]]:
    """Find the unit, which the last part has, and add it to the parts that are bare numbers."""
    if quantity and quantity.unit == "C-rate":
        return "C-rate", parts
    last = parts[-1]
    if quantity and (quantity.count or quantity.unit in ("1", "%")) and _BARE.fullmatch(last):
        return "1", parts
    unit = parse(last).unit
    return unit, [f"{part} {unit}" if _BARE.fullmatch(part) else part for part in parts]


def _number(name: str, quantity: Quantity | None, part: str, unit: str) -> float:
    """One number in the written unit, seen to be possible; exact where it is written so."""
    if quantity is None:
        entry = read_addressed(part)
        if not same_dimension(entry.unit, unit):
            raise DesignError(f"a value in {unit} is required", given=repr(part))
        if name.startswith("material."):
            _see_plausible(name, entry.value, part)
    else:
        entry = read_entry(quantity, part)
    if unit == "C-rate":
        return parse_rate(part) * 3600
    if _BARE.fullmatch(part):
        return float(part) if unit == "1" else float(from_si(entry.value, unit))
    measured = parse(part)
    return measured.value if measured.unit == unit else float(from_si(entry.value, unit))


def _see_plausible(name: str, value: float, part: str) -> None:
    known = PROPERTIES[name.rpartition(".")[2]]
    if not to_si(known.low, known.unit) <= value * (1 + 1e-12) <= to_si(known.high, known.unit):
        unit = "" if known.unit == "1" else f" {known.unit}"
        required = f"a value from {known.low:g} to {known.high:g}{unit} is required"
        raise DesignError(required, given=part)


def _step(part: str, unit: str) -> float:
    """A step, which is a difference: 5 degC are 5 K."""
    if unit == "C-rate":
        return parse_rate(part) * 3600
    if _BARE.fullmatch(part):
        return float(part)
    measured = parse(part)
    if not same_dimension(measured.unit, unit):
        raise DesignError(f"a step in {unit} is required", given=repr(part))
    same = measured.unit == unit
    return measured.value if same else measured.value * scale(measured.unit) / scale(unit)
