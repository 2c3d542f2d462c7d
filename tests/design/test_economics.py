"""A design's [economics] and a plant file of one's own: read, or refused in one line."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from strategies import LARGE, write

from celldesign.cell.result import Cell
from celldesign.cost.breakdown import stage_lines
from celldesign.errors import CelldesignError, MaterialError

Build = Callable[..., Cell]
ROOT = Path(__file__).parents[2]
PLANT = """
base = "50 GWh"
key = "mine"
name = "my plant"
year = 2022
source = "estimate"
"""
STAGE = """
[[stage]]
key = "x"
section = "assembly"
driver = "cells"
labour = "1 h/year"
capital = "1 MUSD"
area = "1 m^2"
labour_exponent = 0.5
capital_exponent = 0.5
area_exponent = 0.5
"""


@pytest.fixture
def with_plant(tmp_path: Path, build: Build) -> Callable[[str], Cell]:
    def run(plant: str) -> Cell:
        (tmp_path / "plant.toml").write_text(plant, encoding="utf-8")
        path = tmp_path / "cell.toml"
        path.write_text(write(LARGE | {"economics.plant": "plant.toml"}), encoding="utf-8")
        return build(path)

    return run


def test_a_plant_of_one_s_own_is_read_beside_the_design(with_plant: Callable[[str], Cell]) -> None:
    cell = with_plant(PLANT + '[values]\nwage = "50 USD/h"\n' + STAGE)
    assert cell["plant.wage"].value == 50
    assert "x" in [line.stage for line in stage_lines(cell)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (STAGE.replace('"cells"', '"moon phase"'), "12, stage.driver: an unknown driver; moon"),
        (STAGE.replace("area_exponent = 0.5\n", ""), "9, stage: area_exponent is required"),
        (STAGE.replace("area_exponent = 0.5", "area_exponent = -1"), "18; from 0 to 2; -1"),
        (STAGE + STAGE.replace("area_exponent = 0.5", "area_exponent = 9"), "29, stage; 9"),
        (STAGE.replace('"1 MUSD"', '"1 m"'), "14, stage.capital: an amount of dollars; '1 m'"),
        (STAGE.replace('"1 MUSD"', '"-1 MUSD"'), "14, stage.capital: a value from 0; -1 MUSD"),
        (STAGE.replace('"1 MUSD"', "1"), "14, stage.capital: a number with a unit; given 1"),
        ('[values]\ncell_yield = "0 %"', "9, values.cell_yield: a value from 1 to 100 %; 0 %"),
        ('[values]\ncell_yield = "101 %"', "9, values.cell_yield: a value from 1; given 101 %"),
        ("[values]\ncell_yield = 95", "9, values.cell_yield; given 95; write '95 %'"),
        ('[values]\nwge = "1 USD/h"', "9, values.wge: an unknown value; did you mean wage"),
        ('[values]\nwage = "-1 USD/h"', "9, values.wage: a value from 0; given -1 USD/h"),
        ('[values]\nwage = { valeu = "1 USD/h" }', "9, values.wage.valeu: an unknown key; value"),
        ('[values]\nwage = { value = "1 USD/h", low = "3 USD/h", high = "2 USD/h" }', "9; above"),
        ('drop = ["stakking"]', "8, drop: an unknown stage to drop; did you mean stacking"),
        ("drop = 3", "8, drop: a list of texts is required; 3"),
        ('cathode_solvent = "NPM"', "plant 'mine', cathode_solvent: an unknown material; NPM"),
        ('base = "51 GWh"', "not TOML"),
        ('sourse = "x"', "8, sourse: an unknown key; did you mean source"),
        ('volume = "600 GWh/year"', "8, volume: a value from 0.0001 to 500 GWh/year; 600"),
        ('volume = "0.001 GWh/year"', "8, volume: a volume within its range"),
        ('outside = "no"', "8, outside: true or false is required; 'no'"),
        ('notes = "a\\u001b[2J"', "not TOML: text without control characters"),
        ("stage = 3", "8, stage: a list of tables, each under [[stage]], is required"),
    ],
)
def test_a_faulty_plant_file_is_refused_in_one_line(
    with_plant: Callable[[str], Cell], text: str, words: str
) -> None:
    with pytest.raises(MaterialError) as raised:
        with_plant(f"{PLANT}\n{text}")
    message = str(raised.value)
    assert re.search(r"economics\.plant: (plant\.toml(, line \d+, |: )|the plant)", message)
    assert "\n" not in message
    assert "write '1.01 %'" not in message
    assert all(word in message for word in words.split("; ")), message


def test_the_plant_that_the_documents_show_is_one(with_plant: Callable[[str], Cell]) -> None:
    page = (ROOT / "docs" / "cost.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(base = .*?)```", page, re.DOTALL)
    cell = with_plant(shown)
    assert cell["plant.wage"].value == 50
    assert cell["footprint.grid_intensity"].value == pytest.approx(0.05)
    assert {"winding"} == {line.stage for line in stage_lines(cell)} - {
        line.stage for line in stage_lines(with_plant(PLANT))
    }


def test_a_plant_without_a_base_must_be_complete(with_plant: Callable[[str], Cell]) -> None:
    with pytest.raises(
        MaterialError, match=r"\[values\] must give base_annual_capacity, base_cells"
    ):
        with_plant(PLANT.replace('base = "50 GWh"\n', ""))


@pytest.mark.parametrize(
    ("key", "item", "words"),
    [
        ("economics.currency", "XYZ", "unknown currency; XYZ; USD, EUR"),
        ("economics.price_year", "1800", "year from 1990; 1800"),
        ("economics.region", "ZZ", "unknown region; DE (Germany)"),
        ("economics.grid", "Norwai", "unknown region; Norwai; did you mean Norway"),
        ("economics.plant", "51 GWh", "unknown plant; given 51 GWh"),
        ("economics.annual_capacity", "501 GWh/year", "0.0001 to 500 GWh/year"),
        (
            "economics.annual_capacity",
            "0.01 GWh/year",
            "makes 0.1 to 500 GWh/year; given 0.01 GWh/year",
        ),
        ("economics.annual_capacity", "50 GWh", "GWh/year; given '50 GWh'"),
        ("economics.curency", "USD", "unknown key; did you mean economics.currency"),
        ("price.NMC811", "-18 $/kg", "price above zero; -18 $/kg"),
        ("price.NMC811", "18 kg", "money per mass; 18 kg"),
        ("price.NMC81", "18 $/kg", "unknown material; NMC81; did you mean NMC811"),
        ("recycled.Ni", "110 %", "0 to 100 %; 110 %"),
        ("recycled.Xx", "10 %", "by element; Xx"),
        ("recycled.Ni", 0.1, "share with a unit; 0.1"),
    ],
)
def test_bad_economics_are_refused_with_their_line(
    build: Build, key: str, item: Any, words: str
) -> None:
    with pytest.raises(CelldesignError) as raised:
        build(write(LARGE | {key: item}))
    message = str(raised.value)
    assert message.startswith("f.toml, line ")
    assert all(word in message for word in words.split("; ")), message
