from dataclasses import replace

import numpy as np
import pytest
from measure.made import DIFFUSIVITY, OHMS, RADIUS, titration

from celldesign.errors import MeasurementError
from celldesign.measure.gitt import diffusivity, gitt, pulses


def test_a_known_diffusivity_and_resistance_come_back() -> None:
    median, found = gitt(pulses(*titration()), RADIUS)
    assert len(found) == 3
    for each in found:
        assert each.diffusivity == pytest.approx(
            DIFFUSIVITY, rel=0.1, abs=0
        )  # a sphere is no half space
        assert each.resistance == pytest.approx(OHMS, rel=0.01)
        assert not each.remark
    assert median.value == pytest.approx(DIFFUSIVITY, rel=0.1, abs=0)


def test_pulses_without_a_change_or_against_the_current_are_not_fitted() -> None:
    time, current, voltage = titration()
    flat = np.where(current == 0, 3.9, voltage)
    with pytest.raises(MeasurementError, match=r"no pulse can be fitted.*did not change"):
        gitt(pulses(time, current, flat), RADIUS)
    (first, *_) = pulses(time, current, voltage)
    against = replace(first, after=2 * first.before - first.after)
    assert "moves against the current" in diffusivity(against, RADIUS).remark


def test_a_pulse_too_long_and_a_rest_too_short_are_remarked() -> None:
    (first, *_) = pulses(*titration())
    longer = replace(first, after=first.before + 20 * (first.after - first.before))
    assert "too long" in diffusivity(longer, RADIUS).remark
    assert "not at rest" in diffusivity(replace(first, drift=1e-5), RADIUS).remark


def test_a_rest_that_is_read_late_adds_no_charge() -> None:
    """Three pulses of 0.05 A for 60 s; the rest after the last is read once, half a day later."""
    time, current, voltage = titration()
    (_, second, third) = pulses(time, current, voltage)
    assert (second.passed, third.passed) == pytest.approx((-3.0, -6.0))
    late = np.flatnonzero(time == time[current != 0][-1])[0]
    kept = np.r_[np.arange(late + 1), len(time) - 1]
    last = pulses(time[kept], current[kept], voltage[kept])[-1]
    assert last.passed == pytest.approx(-6.0)
    assert "one reading" in diffusivity(last, RADIUS).remark


def test_readings_without_pulses_are_refused() -> None:
    time = np.arange(100.0)
    with pytest.raises(MeasurementError, match="current other than zero"):
        pulses(time, 0 * time, time)
    with pytest.raises(MeasurementError, match="with a rest before and after"):
        pulses(time, 1 + 0 * time, time)
