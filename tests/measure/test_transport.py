"""Conductivity, transference, interface and diffusion, on the paper's own numbers."""

import numpy as np
import pytest
from measure import made

from celldesign.errors import MeasurementError
from celldesign.measure.conductivity import arrhenius, conductivity, law, vtf
from celldesign.measure.diffusion import restricted_diffusion
from celldesign.measure.interface import interface
from celldesign.measure.transference import currents, transference

ONE = np.ones(1)
PRINTED = (
    0.187e-3 * ONE,
    0.055e-3 * ONE,
    10e-3 * ONE,
    made.R1 * ONE,
    (made.R2 + made.R3) * ONE,
    (made.R2 + made.R3) * ONE,
)


def test_transference_of_the_papers_printed_set() -> None:
    second, third, both = transference(*PRINTED)
    assert second.value == pytest.approx(0.158, abs=5e-4)
    assert third.value == pytest.approx(0.129, abs=5e-4)
    assert both.value == pytest.approx(0.143, abs=5e-4)
    assert second.std is None


def test_polarisations_of_either_sign_count_the_same() -> None:
    mixed = [
        np.r_[column, -column] if k < 3 else np.r_[column, column]
        for k, column in enumerate(PRINTED)
    ]
    assert transference(*mixed)[0].value == pytest.approx(transference(*PRINTED)[0].value)
    assert transference(*mixed)[0].std == pytest.approx(0)


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (0, 0.0, "initial current must be above zero"),
        (1, 0.3e-3, "steady current must be below"),
        (4, 500.0, "between 0 and 1"),
    ],
)
def test_a_set_that_gives_no_transference_number_is_refused(
    place: int, value: float, message: str
) -> None:
    columns = list(PRINTED)
    columns[place] = value * ONE
    with pytest.raises(MeasurementError, match=message):
        transference(*columns)


def test_an_initial_current_read_too_late_is_said() -> None:
    columns = list(PRINTED)
    columns[0] = 0.12e-3 * ONE
    assert "read too late" in transference(*columns)[0].notes[0]


def test_currents_of_a_recording() -> None:
    time = np.arange(0.0, 1200, 1)
    current = 0.055e-3 + 0.132e-3 * np.exp(-time / 60)
    initial, steady, _, notes = currents(time, current)
    assert (initial, steady) == (pytest.approx(0.187e-3), pytest.approx(0.055e-3, rel=1e-6))
    assert not notes
    assert "hold it longer" in currents(time[:150], current[:150])[3][0]
    with pytest.raises(MeasurementError, match="other than zero"):
        currents(time, 0 * time)


def test_interface_internal_layer_and_total_of_the_paper() -> None:
    cell = made.R1 * ONE, made.R2 * ONE, made.AREA * ONE, made.R3 * ONE
    values = {each.label: each.shown for each in interface(*cell)}
    assert values["interface resistance"] == pytest.approx(18)
    assert values["internal layer resistance"] == pytest.approx(9.2, abs=0.05)
    assert values["total resistance"] == pytest.approx(75, abs=0.5)


def test_without_a_second_arc_there_is_no_internal_layer() -> None:
    labels = [each.label for each in interface(20 * ONE, 23 * ONE, made.AREA * ONE)]
    assert labels == ["membrane resistance", "interface resistance", "total resistance"]


def test_cells_at_one_temperature_are_averaged_and_single_ones_have_no_deviation() -> None:
    columns = np.array([27.0, 29, 200]), np.full(3, 80e-6), np.full(3, 1.54e-4)
    cold, warm = conductivity(*columns, np.array([333.0, 333.2, 298.0]))
    assert cold.std is None
    assert cold.notes
    assert warm.std is not None
    assert warm.diagnostics["cells"] == 2


def test_a_straight_and_a_bent_law_are_told_apart() -> None:
    t = np.linspace(293, 353, 7)
    noise = np.exp(0.002 * np.random.default_rng(3).normal(size=7))
    assert law(t, noise * 5e3 * np.exp(-30e3 / 8.314 / t))[0].name == "Arrhenius"
    best = law(t, noise * np.exp(-900 / (t - 200)))[0]
    assert best.name == "VTF"
    assert best.parameters["Vogel temperature / K"] == pytest.approx(200, abs=10)


def test_a_law_needs_enough_temperatures() -> None:
    t, sigma = np.array([300.0, 300.2]), np.array([1.0, 1.1])
    with pytest.raises(MeasurementError, match="two temperatures"):
        arrhenius(t, sigma)
    with pytest.raises(MeasurementError, match="four temperatures"):
        vtf(np.array([300.0, 310, 320]), np.array([1.0, 2, 3]))


def test_a_resistance_of_zero_is_refused() -> None:
    with pytest.raises(MeasurementError, match="resistance must be above zero: given 0 in row 2"):
        conductivity(np.array([1.0, 0]), np.ones(2), np.ones(2))


@pytest.mark.parametrize("seed", range(5))
def test_the_papers_diffusion_coefficient_comes_back_within_its_deviation(seed: int) -> None:
    found = restricted_diffusion(*made.relaxation(seed=seed), 80e-6, 2e-6)
    assert found.std is not None
    assert found.value == pytest.approx(2.2e-12, abs=2 * found.std)
    assert found.value == pytest.approx(2.2e-12, rel=0.02, abs=0)


def test_a_window_may_be_chosen_and_is_shown() -> None:
    found = restricted_diffusion(*made.relaxation(), 80e-6, window=(400, 1200))
    assert found.diagnostics["window from / s"] == 400
    assert found.value == pytest.approx(2.2e-12, rel=0.02, abs=0)
    with pytest.raises(MeasurementError, match="stays above the noise until"):
        restricted_diffusion(*made.relaxation(), 80e-6, window=(2300, 2400))


def test_a_relaxation_too_short_says_how_long_it_should_be() -> None:
    time, voltage = made.relaxation(seconds=300)
    with pytest.raises(MeasurementError, match=r"too short.*record at least \d+ s"):
        restricted_diffusion(time[30:] - time[30], voltage[30:], 160e-6)


def test_a_voltage_that_rises_or_is_all_noise_is_refused() -> None:
    time = np.arange(0.0, 1000, 5)
    with pytest.raises(MeasurementError, match="in which the voltage falls"):
        restricted_diffusion(time, 1e-3 * np.exp(time / 500), 80e-6)
    with pytest.raises(MeasurementError, match=r"falls, is required: given .* in \d+ s$"):
        restricted_diffusion(time, np.full(time.size, 5e-3), 80e-6)
    with pytest.raises(MeasurementError, match="above the noise"):
        restricted_diffusion(time, 1e-6 * np.random.default_rng(0).normal(size=200), 80e-6)
    with pytest.raises(MeasurementError, match="8 readings"):
        restricted_diffusion(time[:5], np.ones(5), 80e-6)


def test_a_hole_in_a_relaxation_is_said() -> None:
    time, voltage = made.relaxation()
    kept = (time < 600) | (time > 900)
    assert any(
        "no readings between" in note
        for note in restricted_diffusion(time[kept], voltage[kept], 80e-6).notes
    )
