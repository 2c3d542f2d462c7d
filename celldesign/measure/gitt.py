"""Galvanostatic intermittent titration: solid diffusion by equations 6 and 7, pulse by pulse."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from celldesign.errors import MeasurementError
from celldesign.measure.result import Array, Measurement, Plot, Series, line, positive

_FEWEST = 8
_RELAXED = 1e-3 / 3600  # V/s: a rest that ends faster than 1 mV/h is not relaxed
_EARLY = 0.15  # share of the square root of a pulse's time that the double layer and salt take


@dataclass(frozen=True, slots=True)
class Segment:
    """One pulse with the rests around it: rested voltages, and time from the pulse's start."""

    number: int
    time: Array
    voltage: Array
    current: float
    before: float
    after: float
    drift: float
    passed: float

    @property
    def duration(self) -> float:
        """Length of the pulse in s."""
        return float(self.time[-1])


@dataclass(frozen=True, slots=True)
class Diffusion:
    """One pulse by equations 6 and 7: D with uncertainty, ohmic resistance, step and fit."""

    number: int
    charge: float
    voltage: float
    diffusivity: float | None
    std: float | None
    resistance: float | None
    r_squared: float
    slope: float
    remark: str = ""


def pulses(time: Array, current: Array, voltage: Array) -> tuple[Segment, ...]:
    """Part a titration into pulses that have a rest before and after.

    A rest is where the current is below 2 % of the largest. `passed` is the charge up to a pulse.
    """
    largest = float(np.abs(current).max()) if len(current) else 0.0
    if largest == 0:
        raise MeasurementError("pulses with a current other than zero are required")
    on = np.abs(current) > 0.02 * largest
    edges = np.flatnonzero(np.diff(on.astype(int))) + 1
    bounds = [0, *edges.tolist(), len(time)]
    # A reading's current flowed since the one before; after a pulse a rest may be read much later.
    charge = np.r_[0.0, np.cumsum(current[1:] * np.diff(time))]
    found: list[Segment] = []
    for k in range(1, len(bounds) - 2):
        start, stop, end = bounds[k], bounds[k + 1], bounds[k + 2]
        if not on[start] or stop - start < _FEWEST:
            continue
        rest = slice(max(stop, end - 5), end)
        drift = abs(float(voltage[end - 1] - voltage[rest.start]))
        span = float(time[end - 1] - time[rest.start])
        found.append(
            Segment(
                len(found) + 1,
                time[start:stop] - time[start - 1],
                voltage[start:stop],
                float(np.mean(current[start:stop])),
                float(voltage[start - 1]),
                float(voltage[end - 1]),
                drift / span if span > 0 else np.inf,
                float(charge[start - 1]),
            )
        )
    if not found:
        runs = [stop - start for start, stop in pairwise(bounds) if on[start]]
        raise MeasurementError(
            f"pulses of {_FEWEST} readings at least, with a rest before and after, are required",
            given=f"{len(runs)} with {max(runs)} readings at most, of {len(time)} in all",
        )
    return tuple(found)


def diffusivity(segment: Segment, radius: float) -> Diffusion:
    r"""Diffusion coefficient of a sphere from one pulse.

    Equation 7 with the flux over the particles' surface is
    :math:`D=\frac{4}{9\pi}\left(\frac{r\,\Delta E_{eq}}{t_p\,dE/d\sqrt t}\right)^2`: the maximum
    concentration cancels. Equation 6 puts V = R i + a line in the square root of time.
    """
    positive(particle_radius=radius)
    root = np.sqrt(segment.time)
    late = root >= _EARLY * root[-1]
    slope, intercept, std, _ = line(root[late], segment.voltage[late])
    residual = segment.voltage[late] - intercept - slope * root[late]
    total = float(((segment.voltage[late] - segment.voltage[late].mean()) ** 2).sum())
    r_squared = 1 - float(residual @ residual) / total if total > 0 else 0.0
    step = segment.after - segment.before
    resistance = (intercept - segment.before) / segment.current
    remark, value, deviation = "", None, None
    if step == 0:
        remark = "the rested voltage did not change: nothing to fit"
    elif slope * step <= 0:
        remark = "the voltage moves against the current: nothing to fit"
    else:
        ratio = radius * step / (segment.duration * slope)
        value = float(4 / (9 * np.pi) * ratio**2)
        deviation = 2 * abs(std / slope) * value
        # A sphere is a half space only while its centre is not yet reached.
        if segment.duration > 0.2 * radius**2 / value:
            remark = "the pulse is too long for equation 7: diffusion reaches the centre"
        elif segment.drift > _RELAXED:
            remark = f"not at rest: still {segment.drift * 3.6e6:.1f} mV/h"
            if np.isinf(segment.drift):
                remark = "the rest after it is one reading: whether it is at rest is not known"
    mean = 0.5 * (segment.before + segment.after)
    return Diffusion(
        segment.number, segment.passed, mean, value, deviation, resistance, r_squared, slope, remark
    )


def gitt(segments: tuple[Segment, ...], radius: float) -> tuple[Measurement, tuple[Diffusion, ...]]:
    """Median over the pulses, with the geometric spread as its uncertainty, and every pulse."""
    found = tuple(diffusivity(segment, radius) for segment in segments)
    values = np.array([each.diffusivity for each in found if each.diffusivity], float)
    if not values.size:
        raise MeasurementError("no pulse can be fitted", given=found[0].remark)
    plots = _roots(segments, found), _values(found)
    return replace(median(values, "by equations 6 and 7"), plots=plots), found


def _values(found: Sequence[Diffusion]) -> Plot:
    """Diffusion coefficient of each pulse against its voltage at rest."""
    fitted = [each for each in found if each.diffusivity]
    values = np.array([each.diffusivity for each in fitted], float)
    stds = np.array([each.std or 0.0 for each in fitted]) / values / np.log(10)
    volts = np.array([each.voltage for each in fitted])
    series = Series("points", volts, np.log10(values), "equations 6 and 7", stds)
    decade = float(np.log10(values).min()) - 0.5, float(np.log10(values).max()) + 0.5
    return Plot("rested voltage / V", "log10(D / (m^2/s)), solid", (series,), include=decade)


def _roots(segments: Sequence[Segment], found: Sequence[Diffusion]) -> Plot:
    """Every pulse against the square root of time, with the line of equation 6."""
    roots, measured, fitted = [], [], []
    for segment, each in zip(segments, found, strict=True):
        roots.append(np.r_[np.sqrt(segment.time), np.nan])  # a gap parts the pulses
        measured.append(np.r_[segment.voltage, np.nan] - segment.before)
        fitted.append((each.resistance or 0.0) * segment.current + each.slope * roots[-1])
    x = np.concatenate(roots)
    series = (
        Series("points", x, 1e3 * np.concatenate(measured), "pulses"),
        Series("line", x, 1e3 * np.concatenate(fitted), "equation 6"),
    )
    return Plot("square root of time / s^0.5", "voltage from rest / mV", series)


def median(values: Array, label: str) -> Measurement:
    """Put the values of all pulses together: they spread over decades, so by their logarithms."""
    centre = float(np.median(values))
    spread = float(np.std(np.log(values))) if len(values) > 1 else None
    return Measurement(
        "solid_diffusion_coefficient",
        f"solid diffusion coefficient {label}",
        centre,
        None if spread is None else centre * float(np.sinh(spread)),
        "m^2/s",
        diagnostics={
            "pulses": float(len(values)),
            "lowest / (m^2/s)": float(f"{values.min():.3g}"),
            "highest / (m^2/s)": float(f"{values.max():.3g}"),
        },
    )
