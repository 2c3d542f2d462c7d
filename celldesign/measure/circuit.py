r"""Equivalent circuits of a spectrum, fitted by scipy's least squares, and the choice between them.

A circuit is an inductance L and a resistance in series with arcs (a resistance beside a
constant-phase element each) and at most one diffusion element:

- `bounded`: :math:`R\tanh\sqrt{j\omega\tau}/\sqrt{j\omega\tau}`, diffusion through a layer to a
  reservoir, which ends in a resistance;
- `blocked`: :math:`R\coth\sqrt{j\omega\tau}/\sqrt{j\omega\tau}`, diffusion into a layer that is
  closed behind, which ends in a capacity;
- `capacitive`: :math:`1/(j\omega C)`;
- `open`: :math:`\sigma(1-j)/\sqrt{\omega}`, diffusion into a half space (Warburg).

Residuals are relative to the modulus. Parameters are fitted by their logarithms, so that each stays
positive and its relative standard deviation is that of the logarithm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from celldesign.measure.result import Array

Spectrum = NDArray[np.complex128]
TAILS = ("", "capacitive", "open", "bounded", "blocked")  # from few parameters to many
_FLATTEST, _ROUNDEST = 0.5, 1.0  # exponents of a constant-phase element
RESOLVED = 0.5  # of a value: a larger standard deviation says nothing of it
_NOISE = 0.3  # correlation of neighbouring residuals
_EXACT = 1e-10  # a mean square of relative residuals below which no model is better than another


@dataclass(frozen=True, slots=True)
class Circuit:
    """What a circuit consists of: its number of arcs, its diffusion element, an inductance."""

    arcs: int
    tail: str = ""
    inductance: bool = False

    @property
    def name(self) -> str:
        """The circuit in one line.

        >>> Circuit(2, "bounded", True).name
        'L, R and 2 arcs with bounded diffusion'
        """
        arcs = f"{self.arcs} arc{'s' * (self.arcs != 1)}"
        tail = f" with {self.tail} diffusion" if self.tail else ""
        tail = " and a capacity" if self.tail == "capacitive" else tail
        return f"{'L, ' * self.inductance}R and {arcs}{tail}"

    def impedance(self, p: Array, omega: Array) -> Spectrum:
        """Impedance in ohm; `p` has logarithms but for the exponents, as `fit` orders them."""
        z = np.full(len(omega), np.exp(p[0]), complex)
        for r, tau, alpha in p[1 : 1 + 3 * self.arcs].reshape(-1, 3):
            z += np.exp(r) / (1 + (1j * omega * np.exp(tau)) ** alpha)
        rest = p[1 + 3 * self.arcs :]
        if self.tail == "open":
            z += np.exp(rest[0]) * (1 - 1j) / np.sqrt(omega)
        elif self.tail == "capacitive":
            z += 1 / (1j * omega * np.exp(rest[0]))
        elif self.tail:
            root = np.sqrt(1j * omega * np.exp(rest[1]))
            through = np.tanh(np.minimum(root.real, 300) + 1j * root.imag)
            z += np.exp(rest[0]) * (through if self.tail == "bounded" else 1 / through) / root
        if self.inductance:
            z += 1j * omega * np.exp(rest[-1])
        return z

    def labels(self) -> Iterator[str]:
        """Name the parameters in order: R, then each arc's r, tau and alpha, the tail's, L."""
        yield "R"
        for _ in range(self.arcs):
            yield from ("r", "tau", "alpha")
        if self.tail:
            yield from {"open": ("sigma",), "capacitive": ("C",)}.get(self.tail, ("r", "tau"))
        if self.inductance:
            yield "L"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A circuit with its parameters as `Circuit.impedance` takes them, and their uncertainties."""

    circuit: Circuit
    parameters: Array
    stds: Array
    misfit: float
    criterion: float
    pattern: float

    @property
    def resolved(self) -> bool:
        """Whether the spectrum determines every resistance, time constant and inductance."""
        named = zip(self.circuit.labels(), self.stds, strict=True)
        return all(std < RESOLVED for label, std in named if label != "alpha")


def fit(circuit: Circuit, start: Array, frequency: Array, z: Spectrum) -> Fitted | None:
    """Fit a circuit from a starting point; None where it does not converge to finite numbers."""
    omega, size = 2 * np.pi * frequency, np.abs(z)
    alphas = np.array([label == "alpha" for label in circuit.labels()])
    low = np.where(alphas, _FLATTEST, start - 25.0)
    high = np.where(alphas, _ROUNDEST, start + 25.0)

    def residual(p: Array) -> Array:
        off = (circuit.impedance(p, omega) - z) / size
        return np.concatenate([off.real, off.imag])

    inside = np.clip(start, low + 1e-9, high - 1e-9)
    found = least_squares(residual, inside, bounds=(low, high), x_scale="jac", max_nfev=80)
    count, free = 2 * len(z), len(start)
    square = 2 * float(found.cost)
    if not np.isfinite(square) or count <= free:
        return None
    jacobian = np.asarray(found.jac, float)
    normal = jacobian.T @ jacobian
    try:
        covariance = np.linalg.inv(normal) * max(square / (count - free), 1e-20)
    except np.linalg.LinAlgError:
        covariance = np.full_like(normal, np.inf)
    with np.errstate(invalid="ignore"):
        stds = np.sqrt(np.diag(covariance))
    criterion = count * np.log(max(square / count, _EXACT**2)) + free * np.log(count)
    misfit = float(np.sqrt(square / len(z)))
    stds = np.nan_to_num(stds, nan=np.inf)
    return Fitted(circuit, found.x, stds, misfit, float(criterion), _pattern(found.fun))


def _pattern(residual: Array) -> float:
    """Correlation of a residual with the next frequency's: near 0 where only noise is left."""
    total = float(residual @ residual)
    halves = np.split(residual, 2)
    return sum(float(each[1:] @ each[:-1]) for each in halves) / total if total > 0 else 0.0


def starts(
    circuit: Circuit, series: float, arcs: Sequence[tuple[float, float]], z: Spectrum, omega: Array
) -> Array:
    """Begin a fit from peaks of the relaxation times, as (resistance, time constant), fast first.

    What the arcs leave of the polarisation goes to the diffusion element.
    """
    p = [np.log(max(series, 1e-4 * np.abs(z).min()))]
    for r, tau in arcs[: circuit.arcs]:
        p += [np.log(r), np.log(tau), 0.95]
    spare = sum(r for r, _ in arcs[circuit.arcs :])
    left = max(spare, 0.1 * float(z.real.max() - z.real.min()), 1e-6 * float(np.abs(z).max()))
    slowest = 1 / omega.min()
    if circuit.tail == "open":
        p.append(np.log(max(-z.imag[-1], 0.1 * left) * np.sqrt(omega.min())))
    elif circuit.tail == "bounded":
        # a transmissive layer has its peak at 2.5 / tau
        p += [np.log(left), np.log(2.5 * (arcs[-1][1] if spare else slowest))]
    elif circuit.tail == "capacitive":
        p.append(np.log(1 / (omega.min() * max(-z.imag[-1], 0.1 * left))))
    elif circuit.tail == "blocked":
        p += [np.log(left), np.log(slowest)]
    if circuit.inductance:
        p.append(np.log(max(z.imag.max(), 1e-4 * np.abs(z).min()) / omega.max()))
    return np.array(p)


def choose(
    frequency: Array,
    z: Spectrum,
    series: float,
    arcs: Sequence[tuple[float, float]],
    count: int | None = None,
) -> Fitted | None:
    """Fit circuits from simple to rich, and keep the best whose every element is resolved.

    The criterion is Bayes' (Schwarz): residuals against the number of parameters. With `count` only
    circuits of so many arcs are tried. None where not one of them is resolved.
    """
    inductive = bool(z.imag[: max(3, len(z) // 10)].max() > 0) or -z.imag[0] < 0.02 * abs(z[0])
    numbers = range(len(arcs) + 1) if count is None else [count]
    best: Fitted | None = None
    for tail in TAILS:
        worse = 0
        for number in numbers:
            here = _best_of(Circuit(number, tail, inductive), frequency, z, series, arcs)
            if here is None and inductive:
                here = _best_of(Circuit(number, tail), frequency, z, series, arcs)
            if here is not None and (best is None or here.criterion < best.criterion):
                best, worse = here, 0
            else:
                worse += 1
            if worse > 2:
                break
        if best is not None and best.pattern < _NOISE:
            return best  # nothing is left that another element could describe
    return best


def _best_of(
    circuit: Circuit,
    frequency: Array,
    z: Spectrum,
    series: float,
    arcs: Sequence[tuple[float, float]],
) -> Fitted | None:
    omega = 2 * np.pi * frequency
    found = []
    for chosen in _selections(arcs, circuit.arcs):
        start = starts(circuit, series, chosen, z, omega)
        fitted = fit(circuit, start, frequency, z) if len(chosen) >= circuit.arcs else None
        if fitted is not None and fitted.resolved and not _mere_capacity(fitted, omega):
            found.append(fitted)
    return min(found, key=lambda each: each.criterion, default=None)


def _mere_capacity(fitted: Fitted, omega: Array) -> bool:
    """Whether a layer is so thin that all its diffusion is faster than the spectrum."""
    circuit = fitted.circuit
    if circuit.tail not in ("bounded", "blocked"):
        return False
    return bool(np.exp(fitted.parameters[2 + 3 * circuit.arcs]) * omega.max() < 1)


def _selections(
    arcs: Sequence[tuple[float, float]], number: int
) -> Iterator[list[tuple[float, float]]]:
    """Peaks to begin with: the fastest of them, and the largest; the rest follow."""
    fast = list(arcs)
    yield fast
    large = sorted(sorted(arcs, key=lambda arc: -arc[0])[:number], key=lambda arc: arc[1])
    if large != fast[:number]:
        yield [*large, *(arc for arc in arcs if arc not in large)]
