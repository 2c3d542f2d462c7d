import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from celldesign.app.materials import materials
from celldesign.errors import DatabaseError, MaterialError

Run = Callable[..., Any]

FOIL = """
key = "thin foil"
name = "thin foil"
role = "metal anode"

[[property]]
name = "density"
value = "{density}"
source = "batpac5"
quality = "B"
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("database") / "cells.sqlite"


@pytest.fixture
def run(database: Path) -> Run:
    def invoke(*arguments: str) -> Any:
        return CliRunner().invoke(materials, arguments, env={"CELLDESIGN_DATABASE": str(database)})

    return invoke


def test_list_shows_the_materials_of_a_role_in_80_columns(run: Run) -> None:
    everything = run("list")
    assert everything.exit_code == 0
    assert {line.split()[0] for line in everything.stdout.splitlines()} >= {"NMC811", "lithium"}
    assert max(map(len, everything.stdout.splitlines())) <= 80
    metals = run("list", "--role", "metal anode").stdout.splitlines()
    assert any(line.startswith("lithium ") for line in metals)
    assert not any(line.startswith("NMC811") for line in metals)
    assert isinstance(run("list", "--role", "ornament").exception, MaterialError)


@pytest.mark.parametrize("text", ["LiNi0.8", "NMC-811", "ncm811"])
def test_search_finds_by_formula_and_alias(run: Run, text: str) -> None:
    assert any(line.startswith("NMC811 ") for line in run("search", text).stdout.splitlines())
    found = json.loads(run("search", text, "--json").stdout)
    assert "NMC811" in [material["key"] for material in found["materials"]]


def test_a_search_without_result_says_so(run: Run) -> None:
    result = run("search", "unobtainium")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "unobtainium" in result.stderr
    assert json.loads(run("search", "unobtainium", "--json").stdout)["materials"] == []


def test_show_prints_every_value_with_conditions_and_source_in_80_columns(run: Run) -> None:
    page = run("show", "nmc-811").stdout
    lines = page.splitlines()
    assert lines[0] == "NMC811"
    assert {"density", "specific_capacity", "price", "sources"} <= set(lines)
    (capacity,) = [number for number, line in enumerate(lines) if line.startswith("  222 mAh/g")]
    assert "quality B, 2025, boaretto2025" in lines[capacity]
    assert "60 degC" in lines[capacity + 1]
    assert "electrolyte HCPE L2" in lines[capacity + 1]
    assert "window 3.0-4.35" in lines[capacity + 1]
    assert "10.1016/j.jpowsour.2025.237671" in page
    assert "26 USD/kg" in page
    assert "reacts as LiNiO2 (cr) 0.8029" in page
    assert max(map(len, lines)) <= 80
    assert isinstance(run("show", "unobtainium").exception, MaterialError)


def test_every_shipped_material_can_be_shown(run: Run) -> None:
    listed = json.loads(run("list", "--json").stdout)["materials"]
    for material in listed:
        page = run("show", material["key"])
        assert page.exit_code == 0
        assert page.stdout.startswith(f"{material['key']}\n")


def test_show_as_json_has_numbers_in_the_unit_printed(run: Run) -> None:
    shown = json.loads(run("show", "NMC811", "--json").stdout)
    assert (shown["schema"], shown["key"]) == (2, "NMC811")
    (value,) = [each for each in shown["values"] if each["value"] == 195]
    assert (value["property"], value["unit"]) == ("specific_capacity", "mAh/g")
    assert value["std"] == pytest.approx(5)
    assert value["si_value"] == pytest.approx(195 * 3600)
    assert value["source"]["key"] == "lacey"
    assert {price["currency"] for price in shown["prices"]} >= {"USD"}


def test_check_finds_nothing_in_what_we_ship(run: Run) -> None:
    assert (run("check").exit_code, run("check").stdout) == (0, "nothing found\n")
    assert json.loads(run("check", "--json").stdout)["findings"] == []


def test_check_of_a_file_names_each_fault_and_fails(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "foil.toml"
    path.write_text(FOIL.format(density="0.5 g/cm^3"))
    assert run("check", str(path)).exit_code == 0
    path.write_text(FOIL.format(density="500 g/cm^3").replace('"thin foil"', '"Lithium-Metal"', 1))
    result = run("check", str(path))
    assert result.exit_code == 1
    assert [line.rpartition(": ")[0] for line in result.stdout.splitlines()] == [
        "Lithium-Metal density (batpac5) 500 g/cm^3",
        "lithiummetal",
    ]
    path.write_text(FOIL.format(density="5 V"))
    result = run("check", str(path), "--json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert "dimension" in finding


def test_the_option_names_another_database(run: Run, tmp_path: Path) -> None:
    assert run("list", "--database", f"sqlite:///{tmp_path / 'other.sqlite'}").exit_code == 0
    assert (tmp_path / "other.sqlite").is_file()
    refused = run("list", "--database", "mysql://ada:secret@host/cells")
    assert isinstance(refused.exception, DatabaseError)
    assert "secret" not in str(refused.exception)


def test_search_by_role_and_range(run: Run) -> None:
    heavy = run("search", "--role", "cathode active", "--where", "density > 4.5 g/cm^3").stdout
    keys = {line.split()[0] for line in heavy.splitlines()}
    assert "NMC811" in keys
    assert "LFP" not in keys
    assert run("search", "", "--where", "density > 4.5").exception is not None
    nothing = run("search", "--role", "tab", "--where", "density > 20 g/cm^3")
    assert "density > 20 g/cm^3" in nothing.stderr


def test_a_long_list_is_cut_and_says_so(run: Run) -> None:
    short = run("list", "--limit", "3")
    assert len(short.stdout.splitlines()) == 3
    assert "--limit 0" in short.stderr
    everything = json.loads(run("list", "--limit", "0", "--json").stdout)
    assert everything["more"] is False
    assert json.loads(run("list", "--limit", "3", "--json").stdout)["more"] is True


@pytest.fixture
def mine(tmp_path: Path) -> Run:
    """Run a command on a database of its own."""
    url = str(tmp_path / "mine.sqlite")

    def invoke(*arguments: str) -> Any:
        return CliRunner().invoke(materials, arguments, env={"CELLDESIGN_DATABASE": url})

    return invoke


def test_a_value_of_ones_own_from_a_datasheet(mine: Run) -> None:
    added = mine(
        "add", "nmc-811", "density", "4.7 +/- 0.02 g/cm^3", "--source", "acme2026",
        "--citation", "ACME: NMC-811 grade 3, data sheet rev. 2", "--year", "2026",
        "--condition", "lot=7", "--temperature", "25 degC",
    )  # fmt: skip
    assert (added.exit_code, added.stdout) == (0, "1 value added\n")
    corrected = mine(
        "add", "NMC811", "density", "4.71 g/cm^3", "--source", "acme2026",
        "--condition", "lot=7", "--temperature", "25 degC",
    )  # fmt: skip
    assert corrected.stdout == "1 value corrected\n"
    page = mine("show", "NMC811").stdout
    assert "4.71 g/cm^3" in page
    assert "your own" in page
    assert "ACME: NMC-811 grade 3" in page
    assert "4.7 +/- 0.02" not in page
    history = mine("show", "NMC811", "--history").stdout
    assert "4.7 +/- 0.02 g/cm^3" in history
    assert "superseded by #" in history
    assert max(map(len, history.splitlines())) <= 80
    past = json.loads(mine("show", "NMC811", "--history", "--json").stdout)["history"]
    assert {each["fate"] for each in past if each["record"]["origin"] == "user"} >= {"in force"}
    assert mine("remove", "NMC811", "--property", "density").stdout == "1 value removed\n"
    assert "your own" not in mine("show", "NMC811").stdout


def test_a_material_and_a_price_of_ones_own(mine: Run) -> None:
    added = mine(
        "add", "my foam", "porosity", "55 %", "--source", "lab", "--citation", "Lab book 3",
        "--kind", "estimate", "--role", "separator", "--alias", "schaum", "--quality", "D",
    )  # fmt: skip
    assert added.stdout == "1 value added, 1 material\n"
    price = ("add", "schaum", "price", "2 USD/m^2", "--source", "lab")
    assert "year is required" in str(mine(*price).exception)
    assert mine(*price, "--year", "2026").stdout == "1 value added\n"
    assert "2 USD/m^2" in mine("show", "schaum").stdout
    assert mine("remove", "schaum").stdout == "2 values removed, 1 material removed\n"
    assert isinstance(mine("show", "schaum").exception, MaterialError)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("NMC811", "density", "4.7", "--source", "batpac5"), "unit"),
        (("NMC811", "density", "4.7 V", "--source", "batpac5"), "dimension"),
        (("NMC811", "density", "4.7 g/cm^3", "--source", "nobody"), "a source must be known"),
        (("NMC811", "dens", "4.7 g/cm^3", "--source", "batpac5"), "property"),
        (("NMC999", "density", "4.7 g/cm^3", "--source", "batpac5"), "unknown material"),
        (("NMC811", "density", "47 g/cm^3", "--source", "batpac5"), "plausible"),
        (
            ("NMC811", "density", "4.7 g/cm^3", "--source", "batpac5", "--condition", "lot"),
            "NAME=VALUE",
        ),
    ],
)
def test_a_value_that_is_wrong_is_refused(mine: Run, arguments: tuple[str, ...], said: str) -> None:
    assert said in str(mine("add", *arguments).exception)
    assert "your own" not in mine("show", "NMC811").stdout


@pytest.mark.parametrize("name", ["own.toml", "own.csv"])
def test_export_and_import(mine: Run, tmp_path: Path, name: str) -> None:
    mine("add", "NMC811", "density", "4.7 g/cm^3", "--source", "acme", "--citation", "ACME sheet")
    file = str(tmp_path / name)
    assert mine("export", file).stdout == f"wrote 1 value of 1 material to {file}\n"
    assert mine("check", file).stdout == "nothing found\n"
    assert mine("import", file).stdout == "1 value unchanged\n"
    other = ("--database", str(tmp_path / "other.sqlite"))
    assert mine("import", file, *other).stdout == "1 value added\n"
    again = tmp_path / f"again.{name}"
    mine("export", str(again), *other)
    assert again.read_bytes() == Path(file).read_bytes()
    assert mine("export", "-", "NMC811").stdout.startswith("[source.acme]")
    assert list(tmp_path.glob(".*")) == []  # what was written beside is gone


def test_the_faults_of_a_file_are_all_named(mine: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    head = "material,property,value,source,quality\n"
    path.write_text(head + "NMC811,density,1 V,batpac5,B\nNMC811,density,x,batpac5,B\n")
    refused = mine("import", str(path))
    assert isinstance(refused.exception, MaterialError)
    assert "with 2 faults" in str(refused.exception)
    assert [line.partition(", prop")[0] for line in refused.stderr.splitlines()] == [
        "own.csv, line 2",
        "own.csv, line 3",
    ]
    assert len(mine("check", str(path)).stdout.splitlines()) == 2


def test_a_file_that_cannot_be_written_is_one_clear_line(mine: Run, tmp_path: Path) -> None:
    refused = mine("export", str(tmp_path / "none" / "own.toml"))
    assert "cannot be written (no such file or directory)" in str(refused.exception)
