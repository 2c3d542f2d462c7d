"""Wide tables and spreadsheets of a user's own values, and faults said once."""

import csv
from pathlib import Path

import pytest

from celldesign.app.own_materials import grouped
from celldesign.database.addresses import find_address
from celldesign.database.curve_reading import read_curve
from celldesign.database.engine import open_catalogue
from celldesign.database.own import ImportProblems, import_file
from celldesign.errors import MaterialError

CASES = Path(__file__).parents[1] / "measure" / "cases" / "curve"
HEAD = "material,name,role,Density (g/cm3),specific capacity [mAh/g],price [USD/kg],year,"
WIDE = (
    HEAD
    + """source,citation,kind,quality
own-NMC,own,cathode active,4.70,195,18,2025,shop,"a shop, 2025",datasheet,B
own-C,own,anode active,2.25,,9.5,2025,shop,"a shop, 2025",datasheet,B
"""
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'own.sqlite'}"
    open_catalogue(address).close()
    return address


def _sheet(tmp_path: Path, text: str) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("python_calamine")
    book = openpyxl.Workbook()
    for row in csv.reader(text.splitlines()):
        numbers = [float(c) if c.replace(".", "").isdigit() else c or None for c in row]
        book.active.append(numbers)
    file = tmp_path / "wide.xlsx"
    book.save(file)
    return file


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_wide_table_has_a_property_in_a_column(kind: str, tmp_path: Path, url: str) -> None:
    file = tmp_path / "wide.csv"
    file.write_text(WIDE)
    if kind == "xlsx":
        file = _sheet(tmp_path, WIDE)
    done = import_file(find_address(url), file)
    assert (done.added, done.materials) == (5, 2)  # an empty cell is no value
    with open_catalogue(url) as catalogue:
        (density,) = catalogue.records("own-NMC", "density")
        assert (density.value, density.unit, density.si_value) == (4.7, "g/cm3", 4700)
        (price,) = catalogue.prices("own-C")
        assert (price.value, price.currency, price.year) == (9.5, "USD", 2025)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WIDE.replace("Density (g/cm3)", "Density (V)"), "dimension of g/cm"),
        (WIDE.replace("4.70", "=2+2"), "number with a unit"),
        (WIDE.replace("Density (g/cm3)", "Densty (g/cm3)"), "an unknown column"),
        ("0.1,4.2\n0.2,4.1\n", "`celldesign measure curve`"),
    ],
)
def test_a_wide_table_at_fault_says_where(
    text: str, message: str, tmp_path: Path, url: str
) -> None:
    file = tmp_path / "wide.csv"
    file.write_text(text)
    with pytest.raises(ImportProblems) as caught:
        import_file(find_address(url), file)
    assert any(message in problem for problem in caught.value.problems), caught.value.problems


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 100])
def test_what_is_no_spreadsheet_is_said(content: bytes, tmp_path: Path, url: str) -> None:
    pytest.importorskip("python_calamine")
    file = tmp_path / "f.xlsx"
    file.write_bytes(content)
    with pytest.raises(ImportProblems) as caught:
        import_file(find_address(url), file)
    assert "a spreadsheet is required" in caught.value.problems[0]


def test_a_fault_of_many_lines_is_said_once() -> None:
    lines = [
        f"p.csv, line {n}, property 1: a unit is required: given '4.{n}'" for n in range(2, 92)
    ]
    assert grouped(lines) == ["p.csv, lines 2-91, property 1: a unit is required: given '4.2'"]


def test_the_noise_of_a_digitised_curve_is_smoothed_at_import(tmp_path: Path) -> None:
    text = (CASES / "curve_with_header.csv").read_text()
    found = read_curve(CASES / "curve_with_header.csv")
    assert all(b <= a for a, b in zip(found.potential, found.potential[1:], strict=False))
    assert found.potential[0] == 4.651784
    file = tmp_path / "c.csv"
    file.write_text(text.replace("0.044615,4.630278", "0.044615,4.690278"))
    with pytest.raises(MaterialError, match="does not rise"):
        read_curve(file)
