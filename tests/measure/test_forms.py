"""Each form that instruments write, by small files of the same make; values are known."""

from pathlib import Path

import numpy as np
import pytest

from celldesign.errors import MeasurementError
from celldesign.measure.cycling import cycling, per_cycle
from celldesign.measure.impedance import equivalent_circuit, spectrum
from celldesign.measure.readings import parse, read
from celldesign.measure.recording import recording

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("path", sorted((CASES / "dialects").iterdir()), ids=lambda p: p.name)
def test_nine_spellings_of_one_spectrum(path: Path) -> None:
    readings = read(path).called("frequency", "real", "imaginary")
    name = "minus_imaginary" if "minus_imaginary" in readings else "imaginary"
    imaginary = readings.column(name, "ohm") * (-1 if name == "minus_imaginary" else 1)
    assert len(readings) == 41
    assert readings.column("frequency", "Hz")[[0, 1]].tolist() == [10000, 7498.94]
    assert readings.column("real", "ohm")[2] == 0.0200094
    assert imaginary[2] == -0.000532859


def test_what_was_done_to_read_a_file_is_said() -> None:
    comma = read(CASES / "dialects" / "semicolon_decimal_comma.csv")
    comma.column("frequency", "Hz")
    assert "read with a decimal comma" in comma.said()
    bare = read(CASES / "dialects" / "no_header.csv").called("frequency", "real", "imaginary")
    bare.column("real", "ohm")
    assert "its columns were taken as frequency, real, imaginary" in bare.said()[1]
    assert "column 2 (in ohm, by its name)" in bare.said()[0]
    latin = read(CASES / "dialects" / "latin1.txt")
    assert latin.notes == ("the text is in Latin-1",)


def test_ec_lab_s_impedance_gives_its_resistances() -> None:
    readings = read(CASES / "spectrum.mpt")
    assert readings.table.form == "EC-Lab text"
    found = equivalent_circuit(
        *spectrum(
            readings.column("frequency", "Hz"),
            readings.column("real", "ohm"),
            -readings.column("minus_imaginary", "ohm"),
        )
    )
    values = [found.series.resistance, *(arc.resistance for arc in found.arcs)]
    assert values == pytest.approx([0.02, 0.03, 0.025], rel=1e-5)
    assert readings.column("current", "A")[0] == 1e-6


@pytest.mark.parametrize(
    "name",
    [
        "cycler.csv",
        "two_header_lines.txt",
        "name_lines.txt",
        "plain.bdf.csv",
        "repeated_time.bdf.csv",
        "no_cycle.bdf.csv",
        "step_clock.bdf.csv",
    ],
)
def test_recordings_of_the_same_eight_cycles(name: str) -> None:
    """1 Ah, 0.5 % of it lost in each cycle, 99 % efficiency, by construction."""
    found = recording(read(CASES / name), with_cycles=True)
    numbers, out, into = per_cycle(found.cycle, found.time, found.current)
    assert numbers.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert out / 3600 == pytest.approx(1 - 0.005 * np.arange(8), abs=4e-4)
    assert out / into == pytest.approx(0.99, abs=5e-4)
    fade, efficiency = cycling(numbers, out, into)
    assert fade.value == pytest.approx(0.005, rel=0.01)
    assert efficiency.value == pytest.approx(0.99, abs=5e-4)


def test_repairs_of_a_clock_are_said() -> None:
    repeated = recording(read(CASES / "repeated_time.bdf.csv"))
    assert repeated.notes == ("1 reading of a time that was there were left out",)
    steps = recording(read(CASES / "step_clock.bdf.csv"))
    assert "the clock starts again 31 times" in steps.notes[0]


GAMRY = """EXPLAIN
TAG\tEISPOT
TITLE\tLABEL\tPotentiostatic EIS\tTest &Identifier
FREQINIT\tQUANT\t1.00000E+005\tInitial Fre&q. (Hz)
ZCURVE\tTABLE
\tPt\tTime\tFreq\tZreal\tZimag\tZsig\tZmod\tZphz\tIdc\tVdc\tIERange
\t#\ts\tHz\tohm\tohm\tV\tohm\t°\tA\tV\t#
\t0\t1\t1000\t0.02\t-0.001\t1\t0.02\t-2.8\t1e-6\t3.7\t8
\t1\t2\t100\t0.03\t-0.002\t1\t0.03\t-3.8\t1e-6\t3.7\t8
\t2\t3\t10\t0.04\t-0.003\t1\t0.04\t-4.3\t1e-6\t3.7\t8
CURVE1\tTABLE\t2
\tPt\tT\tVf
\t#\ts\tV
\t0\t1\t3.7
"""
ZPLOT = """ZPLOT2 ASCII
  Measured Data, ZPlot:       3.2c
  Date:                       10-12-2018
  Freq(Hz)\tAmpl\tBias\tTime(Sec)\tZ'(a)\tZ''(b)\tGD\tErr\tRange
End Comments
1000\t0\t0\t1\t0.02\t-0.001\t0\t0\t2
100\t0\t0\t2\t0.03\t-0.002\t0\t0\t2
10\t0\t0\t3\t0.04\t-0.003\t0\t0\t2
"""
CHI = """Nov. 23, 2024   17:47:14
A.C. Impedance
Init E (V) = 0.848
Freq/Hz, Z'/ohm, Z"/ohm, Z/ohm, Phase/deg

1.000e+3, 2.0e-2, -1.0e-3, 5.086e+0, 4.2
1.000e+2, 3.0e-2, -2.0e-3, 5.087e+0, 3.4
1.000e+1, 4.0e-2, -3.0e-3, 5.087e+0, 2.7
"""


@pytest.mark.parametrize("text", [GAMRY, ZPLOT, CHI], ids=["Gamry", "ZPlot", "CH Instruments"])
def test_impedance_of_other_potentiostats(text: str) -> None:
    readings = parse([text])
    assert readings.column("frequency", "Hz").tolist() == [1000, 100, 10]
    assert readings.column("real", "ohm").tolist() == [0.02, 0.03, 0.04]
    assert readings.column("imaginary", "ohm").tolist() == [-0.001, -0.002, -0.003]


BASYTEC = """~Resultfile from Basytec Battery Test System
~Date and Time of Data Converting: 01.01.2024 10:00:00
~Testchannel: 1
~
~Time[h] DataSet t-Set[h] Line Command U[V] I[A] Ah[Ah] Cyc-Count
0 1 0 1 Charge 3.6 1 0 1
1 2 1 1 Charge 4.1 1 1 1
1 3 0 2 Discharge 4.0 -1 0 1
2 4 1 2 Discharge 3.5 -1 -1 1
"""
ARBIN = """Data_Point,Date_Time,Test_Time(s),Step_Time(s),Cycle_Index,Step,Current(A),Voltage(V)
1,01/01/2024 10:00:00,0,0,1,1,1,3.6
2,01/01/2024 11:00:00,3600,3600,1,1,1,4.1
3,01/01/2024 11:00:00,3600,0,1,2,-1,4.0
4,01/01/2024 12:00:00,7200,3600,1,2,-1,3.5
"""
MACCOR = """Date of Test:\t01/01/2024\tFilename:\tmade
Rec\tCycle P\tCycle C\tStep\tTest (Sec)\tStep (Sec)\tAmp-hr\tAmps\tVolts\tState
1\t1\t0\t1\t0\t0\t0\t1\t3.6\tC
2\t1\t0\t1\t3600\t3600\t1\t1\t4.1\tC
3\t1\t0\t2\t3600\t0\t0\t1\t4.0\tD
4\t1\t0\t2\t7200\t3600\t1\t1\t3.5\tD
"""
LANDT = """channel_index,cycle_index,step_index,date_time_iso,test_time_s,step_s,current_a,voltage_v
1,1,1,2024-01-01T10:00:00,0,0,1,3.6
1,1,1,2024-01-01T11:00:00,3600,3600,1,4.1
1,1,2,2024-01-01T11:00:00,3600,0,-1,4.0
1,1,2,2024-01-01T12:00:00,7200,3600,-1,3.5
"""
PEC = """TestRegime name:,made
Test,Cell,Step,Cycle,Total Time (Seconds),Step Time (Seconds),Voltage (mV),Current (mA),Real Time
1,1,1,1,0,0,3600,1000,2024-01-01 10:00:00
1,1,1,1,3600,3600,4100,1000,2024-01-01 11:00:00
1,1,2,1,3600,0,4000,-1000,2024-01-01 11:00:00
1,1,2,1,7200,3600,3500,-1000,2024-01-01 12:00:00
"""
NOVONIX = """[Summary]
"Novonix UHPC data file"
[Data]
Date and Time,Cycle Number,Step Type,Run Time (h),Step Time (h),Current (A),Potential (V)
2024-01-01 10:00:00,1,1,0,0,1,3.6
2024-01-01 11:00:00,1,1,1,1,1,4.1
2024-01-01 11:00:00,1,2,1,0,-1,4.0
2024-01-01 12:00:00,1,2,2,1,-1,3.5
"""
DIGATRON = """Step,Status,Timestamp,Program Duration#s,Step Duration#s,Cycle,Voltage#V,Current#A
1,CHA,01.01.2024 10:00:00,0,0,1,3.6,1
1,CHA,01.01.2024 11:00:00,3600,3600,1,4.1,1
2,DCH,01.01.2024 11:00:00,3600,0,1,4.0,-1
2,DCH,01.01.2024 12:00:00,7200,3600,1,3.5,-1
"""
CHINESE = """循环号,工步类型,时间,总时间,电流(mA),电压(V)
1,恒流充电,00:00:00,00:00:00,1000,3.6
1,恒流充电,01:00:00,01:00:00,1000,4.1
1,恒流放电,00:00:00,01:00:00,-1000,4.0
1,恒流放电,01:00:00,02:00:00,-1000,3.5
"""
EC_LAB = """EC-Lab ASCII FILE
Nb header lines : 5

Galvanostatic Cycling with Potential Limitation
mode\ttime/s\tEwe/V\tI/mA\tQ charge/mA.h\tcycle number\t
1\t0,0\t3,6\t1000,0\t0,0\t1
1\t3600,0\t4,1\t1000,0\t1000,0\t1
1\t3600,0\t4,0\t-1000,0\t0,0\t1
1\t7200,0\t3,5\t-1000,0\t0,0\t1
"""
UNSIGNED_BY_VOLTAGE = """time / s,current / A,voltage / V,cycle
0,-1,3.6,1
1800,-1,3.9,1
3600,-1,4.1,1
3600,1,4.0,1
5400,1,3.7,1
7200,1,3.5,1
"""
CYCLERS = {
    "Basytec": BASYTEC, "Arbin": ARBIN, "Maccor": MACCOR, "Landt": LANDT, "PEC": PEC,
    "Novonix": NOVONIX, "Digatron": DIGATRON, "Neware, Chinese": CHINESE, "EC-Lab": EC_LAB,
    "discharge positive": UNSIGNED_BY_VOLTAGE,
}  # fmt: skip


@pytest.mark.parametrize("maker", CYCLERS)
def test_a_cycle_of_1_ah_by_each_maker_s_cycler(maker: str) -> None:
    found = recording(parse([CYCLERS[maker]]), with_cycles=True)
    numbers, out, into = per_cycle(found.cycle, found.time, found.current)
    assert numbers.tolist() == [1.0] if maker != "Maccor" else [0.0]
    assert [out[0] / 3600, into[0] / 3600] == pytest.approx([1, 1])
    assert found.voltage is not None
    assert found.voltage[-1] == pytest.approx(3.5)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030", "utf-8-sig"])
def test_chinese_text_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "f.csv"
    file.write_bytes(CHINESE.encode(encoding))
    assert recording(read(file)).current.tolist() == [1, 1, -1, -1]


@pytest.mark.parametrize("maker", ["Arbin", "PEC", "Maccor"])
def test_a_sheet_gives_what_its_text_gives(tmp_path: Path, maker: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("python_calamine")
    book = openpyxl.Workbook()
    book.active.append(["a sheet without a table"])
    sheet = book.create_sheet("data")
    for line in CYCLERS[maker].splitlines():
        cells = line.split("\t" if maker == "Maccor" else ",")
        sheet.append([float(c) if c.replace(".", "").lstrip("-").isdigit() else c for c in cells])
    file = tmp_path / "recording.xlsx"
    book.save(file)
    readings = read(file)
    assert (
        recording(readings).current.tolist() == recording(parse([CYCLERS[maker]])).current.tolist()
    )
    assert "sheet data" in readings.notes


def test_a_formula_is_never_evaluated(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("python_calamine")
    book = openpyxl.Workbook()
    for row in (["time / s", "voltage / V"], [0, 3.7], [1, "=1+2"], [2, 3.6]):
        book.active.append(row)
    file = tmp_path / "f.xlsx"
    book.save(file)
    with pytest.raises(MeasurementError, match="every row needs a voltage: given none in line 3"):
        read(file).column("voltage", "V")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("f.csv", b"", "which is empty"),
        ("f.csv", b"\n\n", "which is empty"),
        ("f.csv", b"\x00\x01\x02\x03" * 100, "binary and of no known form"),
        ("f.xlsx", b"PK\x03\x04 cut off", "a spreadsheet was tried"),
        ("f.csv", b"PK\x03\x04 cut off", "a spreadsheet was tried"),
        ("f.xls", b"\xd0\xcf\x11\xe0 cut off", "a spreadsheet was tried"),
        ("f.ndax", b"PK\x03\x04 cut off", "Neware was tried"),
        ("f.nda", b"NEWARE", "Neware was tried"),
        ("f.parquet", b"PAR1", "Battery Data Format was tried"),
        ("f.mpr", b"BIO-LOGIC MODULAR FILE", "export it as text: .mpt"),
        ("f.res", b"\x00\x01\x00\x00Standard Jet DB", "Arbin's database"),
        ("f.json", b"[" * 100_000, "Battery Data Format was tried"),
        ("f.txt", b"dear colleague,\nthe cell is dead,\nregards", "a table of"),
    ],
)
def test_a_hostile_file_is_one_message_that_names_the_form(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(MeasurementError, match=message) as caught:
        read(file)
    assert len(str(caught.value)) < 600
    assert "\n" not in str(caught.value)


def test_a_line_that_was_cut_short_is_left_out_and_said() -> None:
    readings = parse(["time / s,voltage / V\n0,3.7\n1,3.6\n2"])
    assert readings.column("voltage", "V").tolist() == [3.7, 3.6]
    assert readings.notes == ("line 4, the last, is cut short and was left out",)


def test_a_sign_that_cannot_be_known_is_asked_for() -> None:
    readings = parse(["time / s,current / A,cycle\n0,1,1\n1,1,1\n2,1,1\n"])
    found = recording(readings, with_cycles=True)
    with pytest.raises(MeasurementError, match="negative current, are required"):
        per_cycle(found.cycle, found.time, found.current)


def test_dates_that_can_be_read_two_ways_are_asked_for() -> None:
    text = "date,current / A\n01/02/2024 10:00,1\n02/02/2024 10:00,1\n"
    with pytest.raises(MeasurementError, match="in one way only"):
        parse([text]).column("time", "s")
