"""What a measurement yields: a value with its uncertainty, and what its reader should know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from celldesign.errors import MeasurementError
from celldesign.units.quantities import from_si, scale

Array = NDArray[np.float64]
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Series:
    """Points or a line of a picture, in the units of its axes.

    One without a label belongs to the series before it.
    """

    kind: Literal["points", "line", "marks", "outliers"]
    x: Array
    y: Array
    label: str = ""
    std: Array | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """What was measured and the fit through it, on axes whose labels carry the units.

    `window` is the part of x that was fitted; `square` gives both axes the same scale; `include`
    are values of y that the axis shows whatever the data are.
    """

    x_label: str
    y_label: str
    series: tuple[Series, ...]
    window: tuple[float, float] | None = None
    square: bool = False
    include: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Measurement:
    """One property: SI value and uncertainty, the unit to show it in, and diagnostics.

    `name` is the database's name, empty for a result that is no property of a material.

    >>> print(Measurement("transference_number", "t+", 0.1434, 0.02, "1"))
    t+ = 0.1434 +/- 0.02
    """

    name: str
    label: str
    value: float
    std: float | None
    unit: str
    temperature: float | None = None
    diagnostics: Mapping[str, float | str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    plots: tuple[Plot, ...] = ()

    @property
    def shown(self) -> float:
        """The value in the unit that it is shown in."""
        return float(from_si(self.value, self.unit))

    @property
    def shown_std(self) -> float | None:
        """The standard deviation in that unit, 0 where it is no more than rounding."""
        if self.std is None:
            return None
        return 0.0 if self.std < _ROUNDING * abs(self.value) else self.std / scale(self.unit)

    def __str__(self) -> str:
        spread = "" if self.shown_std is None else f" +/- {self.shown_std:.2g}"
        unit = "" if self.unit == "1" else f" {self.unit}"
        return f"{self.label} = {self.shown:.4g}{spread}{unit}"


def spread(values: ArrayLike) -> float | None:
    """Sample standard deviation, None for fewer than two values.

    >>> spread([1.0, 2.0, 3.0]), spread([1.0])
    (1.0, None)
    """
    array = np.asarray(values, float)
    return float(np.std(array, ddof=1)) if array.size > 1 else None


def repeats(y_label: str, rows: Mapping[str, ArrayLike]) -> Plot:
    """Lay repeated measurements out cell by cell, each quantity with a line at its mean."""
    arrays = {label: np.atleast_1d(np.asarray(each, float)) for label, each in rows.items()}
    series: list[Series] = []
    means: list[Series] = []
    for label, each in arrays.items():
        cells = np.arange(1.0, each.size + 1)
        series.append(Series("points", cells, each, label))
        if each.size > 1:
            name = "" if means else "mean"
            means.append(Series("line", cells[[0, -1]], np.full(2, each.mean()), name))
    above = 1.5 * max(float(each.max()) for each in arrays.values())  # room for the legend
    return Plot("cell", y_label, (*series, *means), include=(0.0, above))


def line(x: Array, y: Array, weights: Array | None = None) -> tuple[float, float, float, float]:
    """Straight line by (weighted) least squares: slope, intercept, and their uncertainties.

    The uncertainties are infinite for two points, through which a line always goes.

    >>> slope, intercept, *_ = line(np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0]))
    >>> round(slope, 9), round(intercept, 9)
    (2.0, 1.0)
    """
    w = np.ones_like(x) if weights is None else weights
    total = w.sum()
    centre = (w * x).sum() / total
    spread_x = (w * (x - centre) ** 2).sum()
    if not spread_x > 0:
        raise MeasurementError("a line through at least two different points is required")
    slope = (w * (x - centre) * y).sum() / spread_x
    intercept = (w * y).sum() / total - slope * centre
    if len(x) < 3:
        return float(slope), float(intercept), np.inf, np.inf
    variance = (w * (y - intercept - slope * x) ** 2).sum() / (len(x) - 2)
    slope_std = np.sqrt(variance / spread_x)
    intercept_std = np.sqrt(variance * (1 / total + centre**2 / spread_x))
    return float(slope), float(intercept), float(slope_std), float(intercept_std)


def positive(**named: ArrayLike) -> None:
    """Refuse what must be above zero and is not; names are as in the header of a file.

    >>> positive(current=[1.0, 0.0])
    Traceback (most recent call last):
    celldesign.errors.MeasurementError: current must be above zero: given 0 in row 2
    """
    for name, values in named.items():
        array = np.atleast_1d(np.asarray(values, float))
        wrong = np.flatnonzero(~(array > 0) | ~np.isfinite(array))
        if wrong.size:
            row = f" in row {wrong[0] + 1}" if array.size > 1 else ""
            required = f"{name.replace('_', ' ')} must be above zero"
            raise MeasurementError(required, given=f"{array[wrong[0]]:g}{row}")
