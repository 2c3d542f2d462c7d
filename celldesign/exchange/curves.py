"""Half-cell curves on the lithium content of an active material, for physics-based models."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from celldesign.balancing.half_cells import chosen_curves, followed
from celldesign.database.records import HalfCell
from celldesign.errors import ExchangeError

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curve:
    """Potential against lithium in V, falling with the share of lithium sites that are full."""

    x: Array
    volts: Array
    source: str

    def at(self, x: float) -> float:
        """Potential at a share of full sites."""
        return float(np.interp(x, self.x, self.volts))

    def place(self, degree: float) -> float:
        """Share of full sites at a degree of what the curve spans."""
        return float(self.x[0] + degree * (self.x[-1] - self.x[0]))

    def share(self, volts: float) -> float:
        """Share of full sites at a potential, held within the curve."""
        return float(np.interp(-volts, -self.volts, self.x))

    def stretched(self, low: float, high: float, from_low: float, from_high: float) -> "Curve":
        """Move what lies between two shares to two others, as another capacity makes it."""
        x = low + (self.x - from_low) * (high - low) / (from_high - from_low)
        return Curve(x, self.volts, self.source)

    def extended(self) -> "Curve":
        """Go on straight to an empty and a full lattice, as a model's surface may go beyond."""
        x, u = self.x, self.volts
        first = u[0] + (u[1] - u[0]) / (x[1] - x[0]) * (0.0 - x[0])
        last = u[-1] + (u[-1] - u[-2]) / (x[-1] - x[-2]) * (1.0 - x[-1])
        inside = (x > 0) & (x < 1)
        return Curve(
            np.r_[0.0, x[inside], 1.0],
            np.r_[first if x[0] > 0 else np.interp(0.0, x, u), u[inside], last],
            self.source,
        )

    def between(self, low: float, high: float, points: int = 201) -> "Curve":
        """Cut to a range of shares, in even steps."""
        x = np.linspace(low, high, points)
        return Curve(x, np.interp(x, self.x, self.volts), self.source)


def curve_of(material: str, known: Sequence[HalfCell], electrode: str, temperature: float) -> Curve:
    """The curve that an electrode's active material follows in discharge, as a build takes it.

    Raises ExchangeError where there is none.
    """
    chosen = chosen_curves(known, temperature)
    if not chosen:
        raise ExchangeError(
            f"a voltage curve of {material} is required", mend="the database has none of it"
        )
    best, _ = followed(chosen, electrode)
    source = f"{best.key} ({best.direction}), {best.note or best.citation or best.source}"
    return Curve(np.array(best.degree), np.array(best.potential), source)
