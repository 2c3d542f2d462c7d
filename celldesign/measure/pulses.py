"""DC resistance from pulses of several currents (Tables S2 and S3 of the paper)."""

from dataclasses import dataclass

import numpy as np

from celldesign.errors import MeasurementError
from celldesign.measure.readings import Readings
from celldesign.measure.result import Array, line

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


def resistance(current: Array, voltage: Array) -> tuple[float, float, float]:
    """Regress voltage on current over the pulses alone: resistance, its deviation, E at I = 0.

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
    if len(i) < 2 or np.ptp(i) == 0:
        return Pulse(direction, soc, None, None, None, "fewer than two pulses: nothing to fit")
    if np.ptp(e) == 0:
        return Pulse(direction, soc, None, None, None, "the pulses sit at the cut-off voltage")
    value, std, zero = resistance(i, e)
    if value <= 0:
        return Pulse(direction, soc, None, None, None, "the voltage rises with the load")
    return Pulse(direction, soc, value, std if np.isfinite(std) else None, zero)


def _mark(pulses: list[Pulse], where: list[int]) -> None:
    fitted = sorted(
        (k for k in where if pulses[k].resistance is not None), key=lambda k: pulses[k].soc
    )
    values = np.array([pulses[k].resistance for k in fitted], float)
    for place, k in enumerate(fitted if len(fitted) >= 3 else []):
        start = min(max(place - 1, 0), len(fitted) - 3)
        median = float(np.median(values[start : start + 3]))
        if abs(values[place] / median - 1) > _OUTLIER:
            each = pulses[k]
            remark = f"outlier: its neighbours have {median:.4g} ohm"
            pulses[k] = Pulse(
                each.direction,
                each.soc,
                each.resistance,
                each.std,
                each.zero_current_voltage,
                remark,
            )


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
    direction = readings.texts.get("direction", ("",) * len(readings))
    return dc_resistance(direction, readings.column("soc", "1"), current, voltage)
