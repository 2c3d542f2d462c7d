from pathlib import Path

import numpy as np
import pytest

from celldesign.errors import MeasurementError
from celldesign.measure.pulses import dc_resistance, from_table
from celldesign.measure.readings import parse, read
from celldesign.measure.recorded_pulses import find
from celldesign.measure.recording import recording

CASES = Path(__file__).parent / "cases"

TABLES = Path(__file__).parents[1] / "reference"
CHARGE = [0.3534, 0.3096, 0.3133, 0.3102, 0.3059, 0.3087, 0.3059, 0.3053, 0.2937, 0.3252]
CHARGE_V = [3.6375, 3.7011, 3.7476, 3.7880, 3.8287, 3.8899, 3.9597, 4.0299, 4.0875, 4.1700]
DISCHARGE = [0.5079, 0.4800, 0.3822, 0.3466, 0.3233, 0.3155, 0.3198, 0.3276, 0.1671, 0.3676]
DISCHARGE_V = [3.4690, 3.5467, 3.5836, 3.6297, 3.6659, 3.7136, 3.7869, 3.8681, 3.9200, 4.1700]


@pytest.mark.parametrize(
    ("direction", "ohms", "volts"),
    [("charge", CHARGE, CHARGE_V), ("discharge", DISCHARGE, DISCHARGE_V)],
)
def test_the_papers_resistances(direction: str, ohms: list[float], volts: list[float]) -> None:
    found = [p for p in from_table(read(TABLES / "seed_pulses.csv")) if p.direction == direction]
    fitted = sorted((p for p in found if p.resistance), key=lambda p: p.soc)
    assert [p.resistance for p in fitted] == pytest.approx(ohms, rel=0.01)
    assert [p.zero_current_voltage for p in fitted] == pytest.approx(volts, abs=1e-3)


def test_the_outlier_is_the_papers_and_nothing_is_invented_at_empty() -> None:
    found = from_table(read(TABLES / "seed_pulses.csv"))
    marked = [(p.direction, p.soc) for p in found if "outlier" in p.remark]
    assert marked == [("discharge", 0.9)]
    empty = [p for p in found if p.soc == 0]
    assert [p.resistance for p in empty] == [None, None]
    assert "cut-off" in empty[0].remark
    assert "nothing to fit" in empty[1].remark


def test_a_voltage_that_rises_with_the_load_is_not_fitted() -> None:
    (pulse,) = dc_resistance(("",), np.array([0.5]), np.array([[-1.0, -2]]), np.array([[3.6, 3.7]]))
    assert pulse.resistance is None


def test_pulses_without_current_or_alone_are_refused() -> None:
    with pytest.raises(MeasurementError, match="other than zero"):
        dc_resistance(("",), np.array([0.5]), np.zeros((1, 2)), np.ones((1, 2)))
    with pytest.raises(MeasurementError, match="two pulses at least"):
        from_table(parse(["soc / %,i1 / A,e1 / V\n", "50,1,3.6\n"]))


def test_pulses_are_found_in_a_recording() -> None:
    """Three of 10 A and 10 s: 20 mohm at once, 30 mohm after 10 s, by construction."""
    found = find(recording(read(CASES / "pulses.csv")), 5 * 3600.0)
    assert [pulse.current for pulse in found] == [-10, -10, -10]
    assert [pulse.voltage for pulse in found] == [4.1, 3.9, 3.7]
    for pulse in found:
        assert pulse.resistances[0] == pytest.approx(0.02)
        assert pulse.resistances[10] == pytest.approx(0.03)
        assert set(pulse.resistances) == {0, 1, 10}
    # between two pulses: 10 A for 9.99 s and 1 s more until it is seen, 2 A for 361 s
    assert found[1].passed / 3600 == pytest.approx(0.228, abs=0.001)
    assert found[1].soc == pytest.approx(1 - 0.228 / 5, abs=0.001)


def test_a_recording_without_pulses_says_so() -> None:
    text = ["time / s,current / A,voltage / V\n", *(f"{t},-1,3.7\n" for t in range(0, 4000, 10))]
    with pytest.raises(MeasurementError, match="at most 120 s after a rest of at least 10 s"):
        find(recording(parse(text)))
