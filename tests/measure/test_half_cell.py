"""Half-cell curves from recordings and tables."""

from pathlib import Path

import numpy as np
import pytest

from celldesign.database.curve_reading import read_curve
from celldesign.errors import MeasurementError
from celldesign.measure.half_cell import as_csv, curve, of_recording
from celldesign.measure.readings import parse, read
from celldesign.measure.recording import recording

CASES = Path(__file__).parent / "cases" / "curve"


def test_a_digitised_curve_is_smoothed_and_said() -> None:
    readings = read(CASES / "curve.csv").called("stoichiometry", "voltage")
    found = curve("mean", readings.column("stoichiometry", "1"), readings.column("voltage", "V"))
    assert found.said == "rises of up to 0.2 mV smoothed"
    assert np.all(np.diff(found.potential) <= 0)
    assert found.potential[[0, -1]] == pytest.approx([4.651784, 3.597], abs=1e-3)


def test_a_slow_discharge_is_a_curve() -> None:
    """0.1 mA for 30 h, from 4.67 to 3.58 V: 3 mAh."""
    (found,) = of_recording(recording(read(CASES / "slow_discharge.bdf.csv")), 0.02, 0.98)
    assert found.direction == "lithiation"
    assert found.charge == pytest.approx(3 * 3.6)
    assert found.degree[[0, -1]] == pytest.approx([0.02, 0.98])
    assert found.potential[0] == 4.66912
    # an hour of 30 is a thirtieth of the range
    assert np.interp(0.02 + 0.96 / 30, found.degree, found.potential) == pytest.approx(4.64016)


def test_both_directions_give_their_mean() -> None:
    time = np.r_[np.arange(0, 3601, 100.0), 3600.001, np.arange(3700, 7201, 100.0)]
    share = np.minimum(time, 7200 - time).clip(0) / 3600
    volts = 4.2 - share + np.where(time <= 3600, -0.02, 0.02)
    rows = [f"{t},{-1 if t <= 3600 else 1},{u}\n" for t, u in zip(time, volts, strict=True)]
    found = of_recording(recording(parse(["time / s,current / A,voltage / V\n", *rows])), 0.0, 1.0)
    assert [each.direction for each in found] == ["lithiation", "delithiation", "mean"]
    at = [float(np.interp(0.5, each.degree, each.potential)) for each in found]
    assert at == pytest.approx([3.68, 3.72, 3.70], abs=0.002)


def test_what_is_written_is_what_the_database_reads(tmp_path: Path) -> None:
    found = curve("mean", np.linspace(0.01, 0.99, 300), np.linspace(4.3, 3.2, 300) ** 1.0)
    head = {"material": "NMC811", "direction": "mean", "temperature": "25 degC", "counter": "Li",
            "capacity": "200 mAh/g", "source": "our laboratory", "note": ""}  # fmt: skip
    file = tmp_path / "own.csv"
    file.write_text(as_csv(found, head))
    again = read_curve(file)
    assert again.degree == pytest.approx(found.degree, abs=1e-6)
    assert again.potential == pytest.approx(found.potential, abs=1e-6)
    assert again.capacity == 200 * 3600 / 1000 * 1000


@pytest.mark.parametrize(
    ("x", "u", "message"),
    [
        (np.linspace(0, 1, 20), np.linspace(3.0, 4.2, 20), "falls with lithiation is required"),
        (
            np.linspace(0, 2, 20),
            np.linspace(4.2, 3.0, 20),
            "from 0 to 1 are required: given 0 to 2",
        ),
        (np.linspace(0, 1, 5), np.linspace(4.2, 3.0, 5), "10 points at least"),
    ],
)
def test_what_is_no_curve_is_refused(x: np.ndarray, u: np.ndarray, message: str) -> None:
    with pytest.raises(MeasurementError, match=message):
        curve("mean", x, u)
