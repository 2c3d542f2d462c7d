"""Balancing of two electrodes: where a cell's cut-offs put each, and what charge lies between.

This is a look-up and no equation: it lives outside `equations/`, numpy only, for any number of
cells in one call. A curve is a table of the potential against the degree of lithiation on a
uniform grid, linear between its points, so that looking up is an index and no search.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
CELLS = 2048  # of the common grid
_HALVINGS, _CHORDS = 8, 6  # within the common grid's steps, then by chords that meet its lines
_CHUNK = 8192  # cells at a time, which stay in the processor's cache
METAL = 1e9  # charge of a metal anode over the cathode's: without end


@dataclass(frozen=True)
class Curve:
    """Potential against the degree of lithiation, 0 to 1, falling; `capacity` is that span's.

    `potential` and `area`, its integral, have CELLS + 1 points; the capacity is in C/kg.
    """

    key: str
    potential: Array
    area: Array
    capacity: float

    def at(self, degree: Array) -> Array:
        """Potential at degrees of lithiation, held at its ends."""
        return self.within(np.clip(degree, 0.0, 1.0))

    def within(self, degree: Array) -> Array:
        """The same for degrees that are known to lie between 0 and 1."""
        place = degree * CELLS
        index = np.minimum(place.astype(np.intp), CELLS - 1)
        left = self.potential[index]
        found: Array = left + (place - index) * (self.potential[index + 1] - left)
        return found

    def integral(self, degree: Array) -> Array:
        """Integral of the potential from 0 to degrees of lithiation, exact for the table."""
        place = np.clip(degree, 0.0, 1.0) * CELLS
        index = np.minimum(place.astype(np.intp), CELLS - 1)
        part = place - index
        left = self.potential[index]
        mean = left + part / 2 * (self.potential[index + 1] - left)
        found: Array = self.area[index] + mean * part / CELLS
        return found


def curve(key: str, degree: ArrayLike, potential: ArrayLike, capacity: float) -> Curve:
    """Put points on the common grid; degrees rise, potentials do not.

    >>> line = curve("line", [0, 1], [4.0, 3.0], 1.0)
    >>> float(line.at(np.array(0.25))), round(float(line.integral(np.array(1.0))), 9)
    (3.75, 3.5)
    """
    given = np.asarray(degree, dtype=float)
    span = (given - given[0]) / (given[-1] - given[0])
    table = np.interp(np.linspace(0, 1, CELLS + 1), span, np.asarray(potential, dtype=float))
    steps = (table[1:] + table[:-1]) / (2 * CELLS)
    return Curve(key, table, np.concatenate([[0.0], np.cumsum(steps)]), capacity)


@cache
def metal() -> Curve:
    """A metal anode, at 0 V whatever its charge."""
    return curve("metal", [0, 1], [0.0, 0.0], 1.0)


def blend(curves: Sequence[Curve], shares: ArrayLike) -> Curve:
    """Mix active materials by mass shares, their curves added at equal potential.

    A blend with none of the second is the first.
    """
    given = np.asarray(shares, dtype=float)
    pairs = zip(curves, (given / given.sum()).tolist(), strict=True)
    mixed = [(each, share) for each, share in pairs if share > 0]
    if len(mixed) == 1:
        return mixed[0][0]
    grid = np.linspace(0, 1, CELLS + 1)
    # Flat parts would have no inverse: the slightest slope, far below a microvolt, gives one.
    tables = [c.potential - 1e-9 * grid for c, _ in mixed]
    potential = np.unique(np.concatenate(tables))[::-1]
    charges = np.array([share * c.capacity for c, share in mixed])
    degrees = np.array([np.interp(-potential, -table, grid) for table in tables])
    capacity = float(charges.sum())
    whole = charges @ degrees / capacity
    key = " + ".join(c.key for c, _ in mixed)
    return curve(key, whole, potential, capacity)


@dataclass(frozen=True)
class Balance:
    """Cells between their cut-offs; every field has a value for each cell.

    Charges are per charge of the cathode's whole curve. `beyond` is true where the curves end
    before the upper cut-off; `anode_limits` where the anode is full before it is reached, `lost`
    is the charge that this costs; `cathode_full` where the discharge ends with the cathode's curve.
    """

    capacity: Array
    average_voltage: Array
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
) -> Balance:
    """Find where the cut-offs put both electrodes, for all cells at once; arguments broadcast.

    `ratio` is the charge of the anode's whole curve over the cathode's. The cathode's
    curve is what it gives reversibly; its first charge is larger by its first-cycle efficiency,
    and the anode keeps of that all but the share that its own efficiency gives back.

    >>> line = curve("line", [0, 1], [4.5, 3.5], 1.0)
    >>> cell = balance(line, metal(), METAL, 3.6, 4.4)
    >>> round(float(cell.capacity), 6), round(float(cell.average_voltage), 6)
    (0.8, 4.0)
    """
    given = (ratio, lower, upper, cathode_efficiency, anode_efficiency)
    wide = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in given))
    flat = [value.ravel() for value in wide]
    parts = [
        _balance(cathode, anode, *(value[start : start + _CHUNK] for value in flat))
        for start in range(0, max(flat[0].size, 1), _CHUNK)
    ]
    joined = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Balance)
    }
    return Balance(**{name: value.reshape(wide[0].shape) for name, value in joined.items()})


def _balance(
    cathode: Curve,
    anode: Curve,
    ratio: Array,
    lower: Array,
    upper: Array,
    cathode_efficiency: Array,
    anode_efficiency: Array,
) -> Balance:
    inventory = np.ones_like(ratio)
    gained = anode_efficiency / cathode_efficiency - 1
    if np.any(gained):
        inventory += gained * (1 - _degree(cathode, anode, ratio, inventory, upper, inventory))
    most = np.minimum(1.0, inventory)
    high = _degree(cathode, anode, ratio, inventory, upper, most)
    low = _degree(cathode, anode, ratio, inventory, lower, most)
    anode_low, anode_high = ((inventory - degree) / ratio for degree in (low, high))
    capacity = low - high
    energy = cathode.integral(low) - cathode.integral(high)
    energy -= ratio * (anode.integral(anode_high) - anode.integral(anode_low))
    reached = cathode.at(high) - anode.at(anode_high)
    short = reached < upper - 1e-6
    full = anode_high > 1 - 1e-9
    ends = (cathode.at(low) - anode.at(anode_low) > lower + 1e-6) & (low > 1 - 1e-9)
    lost = np.zeros_like(high)
    if np.any(short & full):
        endless = _degree(
            cathode, metal(), ratio * METAL, inventory, upper + anode.at(anode_high), most
        )
        lost = np.where(short & full, high - endless, lost)
    return Balance(
        capacity=capacity,
        average_voltage=energy / np.where(capacity > 0, capacity, np.nan),
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


def _degree(
    cathode: Curve, anode: Curve, ratio: Array, inventory: Array, cutoff: Array, most: Array
) -> Array:
    """Cathode's degree of lithiation at a voltage, by halving; the nearest end if beyond."""
    low = np.maximum(inventory - ratio, 0.0)
    high = np.maximum(np.minimum(most, inventory), low)
    ends = low.copy(), high.copy()

    inverse = 1 / ratio

    def voltage(degree: Array) -> Array:
        return cathode.within(degree) - anode.within((inventory - degree) * inverse) - cutoff

    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = voltage(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    at_low, at_high = voltage(low), voltage(high)
    before = np.zeros_like(low)
    middle = low
    for _ in range(_CHORDS):  # the Illinois rule: an end that stays twice counts half
        fall = np.where(at_low > at_high, at_low - at_high, 1.0)
        middle = np.clip(low + (high - low) * np.maximum(at_low, 0.0) / fall, low, high)
        here = voltage(middle)
        above = here > 0
        at_low = np.where(above, here, np.where(before < 0, at_low / 2, at_low))
        at_high = np.where(above, np.where(before > 0, at_high / 2, at_high), here)
        low, high = np.where(above, middle, low), np.where(above, high, middle)
        before = np.where(above, 1.0, -1.0)
    middle = np.where(voltage(ends[1]) > 0, ends[1], middle)
    return np.where(voltage(ends[0]) < 0, ends[0], middle)


def _steeper(
    cathode: Curve, anode: Curve, ratio: Array, low: Array, anode_low: Array
) -> NDArray[np.bool_]:
    """Whether the cathode's potential changes more by charge at the end of discharge."""
    step = 2 / CELLS
    by_cathode = (cathode.at(low - step) - cathode.at(low)) / step
    by_anode = (anode.at(anode_low) - anode.at(anode_low + step)) / (step * ratio)
    return by_cathode >= by_anode
