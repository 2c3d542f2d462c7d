"""Which rows of a study stay: conditions, the best few, or the front nobody dominates."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from celldesign.design.entry import read_entry
from celldesign.errors import CelldesignError, DesignError
from celldesign.units.quantities import parse_as
from celldesign.vocabulary import find, vocabulary

Table = Mapping[str, NDArray[Any]]
_COMPARISON = re.compile(r"\s*([^<>=!]+?)\s*(<=|>=|==|!=|<|>|=)\s*(.+?)\s*")
_OPERATORS = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "=": np.equal,
    "==": np.equal,
    "!=": np.not_equal,
}


class Condition(NamedTuple):
    """One comparison of a quantity with an SI value, and how it was written."""

    flat: str
    operator: str
    value: float
    text: str

    def met(self, table: Table) -> NDArray[np.bool_]:
        """Tell which rows meet it."""
        met: NDArray[np.bool_] = _OPERATORS[self.operator](table[self.flat], self.value)
        return met


def read_condition(text: str) -> Condition:
    """Read `NAME < VALUE`, with a unit; raises a CelldesignError.

    >>> read_condition("np_ratio >= 1.1")[:3]
    ('np_ratio', '>=', 1.1)
    """
    match = _COMPARISON.fullmatch(text)
    if not match:
        mend = 'write "stack.specific_energy > 350 Wh/kg"'
        raise DesignError("a comparison is required", given=repr(text), mend=mend)
    quantity = find(match[1])
    try:
        value = (
            read_entry(quantity, match[3]).value
            if quantity.choices
            else parse_as(match[3], quantity.unit)[0]
        )
    except CelldesignError as error:
        raise type(error)(f"{text}: {error}") from None
    return Condition(quantity.flat, match[2], value, text)


def read_conditions(texts: Iterable[str]) -> tuple[Condition, ...]:
    """Read conditions that all have to be met; `and` joins several in one text."""
    return tuple(read_condition(part) for text in texts for part in re.split(r"\s+and\s+", text))


@dataclass(frozen=True, slots=True)
class Keep:
    """Rows that meet all conditions, and of those the `top` ones by a quantity, or all.

    Selecting from what was selected from pieces gives what the whole would have given.
    """

    conditions: tuple[Condition, ...] = ()
    top: int = 0
    by: str = ""
    lowest: bool = False

    @property
    def needs(self) -> set[str]:
        """Quantities that it looks at."""
        return {each.flat for each in self.conditions} | ({self.by} if self.by else set())

    @property
    def reduces(self) -> bool:
        """Whether few rows stay however many there are."""
        return self.top > 0

    def select(self, table: Table) -> NDArray[np.int64]:
        """Positions of the rows that stay, in their order, or the best first."""
        rows = np.flatnonzero(_met(table, self.conditions))
        if not self.top:
            return rows
        rows = rows[table["feasible"][rows]]
        keys = table[self.by][rows] if self.lowest else -table[self.by][rows]
        rows, keys = rows[~np.isnan(keys)], keys[~np.isnan(keys)]
        if len(rows) > self.top:  # what ties with the last stays until the stable sort
            border = np.partition(keys, self.top - 1)[self.top - 1]
            rows, keys = rows[keys <= border], keys[keys <= border]
        return rows[np.argsort(keys, kind="stable")[: self.top]]


@dataclass(frozen=True, slots=True)
class Front:
    """Rows that no other dominates, among those that can be built and meet the conditions."""

    objectives: tuple[tuple[str, bool], ...]  # quantity, and whether more is better
    conditions: tuple[Condition, ...] = ()

    @property
    def needs(self) -> set[str]:
        """Quantities that it looks at."""
        return {each.flat for each in self.conditions} | {name for name, _ in self.objectives}

    @property
    def reduces(self) -> bool:
        """Whether few rows stay however many there are."""
        return True

    def costs(self, table: Table) -> NDArray[np.float64]:
        """The objectives (rows, objectives), all to be as low as they can."""
        return np.column_stack([-table[n] if more else table[n] for n, more in self.objectives])

    def select(self, table: Table) -> NDArray[np.int64]:
        """Positions of the rows of the front, in their order."""
        rows = np.flatnonzero(_met(table, self.conditions) & table["feasible"])
        costs = self.costs(table)[rows]
        finite = ~np.isnan(costs).any(axis=1)
        return rows[finite][undominated(costs[finite])]


def undominated(costs: NDArray[np.float64]) -> NDArray[np.int64]:
    """Positions of the rows (n, objectives) that no other is at least as low as in everything.

    Of rows that are equal in everything the first stays.

    >>> undominated(np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 3.0], [2.0, 2.0]])).tolist()
    [0, 1]
    """
    order = np.lexsort(costs.T[::-1])  # sorted, a row is dominated by an earlier one only
    front: list[int] = []
    while len(order):
        best = costs[order[0]]
        front.append(int(order[0]))
        order = order[(costs[order] < best).any(axis=1)]
    return np.array(sorted(front), dtype=np.int64)


def _met(table: Table, conditions: Sequence[Condition]) -> NDArray[np.bool_]:
    met = np.ones(len(table["feasible"]), dtype=bool)
    for condition in conditions:
        met &= condition.met(table)
    return met


def written(condition: Condition) -> str:
    """The condition with the full name of its quantity."""
    return condition.text.strip() or vocabulary()[condition.flat].name
