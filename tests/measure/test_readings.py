import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from celldesign.errors import MeasurementError
from celldesign.measure.readings import gaps, parse, read


def _table(*lines: str) -> list[str]:
    return [f"{line}\n" for line in lines]


@pytest.mark.parametrize(
    "header",
    [
        "time / s,voltage / mV",
        "time [s],voltage [mV]",
        "Time (s);Voltage (mV)",
        "time_s\tvoltage_mV",
    ],
)
def test_units_of_any_spelling_of_the_header_reach_si(header: str) -> None:
    delimiter = next(mark for mark in ",;\t" if mark in header)
    readings = parse(_table(header, delimiter.join(("60", "3700"))))
    assert readings.column("time", "s")[0] == 60
    assert readings.column("voltage", "V")[0] == pytest.approx(3.7)


def test_the_battery_data_format_and_a_potentiostat_are_read_as_they_are() -> None:
    bdf = parse(_table("Test Time / s,Voltage / V,Current / A,Cycle Count / 1", "0,3.7,-0.1,1"))
    assert {"time", "voltage", "current", "cycle"} <= set(bdf.names)
    eis = parse(_table("freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm", "1000\t0.13\t0.02"))
    assert set(eis.names) == {"frequency", "real", "minus_imaginary"}


@pytest.mark.parametrize("ending", ["csv", "parquet", "json", "feather"])
def test_files_of_the_battery_data_format_s_own_package_are_read(
    tmp_path: Path, ending: str
) -> None:
    """The package writes machine-readable names: test_time_second, charging_capacity_ah."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package, about pandas and its own labels
        io = pytest.importorskip("bdf.io")
    pandas = pytest.importorskip("pandas")
    columns = {
        "Test Time / s": [0.0, 0.1, 1e5],
        "Voltage / V": [3.7, None, 3.6123456789012345],
        "Current / A": [0.0, -0.1, -0.1],
        "Cycle Count / 1": [1, 1, 2],
        "Charging Capacity / Ah": [0.0, 0.0, 0.5],
    }
    file = tmp_path / f"cell.bdf.{ending}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        io.save(pandas.DataFrame(columns), file)
    readings = read(file)
    assert readings.time().tolist() == columns["Test Time / s"]
    digits = 1e-10 if ending == "json" else 1e-15
    assert readings.partial("voltage", "V")[2] == pytest.approx(3.6123456789012345, rel=digits)
    assert readings.column("cycle", "1").tolist() == [1, 1, 2]
    assert readings.column("charge_capacity", "Ah")[2] == 1800
    with pytest.raises(MeasurementError, match="needs a voltage: given none in line 3"):
        readings.column("voltage", "V")


def test_a_file_that_the_package_cannot_read_says_so(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    file = tmp_path / "cell.bdf.parquet"
    file.write_text("none")
    with pytest.raises(MeasurementError, match=r"Battery Data Format was tried.*none or damaged"):
        read(file)


def test_without_the_package_its_files_name_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bdf", None)
    file = tmp_path / "cell.parquet"
    file.write_text("none")
    with pytest.raises(MeasurementError, match=r"pip install 'celldesign\[measure\]'"):
        read(file)


def test_the_papers_tables_are_read() -> None:
    tables = Path(__file__).parents[1] / "reference"
    pulses = read(tables / "seed_pulses.csv")
    assert pulses.column("i1", "A")[0] == -0.04305
    assert (pulses.text("direction") or ())[-1] == "discharge"
    assert np.isnan(pulses.partial("e1", "V")[-1])


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "which is empty"),
        (["time / s,voltage / V"], "at least one row"),
        (["voltage / V", "3.7"], "at least two columns"),
        (["3.7"], "at least two columns"),
        (["time / s,voltage", "0,3.7"], "unit of every column"),
        (["voltage / V,voltage [mV]", "0,0"], "two columns are called voltage"),
        (["time / s,voltage / V", "0,3.7,9"], "line 2: 2 cells are required"),
        (["time / s,voltage / V", "0,nan"], "line 2, voltage: a finite number"),
        (["time / s,voltage / V", "0,inf"], "line 2, voltage: a finite number"),
        (["time / s;voltage / V", "0;3,7", "0.5;3.7"], "write 0.5, not 0,5"),
        (["time / s,voltage / V", "0,3,7"], "line 2: 2 cells .* a decimal comma needs ; or a tab"),
        (["operator: me", "a,b,c", "no,numbers,here"], "a table of numbers is required"),
        (["time / s,voltage / V", "0,=1+1"], "a finite number is required"),
    ],
)
def test_a_bad_file_says_what_is_wrong_and_where(lines: list[str], message: str) -> None:
    with pytest.raises(MeasurementError, match=message):
        parse(_table(*lines), "f.csv").column("voltage", "V")


def test_a_column_that_nobody_asks_for_is_never_at_fault() -> None:
    readings = parse(_table("time / s,note,voltage / V,x", "0,a,3.7,=1+1", "1,,3.6,inf"))
    assert readings.column("voltage", "V").tolist() == [3.7, 3.6]


def test_a_missing_column_a_wrong_unit_and_a_gap_are_named() -> None:
    readings = parse(
        _table("# made", "time / s,voltage / mAh,current / A", "0,1,", "1,2,1"), "f.csv"
    )
    with pytest.raises(MeasurementError, match=r"did you mean voltage\?"):
        readings.column("volage", "V")
    with pytest.raises(MeasurementError, match="of a unit such as V: given mAh"):
        readings.column("voltage", "V")
    with pytest.raises(MeasurementError, match="every row needs a current: given none in line 3"):
        readings.column("current", "A")


def test_time_must_rise() -> None:
    readings = parse(_table("time / s,voltage / V", "0,1", "5,1", "2,1"), "f.csv")
    with pytest.raises(MeasurementError, match="2 s after 5 s in line 4"):
        readings.time()


def test_a_hole_in_a_recording_is_seen_and_a_change_of_step_is_not() -> None:
    assert gaps(np.r_[0:10, 500:510].astype(float)) == ("no readings between 9 s and 500 s",)
    assert gaps(np.r_[np.arange(0, 60, 0.1), np.arange(60, 1200, 1.0)]) == ()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a\x00b,c\n\x00,1\n"])
def test_a_binary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "f.csv"
    file.write_bytes(content)
    with pytest.raises(MeasurementError):
        read(file)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(MeasurementError, match="cannot be read"):
            read(path)
