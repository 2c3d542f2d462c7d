"""Impedance and the oxidation sweep."""

from pathlib import Path

import numpy as np
import pytest
from measure import made

from celldesign.errors import MeasurementError
from celldesign.measure.circuit import choose
from celldesign.measure.impedance import equivalent_circuit, relaxation, spectrum, sweeps
from celldesign.measure.oxidation import oxidation
from celldesign.measure.readings import read

CASES = Path(__file__).parent / "cases"


def test_relaxation_times_find_the_papers_four_events() -> None:
    found = relaxation(*made.spectrum())
    assert found.series == pytest.approx(made.SERIES, rel=0.02)
    assert [arc.resistance for arc in found.arcs] == pytest.approx(made.ARCS, rel=0.05)
    assert np.log10([arc.time_constant for arc in found.arcs]) == pytest.approx(
        np.log10(made.TAU), abs=0.05
    )


def test_the_ladder_gives_back_table_s4() -> None:
    found = equivalent_circuit(*made.spectrum())
    assert found.series.resistance == pytest.approx(made.SERIES, rel=0.01)
    assert [arc.resistance for arc in found.arcs] == pytest.approx(made.ARCS, rel=0.03)
    for arc, truth in zip(found.arcs, made.ARCS, strict=True):
        assert arc.std is not None
        assert abs(arc.resistance - truth) < 4 * arc.std
    assert found.residual < 0.003
    assert not found.notes


def test_a_diffusion_tail_is_not_taken_for_an_arc() -> None:
    frequency = np.logspace(5, -1, 61)
    z = 0.1 + 0.3 / (1 + 2j * np.pi * frequency * 1e-3) + 1 / (2j * np.pi * frequency * 20)
    found = relaxation(frequency, z)
    assert found.arcs[0].resistance == pytest.approx(0.3, rel=0.05)
    assert found.tail > 0.01


def test_an_arc_that_is_not_there_is_refused_and_those_that_are_named() -> None:
    frequency = np.logspace(5, -1, 61)
    z = 0.1 + 0.3 / (1 + 2j * np.pi * frequency * 1e-3)
    with pytest.raises(MeasurementError, match=r"asked for, 3, is required: given 1 \(0.301 ohm"):
        equivalent_circuit(frequency, z, 3)
    with pytest.raises(MeasurementError, match="asked for, 1, is required: given 0"):
        equivalent_circuit(frequency, 0.1 + 0j * frequency, 1)
    with pytest.raises(MeasurementError, match="modulus must be above zero"):
        spectrum(frequency, 0 * frequency, 0 * frequency)


def test_a_spectrum_that_drifted_is_said() -> None:
    frequency, z = made.spectrum(noise=0)
    drift = 1 + 0.3 * (frequency < 1)
    assert any("Kramers" in note for note in equivalent_circuit(frequency, z * drift, 1).notes)


def test_inductance_and_blocked_diffusion_come_out_of_a_full_spectrum() -> None:
    """By construction 20 nH, 16.5 mohm, 5.4 mohm at 1.2 ms, 8.7 at 30 ms, 60 mohm and 300 s."""
    readings = read(CASES / "full_spectrum.csv")
    z = readings.column("real", "ohm"), -readings.column("minus_imaginary", "ohm")
    found = equivalent_circuit(*spectrum(readings.column("frequency", "Hz"), *z))
    assert found.circuit == "L, R and 2 arcs with blocked diffusion"
    assert found.series.resistance == pytest.approx(0.0165, rel=1e-5)
    assert [arc.resistance for arc in found.arcs] == pytest.approx([0.0054, 0.0087], rel=1e-5)
    assert [arc.time_constant for arc in found.arcs] == pytest.approx([1.2e-3, 0.03], rel=1e-5)
    diffusion, inductance = found.others
    assert diffusion.value == pytest.approx(0.06, rel=1e-5)
    assert diffusion.diagnostics["time constant / s"] == pytest.approx(300, rel=1e-3)
    assert diffusion.steady == pytest.approx(0.02, rel=1e-5)  # coth x / x: a third of it
    assert inductance.value == pytest.approx(20e-9, rel=1e-4)
    assert found.residual < 1e-5
    assert not found.notes


TAILS = {
    "open": lambda w: 0.02 * (1 - 1j) / np.sqrt(w),
    "bounded": lambda w: 0.1 * np.tanh(np.sqrt(5j * w)) / np.sqrt(5j * w),
    "capacitive": lambda w: 1 / (1j * w * 20),
    "": lambda w: 0j * w,
}


@pytest.mark.parametrize("tail", TAILS)
def test_the_tail_that_was_put_in_is_the_one_that_is_chosen(tail: str) -> None:
    frequency = np.logspace(5, -2, 71)
    w = 2 * np.pi * frequency
    rng = np.random.default_rng(3)
    noise = 1 + 1e-3 * (rng.normal(size=71) + 1j * rng.normal(size=71))
    z = (0.05 + 0.3 / (1 + (1e-3j * w) ** 0.85) + TAILS[tail](w)) * noise
    found = choose(frequency, z, 0.05, [(0.3, 1e-3), (0.05, 1.0)])
    assert found is not None
    assert (found.circuit.arcs, found.circuit.tail) == (1, tail)
    assert np.exp(found.parameters[1]) == pytest.approx(0.3, rel=0.01)
    assert found.resolved


def test_nothing_is_given_that_the_spectrum_does_not_determine() -> None:
    """Half an arc, cut off far above its frequency: its resistance is not known from it."""
    frequency = np.logspace(5, 3, 21)
    z = 0.1 + 0.3 / (1 + 2j * np.pi * frequency * 1.0)
    rng = np.random.default_rng(1)
    z = z * (1 + 1e-3 * (rng.normal(size=21) + 1j * rng.normal(size=21)))
    found = choose(frequency, z, 0.1, [(0.3, 1.0)])
    if found is not None:
        assert found.circuit.arcs == 0
    with pytest.raises(MeasurementError):
        equivalent_circuit(frequency, z, 3)


def test_a_circuit_too_poor_for_the_spectrum_is_said() -> None:
    frequency, z = made.spectrum(noise=0)
    assert any("has more in it" in note for note in equivalent_circuit(frequency, z, 1).notes)


def test_sweeps_of_one_file_are_parted() -> None:
    one = np.logspace(4, -1, 40)
    assert [part.stop for part in sweeps(np.r_[one, one, one])] == [40, 80, 120]
    assert sweeps(one[::-1]) == (slice(0, 40),)


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
