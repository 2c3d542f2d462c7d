from dataclasses import replace

import numpy as np
import pytest

from celldesign.errors import MeasurementError
from celldesign.measure.gitt import diffusivity, gitt, pulses

RADIUS, D, OHMS, SLOPE = 2e-6, 1e-15, 0.3, -0.5


def _sphere(time: np.ndarray, flux: float) -> np.ndarray:
    """Rise of the surface stoichiometry of a sphere under a constant flux, by its series."""
    n = np.arange(1, 4000) + 0.5
    roots = n * np.pi - 1 / (n * np.pi)
    tau = D * time / RADIUS**2
    series = (np.exp(-np.outer(tau, roots**2)) / roots**2).sum(axis=1)
    return flux * RADIUS / D * (3 * tau + 2 * (1 / roots**2).sum() - 2 * series)


def _titration(noise: float = 0.0, rest: float = 40000.0) -> tuple[np.ndarray, ...]:
    """Three discharge pulses of a minute on a linear curve, each rested until flat."""
    time, current, voltage, x, now = [0.0], [0.0], [3.9], 0.4, 0.0
    flux = 1e-5 * RADIUS / 3
    for _ in range(3):
        t = np.arange(1.0, 61)
        rise = _sphere(t, flux)
        level = 3.9 + SLOPE * (x - 0.4)
        time += [*(now + t), now + 60.5, now + rest, now + rest + 1, now + rest + 10]
        current += [*np.full(60, -0.05), 0, 0, 0, 0]
        x += 1e-5 * 60
        voltage += [*(level + SLOPE * rise - 0.05 * OHMS), level - 0.001]
        voltage += [3.9 + SLOPE * (x - 0.4)] * 3
        now = time[-1]
    rng = np.random.default_rng(0)
    return np.array(time), np.array(current), np.array(voltage) + noise * rng.normal(size=len(time))


def test_a_known_diffusivity_and_resistance_come_back() -> None:
    median, found = gitt(pulses(*_titration()), RADIUS)
    assert len(found) == 3
    for each in found:
        assert each.diffusivity == pytest.approx(D, rel=0.1)  # a sphere is no half space
        assert each.resistance == pytest.approx(OHMS, rel=0.01)
        assert not each.remark
    assert median.value == pytest.approx(D, rel=0.1)


def test_pulses_without_a_change_or_against_the_current_are_not_fitted() -> None:
    time, current, voltage = _titration()
    flat = np.where(current == 0, 3.9, voltage)
    with pytest.raises(MeasurementError, match=r"no pulse can be fitted.*did not change"):
        gitt(pulses(time, current, flat), RADIUS)
    (first, *_) = pulses(time, current, voltage)
    against = replace(first, after=2 * first.before - first.after)
    assert "moves against the current" in diffusivity(against, RADIUS).remark


def test_a_pulse_too_long_and_a_rest_too_short_are_remarked() -> None:
    (first, *_) = pulses(*_titration())
    longer = replace(first, after=first.before + 20 * (first.after - first.before))
    assert "too long" in diffusivity(longer, RADIUS).remark
    assert "not at rest" in diffusivity(replace(first, drift=1e-5), RADIUS).remark


def test_readings_without_pulses_are_refused() -> None:
    time = np.arange(100.0)
    with pytest.raises(MeasurementError, match="current other than zero"):
        pulses(time, 0 * time, time)
    with pytest.raises(MeasurementError, match="with a rest before and after"):
        pulses(time, 1 + 0 * time, time)
