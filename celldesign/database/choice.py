"""The choice among the values of one property, and among curves, with the reason for it."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from celldesign.database.records import Record
from celldesign.errors import MaterialError
from celldesign.units.quantities import format_rate, from_si, parse_rate

SILENT = 1.0
UNASKED = 0.1
CONTRADICTION = 10.0
FAR = 1.0
ALONE = ("cell", "electrolyte", "grade")  # what a value holds for alone
METALS = ("li", "na", "lithium", "sodium")  # what half cells are measured against

Window = tuple[float, float]  # V, the lower end first

_SAME_WINDOW = 0.005  # V
_NUMBER = r"([+-]?\d+(?:\.\d+)?)"
_WINDOW = re.compile(rf"{_NUMBER}\s*(?:-|–|to)\s*{_NUMBER}\s*V")


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a design is operated: window in V, temperature in K, rate in 1/s, and free keys.

    `above` (V) is what the other electrode lies above the metal of half cells: it is taken off
    where a value's window is against that metal.
    """

    window: tuple[float, float] | None = None
    temperature: float | None = None
    rate: float | None = None
    others: Mapping[str, str] = field(default_factory=dict)
    above: float = 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen value, why it was chosen, and each other value with why it was not.

    `far` says which conditions are so far from those asked for that a user should know.
    """

    record: Record
    reason: str
    others: tuple[tuple[Record, str], ...]
    far: tuple[str, ...] = ()


class _Fit(NamedTuple):
    """How one condition of a record compares: its distance, and a phrase of a given kind."""

    distance: float
    kind: str  # "match", "off", "silent" or "unasked"
    phrase: str


def choose(records: Sequence[Record], conditions: Conditions) -> Choice:
    """Choose the value that fits the conditions best, and say why; the order given is irrelevant.

    The user's values come first; then the smallest distance between the value's conditions and
    those asked for; then preferred values; then quality A to D; then the newest year.

    The distance is a sum over the conditions. Where both sides state one: of a window, the shifts
    of both ends per 0.1 V; of a temperature, the difference per 10 K; of a rate, the logarithm of
    the ratio; within 0.05 V, 2 K or 5 % they count as equal; any other condition is equal or 10
    apart. What the design states and the value does not (or states as `any`) adds 1: such a value
    beats one that is far off and loses to one that is near. What only the value states adds 0.1; a
    value of one cell, electrolyte or grade is 10 apart from all others.

    Raises MaterialError where there is no value.
    """
    if not records:
        raise MaterialError("there must be a value to choose")
    compared = ((record, _fits(record, conditions)) for record in records)
    (best, fits), *rest = sorted(compared, key=lambda pair: _rank(*pair))
    return Choice(
        best,
        "; ".join([*_phrases(fits), _standing(best, alone=not rest)]),
        tuple((other, _against(other, its_fits, best, fits)) for other, its_fits in rest),
        tuple(fit.phrase for fit in fits if fit.kind == "off" and fit.distance > FAR + 1e-6),
    )


def stated(record: Record) -> str:
    """List the conditions that a value holds for, as a reader writes them; may be empty."""
    temperature = [] if record.temperature is None else [_celsius(record.temperature)]
    free = (f"{key.replace('_', ' ')} {value}" for key, value in record.conditions.items())
    return ", ".join([*temperature, *free])


def parse_window(text: str) -> Window:
    """Read a voltage window in V, lower end first.

    >>> parse_window("3.0-4.25 V")
    (3.0, 4.25)
    """
    match = _WINDOW.fullmatch(text.strip())
    if match and float(match[1]) < float(match[2]):
        return float(match[1]), float(match[2])
    raise MaterialError(
        "a voltage window is required", given=text, mend="write for example 3.0-4.25 V"
    )


def same_window(one: Window, other: Window) -> bool:
    """Whether two windows in V are the same as instruments hold them."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _SAME_WINDOW


def _rank(record: Record, fits: list[_Fit]) -> tuple[bool, float, bool, str, int, int]:
    return (
        record.origin != "user",
        _distance(fits),
        not record.preferred,
        record.quality,
        -(record.year or 0),
        record.id,
    )


def _distance(fits: Iterable[_Fit]) -> float:
    # Rounded, so that the same differences in another order tie.
    return round(sum(fit.distance for fit in fits), 6)


def _fits(record: Record, asked: Conditions) -> list[_Fit]:
    stated = dict(record.conditions)
    window, above = asked.window, asked.above
    if window and stated.get("counter", METALS[0]).casefold() in METALS:
        window = window[0] + above, window[1] + above
    return [
        *_window_fit(stated.pop("window", None), window),
        *_temperature_fit(record.temperature, asked.temperature),
        *_rate_fit(stated.pop("rate", None), asked.rate),
        *(
            fit
            for key in sorted({*stated, *asked.others})
            for fit in _other_fit(key, stated.get(key), asked.others.get(key))
        ),
    ]


def _one_sided(name: str, stated: str | None, is_asked: bool) -> list[_Fit]:
    """Compare a condition that at most one side states."""
    if stated is not None:
        return [_Fit(UNASKED, "unasked", stated)]
    return [_Fit(SILENT, "silent", name)] if is_asked else []


def _window_fit(stated: str | None, asked: tuple[float, float] | None) -> list[_Fit]:
    if stated is None or asked is None:
        return _one_sided("window", stated and f"window {stated}", asked is not None)
    low, high = parse_window(stated)
    shift = abs(low - asked[0]) + abs(high - asked[1])
    if shift <= 0.05 + 1e-9:
        return [_Fit(0, "match", f"window {stated}")]
    wanted = "-".join(str(round(end, 3)) for end in asked)
    instead = f"window {stated} instead of {wanted} V ({shift:.3g} V away)"
    return [_Fit(shift / 0.1, "off", instead)]


def _temperature_fit(stated: float | None, asked: float | None) -> list[_Fit]:
    shown = None if stated is None else _celsius(stated)
    if stated is None or asked is None:
        return _one_sided("temperature", shown, asked is not None)
    shift = abs(stated - asked)
    if shift <= 2 + 1e-9:
        return [_Fit(0, "match", _celsius(stated))]
    return [_Fit(shift / 10, "off", f"{shown} instead of {_celsius(asked)} ({shift:.3g} K away)")]


def _rate_fit(stated: str | None, asked: float | None) -> list[_Fit]:
    if stated is None or asked is None:
        return _one_sided("rate", stated, asked is not None)
    ratio = math.exp(abs(math.log(parse_rate(stated) / asked)))
    if ratio <= 1.05 + 1e-9:
        return [_Fit(0, "match", stated)]
    instead = f"{stated} instead of {format_rate(asked)} (a factor of {ratio:.3g} away)"
    return [_Fit(math.log(ratio), "off", instead)]


def _other_fit(key: str, stated: str | None, asked: str | None) -> list[_Fit]:
    name = key.replace("_", " ")
    if key in ALONE and stated is not None and asked is None:
        return [_Fit(CONTRADICTION, "off", f"measured with one {key}, {stated}")]
    if stated is None or asked is None:
        return _one_sided(name, stated and f"{name} {stated}", asked is not None)
    if stated == "any":
        return [_Fit(SILENT, "match", f"any {name}")]
    if stated.casefold() == asked.casefold():
        return [_Fit(0, "match", f"{name} {stated}")]
    return [_Fit(CONTRADICTION, "off", f"{name} {stated} instead of {asked}")]


def _celsius(kelvin: float) -> str:
    return f"{round(from_si(kelvin, 'degC'), 2):g} degC"


def _phrases(fits: list[_Fit]) -> list[str]:
    """Say how a value fits the conditions, the good first."""

    def of(kind: str) -> list[str]:
        return [fit.phrase for fit in fits if fit.kind == kind]

    said = []
    if of("match"):
        said.append(f"{_listed(of('match'), 'and')} as operated")
    said += of("off")
    if of("silent"):
        said.append(f"no {_listed(of('silent'), 'or')} stated")
    if of("unasked"):
        said.append(f"holds for {_listed(of('unasked'), 'and')}, which the design does not state")
    return said


def _listed(words: list[str], last: str) -> str:
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _standing(record: Record, *, alone: bool) -> str:
    """Say what speaks for the chosen value besides its conditions."""
    if alone:
        return "the only value"
    if record.origin == "user":
        return "the user's own value"
    year = f" of {record.year}" if record.year else ""
    return f"{'preferred, ' if record.preferred else ''}quality {record.quality}{year}"


def _against(record: Record, fits: list[_Fit], best: Record, best_fits: list[_Fit]) -> str:
    """Say by which rule a value lost against the chosen one; the first that tells them apart."""
    if record.origin != best.origin:
        return "the user's own value comes first"
    mine, theirs = _distance(fits), _distance(best_fits)
    if mine != theirs:
        said = "; ".join(_phrases(fits)) or "states no conditions"
        return f"fits the conditions less (distance {mine:.2g} against {theirs:.2g}): {said}"
    if record.preferred != best.preferred:
        return "fits as well; the other is preferred"
    if record.quality != best.quality:
        return f"fits as well; quality {record.quality} against {best.quality}"
    if record.year != best.year:
        return f"fits as well; {record.year or 'no year'} against {best.year or 'no year'}"
    return "equal in every respect; the other was entered first"
