"""Rate capability: reads what a cell delivered at each rate, and draws a simulated one."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from celldesign.exchange.simulate import Discharge
from celldesign.measure.readings import read
from celldesign.measure.result import Plot, Series
from celldesign.units.quantities import format_rate, parse_rate


def read_measured(path: Path) -> dict[float, float]:
    """Read specific capacities by rate in 1/s: rate / (1/h) or C/20 as text, and mAh/g."""
    readings = read(path)
    capacity = readings.column("specific_capacity", "mAh/g")
    texts = readings.text("rate")
    if texts and not texts[0].replace(".", "").isdigit():
        rates = [parse_rate(text) for text in texts]
    else:
        rates = readings.column("rate", "1/h").tolist()
    return dict(zip(rates, capacity.tolist(), strict=True))


def plots(found: Sequence[Discharge], measured: Mapping[float, float]) -> tuple[Plot, ...]:
    """Voltage at each rate, capacity against the rate beside what was measured, and Ragone line."""
    ran = [each for each in found if not each.problem]
    voltages = []
    for each in ran:
        passed = np.array(each.time) / each.time[-1] * each.specific_capacity / 3600
        voltages.append(Series("line", passed, np.array(each.voltage), format_rate(each.rate)))
    rate, capacity, energy, power = np.array(
        [(e.rate * 3600, e.specific_capacity / 3600, e.specific_energy / 3600, e.specific_power)
         for e in ran]
    ).T  # fmt: skip
    capacities = [Series("line", rate, capacity, "model"), Series("marks", rate, capacity)]
    if measured:
        known = np.array([(rate * 3600, value / 3600) for rate, value in measured.items()]).T
        capacities = [Series("points", known[0], known[1], "measured"), *capacities]
    ragone = Series("line", power, energy, "whole cell"), Series("marks", power, energy)
    return (
        Plot("specific capacity / (mAh/g)", "voltage / V", tuple(voltages)),
        Plot("rate / (1/h)", "specific capacity / (mAh/g)", tuple(capacities), include=(0.0,)),
        Plot("specific power / (W/kg)", "specific energy / (Wh/kg)", ragone, include=(0.0,)),
    )
