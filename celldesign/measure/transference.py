"""Transference number from a potentiostatic polarisation and spectra (equations 2 and 3)."""

import numpy as np

from celldesign.errors import MeasurementError
from celldesign.measure.result import Array, Measurement, Plot, Series, positive, repeats, spread

_TAIL = 0.05  # share of the recording that counts as its end


def bruce_vincent(
    initial_current: Array,
    steady_current: Array,
    voltage: Array,
    resistance_before: Array,
    resistance_after: Array,
) -> Array:
    r"""Equation 2, :math:`I_{ss}(\Delta E-I_0R_0)/(I_0(\Delta E-I_{ss}R_{ss}))`.

    >>> round(float(bruce_vincent(0.187e-3, 0.055e-3, 10e-3, 29.386, 29.386)), 3)
    0.158
    """
    return np.asarray(
        steady_current
        * (voltage - initial_current * resistance_before)
        / (initial_current * (voltage - steady_current * resistance_after))
    )


def watanabe(
    steady_current: Array, voltage: Array, bulk_resistance: Array, resistance_after: Array
) -> Array:
    r"""Equation 3, :math:`R_l/(\Delta E/I_{ss}-R_{ss})`.

    >>> round(float(watanabe(0.055e-3, 10e-3, 19.614, 29.386)), 3)
    0.129
    """
    return np.asarray(bulk_resistance / (voltage / steady_current - resistance_after))


def transference(
    initial_current: Array,
    steady_current: Array,
    voltage: Array,
    bulk_resistance: Array,
    resistance_before: Array,
    resistance_after: Array,
) -> tuple[Measurement, Measurement, Measurement]:
    """Mean and spread over measurements by equation 2, by equation 3, and by both together.

    The interface resistances are whatever lies between bulk and diffusion in the spectrum: R2 + R3
    for a membrane of two coats. Polarisations of either sign may be mixed.
    """
    initial, steady, step = np.abs(initial_current), np.abs(steady_current), np.abs(voltage)
    positive(initial_current=initial, steady_current=steady, voltage=step)
    positive(bulk_resistance=bulk_resistance)
    wrong = np.flatnonzero(np.atleast_1d(steady > initial))
    if wrong.size:
        raise MeasurementError(
            "the steady current must be below the initial one",
            given=" and ".join(
                f"{1e3 * np.atleast_1d(each)[wrong[0]]:g} mA" for each in (steady, initial)
            )
            + f" in row {wrong[0] + 1}",
            mend="see whether the columns are the other way round",
        )
    first = np.atleast_1d(bruce_vincent(initial, steady, step, resistance_before, resistance_after))
    second = np.atleast_1d(watanabe(steady, step, bulk_resistance, resistance_after))
    both = np.r_[first, second]
    if not np.all((both > 0) & (both < 1)):
        raise MeasurementError(
            "currents and resistances that give a transference number between 0 and 1 are required",
            given=f"{both[~((both > 0) & (both < 1))][0]:.3g}",
            mend="see whether the resistances are those of the interfaces alone, in ohm",
        )
    labels = "by Bruce and Vincent, eq. 2", "by Watanabe, eq. 3"
    plot = repeats("transference number t+", dict(zip(labels, (first, second), strict=True)))
    ohmic = float(np.mean(step / initial / (bulk_resistance + resistance_before)))
    return (
        _mean(f"t+ {labels[0]}", first, ohmic, plot),
        _mean(f"t+ {labels[1]}", second, ohmic, plot),
        _mean("t+, mean of both", both, ohmic, plot),
    )


def _mean(label: str, values: Array, ohmic: float, plot: Plot) -> Measurement:
    notes = []
    if abs(ohmic - 1) > 0.1:
        notes.append(
            f"voltage over initial current is {ohmic:.2f} times the spectrum's resistance: the "
            "current was read too late, or the spectrum is of another state"
        )
    return Measurement(
        "transference_number",
        label,
        float(values.mean()),
        spread(values),
        "1",
        diagnostics={"values": float(values.size), "ohmic check": round(ohmic, 3)},
        notes=tuple(notes),
        plots=(plot,),
    )


def currents(time: Array, current: Array) -> tuple[float, float, Plot, tuple[str, ...]]:
    """Initial and steady current of a polarisation; the initial one is the largest of all.

    The steady one is the mean over the last 5 % of the time; what still drifts is said.
    """
    size = np.abs(current)
    if size.size < 10:
        required = "a polarisation of ten readings at least is required"
        raise MeasurementError(required, given=str(size.size))
    if not size.max() > 0:
        raise MeasurementError("a current other than zero is required")
    first = int(size.argmax())
    span = time[-1] - time[first]
    end = time >= time[-1] - _TAIL * span
    before = (time >= time[-1] - 2 * _TAIL * span) & ~end
    if not span > 0 or not before.any():
        raise MeasurementError("a current that decays from its first reading is required")
    steady = float(current[end].mean())
    drift = abs(steady - float(current[before].mean())) / abs(steady)
    notes = []
    if drift > 0.01:
        notes.append(f"the current still falls by {drift:.1%} in 5 % of the time: hold it longer")
    plot = Plot(
        "time / s",
        "current / mA",
        (
            Series("points", time, 1e3 * current, "measured"),
            Series("marks", time[[first]], 1e3 * current[[first]], "initial"),
            Series("line", time[[first, -1]], np.full(2, 1e3 * steady), "steady"),
        ),
        (float(time[end][0]), float(time[-1])),
    )
    return float(current[first]), steady, plot, tuple(notes)
