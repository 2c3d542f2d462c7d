"""DC resistance from pulses of several currents (Tables S2 and S3 of the paper)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from celldesign.errors import MeasurementError
from celldesign.measure.readings import Readings
from celldesign.measure.result import Array, Plot, Series, line

_OUTLIER = 0.25  # off the running median of three neighbours by more than this share


@dataclass(frozen=True, slots=True)
class Pulse:
    """One state of charge: resistance and voltage at zero current, or why there are none."""

    direction: str
    soc: float
    resistance: float | None
    std: float | None
    zero_current_voltage: float | None
    remark: str = ""
    current: tuple[float, ...] = ()
    voltage: tuple[float, ...] = ()


def resistance(current: Array, voltage: Array) -> tuple[float, float, float]:
    """Regress voltage on current over the pulses alone: resistance, its uncertainty, E at I = 0.

    A voltage before the pulses, taken under load, must not be among them.

    >>> current = np.array([-0.04305, -0.0861, -0.1722])
    >>> r, _, e = resistance(current, np.array([3.623, 3.606, 3.577]))
    >>> round(r, 4), round(e, 4)
    (0.3534, 3.6375)
    """
    slope, intercept, std, _ = line(current, voltage)
    return slope, std, intercept


def dc_resistance(
    direction: tuple[str, ...], soc: Array, current: Array, voltage: Array
) -> tuple[Pulse, ...]:
    """Resistance at every state of charge; `current` and `voltage` are (states, pulses).

    What cannot be fitted says why; a resistance that stands out among its neighbours is marked and
    kept.
    """
    if not np.any(np.nan_to_num(current)):
        raise MeasurementError("pulses with a current other than zero are required")
    pulses = [_pulse(*row) for row in zip(direction, soc, current, voltage, strict=True)]
    for way in dict.fromkeys(direction):
        _mark(pulses, [k for k, pulse in enumerate(pulses) if pulse.direction == way])
    return tuple(pulses)


def _pulse(direction: str, soc: float, current: Array, voltage: Array) -> Pulse:
    known = np.isfinite(current) & np.isfinite(voltage)
    i, e = current[known], voltage[known]
    pulse = Pulse(direction, soc, None, None, None, "", tuple(i.tolist()), tuple(e.tolist()))
    if len(i) < 2 or np.ptp(i) == 0:
        return replace(pulse, remark="fewer than two pulses: nothing to fit")
    if np.ptp(e) == 0:
        return replace(pulse, remark="the pulses sit at the cut-off voltage")
    value, std, zero = resistance(i, e)
    if value <= 0:
        return replace(pulse, remark="the voltage rises with the load")
    std_or_none = std if np.isfinite(std) else None
    return replace(pulse, resistance=value, std=std_or_none, zero_current_voltage=zero)


def _mark(pulses: list[Pulse], where: list[int]) -> None:
    fitted = sorted(
        (k for k in where if pulses[k].resistance is not None), key=lambda k: pulses[k].soc
    )
    values = np.array([pulses[k].resistance for k in fitted], float)
    for place, k in enumerate(fitted if len(fitted) >= 3 else []):
        start = min(max(place - 1, 0), len(fitted) - 3)
        median = float(np.median(values[start : start + 3]))
        if abs(values[place] / median - 1) > _OUTLIER:
            remark = f"outlier: its neighbours have {median:.4g} ohm"
            pulses[k] = replace(pulses[k], remark=remark)


def plots(pulses: Sequence[Pulse]) -> tuple[Plot, Plot]:
    """Resistance against state of charge, and each state's line through its pulses."""
    of_soc: list[Series] = []
    for way in dict.fromkeys(pulse.direction for pulse in pulses):
        fitted = [p for p in pulses if p.direction == way and p.resistance is not None]
        soc = np.array([100 * p.soc for p in fitted])
        values = np.array([p.resistance for p in fitted], float)
        stds = np.array([p.std or 0.0 for p in fitted])
        of_soc.append(Series("points", soc, values, way or "measured", stds))
        out = np.array([bool(p.remark) for p in fitted])
        if out.any():
            of_soc.append(Series("outliers", soc[out], values[out], "outlier"))
    return (
        Plot("state of charge / %", "resistance / ohm", tuple(of_soc)),
        Plot("current / A", "voltage / V", _lines(pulses)),
    )


def _lines(pulses: Sequence[Pulse]) -> tuple[Series, Series]:
    """All pulses as one series and all fits as another, parted by a gap after each state."""
    i = np.concatenate([[*p.current, np.nan] for p in pulses])
    e = np.concatenate([[*p.voltage, np.nan] for p in pulses])
    x, y = [np.array([np.nan])], [np.array([np.nan])]
    for p in pulses:
        if p.resistance is not None and p.zero_current_voltage is not None:
            x.append(np.array([0.0, *p.current, np.nan]))
            y.append(p.zero_current_voltage + p.resistance * x[-1])
    fits = Series("line", np.concatenate(x), np.concatenate(y), "fit of each state")
    return Series("points", i, e, "measured"), fits


def from_table(readings: Readings) -> tuple[Pulse, ...]:
    """Read a table with a row for each state: soc, i1, e1, i2, e2, ... and a direction if any."""
    count = 1
    while f"i{count}" in readings:
        count += 1
    if count < 3:
        raise MeasurementError(
            f"{readings.path}: columns i1, e1, i2, e2 of two pulses at least are required",
            mend="write a header such as 'soc / %,i1 / mA,e1 / V,i2 / mA,e2 / V'",
        )
    numbers = range(1, count)
    current = np.stack([readings.partial(f"i{k}", "A") for k in numbers], axis=1)
    voltage = np.stack([readings.partial(f"e{k}", "V") for k in numbers], axis=1)
    direction = readings.text("direction") or ("",) * len(readings)
    return dc_resistance(direction, readings.column("soc", "1"), current, voltage)
