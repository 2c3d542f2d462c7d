"""What a BPX file says of a cell's design: capacities by lithium sites, pairs, mass and energy."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from celldesign.constants import FARADAY

_STAND_IN = 1e-7  # m; a thinner negative electrode stands for lithium metal
_POINTS = 401


@dataclass(frozen=True, slots=True)
class Side:
    """One electrode: SI; `sites` is the charge of all its lithium sites per area of one side.

    `used` is the part of it between the stoichiometries at the cut-offs. `potential` runs from the
    lower to the upper cut-off at even steps of charge, where the curves can be evaluated.
    """

    thickness: float
    porosity: float | None
    active_fraction: float
    sites: float
    used: float
    blend: tuple[str, ...]
    hysteresis: bool
    potential: NDArray[np.float64] | None
    collector: float | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A cell as a BPX file describes it, in SI; what it does not state is None."""

    model: str
    pairs: int
    area: float
    nominal_capacity: float
    lower_voltage: float
    upper_voltage: float
    mass: float | None
    volume: float | None
    cathode: Side
    anode: Side
    separator_thickness: float | None
    separator_porosity: float | None

    @property
    def half_cell(self) -> bool:
        """Whether the negative electrode only stands for lithium metal."""
        return self.anode.thickness < _STAND_IN

    @property
    def np_ratio(self) -> float | None:
        """The whole anode over what the cathode gives in the window."""
        return None if self.half_cell else self.anode.sites / self.cathode.used

    @property
    def capacity(self) -> float:
        """Charge in C between the cut-offs, by the cathode's stoichiometries."""
        return self.cathode.used * self.area * self.pairs

    @property
    def mean_voltage(self) -> float | None:
        """Mean equilibrium voltage over the window."""
        if self.cathode.potential is None or self.anode.potential is None:
            return None
        return float(np.mean(self.cathode.potential - self.anode.potential))

    def lines(self) -> Iterator[str]:
        """Say in lines what follows from the file without any material."""
        yield f"areal capacity of the cathode in the window: {_mah(self.cathode.used)}"
        if self.half_cell:
            yield "the negative electrode stands for lithium: a half cell"
        else:
            yield f"areal capacity of the whole anode: {_mah(self.anode.sites)}"
            yield f"N/P ratio: {self.np_ratio:.3f}"
        ah = self.capacity / 3600
        yield (
            f"capacity: {ah:.4g} Ah by stoichiometry, {self.nominal_capacity / 3600:.4g} Ah "
            f"stated; {self.pairs} pair{'s' * (self.pairs > 1)} of {1e4 * self.area:.4g} cm^2"
        )
        if (volts := self.mean_voltage) is None:
            return
        energy = self.nominal_capacity * volts
        yield f"energy: {energy / 3600:.4g} Wh at a mean equilibrium voltage of {volts:.3f} V"
        if self.mass and self.volume and not self.half_cell:
            yield (
                f"of the whole cell: {energy / self.mass / 3600:.4g} Wh/kg, "
                f"{energy / self.volume / 3.6e6:.4g} Wh/L"
            )
        if self.separator_thickness:
            layers = self.cathode.thickness + self.anode.thickness + self.separator_thickness
            dense = self.cathode.used * volts / layers / 3.6e6
            yield f"of coatings and separator, without collectors: {dense:.4g} Wh/L"


def _mah(coulombs_per_square_metre: float) -> str:
    return f"{coulombs_per_square_metre / 3.6e4:.4g} mAh/cm^2"


def facts(found: Any) -> Facts:
    """Read the facts of a document that the package `bpx` has parsed."""
    part = found.parameterisation
    cell, separator = part.cell, getattr(part, "separator", None)
    density, volume = getattr(cell, "density", None), getattr(cell, "volume", None)
    return Facts(
        model=found.header.model,
        pairs=int(cell.number_of_electrodes),
        area=float(cell.electrode_area),
        nominal_capacity=3600 * float(cell.nominal_cell_capacity),
        lower_voltage=float(cell.lower_voltage_cutoff),
        upper_voltage=float(cell.upper_voltage_cutoff),
        mass=float(density * volume) if density and volume else None,
        volume=float(volume) if volume else None,
        cathode=_side(part.positive_electrode, -1),
        anode=_side(part.negative_electrode, 1),
        separator_thickness=None if separator is None else float(separator.thickness),
        separator_porosity=None if separator is None else float(separator.porosity),
    )


def _side(electrode: Any, way: int) -> Side:
    """Read one electrode; `way` is 1 where its stoichiometry rises as the cell is charged."""
    blend = getattr(electrode, "particle", None)
    particles = list(blend.values()) if blend else [electrode]
    fractions = [p.surface_area_per_unit_volume * p.particle_radius / 3 for p in particles]
    thickness = float(electrode.thickness)
    sites = [
        FARADAY * p.maximum_concentration * share * thickness
        for p, share in zip(particles, fractions, strict=True)
    ]
    spans = [p.maximum_stoichiometry - p.minimum_stoichiometry for p in particles]
    porosity = getattr(electrode, "porosity", None)
    return Side(
        thickness=thickness,
        porosity=None if porosity is None else float(porosity),
        active_fraction=float(sum(fractions)),
        sites=float(sum(sites)),
        used=float(sum(q * span for q, span in zip(sites, spans, strict=True))),
        blend=tuple(blend) if blend else (),
        hysteresis=any(getattr(p, "ocp_lith", None) is not None for p in particles),
        potential=None if len(particles) > 1 else _potential(particles[0], way),
    )


def _potential(particle: Any, way: int) -> NDArray[np.float64] | None:
    ends = particle.minimum_stoichiometry, particle.maximum_stoichiometry
    x = np.linspace(*(ends if way > 0 else ends[::-1]), _POINTS)
    try:
        values = _evaluated(particle.ocp, x)
    except (ArithmeticError, ValueError, TypeError):
        return None
    return values if np.all(np.isfinite(values)) else None


def _evaluated(curve: Any, x: NDArray[np.float64]) -> NDArray[np.float64]:
    if isinstance(curve, int | float):
        return np.full(len(x), float(curve))
    if isinstance(curve, str):
        function = curve.to_python_function()  # type: ignore[attr-defined]
        return np.array([float(function(each)) for each in x.tolist()])
    return np.asarray(np.interp(x, curve.x, curve.y), float)
