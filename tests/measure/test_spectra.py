"""Impedance and the oxidation sweep."""

import numpy as np
import pytest
from measure import made

from celldesign.errors import MeasurementError
from celldesign.measure.impedance import ladder, relaxation, spectrum
from celldesign.measure.oxidation import oxidation


def test_relaxation_times_find_the_papers_four_events() -> None:
    found = relaxation(*made.spectrum())
    assert found.series == pytest.approx(made.SERIES, rel=0.02)
    assert [arc.resistance for arc in found.arcs] == pytest.approx(made.ARCS, rel=0.05)
    assert np.log10([arc.time_constant for arc in found.arcs]) == pytest.approx(
        np.log10(made.TAU), abs=0.05
    )


def test_the_ladder_gives_back_table_s4() -> None:
    pytest.importorskip("impedance")
    found = ladder(*made.spectrum())
    assert found.series.resistance == pytest.approx(made.SERIES, rel=0.01)
    assert [arc.resistance for arc in found.arcs] == pytest.approx(made.ARCS, rel=0.03)
    for arc, truth in zip(found.arcs, made.ARCS, strict=True):
        assert arc.std is not None
        assert abs(arc.resistance - truth) < 4 * arc.std
    assert found.misfit < 0.003
    assert not found.notes


def test_a_diffusion_tail_is_not_taken_for_an_arc() -> None:
    frequency = np.logspace(5, -1, 61)
    z = 0.1 + 0.3 / (1 + 2j * np.pi * frequency * 1e-3) + 1 / (2j * np.pi * frequency * 20)
    found = relaxation(frequency, z)
    assert found.arcs[0].resistance == pytest.approx(0.3, rel=0.05)
    assert found.tail > 0.01


def test_an_arc_that_is_not_there_is_refused_and_those_that_are_named() -> None:
    pytest.importorskip("impedance")
    frequency = np.logspace(5, -1, 61)
    z = 0.1 + 0.3 / (1 + 2j * np.pi * frequency * 1e-3)
    with pytest.raises(MeasurementError, match=r"asked for, 3, is required: given 1 \(0.301 ohm"):
        ladder(frequency, z, 3)
    with pytest.raises(MeasurementError, match="asked for, 1, is required: given 0"):
        ladder(frequency, 0.1 + 0j * frequency, 1)


def test_a_spectrum_that_drifted_is_said() -> None:
    pytest.importorskip("impedance")
    frequency, z = made.spectrum(noise=0)
    drift = 1 + 0.3 * (frequency < 1)
    assert any("Kramers" in note for note in ladder(frequency, z * drift, 1).notes)


def test_a_spectrum_is_put_in_order_or_refused() -> None:
    frequency, z = made.spectrum()
    ordered, same = spectrum(frequency[::-1], z.real[::-1], z.imag[::-1])
    assert np.array_equal(ordered, frequency)
    assert np.array_equal(same, z)
    with pytest.raises(MeasurementError, match="ten frequencies"):
        spectrum(frequency[:3], z.real[:3], z.imag[:3])
    with pytest.raises(MeasurementError, match="frequency must be above zero"):
        spectrum(0 * frequency, z.real, z.imag)
    with pytest.raises(MeasurementError, match="-Im"):
        spectrum(frequency, z.real, -z.imag)
    with pytest.raises(MeasurementError, match="each frequency once"):
        spectrum(np.r_[frequency, frequency], np.r_[z.real, z.real], np.r_[z.imag, z.imag])


@pytest.mark.parametrize("seed", range(3))
def test_both_onsets_of_the_papers_sweep(seed: int) -> None:
    weak, final = oxidation(*made.sweep(seed))
    assert weak.value == pytest.approx(4.0, abs=0.06)
    assert final.value == pytest.approx(4.5, abs=0.05)
    assert final.label == "oxidation onset"


def test_a_sweep_without_oxidation_or_the_wrong_way_is_refused() -> None:
    e, i = made.sweep()
    with pytest.raises(MeasurementError, match="no oxidation up to the end"):
        oxidation(e[:800], i[:800])
    with pytest.raises(MeasurementError, match="towards higher potential"):
        oxidation(e[::-1], i[::-1])
    back = slice(None, e.size // 2, -1)
    with pytest.raises(MeasurementError, match="only rises is required: given a fall by 1 V at"):
        oxidation(np.r_[e, e[back]], np.r_[i, i[back]])
    with pytest.raises(MeasurementError, match="other than zero"):
        oxidation(e, 0 * e)
    with pytest.raises(MeasurementError, match="30 readings"):
        oxidation(e[:9], i[:9])
