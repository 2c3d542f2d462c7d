"""Reads a measured rate capability: what a cell delivered at each rate."""

from pathlib import Path

from celldesign.measure.readings import read
from celldesign.units import parse_rate


def read_measured(path: Path) -> dict[float, float]:
    """Read specific capacities by rate in 1/s: rate / (1/h) or C/20 as text, and mAh/g."""
    readings = read(path)
    capacity = readings.column("specific_capacity", "mAh/g")
    if "rate" in readings.texts:
        rates = [parse_rate(text) for text in readings.texts["rate"]]
    else:
        rates = readings.column("rate", "1/h").tolist()
    return dict(zip(rates, capacity.tolist(), strict=True))
