"""Ionic conductivity from the bulk resistance (equation 1), and against temperature."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares

from celldesign.constants import GAS
from celldesign.errors import MeasurementError
from celldesign.measure.result import (
    Array,
    Measurement,
    Plot,
    Series,
    line,
    positive,
    repeats,
    spread,
)

_SAME_TEMPERATURE = 1.0
_ENERGY = "activation energy / (J/mol)"


def conductivity(
    resistance: Array, thickness: Array, area: Array, temperature: Array | None = None
) -> tuple[Measurement, ...]:
    r"""Mean and spread over cells of :math:`\sigma = L/(R A)`, one result for each temperature.

    Readings within 1 K of the one before belong together. A single cell has no uncertainty.

    >>> cells = np.array([27.0, 28.0, 28.5]), np.full(3, 80e-6), np.full(3, 1.54e-4)
    >>> (result,) = conductivity(*cells)
    >>> print(result)
    ionic conductivity = 0.1867 +/- 0.0052 mS/cm
    """
    positive(resistance=resistance, thickness=thickness, area=area)
    sigma = thickness / (resistance * area)
    if temperature is None:
        return (_mean(sigma, None),)
    order = np.argsort(temperature, kind="stable")
    groups = np.cumsum(np.r_[0, np.diff(temperature[order]) > _SAME_TEMPERATURE])
    return tuple(
        _mean(sigma[order][groups == group], float(temperature[order][groups == group].mean()))
        for group in range(groups[-1] + 1)
    )


def _mean(sigma: Array, temperature: float | None) -> Measurement:
    notes = () if sigma.size > 1 else ("one cell only: its spread is not known",)
    return Measurement(
        "ionic_conductivity",
        "ionic conductivity",
        float(sigma.mean()),
        spread(sigma),
        "mS/cm",
        temperature,
        {"cells": float(sigma.size)},
        notes,
        (repeats("conductivity / (mS/cm)", {"measured": 10 * sigma}),),
    )


@dataclass(frozen=True, slots=True)
class Law:
    """A law of conductivity against temperature, with how far it misses in ln sigma."""

    name: str
    parameters: dict[str, float]
    rms: float
    aicc: float
    predict: Callable[[Array], Array]


def arrhenius(temperature: Array, sigma: Array) -> Law:
    r"""Fit :math:`\ln\sigma = \ln A - E/(R T)`; E in J/mol.

    >>> t = np.array([300.0, 320, 340])
    >>> round(arrhenius(t, 5 * np.exp(-40e3 / 8.314462618 / t)).parameters[_ENERGY])
    40000
    """
    positive(conductivity=sigma)
    if np.ptp(temperature) < _SAME_TEMPERATURE:
        raise MeasurementError("conductivities at two temperatures at least are required")
    slope, intercept, std, _ = line(1 / temperature, np.log(sigma))
    residual = np.log(sigma) - intercept - slope / temperature
    parameters = {"prefactor / (S/m)": float(np.exp(intercept)), _ENERGY: -slope * GAS}
    if np.isfinite(std):
        parameters["its uncertainty / (J/mol)"] = std * GAS
    return _law("Arrhenius", parameters, residual, 2, lambda t: np.exp(intercept + slope / t))


def vtf(temperature: Array, sigma: Array) -> Law:
    r"""Fit :math:`\ln\sigma = \ln A - B/(T - T_0)`, the bent law of an amorphous polymer.

    Raises MeasurementError for fewer than four temperatures, which leave nothing to judge it by.

    >>> t = np.array([290.0, 310, 330, 350])
    >>> round(vtf(t, np.exp(-1000 / (t - 200))).parameters["Vogel temperature / K"], 1)
    200.0
    """
    positive(conductivity=sigma)
    count = len(np.unique(np.round(temperature)))
    if count < 4:
        required = "conductivities at four temperatures at least are required for a VTF law"
        raise MeasurementError(required, given=str(count))
    log, coldest = np.log(sigma), float(temperature.min())

    def residuals(p: Array) -> Array:
        return np.asarray(p[0] - 1e3 * p[1] / (temperature - 1e2 * p[2]) - log)

    # The law cannot tell a Vogel temperature far below the data from Arrhenius' 0 K.
    bounds = ([-50, 1e-3, 0.0], [50, 50, (coldest - 5) / 100])
    found = least_squares(residuals, [0.0, 1.0, (coldest - 60) / 100], bounds=bounds, xtol=1e-14)
    a, b, vogel = found.x[0], 1e3 * found.x[1], 1e2 * found.x[2]
    parameters = {
        "prefactor / (S/m)": float(np.exp(a)),
        "steepness / K": float(b),
        "Vogel temperature / K": float(vogel),
    }
    return _law("VTF", parameters, found.fun, 3, lambda t: np.exp(a - b / (t - vogel)))


def _law(
    name: str,
    parameters: dict[str, float],
    residual: Array,
    k: int,
    predict: Callable[[Array], Array],
) -> Law:
    n, variance = residual.size, max(float(np.mean(residual**2)), 1e-20)
    penalty = 2 * k * n / (n - k - 1) if n > k + 1 else np.inf
    return Law(name, parameters, variance**0.5, n * np.log(variance) + penalty, predict)


def law(temperature: Array, sigma: Array) -> tuple[Law, ...]:
    """Fit both laws, the better one first by Akaike's criterion corrected for few points."""
    laws = [arrhenius(temperature, sigma)]
    if len(np.unique(np.round(temperature))) >= 4:
        laws.append(vtf(temperature, sigma))
    return tuple(sorted(laws, key=lambda each: each.aicc))


def law_plot(temperature: Array, sigma: Array, laws: Sequence[Law]) -> Plot:
    """Lay the points and each law out as the logarithm of S/cm against 1000/T."""
    fine = np.linspace(temperature.min(), temperature.max(), 100)
    points = Series("points", 1e3 / temperature, np.log10(sigma / 100), "measured")
    lines = [
        Series("line", 1e3 / fine, np.log10(each.predict(fine) / 100), f"{each.name} law")
        for each in laws
    ]
    return Plot("1000 K / T", "log10(conductivity / (S/cm))", (points, *lines))
