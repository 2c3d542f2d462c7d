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
    assert "window 3.0-4.35 V" in lines[capacity + 1]
    assert "10.1016/j.jpowsour.2025.237671" in page
    assert "26 USD/kg" in page
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
    assert (shown["schema"], shown["key"]) == (1, "NMC811")
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
    refused = run("list", "--database", "postgresql://ada:secret@host/cells")
    assert isinstance(refused.exception, DatabaseError)
    assert "secret" not in str(refused.exception)
