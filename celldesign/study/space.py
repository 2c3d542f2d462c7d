"""The rows of a study by number: a grid, values side by side, or a sample; made a block at a time.

Row `i` is the same whoever makes it, in whatever order and however many at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from celldesign.errors import DesignError
from celldesign.study.ranges import LARGEST, Axis, too_many

BLOCK = 2**17  # rows made and evaluated at once; a sample's blocks are drawn one by one
METHODS = ("sobol", "lhs", "random")
_LARGEST_HYPERCUBE = 2 * 10**7  # numbers that are permuted in memory
_LONGEST_SEQUENCE = 2**30  # of scipy's Sobol sequence that can be entered anywhere

Rows = dict[str, NDArray[np.float64]]


class Space(Protocol):
    """Rows by number; `rows` gives SI arrays by input."""

    def __len__(self) -> int: ...

    def rows(self, start: int, stop: int) -> Rows:
        """Values of the rows from `start` up to `stop`, by input."""


class Spreadable(Protocol):
    """What a sample draws from: SI values by the share of what lies below."""

    def spread(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """SI values by shares from 0 to 1."""


@dataclass(frozen=True)
class Grid:
    """Every combination; the last input changes fastest."""

    axes: Mapping[str, Axis]

    def __post_init__(self) -> None:
        if (count := prod(len(axis) for axis in self.axes.values())) > LARGEST:
            raise too_many(count)

    def __len__(self) -> int:
        return prod(len(axis) for axis in self.axes.values())

    def rows(self, start: int, stop: int) -> Rows:
        """Values of the rows from `start` up to `stop`."""
        index = np.arange(start, stop)
        found: Rows = {}
        for name, axis in reversed(list(self.axes.items())):
            index, position = np.divmod(index, len(axis))
            found[name] = axis.at(position)
        return found


@dataclass(frozen=True)
class Zip:
    """Values side by side: the first of all, the second of all, and so on; or only some of them."""

    axes: Mapping[str, Axis]
    only: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.only)

    def rows(self, start: int, stop: int) -> Rows:
        """Values of the rows from `start` up to `stop`."""
        position = np.array(self.only[start:stop], dtype=np.int64)
        return {name: axis.at(position) for name, axis in self.axes.items()}


@dataclass
class Sample:
    """A seeded sample of independent inputs; the order in which they are named plays no part."""

    inputs: Mapping[str, Spreadable]
    count: int
    method: str = "sobol"
    seed: int = 1
    _engine: Any = field(default=None, repr=False, compare=False)  # only a place kept in a sequence

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            mend = f"the methods are {', '.join(METHODS)}"
            raise DesignError("an unknown method", given=repr(self.method), mend=mend)
        if not 0 < self.count <= LARGEST:
            required = f"a sample of 1 to {LARGEST:.0e} designs is required"
            raise DesignError(required, given=f"{self.count:,}")
        if self.method == "sobol" and self.count > _LONGEST_SEQUENCE:
            raise DesignError(
                f"a Sobol sequence has at most {_LONGEST_SEQUENCE:,} designs",
                given=f"{self.count:,}",
                mend="use --method random",
            )
        if self.method == "lhs" and self.count * len(self.inputs) > _LARGEST_HYPERCUBE:
            raise DesignError(
                "a Latin hypercube is permuted in memory and has to be smaller",
                given=f"{self.count:,} designs",
                mend="use --method sobol",
            )

    def __len__(self) -> int:
        return self.count

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_engine": None}

    def rows(self, start: int, stop: int) -> Rows:
        """Values of the rows from `start`, which begins a block, up to `stop` within it."""
        names = sorted(self.inputs)
        shares = self._shares(len(names), start, stop)
        return {name: self.inputs[name].spread(shares[:, i]) for i, name in enumerate(names)}

    def _shares(self, dimensions: int, start: int, stop: int) -> NDArray[np.float64]:
        from scipy.stats import qmc

        if self.method == "random":
            seeds = np.random.SeedSequence(self.seed, spawn_key=(start // BLOCK,))
            return np.random.default_rng(seeds).random((stop - start, dimensions))
        if self.method == "lhs":
            if self._engine is None:
                self._engine = qmc.LatinHypercube(dimensions, seed=self.seed).random(self.count)
            return np.asarray(self._engine[start:stop])
        if self._engine is None or self._engine.num_generated > start:
            self._engine = qmc.Sobol(dimensions, seed=self.seed)
        if self._engine.num_generated < start:
            self._engine.fast_forward(start - self._engine.num_generated)
        # The engine asks for a power of two to begin with.
        return np.asarray(self._engine.random(BLOCK if start == 0 else stop - start))[
            : stop - start
        ]


def blocks(spaces: Sequence[Space]) -> list[tuple[int, int, int]]:
    """All blocks of several spaces in their order, as (space, start, stop)."""
    return [
        (number, start, min(start + BLOCK, len(space)))
        for number, space in enumerate(spaces)
        for start in range(0, len(space), BLOCK)
    ]
