import numpy as np
import pytest
from measure import made

from celldesign.errors import MeasurementError
from celldesign.measure.cycling import cycling, fade, per_cycle


def test_fade_knee_failure_and_the_efficiency_that_the_papers_failure_implies() -> None:
    n, discharge, charge = made.cycles()
    lost, efficiency, lithium = cycling(n, discharge, charge, 1.484 * 3600, 5)
    assert lost.value == pytest.approx(0.0015, rel=0.01)
    assert lost.diagnostics["knee at cycle"] == 90
    assert efficiency.value == pytest.approx(0.999)
    assert lithium.value == pytest.approx(0.9816, abs=1e-4)


def test_a_recording_gives_the_capacities_of_its_cycles() -> None:
    """Ten cycles of 1 A for an hour each way with rests, losing 1 % a cycle; then a rest alone."""
    time, current, cycle, now = [], [], [], 0.0
    for n in range(1, 11):
        hour = 3600 * 0.99 ** (n - 1)
        for amperes, seconds in ((1.0, hour / 0.995), (0.0, 600.0), (-1.0, hour), (0.0, 600.0)):
            time += [now + 1e-3, now + seconds]
            current += [amperes] * 2
            cycle += [n] * 2
            now += seconds
    time, current, cycle = [*time, now + 9e3], [*current, -1e-6], [*cycle, 11]
    numbers, out, into = per_cycle(*(np.array(each, float) for each in (cycle, time, current)))
    assert numbers.tolist() == list(range(1, 11))
    assert out == pytest.approx(3600 * 0.99 ** np.arange(10.0), rel=1e-6)
    assert out / into == pytest.approx(0.995, rel=1e-6)
    with pytest.raises(MeasurementError, match="with a negative current"):
        per_cycle(np.ones(9), np.arange(9.0), np.ones(9))


def test_the_same_by_throughput_alone() -> None:
    n = np.arange(1.0, 91)
    lithium = cycling(n, np.full(90, 0.888 * 3600), None, 1.484 * 3600)[-1]
    assert lithium.value == pytest.approx(0.9814, abs=1e-4)
    assert "lower bound" in lithium.notes[0]


def test_a_steady_fade_has_no_knee_even_with_noise() -> None:
    n = np.arange(1.0, 201)
    noise = 1 + 0.001 * np.random.default_rng(0).normal(size=n.size)
    found = fade(n, 3600 * (1 - 0.001 * n) * noise)
    assert found.knee is None
    assert found.failure is None
    assert found.per_cycle == pytest.approx(0.001, rel=0.02)


def test_skipped_cycles_count_in_the_throughput() -> None:
    n = np.arange(1.0, 91)
    q = np.full(90, 0.888 * 3600)
    every = cycling(n, q, None, 1.484 * 3600)[-1].value
    some = cycling(n[9::10], q[9::10], None, 1.484 * 3600)[-1].value
    assert some == pytest.approx(every)
    holed = cycling(np.r_[n[:20], n[50:]], np.r_[q[:20], q[50:]])[0]
    assert holed.notes == ("no cycles between 20 and 51",)


def test_the_cells_own_efficiency_is_never_called_the_lithiums() -> None:
    n, discharge, charge = made.cycles()
    efficiency = cycling(n, discharge, charge)[1]
    assert efficiency.name == ""
    assert "not the lithium's" in efficiency.notes[-1]


@pytest.mark.parametrize(
    ("n", "q", "message"),
    [
        ([1, 2, 3], [1, 1, 1], "6 cycles"),
        ([1, 2, 2, 3, 4, 5], [1] * 6, "must rise"),
        ([1, 2, 3, 4, 5, 6], [0, 1, 1, 1, 1, 1], "capacity must be above zero"),
    ],
)
def test_cycles_that_cannot_be_judged_are_refused(n: list[int], q: list[int], message: str) -> None:
    with pytest.raises(MeasurementError, match=message):
        fade(np.array(n, float), np.array(q, float))


def test_an_excess_never_used_up_says_nothing() -> None:
    n = np.arange(1.0, 11)
    with pytest.raises(MeasurementError, match="more charge cycled"):
        cycling(n, np.full(10, 3600.0), None, 20 * 3600.0)


def test_a_formation_of_three_cycles_gives_its_efficiencies() -> None:
    """179 of 181 mAh; 180 / 210 = 85.7 % in the first cycle."""
    n, out, into = np.arange(1.0, 4), np.array([180, 179, 178.5]), np.array([210, 181, 179.5])
    last, first = cycling(n, 3.6 * out, 3.6 * into)
    assert last.shown == pytest.approx(178.5)
    assert "6 cycles are needed for a fade: given 3" in last.notes[0]
    assert first.shown == pytest.approx(100 * 180 / 210)


def test_a_cell_has_failed_at_half_of_its_first_capacity() -> None:
    """One that ends at 60 % has not, nor has one that comes back above the half."""
    n = np.arange(1.0, 11.0)
    alive = fade(n, 3600 * np.linspace(1.0, 0.6, 10))
    assert alive.failure is None
    dead = fade(n, 3600 * np.linspace(1.0, 0.28, 10))
    assert dead.failure == 8.0  # 0.52 of the first at cycle 7, 0.44 at cycle 8
