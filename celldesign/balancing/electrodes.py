"""Balancing of two electrodes: where a cell's cut-offs put each, and what charge lies between.

This is a look-up and no equation: it lives outside `equations/`, numpy only, for any number of
cells in one call. A curve is a table of the potential against the degree of lithiation on a
uniform grid, linear between its points, so that looking up is an index and no search.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
CELLS = 2048  # of the common grid
_HALVINGS, _CHORDS = 8, 5  # within the common grid's steps, then by chords that meet its lines
_MORE_CHORDS, _MET = 30, 1e-12  # for the few cells that are not there yet, and the volts they miss
_CHUNK = 8192  # cells at a time, which stay in the processor's cache
METAL = 1e9  # charge of a metal anode over the cathode's: without end


@dataclass(frozen=True)
class Curve:
    """Potential against the degree of lithiation, 0 to 1, falling; `capacity` is that span's.

    `potential` and `area`, its integral, have CELLS + 1 points; the capacity is in C/kg. Where
    each of n cells has a curve of its own, their tables follow one another, `start` says where
    each begins, and `capacity` is an array (n,).
    """

    key: str
    potential: Array
    area: Array
    capacity: Any
    start: Any = 0

    def at(self, degree: Array) -> Array:
        """Potential at degrees of lithiation, held at its ends."""
        return self.within(np.clip(degree, 0.0, 1.0))

    def within(self, degree: Array) -> Array:
        """The same for degrees that are known to lie between 0 and 1."""
        place = degree * CELLS
        index = np.minimum(place.astype(np.intp), CELLS - 1)
        part = place - index
        index = index + self.start
        left = self.potential[index]
        found: Array = left + part * (self.potential[index + 1] - left)
        return found

    def integral(self, degree: Array) -> Array:
        """Integral of the potential from 0 to degrees of lithiation, exact for the table."""
        place = np.clip(degree, 0.0, 1.0) * CELLS
        index = np.minimum(place.astype(np.intp), CELLS - 1)
        part = place - index
        index = index + self.start
        left = self.potential[index]
        mean = left + part / 2 * (self.potential[index + 1] - left)
        found: Array = self.area[index] + mean * part / CELLS
        return found

    def of(self, cells: Any) -> "Curve":
        """The curve of some of the cells, by index or slice: the same where all share one."""
        return replace(self, start=self.start[cells]) if np.ndim(self.start) else self


def curve(key: str, degree: ArrayLike, potential: ArrayLike, capacity: Any) -> Curve:
    """Put points on the common grid; degrees rise, potentials do not.

    Degrees (n, points) make a curve for each of n cells, capacities (n,).

    >>> line = curve("line", [0, 1], [4.0, 3.0], 1.0)
    >>> float(line.at(np.array(0.25))), round(float(line.integral(np.array(1.0))), 9)
    (3.75, 3.5)
    """
    given = np.asarray(degree, dtype=float)
    rows = np.atleast_2d(given)
    span = (rows - rows[:, :1]) / (rows[:, -1:] - rows[:, :1])
    grid, known = np.linspace(0, 1, CELLS + 1), np.asarray(potential, dtype=float)
    table = np.array([np.interp(grid, row, known) for row in span])
    steps = (table[:, 1:] + table[:, :-1]) / (2 * CELLS)
    area = np.concatenate([np.zeros((len(table), 1)), np.cumsum(steps, axis=1)], axis=1)
    start = np.arange(len(table)) * (CELLS + 1) if given.ndim > 1 else 0
    return Curve(key, table.ravel(), area.ravel(), capacity, start)


@cache
def metal() -> Curve:
    """A metal anode, at 0 V whatever its charge."""
    return curve("metal", [0, 1], [0.0, 0.0], 1.0)


def blend(curves: Sequence[Curve], shares: ArrayLike) -> Curve:
    """Mix active materials by mass shares, their curves added at equal potential.

    A blend with none of the second is the first. Shares (curves, n) make a blend for each of n
    cells, which all have some of the same materials.
    """
    given = np.asarray(shares, dtype=float)
    parts = given / given.sum(axis=0)
    some = [i for i, part in enumerate(parts) if np.any(part > 0)]
    mixed, parts = [curves[i] for i in some], parts[some]
    if len(mixed) == 1:
        return mixed[0]
    grid = np.linspace(0, 1, CELLS + 1)
    # Flat parts would have no inverse: the slightest slope, far below a microvolt, gives one.
    tables = [c.potential - 1e-9 * grid for c in mixed]
    potential = np.unique(np.concatenate(tables))[::-1]
    degrees = np.array([np.interp(-potential, -table, grid) for table in tables])
    charges = (parts.T * [c.capacity for c in mixed]).T
    capacity = charges.sum(axis=0)
    whole = (charges / capacity).T @ degrees
    return curve(" + ".join(c.key for c in mixed), whole, potential, capacity)


@dataclass(frozen=True)
class Balance:
    """Cells between their cut-offs; every field has a value for each cell.

    Charges are per charge of the cathode's whole curve. `beyond` is true where the curves end
    before the upper cut-off; `anode_limits` where the anode is full before it is reached, `lost`
    is the charge that this costs; `cathode_full` where the discharge ends with the cathode's curve.
    Averages are at rest, over the discharge and over the charge of as much.
    """

    capacity: Array
    average_voltage: Array
    charge_voltage: Array
    cathode_low: Array
    cathode_high: Array
    anode_low: Array
    anode_high: Array
    discharge_limited_by_cathode: NDArray[np.bool_]
    beyond: NDArray[np.bool_]
    anode_limits: NDArray[np.bool_]
    cathode_full: NDArray[np.bool_]
    lost: Array


def balance(
    cathode: Curve,
    anode: Curve,
    ratio: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    *,
    cathode_efficiency: ArrayLike = 1.0,
    anode_efficiency: ArrayLike = 1.0,
    anode_conversion: ArrayLike = 0.0,
    charging: tuple[Curve, Curve] | None = None,
) -> Balance:
    """Find where the cut-offs put both electrodes, for all cells at once; arguments broadcast.

    `ratio` is the charge of the anode's whole curve over the cathode's. The curves are what the
    electrodes give reversibly. The cathode's first charge is larger by its first-cycle efficiency;
    the anode keeps of that what all of its mass loses in a first cycle, of which the share
    `anode_conversion` goes only as far as it is charged.

    With the curves of both electrodes in `charging`, the others are those of the discharge: the
    charge ends where its own curves meet the upper cut-off, and the discharge goes on from there.

    >>> line = curve("line", [0, 1], [4.5, 3.5], 1.0)
    >>> cell = balance(line, metal(), METAL, 3.6, 4.4)
    >>> round(float(cell.capacity), 6), round(float(cell.average_voltage), 6)
    (0.8, 4.0)
    >>> above = curve("above", [0, 1], [4.6, 3.6], 1.0)
    >>> cell = balance(line, metal(), METAL, 3.6, 4.4, charging=(above, metal()))
    >>> round(float(cell.capacity), 6), round(float(cell.charge_voltage - cell.average_voltage), 6)
    (0.7, 0.1)
    """
    given = (ratio, lower, upper, cathode_efficiency, anode_efficiency, anode_conversion)
    wide = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in given))
    flat = [value.ravel() for value in wide]
    parts = []
    for start in range(0, max(flat[0].size, 1), _CHUNK):
        part = slice(start, start + _CHUNK)
        discharge = cathode.of(part), anode.of(part)
        charge = (charging[0].of(part), charging[1].of(part)) if charging else discharge
        parts.append(_balance(discharge, charge, *(value[part] for value in flat)))
    joined = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Balance)
    }
    return Balance(**{name: value.reshape(wide[0].shape) for name, value in joined.items()})


def _balance(
    discharge: tuple[Curve, Curve],
    charge: tuple[Curve, Curve],
    ratio: Array,
    lower: Array,
    upper: Array,
    cathode_efficiency: Array,
    anode_efficiency: Array,
    anode_conversion: Array,
) -> Balance:
    inventory = np.ones_like(ratio)
    if np.any(cathode_efficiency != 1) or np.any(anode_efficiency != 1):
        given = 1 - _degree(*charge, ratio, inventory, upper, inventory)
        first = given / cathode_efficiency
        inventory += first - given
        inventory -= first_cycle_loss(ratio, first, anode_efficiency, anode_conversion)
    most = np.minimum(1.0, inventory)
    high = _degree(*charge, ratio, inventory, upper, most)
    low = np.maximum(_degree(*discharge, ratio, inventory, lower, most), high)
    anode_low, anode_high = ((inventory - degree) / ratio for degree in (low, high))
    capacity = low - high
    spans = (low, high, anode_low, anode_high, ratio)
    energy = _energy(discharge, *spans)
    charged = energy if charge is discharge else _energy(charge, *spans)
    cathode, anode = discharge
    reached = charge[0].at(high) - charge[1].at(anode_high)
    short = reached < upper - 1e-6
    full = anode_high > 1 - 1e-9
    ends = (cathode.at(low) - anode.at(anode_low) > lower + 1e-6) & (low > 1 - 1e-9)
    lost = np.zeros_like(high)
    if np.any(short & full):
        endless = _degree(
            charge[0], metal(), ratio * METAL, inventory, upper + charge[1].at(anode_high), most
        )
        lost = np.where(short & full, high - endless, lost)
    span = np.where(capacity > 0, capacity, np.nan)
    return Balance(
        capacity=capacity,
        average_voltage=energy / span,
        charge_voltage=charged / span,
        cathode_low=low,
        cathode_high=high,
        anode_low=anode_low,
        anode_high=anode_high,
        discharge_limited_by_cathode=ends | _steeper(cathode, anode, ratio, low, anode_low),
        beyond=short & ~full,
        anode_limits=short & full,
        cathode_full=ends,
        lost=lost,
    )


def first_cycle_loss(ratio: Array, first: Array, efficiency: Array, conversion: Array) -> Array:
    """Charge that the anode keeps of the first, all per charge of the cathode's whole curve.

    Twice as much graphite loses twice as much; silicon monoxide loses by the charge it takes.

    >>> of = np.array([1.1, 2.2])
    >>> [first_cycle_loss(of, np.ones(2), 0.9, k).round(3).tolist() for k in (0.0, 1.0)]
    [[0.122, 0.244], [0.1, 0.1]]
    """
    taken = np.minimum(first * efficiency / ratio, 1.0)
    lost: Array = ratio * (1 / efficiency - 1) * (1 - conversion * (1 - taken))
    return lost


def _energy(
    pair: tuple[Curve, Curve],
    low: Array,
    high: Array,
    anode_low: Array,
    anode_high: Array,
    ratio: Array,
) -> Array:
    """Integral of the voltage over the charge between the ends."""
    cathode, anode = pair
    found = cathode.integral(low) - cathode.integral(high)
    found -= ratio * (anode.integral(anode_high) - anode.integral(anode_low))
    return found


def _degree(
    cathode: Curve, anode: Curve, ratio: Array, inventory: Array, cutoff: Array, most: Array
) -> Array:
    """Cathode's degree of lithiation at a voltage, by halving; the nearest end if beyond."""
    low = np.maximum(inventory - ratio, 0.0)
    high = np.maximum(np.minimum(most, inventory), low)
    ends = low.copy(), high.copy()

    inverse = 1 / ratio

    def voltage(degree: Array, cells: Any = slice(None)) -> Array:
        held = (inventory[cells] - degree) * inverse[cells]
        over: Array = cathode.of(cells).within(degree) - anode.of(cells).within(held)
        over -= cutoff[cells]
        return over

    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = voltage(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    middle, missed, low, high = _chords(voltage, low, high, slice(None), _CHORDS)
    below, beyond = voltage(ends[0]) < 0, voltage(ends[1]) > 0
    left = np.flatnonzero((np.abs(missed) > _MET) & ~(below | beyond))
    if left.size:
        middle[left] = _chords(voltage, low[left], high[left], left, _MORE_CHORDS)[0]
    found: Array = np.where(below, ends[0], np.where(beyond, ends[1], middle))
    return found


def _chords(
    voltage: Callable[..., Array], low: Array, high: Array, cells: Any, steps: int
) -> tuple[Array, Array, Array, Array]:
    """Narrow brackets by the Illinois rule: an end that stays twice counts half.

    Returns the last points, the voltages there, and the brackets round the zeros.
    """
    at_low, at_high = voltage(low, cells), voltage(high, cells)
    before = np.zeros_like(low)
    middle, here = low, at_low
    for _ in range(steps):
        fall = np.where(at_low > at_high, at_low - at_high, 1.0)
        middle = np.clip(low + (high - low) * np.maximum(at_low, 0.0) / fall, low, high)
        here = voltage(middle, cells)
        above = here > 0
        at_low = np.where(above, here, np.where(before < 0, at_low / 2, at_low))
        at_high = np.where(above, np.where(before > 0, at_high / 2, at_high), here)
        low, high = np.where(above, middle, low), np.where(above, high, middle)
        before = np.where(above, 1.0, -1.0)
    return middle, here, low, high


def _steeper(
    cathode: Curve, anode: Curve, ratio: Array, low: Array, anode_low: Array
) -> NDArray[np.bool_]:
    """Whether the cathode's potential changes more by charge at the end of discharge."""
    step = 2 / CELLS
    by_cathode = (cathode.at(low - step) - cathode.at(low)) / step
    by_anode = (anode.at(anode_low) - anode.at(anode_low + step)) / (step * ratio)
    return by_cathode >= by_anode
