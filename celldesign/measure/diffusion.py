"""Salt diffusion coefficient from the relaxation after a polarisation (equation 5)."""

import numpy as np

from celldesign.errors import MeasurementError
from celldesign.measure.readings import gaps
from celldesign.measure.result import Array, Measurement, Plot, Series, line, positive

_NOISE_FLOOR = 5.0  # the window ends where the voltage falls to this many times the noise
_BENT = 2.0  # a quadratic term below this many of its deviations counts as none
_FEWEST = 8
_FALLEN = 1e-3  # of ln E, which no relaxation in progress falls less


def restricted_diffusion(
    time: Array,
    voltage: Array,
    thickness: float,
    thickness_std: float = 0.0,
    window: tuple[float, float] | None = None,
) -> Measurement:
    r"""Diffusion coefficient :math:`D=-b\,L^2/\pi^2` from the slope b of ln E against time.

    The window is the longest that ends above the noise and in which ln E does not bend; give
    `window` in seconds to choose it. Raises MeasurementError for a relaxation that is too short,
    and says how long it should be.

    >>> t = np.arange(0.0, 3600, 10)
    >>> e = 5e-3 * np.exp(-np.pi**2 * 2.2e-12 / (80e-6) ** 2 * t)
    >>> print(restricted_diffusion(t, e, 80e-6))
    salt diffusion coefficient = 2.2e-12 +/- 0 m^2/s
    """
    positive(thickness=thickness)
    size = voltage * np.sign(voltage[0] if voltage[0] else 1.0)
    noise = _noise(size)
    usable = _usable(time, size, noise)
    start, stop = _chosen(time, usable, window) if window else (0, usable)
    t, log, weight = time[:stop], np.log(size[:stop]), size[:stop] ** 2
    if window is None:
        start = _start(t, log, weight)
    slope, intercept, std, _ = line(t[start:], log[start:], weight[start:])
    _refuse(slope, float(t[-1] - t[start]), thickness, noise)
    value = -slope * thickness**2 / np.pi**2
    deviation = value * float(np.hypot(std / slope, 2 * thickness_std / thickness))
    ends = t[[start, -1]]
    seen = size > 0
    plot = Plot(
        "time / s",
        "ln(voltage / V)",
        (
            Series("points", time[seen], np.log(size[seen]), "measured"),
            Series("line", ends, intercept + slope * ends, f"fit, D = {value:.3g} m^2/s"),
        ),
        (float(ends[0]), float(ends[1])),
    )
    return Measurement(
        "diffusion_coefficient",
        "salt diffusion coefficient",
        float(value),
        deviation,
        "m^2/s",
        diagnostics={
            "window from / s": float(ends[0]),
            "window to / s": float(ends[1]),
            "readings in the window": float(len(t) - start),
            "time constant / s": round(-1 / slope, 1),
            "noise / V": float(f"{noise:.2g}"),
        },
        notes=(*gaps(time), *_short(-1 / slope, ends)),
        plots=(plot,),
    )


def _short(lasting: float, ends: Array) -> tuple[str, ...]:
    """Say where a window is short for its time constant."""
    covered = float(ends[1] - ends[0]) / lasting
    if covered >= 1.5:
        return ()
    needed = 3 * lasting + ends[0]
    text = f"the window covers {covered:.1f} time constants of {lasting:.0f} s; "
    return (f"{text}record {needed:.0f} s",)


def _noise(values: Array) -> float:
    """Uncertainty of one reading, from second differences, which a smooth decay hardly has."""
    if len(values) < _FEWEST:
        required = f"a relaxation of {_FEWEST} readings at least is required"
        raise MeasurementError(required, given=str(len(values)))
    return float(np.median(np.abs(np.diff(values, 2))) / 0.6745 / np.sqrt(6))


def _usable(time: Array, size: Array, noise: float) -> int:
    below = np.flatnonzero(size <= max(_NOISE_FLOOR * noise, 0.0))
    stop = int(below[0]) if below.size else len(size)
    if stop < _FEWEST:
        raise MeasurementError(
            "a voltage that relaxes from above the noise is required",
            given=f"{size[0]:.3g} V at first, noise {noise:.2g} V",
        )
    return stop


def _chosen(time: Array, usable: int, window: tuple[float, float]) -> tuple[int, int]:
    start, stop = (int(k) for k in np.searchsorted(time, window))
    stop = min(stop, usable)
    if stop - start < _FEWEST:
        raise MeasurementError(
            f"a window with {_FEWEST} readings above the noise is required",
            given=f"{window[0]:g} to {window[1]:g} s",
            mend=f"the voltage stays above the noise until {time[usable - 1]:g} s",
        )
    return start, stop


def _start(time: Array, log: Array, weight: Array) -> int:
    """First reading from which ln E is straight: the higher modes have died away."""
    candidates = np.unique(np.linspace(0, len(time) - _FEWEST, 40).astype(int))
    for start in candidates:
        t = time[start:] - time[start:].mean()
        basis = np.stack([np.ones_like(t), t, t**2], axis=1) * np.sqrt(weight[start:, None])
        target = log[start:] * np.sqrt(weight[start:])
        coefficients, *_ = np.linalg.lstsq(basis, target, rcond=None)
        residual = target - basis @ coefficients
        variance = max(float(residual @ residual) / (len(t) - 3), 1e-24 * float(target @ target))
        deviation = np.sqrt(variance * np.linalg.inv(basis.T @ basis)[2, 2])
        if abs(coefficients[2]) < _BENT * deviation:
            return int(start)
    return int(candidates[-1])


def _refuse(slope: float, span: float, thickness: float, noise: float) -> None:
    if slope * span > -_FALLEN:
        raise MeasurementError(
            "a relaxation, in which the voltage falls, is required",
            given=f"ln E changing by {slope * span:.2g} in {span:.0f} s",
        )
    lasting = -1 / slope
    if span < 0.5 * lasting:
        raise MeasurementError(
            "the relaxation is too short to fit",
            given=f"{span:.0f} s that are straight in ln E, of a time constant of {lasting:.0f} s",
            mend=f"record at least {3 * lasting:.0f} s, or choose the window",
        )
