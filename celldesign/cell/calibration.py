"""How true the standard uncertainties are: predictions of measured cells against what was found.

A prediction that misses by more than its stated uncertainty shows what the equations lack. That
much, estimated from all *other* cells, is the model uncertainty, which adds in squares to that of
the inputs. Groups are a quantity and a class of case; a small group is drawn to the mean of all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from celldesign.cell.published import compare
from celldesign.cell.result import Cell

CASES = {"pouch": "soft", "unit": "soft", "coin": "round", "cylindrical": "round"}
_HEADLINES = (
    *("capacity", "energy", "operation.average_voltage", "cell.mass"),
    *("cell.specific_energy", "cell.energy_density"),
)
_DRAWN = 4.0  # predictions that the mean of all weighs as much as
_LEVELS = np.arange(0.1, 1.0, 0.1)


class Prediction(NamedTuple):
    """One prediction of a measured cell, all relative: ours over theirs - 1, and both stds."""

    cell: str
    quantity: str
    case: str
    difference: float
    inputs: float
    measured: float


class Group(NamedTuple):
    """A quantity in a class of case: how many predictions, how far off, and what the model adds."""

    quantity: str
    case: str
    number: int
    median: float
    bias: float
    model: float


@dataclass(frozen=True)
class Calibration:
    """Predictions with their model uncertainty, each estimated without its own cell.

    `coverage` has for 1 and 2 standard uncertainties the share of predictions within them, and the
    ends of its 95 % interval; `reliability` the share within the limits of each nominal share.
    """

    predictions: tuple[Prediction, ...]
    model: NDArray[np.float64]
    groups: tuple[Group, ...]

    @property
    def cells(self) -> int:
        """How many measured cells have a prediction."""
        return len({each.cell for each in self.predictions})

    @property
    def distances(self) -> NDArray[np.float64]:
        """Differences over the standard uncertainties of inputs, model and measurement."""
        all_of = np.array([(p.difference, p.inputs, p.measured) for p in self.predictions])
        total: NDArray[np.float64] = np.hypot(np.hypot(all_of[:, 1], all_of[:, 2]), self.model)
        apart: NDArray[np.float64] = np.abs(all_of[:, 0]) / total
        return apart

    @property
    def sharpness(self) -> dict[str, float]:
        """Median stated standard uncertainty (inputs and model), relative, by quantity."""
        stated = np.hypot([each.inputs for each in self.predictions], self.model)
        names = [each.quantity for each in self.predictions]
        return {
            name: float(np.median(stated[[each == name for each in names]]))
            for name in _HEADLINES
            if name in names
        }

    @property
    def coverage(self) -> dict[int, tuple[float, float, float]]:
        """Share of predictions within 1 and 2 standard uncertainties, with its interval."""
        return {k: interval(int(np.sum(self.distances <= k)), len(self.model)) for k in (1, 2)}

    @property
    def reliability(self) -> list[tuple[float, float]]:
        """Nominal shares and how many predictions lie within their limits."""
        inside = np.array([erf(distance / sqrt(2)) for distance in self.distances])
        return [(round(float(p), 1), float(np.mean(inside <= p))) for p in _LEVELS]

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain data."""
        return {
            "cells": self.cells,
            "predictions": len(self.predictions),
            "coverage": {
                str(k): {"share": share, "low": low, "high": high}
                for k, (share, low, high) in self.coverage.items()
            },
            "sharpness": self.sharpness,
            "reliability": [{"nominal": p, "observed": q} for p, q in self.reliability],
            "groups": [group._asdict() for group in self.groups],
        }


def interval(count: int, of: int) -> tuple[float, float, float]:
    """Share of successes and Wilson's 95 % interval of it.

    >>> tuple(round(each, 3) for each in interval(15, 20))
    (0.75, 0.531, 0.888)
    """
    z, share = 1.96, count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return share, middle - half, middle + half


def predictions(cells: Sequence[Cell]) -> list[Prediction]:
    """Every headline figure of a measured cell that its file does not give."""
    return [
        Prediction(
            cell.design.name,
            row.name,
            CASES.get(cell.design.format, "hard"),
            row.difference,
            (row.ours_std or 0.0) / row.published,
            (row.published_std or 0.0) / row.published,
        )
        for cell in cells
        if cell.design.published_kind == "measured"
        for row in compare(cell)
        if row.basis == "prediction" and row.name in _HEADLINES and row.difference is not None
    ]


def calibrate(cells: Sequence[Cell]) -> Calibration | None:
    """Calibrate on measured cells; None where none of them has a prediction."""
    found = predictions(cells)
    if not found:
        return None
    model = np.array([model_std([p for p in found if p.cell != one.cell], one) for one in found])
    groups = []
    for quantity, case in sorted({(p.quantity, p.case) for p in found}):
        mine = [p for p in found if (p.quantity, p.case) == (quantity, case)]
        off = np.array([p.difference for p in mine])
        median, bias = float(np.median(np.abs(off))), float(np.mean(off))
        groups.append(Group(quantity, case, len(mine), median, bias, model_std(found, mine[0])))
    return Calibration(tuple(found), model, tuple(groups))


def model_std(others: Sequence[Prediction], one: Prediction) -> float:
    """Model uncertainty of a prediction's quantity and case, relative, as other cells show it.

    What is left of their squared differences beyond the stated uncertainties; a group of n is
    drawn to its quantity's mean by the weight of four predictions, and that to the mean of all.
    """

    def excess(group: Sequence[Prediction]) -> float:
        return sum(p.difference**2 - p.inputs**2 - p.measured**2 for p in group)

    left = excess(others) / max(len(others), 1)
    for group in (
        [p for p in others if p.quantity == one.quantity],
        [p for p in others if (p.quantity, p.case) == (one.quantity, one.case)],
    ):
        left = (excess(group) + _DRAWN * left) / (len(group) + _DRAWN)
    return sqrt(max(left, 0.0))
