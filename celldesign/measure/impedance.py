"""Impedance spectra: the distribution of relaxation times, and the equivalent circuit.

The distribution is computed by regularised non-negative least squares; circuits are in `circuit`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from celldesign.errors import MeasurementError
from celldesign.measure.circuit import Circuit, Fitted, choose
from celldesign.measure.result import Array, Plot, Series, positive

Spectrum = NDArray[np.complex128]
_PER_DECADE = 12
_BEYOND = 0.5  # decades of relaxation times beyond the measured frequencies
_STRENGTHS = np.logspace(-4, 0, 9)
_SMALLEST = 0.03  # of the whole polarisation; a smaller peak is none
_NOTHING = 1e-3  # of the largest |Z|
_TIMES, _LEAST = 1.5, 1e-3  # a misfit so many times the Kramers-Kronig residual is said


@dataclass(frozen=True, slots=True)
class Arc:
    """One polarisation: resistance with uncertainty, and time constant R C."""

    resistance: float
    time_constant: float
    std: float | None = None


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Distribution of relaxation times: gamma in ohm per unit of ln(tau), and its peaks.

    `tail` is the polarisation slower than the lowest frequency: diffusion, or a capacity.
    """

    series: float
    time_constants: Array
    gamma: Array
    arcs: tuple[Arc, ...]
    tail: float
    regularisation: float

    @property
    def plot(self) -> Plot:
        """The distribution against the logarithm of the time constant, with its peaks."""
        x = np.log10(self.time_constants)
        marks = np.log10([arc.time_constant for arc in self.arcs])
        at = np.interp(marks, x, self.gamma)
        series = (
            Series("line", x, self.gamma, "relaxation times"),
            Series("marks", marks, at, "arcs"),
        )
        return Plot("log10(time constant / s)", "gamma / ohm", series)


@dataclass(frozen=True, slots=True)
class Element:
    """A fitted element that is no arc, in SI; `steady` is its resistance to a steady current."""

    label: str
    value: float
    std: float
    unit: str
    steady: float = 0.0
    diagnostics: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EquivalentCircuit:
    """A circuit fitted to a spectrum: series resistance, arcs from fast to slow, and the rest.

    `residual` is the rms of the residual over |Z|, `invalid` the largest departure from Kramers and
    Kronig.
    """

    circuit: str
    series: Arc
    arcs: tuple[Arc, ...]
    others: tuple[Element, ...]
    residual: float
    invalid: float
    notes: tuple[str, ...]
    plot: Plot

    @property
    def resistance(self) -> float:
        """All that the circuit puts in the way of a steady current, in ohm."""
        others = sum(each.steady for each in self.others)
        return self.series.resistance + sum(arc.resistance for arc in self.arcs) + others


def sweeps(frequency: Array) -> tuple[slice, ...]:
    """Part a file of several spectra where the frequency jumps back to where a sweep begins.

    >>> sweeps(np.array([100.0, 10, 1, 100, 10, 1]))
    (slice(0, 3, None), slice(3, 6, None))
    """
    step = np.diff(np.log(np.maximum(frequency, 1e-300)))
    back = np.sign(step) != np.sign(np.median(step))
    cuts = np.flatnonzero(back & (np.abs(step) > 2.0)) + 1
    edges = [0, *cuts.tolist(), len(frequency)]
    return tuple(slice(a, b) for a, b in pairwise(edges))


def spectrum(frequency: Array, real: Array, imaginary: Array) -> tuple[Array, Spectrum]:
    """Put a spectrum in order of falling frequency; raises for one that is none."""
    if len(frequency) < 10:
        required = "a spectrum of ten frequencies at least is required"
        raise MeasurementError(required, given=str(len(frequency)))
    positive(frequency=frequency, modulus=np.abs(real + 1j * imaginary))
    order = np.argsort(-frequency, kind="stable")
    if np.any(np.diff(frequency[order]) == 0):
        raise MeasurementError("each frequency once is required", mend="choose a --spectrum")
    if np.all(imaginary[order] > 0):
        raise MeasurementError(
            "a capacitive spectrum is required: its imaginary part is positive throughout",
            mend="call the column '-Im(Z) / ohm' if it is the negative one",
        )
    return frequency[order], (real + 1j * imaginary)[order]


def relaxation(frequency: Array, impedance: Spectrum) -> Relaxation:
    """Distribution of relaxation times; the smoothing is what predicts one part from the other.

    >>> f = np.logspace(5, -1, 61)
    >>> z = 0.1 + 0.3 / (1 + 2j * np.pi * f * 1e-2)
    >>> [round(arc.resistance, 2) for arc in relaxation(f, z).arcs]
    [0.3]
    """
    omega = 2 * np.pi * frequency
    slow = np.log10(1 / omega.min()) + _BEYOND
    fast = np.log10(1 / omega.max()) - _BEYOND
    tau = np.logspace(fast, slow, round((slow - fast) * _PER_DECADE) + 1)
    step = float(np.log(tau[1] / tau[0]))
    kernel = step / (1 + 1j * np.outer(omega, tau))
    weight = 1 / np.abs(impedance)
    strength = min(_STRENGTHS, key=lambda s: _disagreement(kernel, omega, impedance, weight, s))
    series, gamma = _solve(kernel, omega, impedance, weight, strength)
    inside = tau <= 1 / omega.min()
    arcs = _peaks(tau[inside], gamma[inside], step, _NOTHING * float(np.abs(impedance).max()))
    tail = float(gamma[~inside].sum() * step)
    return Relaxation(series, tau, gamma, arcs, tail, float(strength))


def _solve(
    kernel: Spectrum, omega: Array, z: Spectrum, weight: Array, strength: float, part: str = "both"
) -> tuple[float, Array]:
    """Solve for series resistance, inductance and gamma, all non-negative."""
    n = kernel.shape[1]
    columns = np.column_stack([np.ones(len(z)), 1j * omega / omega.max(), kernel])
    weighted, target = columns * weight[:, None], z * weight
    parts = {"real": ("real",), "imag": ("imag",), "both": ("real", "imag")}[part]
    second = np.diff(np.eye(n), 2, axis=0) * np.sqrt(strength) / np.abs(z).max()
    matrix = np.vstack(
        [*(getattr(weighted, p) for p in parts), np.column_stack([np.zeros((n - 2, 2)), second])]
    )
    right = np.concatenate([*(getattr(target, p) for p in parts), np.zeros(n - 2)])
    solution, _ = nnls(matrix, right, maxiter=20 * n)
    return float(solution[0]), solution[2:]


def _disagreement(
    kernel: Spectrum, omega: Array, z: Spectrum, weight: Array, strength: float
) -> float:
    """How badly gamma from the real part predicts the imaginary one, and the reverse."""
    _, from_real = _solve(kernel, omega, z, weight, strength, "real")
    _, from_imaginary = _solve(kernel, omega, z, weight, strength, "imag")
    imaginary = (kernel @ from_real).imag - z.imag
    real = (kernel @ from_imaginary).real
    real = real - z.real + np.mean(z.real - real)
    return float(((imaginary * weight) ** 2).sum() + ((real * weight) ** 2).sum())


def _peaks(tau: Array, gamma: Array, step: float, nothing: float) -> tuple[Arc, ...]:
    """Part the distribution at its minima; fast to slow."""
    total = float(gamma.sum())
    padded = np.r_[0.0, gamma, 0.0]
    tops = np.flatnonzero((padded[1:-1] > padded[:-2]) & (padded[1:-1] >= padded[2:]))
    bounds = [int(a + np.argmin(gamma[a : b + 1])) for a, b in pairwise(tops)]
    edges = [0, *bounds, len(gamma)]
    arcs = []
    for start, stop in pairwise(edges):
        part = gamma[start:stop]
        if part.sum() > max(_SMALLEST * total, nothing / step):
            centre = float(np.exp((part * np.log(tau[start:stop])).sum() / part.sum()))
            arcs.append(Arc(float(part.sum() * step), centre))
    return tuple(arcs)


def equivalent_circuit(
    frequency: Array, impedance: Spectrum, arcs: int | None = None
) -> EquivalentCircuit:
    """Fit an equivalent circuit: a resistance, arcs, and what the spectrum has of L and diffusion.

    The distribution of relaxation times says where fits start; Bayes' criterion chooses the
    circuit (`circuit.choose`). Raises MeasurementError where the spectrum has not the arcs that are
    asked for, or no circuit whose elements it determines.
    """
    if arcs is not None and arcs < 1:
        raise MeasurementError("one arc at least is required", given=f"{arcs} asked for")
    start = relaxation(frequency, impedance)
    peaks = [(arc.resistance, arc.time_constant) for arc in start.arcs]
    if arcs is not None and arcs > len(peaks):
        seen = ", ".join(f"{r:.3g} ohm at {tau:.1e} s" for r, tau in peaks)
        raise MeasurementError(
            f"a spectrum with the arcs that are asked for, {arcs}, is required",
            given=f"{len(peaks)}{f' ({seen})' if seen else ''}",
        )
    best = choose(frequency, impedance, start.series, peaks, arcs)
    if best is None:
        raise MeasurementError(
            "a spectrum that determines the elements of a circuit is required",
            given=f"{len(frequency)} frequencies from {frequency.min():.3g} Hz on",
            mend="measure to lower frequencies, or ask for fewer --arcs",
        )
    return _equivalent_circuit(best, frequency, impedance)


def _equivalent_circuit(best: Fitted, frequency: Array, z: Spectrum) -> EquivalentCircuit:
    values, stds = np.exp(best.parameters), best.stds
    stop = 1 + 3 * best.circuit.arcs
    found = [
        Arc(float(values[k]), float(values[k + 1]), float(values[k] * stds[k]))
        for k in range(1, stop, 3)
    ]
    found.sort(key=lambda arc: arc.time_constant)
    fitted = best.circuit.impedance(best.parameters, 2 * np.pi * frequency)
    invalid = _kramers_kronig(frequency, z)
    series = Arc(float(values[0]), 0.0, float(values[0] * stds[0]))
    curves = (
        Series("points", z.real, -z.imag, "measured"),
        Series("line", fitted.real, -fitted.imag, best.circuit.name),
    )
    return EquivalentCircuit(
        best.circuit.name,
        series,
        tuple(found),
        tuple(_others(best.circuit, values[stop:], stds[stop:])),
        best.misfit,
        invalid,
        tuple(_notes(best, invalid)),
        Plot("Re Z / ohm", "-Im Z / ohm", curves, square=True),
    )


def _others(circuit: Circuit, values: Array, stds: Array) -> Iterator[Element]:
    """Name the diffusion element and the inductance; uncertainties are relative."""
    rows = list(zip(values.tolist(), stds.tolist(), strict=True))
    if circuit.tail == "open":
        sigma, std = rows[0]
        yield Element("Warburg coefficient per s^1/2", sigma, sigma * std, "ohm")
    elif circuit.tail == "capacitive":
        c, std = rows[0]
        yield Element("capacitance in series", c, c * std, "F")
    elif circuit.tail:
        (r, std), (tau, _) = rows[:2]
        bounded = circuit.tail == "bounded"
        told: dict[str, float | str] = {"time constant / s": float(f"{tau:.4g}")}
        if not bounded:
            told["capacitance / F"] = float(f"{tau / r:.4g}")
        label = f"diffusion resistance, {'to a reservoir' if bounded else 'blocked'}"
        yield Element(label, r, r * std, "ohm", r if bounded else r / 3, told)
    if circuit.inductance:
        inductance, std = rows[-1]
        yield Element("inductance", inductance, inductance * std, "nH")


def _notes(best: Fitted, invalid: float) -> Iterator[str]:
    if best.misfit > _TIMES * invalid and best.misfit > _LEAST:
        yield (
            f"the circuit misses the spectrum by {best.misfit:.2%}, though the spectrum itself is "
            f"valid to {invalid:.2%}: it has more in it than R, arcs, diffusion and inductance"
        )
    if invalid > 0.02:
        yield (
            f"the spectrum departs by up to {invalid:.1%} from what Kramers and Kronig allow: it "
            "drifted, or noise disturbs it"
        )


def _kramers_kronig(frequency: Array, impedance: Spectrum) -> float:
    """Largest departure from any sum of RC elements, which all obey Kramers and Kronig.

    That is the linear test of Schönleber, doi 10.1016/j.electacta.2014.01.034, three elements to a
    decade.
    """
    omega = 2 * np.pi * frequency
    tau = np.geomspace(1 / omega.max(), 1 / omega.min(), round(3 * np.log10(np.ptp(omega))) + 1)
    columns = [np.ones(len(omega)), 1j * omega, 1 / (1j * omega)]
    matrix = np.column_stack([*columns, 1 / (1 + 1j * np.outer(omega, tau))])
    matrix = matrix / np.abs(impedance)[:, None]
    target = impedance / np.abs(impedance)
    real = np.vstack([matrix.real, matrix.imag])
    size = np.abs(real).max(axis=0)
    solution, *_ = np.linalg.lstsq(real / size, np.r_[target.real, target.imag], rcond=1e-12)
    return float(np.abs(matrix / size @ solution - target).max())
