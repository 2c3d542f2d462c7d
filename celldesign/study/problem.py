"""A problem of inverse design, unknowns within bounds and wanted results, and its solution."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from celldesign.study.opened import Job, PreparedDesign
from celldesign.study.ranges import Axis
from celldesign.study.study import quantity_column
from celldesign.study.work import Progress, shown
from celldesign.vocabulary import Quantity


class Target(NamedTuple):
    """A wanted result in SI, and what it may be off by; an exact one 0."""

    quantity: Quantity
    value: float
    tolerance: float


@dataclass(frozen=True)
class Solution:
    """What was found. `kind`: solved, family, unreachable, over-determined.

    `designs` has a row for each solution, the best one where there is none, or a sample of the
    family: unknowns and then results, in display units. `settings` are the unknowns of the first
    row as `--set` takes them.
    """

    kind: str
    designs: pd.DataFrame
    settings: Mapping[str, str]
    messages: tuple[str, ...]
    unknowns: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    description: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """Unknowns with their ranges, and targets, of an opened design."""

    opened: PreparedDesign
    job: Job
    axes: tuple[Axis, ...]
    addresses: tuple[str, ...]
    targets: tuple[Target, ...]
    progress: Progress | None = None

    def results(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Results (targets, n) in SI at points (n, unknowns) in SI; NaN for an impossible cell."""
        rows = {a: np.ascontiguousarray(points[:, i]) for i, a in enumerate(self.addresses)}
        table = self.job.evaluate(rows, len(points))
        found = np.array([table[target.quantity.flat] for target in self.targets])
        return np.where(table["feasible"], found, np.nan)

    @property
    def bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lowest and highest of every unknown, in SI."""
        ends = np.array([axis.si(np.array(axis.bounds())) for axis in self.axes])
        return ends[:, 0], ends[:, 1]

    @property
    def wanted(self) -> NDArray[np.float64]:
        """The targets' values (targets, 1), in SI."""
        return np.array([[target.value] for target in self.targets])

    def table(self, points: NDArray[np.float64]) -> pd.DataFrame:
        """Unknowns and results as a table in display units."""
        columns = {}
        for index, address in enumerate(self.addresses):
            flat = self.opened.places[address][0][0]
            label = quantity_column(flat, name=address).label
            columns[label] = shown(flat, points[:, index])
        for target, values in zip(self.targets, self.results(points), strict=True):
            columns[quantity_column(target.quantity.flat).label] = shown(
                target.quantity.flat, values
            )
        return pd.DataFrame(columns)

    def settings(self, point: NDArray[np.float64]) -> dict[str, str]:
        """One point as `--set` takes it."""
        return {
            axis.name: axis.write(axis.number(value))
            for axis, value in zip(self.axes, point.tolist(), strict=True)
        }

    def solution(
        self, kind: str, points: NDArray[np.float64], *messages: str, **more: Any
    ) -> Solution:
        """Tell what was found, the first point as settings."""
        names = tuple(axis.name for axis in self.axes)
        told = tuple(text for text in messages if text)
        return Solution(kind, self.table(points), self.settings(points[0]), told, names, **more)
