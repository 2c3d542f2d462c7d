"""A simulated rate capability beside a measured one, and which parameter explains most of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from celldesign.errors import SimulationError
from celldesign.exchange.parameters import Parameters
from celldesign.exchange.simulate import Discharge, Runner
from celldesign.units.quantities import format_rate

# Names of PyBaMM, and what a factor on them is called. Each alone is fitted to the measurement.
FACTORS = {
    "electrolyte_diffusivity scale": "salt diffusion coefficient",
    "electrolyte_conductivity scale": "ionic conductivity",
    "transference_number scale": "transference number",
    "Positive particle diffusivity [m2.s-1]": "solid diffusion coefficient",
    "positive rate constant scale": "rate constant",
    "Contact resistance [Ohm]": "series resistance",
}
_TRIED = (0.3, 0.7, 1.4, 3.0)


@dataclass(frozen=True, slots=True)
class Fitted:
    """One parameter times a factor, and the root mean square that it leaves, in C/kg."""

    name: str
    factor: float
    rms: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Specific capacities in C/kg by rate: simulated and measured, with single-parameter fits."""

    rows: tuple[tuple[float, float, float], ...]
    rms: float
    fits: tuple[Fitted, ...]

    def lines(self) -> Sequence[str]:
        """Write the comparison for a terminal."""
        lines = ["compared with the measurement:", "  rate    mAh/g  measured difference"]
        for rate, model, known in self.rows:
            shown = format_rate(float(f"{rate:.6g}"))
            text = f"  {shown:<6} {model / 3600:>6.1f} {known / 3600:>9.1f}"
            lines.append(f"{text} {(model - known) / 3600:>+10.1f}")
        lines.append(f"  root-mean-square error {self.rms / 3600:.1f} mAh/g")
        if self.fits and self.fits[0].rms < self.rms:
            best = self.fits[0]
            lines.append(
                f"  one parameter alone explains most: {best.name} x {best.factor:g} leaves "
                f"{best.rms / 3600:.1f} mAh/g"
            )
            others = ", ".join(f"{f.name} {f.rms / 3600:.1f}" for f in self.fits[1:])
            lines.append(f"  the best of each other leaves: {others}")
        return lines


def compare(
    parameters: Parameters, found: Sequence[Discharge], measured: Mapping[float, float]
) -> Comparison:
    """Compare, and fit each of the uncertain parameters alone."""
    rows = tuple(
        (each.rate, each.specific_capacity, capacity)
        for each in found
        for rate, capacity in measured.items()
        if abs(each.rate / rate - 1) < 1e-6 and not each.problem
    )
    if not rows:
        raise SimulationError("no measured rate was simulated")
    known = {rate: capacity for rate, _, capacity in rows}
    rms = float(np.sqrt(np.mean([(model - seen) ** 2 for _, model, seen in rows])))
    fits = [_fit(parameters, name, label, known) for name, label in FACTORS.items()]
    fits = [fit for fit in fits if np.isfinite(fit.rms)]
    return Comparison(rows, rms, tuple(sorted(fits, key=lambda fit: fit.rms)))


def _fit(parameters: Parameters, name: str, label: str, measured: Mapping[float, float]) -> Fitted:
    """Try factors on one parameter, then between the best one's neighbours."""
    runner = Runner(parameters, inputs=[name])

    def rms(factor: float) -> float:
        squares = []
        for rate, seen in measured.items():
            run = runner.discharge(rate, {name: runner.start[name] * factor})
            squares.append((run.specific_capacity - seen) ** 2)
        return float(np.sqrt(np.mean(squares)))

    if not runner.start[name]:
        return Fitted(label, 1.0, np.inf)
    tried = {factor: rms(factor) for factor in (*_TRIED, 1.0)}
    for closer in (0.6, 0.3):  # half way to the neighbours, then half of that
        best = min(tried, key=tried.__getitem__)
        tried |= {f: rms(f) for f in (best * np.exp(-closer / 2), best * np.exp(closer / 2))}
    best = min(tried, key=tried.__getitem__)
    return Fitted(label, round(float(best), 3), tried[best])
