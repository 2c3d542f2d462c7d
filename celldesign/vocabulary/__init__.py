"""The one vocabulary: each quantity with name, symbol, display unit, plausible range and meaning.

The rows stand by topic in the modules of this package. A row is
`dotted name | label | symbol | display unit | range | kind | meaning | yields`; the range is in
the display unit. `{e}` stands for both electrodes, `{t}` for whatever conducts ions. Kinds: empty
for a scalar, `component` (one value for each part of a formulation or point), `count` (whole
number), or the options of a choice, separated by slashes. `yields`, which most rows leave
out, says when a given value gives way to another that is to stand instead: first, second or third
among those as near, last (what a case or a machine sets; strip, but for the length of a wound
strip), never, or aim, a target that no longer counts once what it sets is given.
"""

from dataclasses import dataclass
from functools import cache

from celldesign.errors import DesignError, nearest
from celldesign.vocabulary import behaviour, cell, economics, formats, parts, voltage
from celldesign.vocabulary.renamed import asked
from celldesign.vocabulary.synonyms import synonyms

_TOPICS = (parts, cell, behaviour, formats, economics, voltage)
_ELECTRODES = ("cathode", "anode")
_CONDUCTORS = ("separator", "catholyte", "electrolyte")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One named quantity; `low` and `high` are in the display unit `unit`."""

    name: str
    label: str
    symbol: str
    unit: str
    low: float
    high: float
    component: bool
    count: bool
    choices: tuple[str, ...]
    meaning: str
    yields: str = ""

    @property
    def flat(self) -> str:
        """The name as a Python identifier: dots become underscores."""
        return self.name.replace(".", "_")

    @property
    def fraction(self) -> bool:
        """Whether disagreements are measured in percentage points."""
        return self.unit == "%"


def _quantity(row: str) -> Quantity:
    name, label, symbol, unit, limits, kind, meaning, *more = map(str.strip, row.split("|"))
    low, high = (float(limit) for limit in limits.split()) if limits else (0.0, 1e3)
    choices = tuple(kind.split("/")) if "/" in kind else ()
    return Quantity(
        name,
        label,
        symbol,
        unit,
        low,
        high,
        kind == "component",
        kind == "count",
        choices,
        meaning,
        *more,
    )


@cache
def vocabulary() -> dict[str, Quantity]:
    """Every quantity by its flat name.

    >>> vocabulary()["cathode_thickness"].name
    'cathode.thickness'
    """
    quantities: dict[str, Quantity] = {}
    for line in "".join(topic.ROWS for topic in _TOPICS).strip().splitlines():
        if not line:
            continue
        names = _ELECTRODES if "{e}" in line else _CONDUCTORS if "{t}" in line else ("",)
        for part in names:
            quantity = _quantity(line.replace("{e}", part).replace("{t}", part))
            if quantity.flat in quantities:
                raise ValueError(f"{quantity.name} and {quantities[quantity.flat].name} collide")
            quantities[quantity.flat] = quantity
    return quantities


@cache
def by_dotted_name() -> dict[str, Quantity]:
    """Every quantity by its dotted name.

    >>> by_dotted_name()["np_ratio"].label
    'N/P ratio'
    """
    return {quantity.name: quantity for quantity in vocabulary().values()}


def find(name: str) -> Quantity:
    """Look up a dotted name; raises DesignError with the nearest known names.

    >>> find("stack.specific_energy").unit
    'Wh/kg'
    """
    try:
        return by_dotted_name()[asked(name)]
    except KeyError:
        hint = nearest(name, [*by_dotted_name(), *synonyms()])
        raise DesignError("unknown quantity", given=repr(name), mend=hint) from None
