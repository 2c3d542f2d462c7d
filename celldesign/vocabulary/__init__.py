"""The one vocabulary: each quantity with name, symbol, display unit, plausible range and meaning.

The rows stand by topic in the modules of this package. A row is
`dotted name | label | symbol | display unit | range | kind | meaning | yields | group | better |
headline | note`, of which the last five may be left out; the range is in the display unit. `{e}`
stands for both electrodes, `{t}` for whatever conducts ions. Kinds: empty for a scalar, `component`
(one value for each part of a formulation, or each measured point), `count` (whole number), or the
options of a choice, separated by slashes. `yields` says when a given value gives way to another
that is to stand instead: first, second or third among those as near, last (what a case or a machine
sets; strip, but for the length of a wound strip), never, or aim, a target that no longer counts
once what it sets is given.

The other columns say where a result shows, and are all that does: `group`, a key of GROUPS, makes
it a main result, which every report lists under that heading; `better` is +1 or -1 where more of
it makes a better or a worse cell; `headline` names where it comes first: `page` (the head of a
page or workbook), `study` (the usual columns of a study), `sheet` (what a finished cell is checked
for); `note` is what a reader must know beside the number.
"""

import re
from dataclasses import dataclass
from functools import cache

from celldesign.errors import DesignError, nearest
from celldesign.vocabulary import behaviour, cell, economics, formats, parts, rate, voltage
from celldesign.vocabulary.renamed import asked
from celldesign.vocabulary.synonyms import synonyms

_TOPICS = (parts, cell, behaviour, formats, economics, voltage, rate)
_ELECTRODES = ("cathode", "anode")
_CONDUCTORS = ("separator", "catholyte", "electrolyte")
# What is asked of a cell, in the order in which reports answer.
GROUPS = {
    "design": "Configuration",
    "capacity": "Capacity and energy",
    "lithium": "Lithium",
    "mass": "Mass and dimensions",
    "safety": "Safety: thermal runaway, fully charged, without combustion in open air",
    "life": "Resistance and cycle life",
    "cost": "Cost",
    "footprint": "Footprint",
}
# Where a quantity that is no main result stands, by a word or the first part of its name.
_TOPIC_OF = {
    **dict.fromkeys(("cost", "price", "economics", "plant", "process", "stage"), "cost"),
    **dict.fromkeys(("ghg", "footprint"), "footprint"),
    **dict.fromkeys(("stack", "cell", "pack"), "mass"),
    **dict.fromkeys(("thermal", "transport"), "safety"),
    **dict.fromkeys(("resistance", "lifetime"), "life"),
    "operation": "capacity",
    "lithium": "lithium",
}


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
    group: str = ""
    better: int = 0
    headline: tuple[str, ...] = ()
    note: str = ""

    @property
    def flat(self) -> str:
        """The name as a Python identifier: dots become underscores."""
        return self.name.replace(".", "_")

    @property
    def part(self) -> str:
        """What the quantity is of: the name up to its first dot."""
        return self.name.partition(".")[0]

    @property
    def topic(self) -> str:
        """The group under which the quantity stands, as a main result or among the others."""
        words = re.split(r"[._]", self.name)
        priced = next((_TOPIC_OF[w] for w in words if w in ("cost", "price", "ghg")), "")
        default = "design" if "." in self.name else "capacity"
        return self.group or priced or _TOPIC_OF.get(self.part, default)

    @property
    def fraction(self) -> bool:
        """Whether disagreements are measured in percentage points."""
        return self.unit == "%"


def _quantity(row: str) -> Quantity:
    cells = [cell.strip() for cell in row.split("|")]
    name, label, symbol, unit, limits, kind, meaning, *more = cells
    yields, group, better, headline, note = (*more, *[""] * (5 - len(more)))
    if group and group not in GROUPS:
        raise ValueError(f"{name}: no group is called {group}")
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
        yields,
        group,
        int(better or 0),
        tuple(headline.replace(",", " ").split()),
        note,
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


def main_results(group: str) -> list[Quantity]:
    """The main results of a group, those of one part of the cell together.

    >>> [quantity.name for quantity in main_results("footprint")][:2]
    ['footprint.coverage', 'footprint.ghg_per_energy']
    """
    found = [quantity for quantity in vocabulary().values() if quantity.group == group]
    parts = [quantity.part for quantity in found]
    return sorted(found, key=lambda quantity: parts.index(quantity.part))


def leading(where: str) -> list[Quantity]:
    """What comes first on a page, in a study or on a build sheet.

    >>> [quantity.name for quantity in leading("study")][:2]
    ['stack.specific_energy', 'stack.energy_density']
    """
    return [quantity for quantity in vocabulary().values() if where in quantity.headline]


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
