"""The statements of a paper, each beside what the software makes of it, with a verdict.

A paper is a TOML file: `key` names its source, and each `[[statement]]` has `section`, `says`, the
printed `value` with its unit, and where ours comes from: a `design` with its `set` and `quantity`,
or a `command` with what to `take` of its JSON. A statement that cannot come out has a `reason`, one
that the paper contradicts itself in has `against`.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from celldesign.errors import CelldesignError, DesignError
from celldesign.toml_lines import read_toml
from celldesign.units.quantities import from_si, parse, scale, to_si
from celldesign.vocabulary import find

OUT, INPUT, WITHIN, DIFFERS, CONTRADICTED, NOT_MODELLED, FAILS = (
    "comes out",
    "an input",
    "within the uncertainty",
    "differs",
    "contradicts itself",
    "not modelled",
    "fails",
)
CLOSE = 0.03  # relative difference up to which a figure comes out
_KEYS = {
    *("section", "says", "value", "design", "set", "quantity", "command", "take", "scale"),
    *("reason", "against"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One quantitative statement: printed value and standard uncertainty in `unit`.

    `rounding` is half of the last printed digit.
    """

    section: str
    says: str
    printed: str
    value: float
    std: float
    rounding: float
    unit: str
    design: str
    settings: Mapping[str, str]
    quantity: str
    command: str
    take: str
    scale: float
    reason: str
    against: str

    @property
    def shown(self) -> str:
        """The command that shows our figure, as one types it."""
        if self.command:
            return f"celldesign {self.command}"
        if not self.design:
            return ""
        settings = "".join(f' --set {name}="{text}"' for name, text in self.settings.items())
        return f"celldesign explain {self.design} {self.quantity}{settings}"


class Verdict(NamedTuple):
    """A statement with ours in the printed unit, the relative difference, and what that means."""

    statement: Statement
    ours: float | None
    ours_std: float | None
    difference: float | None
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper's statements in their order."""

    key: str
    title: str
    statements: tuple[Statement, ...]


def read_paper(path: Path) -> Paper:
    """Read the statements of a paper; raises DesignError for what is wrong in the file."""
    try:
        content = read_toml(path.read_text(encoding="utf-8"))
        statements = tuple(_statement(each) for each in content["statement"])
        return Paper(content["key"], content["title"], statements)
    except (OSError, ValueError, KeyError, CelldesignError) as error:
        required = "a file of a paper's statements is required"
        raise DesignError(required, given=f"{path}: {error}") from None


def _statement(table: Mapping[str, Any]) -> Statement:
    if unknown := set(table) - _KEYS:
        raise ValueError(f"unknown keys {', '.join(sorted(unknown))} in {table.get('says')!r}")
    printed = table["value"]
    measured = parse(printed.removeprefix("~").strip())
    number = printed.removeprefix("~").split()[0].lower()
    digits = len(number.partition("e")[0].partition(".")[2])
    power = int(number.partition("e")[2] or 0)
    return Statement(
        table["section"],
        table["says"],
        printed,
        measured.value,
        measured.std or 0.0,
        0.5 * 10.0 ** (power - digits),
        measured.unit,
        table.get("design", ""),
        table.get("set", {}),
        table.get("quantity", ""),
        table.get("command", ""),
        table.get("take", ""),
        float(table.get("scale", 1.0)),
        table.get("reason", ""),
        table.get("against", ""),
    )


Ours = Callable[[Statement], tuple[float, float, str, str]]


def judge(statement: Statement, ours: Ours) -> Verdict:
    """Compare one statement with ours: value, standard uncertainty, their unit, and the origin.

    It comes out within 3 % or the printed precision, and is an input where our figure is one that
    the design gives; it is within the uncertainty within two standard uncertainties of both.
    """
    if not statement.shown:
        verdict = CONTRADICTED if statement.against else NOT_MODELLED
        reason = statement.against or statement.reason
        return Verdict(statement, None, None, None, verdict, reason)
    try:
        value, std, unit, origin = ours(statement)
    except CelldesignError as error:
        return Verdict(statement, None, None, None, FAILS, str(error))
    factor = statement.scale * scale(unit) / scale(statement.unit)
    value = statement.scale * _converted(value, unit, statement.unit)
    std *= abs(factor)
    off = value - statement.value
    relative = off / statement.value if statement.value else None
    verdict = DIFFERS
    if abs(off) <= max(statement.rounding * 1.0001, CLOSE * abs(statement.value)):
        verdict = INPUT if origin in ("given", "override") else OUT
    elif abs(off) <= 2 * math.hypot(std, statement.std):
        verdict = WITHIN
    elif statement.against:
        verdict = CONTRADICTED
    reason = "" if verdict in (OUT, INPUT) else statement.against or statement.reason
    return Verdict(statement, value, std or None, relative, verdict, reason)


def _converted(value: float, unit: str, to: str) -> float:
    return float(from_si(to_si(value, unit), to))


def quantity_of(cell: Any, statement: Statement) -> tuple[float, float, str, str]:
    """Ours from a built cell: the quantity in its display unit, and where it comes from."""
    found = cell[statement.quantity]
    unit = find(statement.quantity).unit
    std = found.std if isinstance(found.std, float) else 0.0
    return float(from_si(float(found.si), unit)), std, unit, found.origin
