"""A study made ready: its builds, its rows, its columns, and a description that makes it again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from celldesign.cell import limits
from celldesign.design.file import Design
from celldesign.errors import DesignError, InconsistentError
from celldesign.study.opened import PreparedDesign
from celldesign.study.selection import Front, Keep
from celldesign.study.work import Columns, Progress, Task, run
from celldesign.units.quantities import to_si
from celldesign.vocabulary import Quantity, find, leading, vocabulary

Frame = pd.DataFrame
LARGEST_TABLE = 2 * 10**9  # bytes of a table in memory


@dataclass(frozen=True)
class Column:
    """One column of a table: its key inside, its label with the unit, its quantity if it is one."""

    key: str
    label: str
    unit: str = ""
    quantity: Quantity | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Study:
    """Tasks in their order; `constants` are the columns that do not change within a task."""

    tasks: tuple[Task, ...]
    constants: tuple[Mapping[str, float], ...]
    columns: tuple[Column, ...]
    keep: Keep | Front
    description: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    opened: tuple[PreparedDesign, ...] = field(default=(), repr=False)

    def __len__(self) -> int:
        return sum(len(task.space) for task in self.tasks)

    @property
    def bytes(self) -> int:
        """Size of the whole table."""
        return len(self) * (8 * (len(self.columns) - 1) + 1)

    def tables(
        self,
        workers: int | None = None,
        scheduler: str | None = None,
        progress: Progress | None = None,
        skip: int = 0,
    ) -> Iterator[Columns]:
        """What stays of every block, in order, by column key."""
        for block in run(self.tasks, workers, scheduler, progress, skip):
            length = len(block.columns["feasible"])
            fixed = {k: np.full(length, v) for k, v in self.constants[block.task].items()}
            found = {**block.columns, **fixed}
            yield {
                c.key: found[c.key] if c.key in found else np.full(length, np.nan)
                for c in self.columns
            }

    def frame(
        self,
        workers: int | None = None,
        scheduler: str | None = None,
        progress: Progress | None = None,
    ) -> pd.DataFrame:
        """Run the study into one table. Raises DesignError where that would not fit in memory."""
        self._see_size()
        parts: list[Columns] = []
        held = 0
        for table in self.tables(workers, scheduler, progress):
            parts.append(table)
            held += sum(column.nbytes for column in table.values())
            if self.keep.reduces:
                parts = [self.merge(parts)]
            elif held > LARGEST_TABLE:
                raise self._too_large(held)
        return self.label(self.merge(parts) if self.keep.reduces else joined(parts))

    def merge(self, parts: Sequence[Columns]) -> Columns:
        """Select once more from what was selected from pieces."""
        table = joined(parts)
        chosen = replace(self.keep, conditions=()).select(table)
        return {key: column[chosen] for key, column in table.items()}

    def label(self, table: Columns) -> pd.DataFrame:
        """Name the columns with their units, and choices by their words."""
        return pd.DataFrame(
            {
                column.label: pd.Categorical.from_codes(
                    table[column.key].astype(np.int64), categories=pd.Index(list(column.words))
                )
                if column.words
                else table[column.key]
                for column in self.columns
            }
        )

    @property
    def varied(self) -> set[str]:
        """Keys of the columns that are varied."""
        return {key for task in self.tasks for key in task.inputs}.union(*self.constants)

    def why_not(self, frame: pd.DataFrame) -> str:
        """Say why the first row that is not possible is not, as `build` would."""
        row = frame[~frame["feasible"]].iloc[0]
        task, opened = next(
            (task, opened)
            for task, opened, constants in zip(self.tasks, self.opened, self.constants, strict=True)
            if of_build(row, self.columns, constants)
        )
        inputs = {c.key: c for c in self.columns if c.key in task.inputs}
        rows = {key: np.array([si_of(row[c.label], c)]) for key, c in inputs.items()}
        scalars = [
            n for n in opened.plan.known & set(vocabulary()) if not vocabulary()[n].component
        ]
        job = opened.job(task.inputs, scalars)
        values = job.evaluate(rows, 1)
        values.pop("feasible")
        try:
            job.refuse(rows)
            limits.refuse({name: float(value[0]) for name, value in values.items()}, opened.stds)
        except InconsistentError as error:
            return str(error)
        return "the cell cannot be built"

    def _see_size(self) -> None:
        filtered = self.keep.reduces or self.keep.conditions
        if not filtered and self.bytes > LARGEST_TABLE:
            raise self._too_large(self.bytes)

    def _too_large(self, size: float) -> DesignError:
        return DesignError(
            f"a table of at most {LARGEST_TABLE / 1e9:.0f} GB is kept in memory",
            given=f"{len(self):,} designs, {size / 1e9:.1f} GB",
            mend="keep less with --where, --top or --columns, or write it with --output x.parquet",
        )


def _word(column: Column, constants: Mapping[str, float]) -> tuple[str, ...]:
    return (column.words[int(constants[column.key])],) if column.words else ()


def of_build(row: Any, columns: Iterable[Column], constants: Mapping[str, float]) -> bool:
    """Tell whether a row of a table is of the build with these constants."""
    return all(
        row[c.label] in (constants[c.key], *_word(c, constants))
        for c in columns
        if c.key in constants
    )


def si_of(shown: Any, column: Column) -> float:
    """A number of a table in SI, or the number of a word."""
    if column.words:
        return float(column.words.index(shown))
    return to_si(float(shown), column.unit)


def joined(parts: Sequence[Columns]) -> Columns:
    """Put tables of the same columns under one another."""
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def label_of(name: str, unit: str) -> str:
    """Label a column: the name, and the unit unless there is none.

    >>> label_of("np_ratio", "1"), label_of("operation.rate", "C-rate")
    ('np_ratio', 'operation.rate [1/h]')
    """
    return name if unit == "1" else f"{name} [{'1/h' if unit == 'C-rate' else unit}]"


def quantity_column(flat: str, key: str = "", name: str = "") -> Column:
    """The column of a quantity, or of an input that stands for it under another name."""
    quantity = vocabulary()[flat]
    label = label_of(name or quantity.name, quantity.unit)
    mine = quantity if not name or name == quantity.name else None
    return Column(key or flat, label, quantity.unit, mine, quantity.choices)


FEASIBLE = Column("feasible", "feasible")


def chosen_columns(names: Iterable[str] | None, opened: Sequence[PreparedDesign]) -> list[str]:
    """Flat names of the columns asked for: the usual ones, `all`, or dotted names."""
    known = frozenset().union(*(each.plan.known for each in opened))
    words = vocabulary()
    if names is None:
        return [quantity.flat for quantity in leading("study") if quantity.flat in known]
    names = list(names)
    if names == ["all"]:
        return [n for n, quantity in words.items() if n in known and not quantity.component]
    flats = [find(name).flat for name in names]
    opened[0].plan.require([flat for flat in flats if flat not in known])
    return list(dict.fromkeys(flats))


def describe(
    design: Design, dataset: str, command: str, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Everything that the rows depend on, as plain data, for the metadata of a file."""
    from importlib.metadata import version

    return {
        "software": f"celldesign {version('celldesign')}",
        "study": command,
        "design": {"name": design.name, "sha256": design.sha256, "text": design.text},
        "settings": list(design.settings),
        "dataset": dataset,
        "arguments": {key: value for key, value in arguments.items() if value not in (None, (), 0)},
    }
