"""Inverts a titration with the pseudo-2D model, pulse by pulse, as the paper does.

Solid diffusion coefficient and rate constant of each pulse are fitted to its voltage; the answer is
the median over all tried solutions within 0.1 mV of the best, with their spread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import Bounds, differential_evolution, minimize

from celldesign.constants import FARADAY
from celldesign.errors import MeasurementError, SimulationError, install
from celldesign.exchange.curves import Curve
from celldesign.exchange.parameters import Metal, Parameters
from celldesign.exchange.pybamm_parameters import load, source
from celldesign.exchange.simulate import import_pybamm, solver
from celldesign.measure.gitt import Segment
from celldesign.measure.result import Array, Series

Misfit = Callable[[Any], float]
OPTIMISERS = ("scipy", "pygmo")
RESOLUTION = 1e-4
LOG_DIFFUSIVITY, LOG_RATE = (-18.0, -13.0), (-13.0, -9.0)
_FAILED = 1.0  # V, the misfit of a solution that does not converge
_POINTS = 40
_WIDEST, _ROUNDS, _SAMPLES = 0.5, 7, 48  # decades, halvings, solutions in each
_MESH = {"x_n": 5, "x_s": 8, "x_p": 10, "r_n": 5, "r_p": 25}
_DIFFUSIVITY = "Positive particle diffusivity [m2.s-1]"
_RATE = "positive rate constant scale"
_START = "Initial concentration in positive electrode [mol.m-3]"


@dataclass(frozen=True, slots=True)
class Inverted:
    """One pulse: median and spread (16 and 84 %) of D in m^2/s and k, and the residual in V.

    `problem` says why a pulse has no solution; its numbers are then those of the least bad.
    """

    number: int
    lithium: float
    diffusivity: float
    diffusivity_range: tuple[float, float]
    rate_constant: float
    rate_constant_range: tuple[float, float]
    misfit: float
    solutions: int
    problem: str = ""


class PulseModel:
    """A half-cell model whose curve goes through the titration's own rested voltages.

    Currents are those of the cell in A, negative on discharge.
    """

    def __init__(self, parameters: Parameters, segments: Sequence[Segment]) -> None:
        if not isinstance(parameters.negative, Metal):
            raise MeasurementError("a titration against a metal anode is required")
        lithium = lithium_of(parameters, segments)
        self.lithium = {each.number: float(x) for each, x in zip(segments, lithium, strict=True)}
        pybamm = import_pybamm()
        own = _own_curve(parameters, segments, lithium)
        positive = replace(parameters.positive, curve=own, rate_constant=1.0)
        self.parameters = replace(
            parameters, positive=positive, lower_voltage=0.0, upper_voltage=10.0
        )
        values = pybamm.ParameterValues(load(source(self.parameters)))
        names = (_DIFFUSIVITY, _RATE, _START, "Current function [A]")
        values.update(dict.fromkeys(names, "[input]"))
        model = pybamm.lithium_ion.DFN(
            {"working electrode": "positive", "contact resistance": "true"}
        )
        self.failed = pybamm.SolverError
        self.simulation = pybamm.Simulation(
            model,
            parameter_values=values,
            var_pts=_MESH,
            solver=solver(pybamm),
        )

    def voltage(self, lithium: float, current: float, time: Array, d: float, k: float) -> Array:
        """Voltage at the times of a pulse that starts from rest at a share of full sites.

        Raises SimulationError where the model does not reach the end of the pulse.
        """
        inputs = {
            _DIFFUSIVITY: d,
            _RATE: k,
            _START: lithium * self.parameters.positive.maximum_concentration,
            "Current function [A]": -current,
        }
        try:
            solution = self.simulation.solve([0, float(time[-1])], inputs=inputs)
        except self.failed as error:
            raise SimulationError(f"the pulse does not converge: {error}") from None
        if solution.t[-1] < 0.999 * time[-1]:
            raise SimulationError("the pulse ends before its time")
        return np.asarray(solution["Voltage [V]"](np.minimum(time, solution.t[-1])), float)


def lithium_of(parameters: Parameters, segments: Sequence[Segment]) -> Array:
    """Share of full sites before each pulse: the first by its rested voltage, then by charge."""
    p = parameters.positive
    sites = FARADAY * p.maximum_concentration * p.active_fraction * p.thickness * parameters.area
    first = p.curve.share(segments[0].before)
    passed = np.array([each.passed - segments[0].passed for each in segments])
    shares = np.asarray(first - passed / sites)
    outside = np.flatnonzero((shares <= 0) | (shares >= 1))
    if outside.size:
        raise MeasurementError(
            "a titration within the cathode's lithium sites is required",
            given=f"{shares[outside[0]]:.0%} of them full before pulse {outside[0] + 1}",
            mend="see whether discharge is negative, and the design's area and loading",
        )
    return shares


def _own_curve(parameters: Parameters, segments: Sequence[Segment], lithium: Array) -> Curve:
    p = parameters.positive
    sites = FARADAY * p.maximum_concentration * p.active_fraction * p.thickness * parameters.area
    last = lithium[-1] - segments[-1].current * segments[-1].duration / sites
    x = np.r_[lithium, last]
    volts = np.r_[[each.before for each in segments], segments[-1].after]
    order = np.argsort(x)
    if np.unique(np.sign(np.diff(x))).tolist() not in ([-1.0], [1.0]):
        raise MeasurementError("pulses that all charge or all discharge are required")
    return Curve(x[order], volts[order], "rested voltages of the titration").extended()


def invert(
    model: PulseModel,
    segments: Sequence[Segment],
    optimiser: str = "scipy",
    seed: int = 1,
    report: Callable[[Inverted], None] | None = None,
) -> tuple[Inverted, ...]:
    """Fit every pulse; `report` hears of each as soon as it is done.

    Raises SimulationError where the model can follow none of them; others keep their problem.
    """
    if optimiser not in OPTIMISERS:
        required = f"an optimiser is one of {', '.join(OPTIMISERS)}"
        raise MeasurementError(required, given=repr(optimiser))
    found = []
    for segment in segments:
        found.append(_invert(model, segment, optimiser, seed))
        if report:
            report(found[-1])
    if all(each.problem for each in found):
        raise SimulationError("the model can follow none of the pulses", given=found[0].problem)
    return tuple(found)


def values(segments: Sequence[Segment], inverted: Sequence[Inverted]) -> Series:
    """Lay diffusion coefficients out against the rested voltage, as those of equation 7 are."""
    solved = [(s, i) for s, i in zip(segments, inverted, strict=True) if not i.problem]
    volts = np.array([0.5 * (segment.before + segment.after) for segment, _ in solved])
    middle = np.log10([each.diffusivity for _, each in solved])
    ends = np.log10([each.diffusivity_range for _, each in solved]).T
    return Series("marks", volts, middle, "p2d model", np.abs(ends - middle))


def _invert(model: PulseModel, segment: Segment, optimiser: str, seed: int) -> Inverted:
    lithium = model.lithium[segment.number]
    kept = np.unique(np.linspace(0, len(segment.time) - 1, _POINTS).astype(int))
    time, volts = segment.time[kept], segment.voltage[kept]
    tried: list[tuple[float, float, float]] = []

    def misfit(logs: Any) -> float:
        d, k = 10.0 ** logs[0], 10.0 ** logs[1]
        try:
            model_volts = model.voltage(lithium, segment.current, time, d, k)
            value = float(np.sqrt(np.mean((model_volts - volts) ** 2)))
        except SimulationError:
            value = _FAILED
        tried.append((value, float(logs[0]), float(logs[1])))
        return value

    (_by_scipy if optimiser == "scipy" else _by_pygmo)(misfit, seed)
    start = np.array(min(tried)[1:])
    minimize(misfit, start, method="Nelder-Mead", options={"maxfev": 60, "xatol": 1e-3})
    _fill(misfit, tried, seed)
    table = np.array(tried)
    best = float(table[:, 0].min())
    near = table[table[:, 0] <= best + RESOLUTION]
    d, k = (np.percentile(near[:, column], [16, 50, 84]) for column in (1, 2))
    return Inverted(
        segment.number,
        lithium,
        float(10 ** d[1]),
        (float(10 ** d[0]), float(10 ** d[2])),
        float(10 ** k[1]),
        (float(10 ** k[0]), float(10 ** k[2])),
        best,
        len(near),
        "" if best < _FAILED else "the model follows this pulse with no parameters",
    )


def _fill(misfit: Misfit, tried: list[tuple[float, float, float]], seed: int) -> None:
    """Fill the region within the resolution evenly, from wide to narrow, so that it has a median.

    What an optimiser tried crowds where it went and says little of how wide the region is.
    """
    rng = np.random.default_rng(seed)
    best = min(tried)
    width = _WIDEST
    for _ in range(_ROUNDS):
        points = np.array(best[1:]) + width * rng.uniform(-1, 1, (_SAMPLES, 2))
        tried[:] = [min(tried)]
        inside = [row for row in points if misfit(row) <= best[0] + RESOLUTION]
        best = min(tried)
        if len(inside) > _SAMPLES // 4:
            return
        width /= 2


def _by_scipy(misfit: Misfit, seed: int) -> None:
    differential_evolution(
        misfit,
        Bounds(*np.transpose([LOG_DIFFUSIVITY, LOG_RATE])),
        popsize=8,
        maxiter=14,
        tol=0,
        seed=seed,
        polish=False,
        init="sobol",
    )


def _by_pygmo(misfit: Misfit, seed: int) -> None:
    """Extended ant colony, the paper's choice."""
    try:
        import pygmo
    except ImportError:
        mend = f"{install('pygmo')} (Linux), or take --optimiser scipy"
        raise MeasurementError("this optimiser needs pygmo", mend=mend) from None

    class Problem:
        def fitness(self, logs: Array) -> list[float]:
            return [misfit(logs.tolist())]

        def get_bounds(self) -> tuple[list[float], list[float]]:
            low, high = zip(LOG_DIFFUSIVITY, LOG_RATE, strict=True)
            return list(low), list(high)

    problem: Any = pygmo.problem(Problem())
    population = pygmo.population(problem, size=16, seed=seed)
    pygmo.algorithm(pygmo.gaco(gen=15, ker=10, seed=seed)).evolve(population)
