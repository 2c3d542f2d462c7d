"""Impedance spectra: distribution of relaxation times, and a ladder of RC elements fitted to it.

The ladder is fitted by the package impedance.py (extra `measure`). The distribution is computed
here, by regularised non-negative least squares: the packages for it are programs with a window, or
no longer kept.
"""

import warnings
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from celldesign.errors import MeasurementError, install
from celldesign.measure.result import Array, Plot, Series, positive

Spectrum = NDArray[np.complex128]
_PER_DECADE = 12
_BEYOND = 0.5  # decades of relaxation times beyond the measured frequencies
_STRENGTHS = np.logspace(-4, 0, 9)
_SMALLEST = 0.03  # of the whole polarisation; a smaller peak is none
_NOTHING = 1e-3  # of the largest |Z|


@dataclass(frozen=True, slots=True)
class Arc:
    """One polarisation: resistance with deviation, and time constant R C."""

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
class Ladder:
    """A series resistance and arcs in order of decreasing frequency, with the misfit over |Z|."""

    series: Arc
    arcs: tuple[Arc, ...]
    misfit: float
    invalid: float
    notes: tuple[str, ...]
    plot: Plot


def spectrum(frequency: Array, real: Array, imaginary: Array) -> tuple[Array, Spectrum]:
    """Put a spectrum in order of falling frequency; raises for one that is none."""
    if len(frequency) < 10:
        required = "a spectrum of ten frequencies at least is required"
        raise MeasurementError(required, given=str(len(frequency)))
    positive(frequency=frequency)
    order = np.argsort(-frequency, kind="stable")
    if np.any(np.diff(frequency[order]) == 0):
        raise MeasurementError("each frequency once is required", mend="split the file by spectrum")
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


def ladder(frequency: Array, impedance: Spectrum, arcs: int | None = None) -> Ladder:
    """Fit a series resistance and arcs (a resistance beside a constant-phase element each).

    The distribution of relaxation times gives the number of arcs, if none is asked for, and where
    the fit starts. Raises MeasurementError where the spectrum has not the arcs that are asked for,
    and without the package.
    """
    try:
        from impedance.models.circuits import CustomCircuit
    except ImportError:
        required = "a fit of a spectrum needs the package impedance"
        raise MeasurementError(required, mend=install("measure")) from None
    start = relaxation(frequency, impedance)
    count = len(start.arcs) if arcs is None else arcs
    if count < 1:
        asked = "none in the spectrum" if arcs is None else f"{arcs} asked for"
        raise MeasurementError("one arc at least is required", given=asked)
    if count > len(start.arcs):
        seen = ", ".join(
            f"{arc.resistance:.3g} ohm at {arc.time_constant:.1e} s" for arc in start.arcs
        )
        where = f" ({seen})" if seen else ""
        raise MeasurementError(
            f"a spectrum with the arcs that are asked for, {count}, is required",
            given=f"{len(start.arcs)}{where}",
        )
    chosen = sorted(start.arcs, key=lambda arc: -arc.resistance)[:count]
    chosen.sort(key=lambda arc: arc.time_constant)
    text = "-".join(["R0", *(f"p(R{k},CPE{k})" for k in range(1, count + 1))])
    guess = [max(start.series, 1e-4 * abs(impedance[-1]))]
    for arc in chosen:
        guess += [arc.resistance, arc.time_constant**0.9 / arc.resistance, 0.9]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        circuit = CustomCircuit(text, initial_guess=guess)
        try:
            circuit.fit(frequency, impedance, weight_by_modulus=True)
        except (RuntimeError, ValueError) as error:
            raise MeasurementError(f"the ladder of {count} arcs does not fit: {error}") from None
        fitted = circuit.predict(frequency)
    invalid = _kramers_kronig(frequency, impedance)
    return _ladder(circuit.parameters_, circuit.conf_, frequency, impedance, fitted, invalid)


def _ladder(
    values: Array, stds: Array, frequency: Array, z: Spectrum, fitted: Spectrum, invalid: float
) -> Ladder:
    found = []
    for k in range(1, len(values), 3):
        r, q, alpha = values[k : k + 3]
        found.append(Arc(float(r), float((r * q) ** (1 / alpha)), float(stds[k])))
    found.sort(key=lambda arc: arc.time_constant)
    notes = [
        f"the arc at {arc.time_constant:.1e} s is not resolved: "
        f"{arc.resistance:.3g} +/- {arc.std:.2g} ohm"
        for arc in found
        if arc.std is not None and not arc.std < 0.3 * arc.resistance
    ]
    if invalid > 0.02:
        notes.append(
            f"the spectrum departs by up to {invalid:.1%} from what Kramers and Kronig allow: it "
            "drifted, or noise disturbs it"
        )
    series = Arc(float(values[0]), 0.0, float(stds[0]))
    misfit = float(np.sqrt(np.mean(np.abs((fitted - z) / z) ** 2)))
    curves = (
        Series("points", z.real, -z.imag, "measured"),
        Series("line", fitted.real, -fitted.imag, f"{len(found)} arcs"),
    )
    curve = Plot("Re Z / ohm", "-Im Z / ohm", curves, square=True)
    return Ladder(series, tuple(found), misfit, invalid, tuple(notes), curve)


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
