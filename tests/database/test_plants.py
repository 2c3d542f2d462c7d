"""The shipped plants, regions, rates and factors: sound, and in the database as in the files."""

import inspect
import sqlite3
from pathlib import Path

import pytest

from celldesign.database.addresses import find_address
from celldesign.database.catalogue import Catalogue
from celldesign.database.files import PARTS, content_hash, fingerprint
from celldesign.database.plant_catalogue import factors_of, plant, rates, region
from celldesign.database.plant_reading import read_economy
from celldesign.database.plant_records import DRIVERS
from celldesign.database.reading import read_sources
from celldesign.database.seeding import seed
from celldesign.equations.plant.stages import process_stage_rate
from celldesign.errors import MaterialError
from celldesign.files import data_folder

FOLDER = data_folder("materials")
SOURCES, _ = read_sources(FOLDER / "sources.toml")
ECONOMY = read_economy(FOLDER, SOURCES)


def test_the_shipped_files_are_sound() -> None:
    assert ECONOMY.problems == []
    assert {each.key for each in ECONOMY.plants} == {
        "50 GWh",
        "lithium metal",
        "lithium metal, liquid",
        "pilot",
    }


def test_a_plant_comes_back_from_the_database_as_it_was_read(catalogue: Catalogue) -> None:
    for each in ECONOMY.plants:
        assert plant(catalogue, each.key) == each
    for each_region in ECONOMY.regions:
        assert region(catalogue, each_region.key) == each_region
    assert set(rates(catalogue).values()) == set(ECONOMY.rates)
    subjects = [factor.subject for factor in ECONOMY.factors]
    assert {repr(f) for f in factors_of(catalogue, subjects)} == {repr(f) for f in ECONOMY.factors}


def test_the_baseline_has_the_workbook_s_sums() -> None:
    (baseline,) = [each for each in ECONOMY.plants if each.key == "50 GWh"]
    numbers = [stage.numbers for stage in baseline.stages]
    assert len(numbers) == 25
    assert {stage.driver for stage in baseline.stages} <= set(DRIVERS)
    assert sum(each["labour"] for each in numbers) * 365.25 * 24 == pytest.approx(3_835_000)
    assert sum(each["capital"] for each in numbers) / 1e6 == pytest.approx(4207.6)
    assert sum(step.electricity for step in baseline.steps) == pytest.approx(12.93)
    assert sum(step.heat for step in baseline.steps) == pytest.approx(8.9)


def test_every_assumption_of_the_lithium_plants_has_a_range_and_a_reason() -> None:
    for each in ECONOMY.plants:
        assumed = [stage for stage in each.stages if stage.quality == "D"]
        assert all(stage.capital_std and stage.note for stage in assumed)
        values = [value for value in each.values.values() if value.source.key == "estimate"]
        assert all(value.quality == "D" and value.std and value.note for value in values)


def test_an_unknown_plant_names_the_known_ones(catalogue: Catalogue) -> None:
    with pytest.raises(MaterialError, match="unknown plant: given nowhere; known: 50 GWh"):
        plant(catalogue, "nowhere")


def test_seeding_twice_changes_nothing_and_a_user_s_plant_stays(tmp_path: Path) -> None:
    path = tmp_path / "cells.sqlite"
    seed(find_address(str(path)), FOLDER)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE plant SET origin = 'user', name = 'mine' WHERE key = 'pilot'")
        for table in ("stage", "plant_value", "energy_step"):
            column = "owner" if table == "plant_value" else "plant"
            connection.execute(f"UPDATE {table} SET origin = 'user' WHERE {column} = 'pilot'")
        connection.execute("DELETE FROM dataset")
    connection.close()
    seed(find_address(str(path)), FOLDER)
    with sqlite3.connect(path) as connection:
        names = dict(connection.execute("SELECT key, name FROM plant").fetchall())
        (stages,) = connection.execute("SELECT count(*) FROM stage").fetchone()
    connection.close()
    assert names["pilot"] == "mine"
    assert len(names) == len(ECONOMY.plants)
    assert stages == sum(len(each.stages) for each in ECONOMY.plants)


def test_a_change_of_a_plant_file_is_seen(tmp_path: Path) -> None:
    for part in PARTS:
        (tmp_path / part).mkdir(exist_ok=True)
    path = tmp_path / "plants" / "x.toml"
    path.write_text("a = 1")
    before = content_hash(tmp_path), fingerprint(tmp_path)
    path.write_text("a = 22")
    assert content_hash(tmp_path) != before[0]
    assert fingerprint(tmp_path) != before[1]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "economics/exchange_rates",
            '[[rate]]\ncurrency = "EUR"\nyear = 2022\nper_usd = 0\nsource = "memory"\n'
            'quality = "D"',
            "a rate above zero",
        ),
        (
            "economics/footprint",
            '[[factor]]\nsubject = "x"\nimpact = "ghg"\nvalue = "1 kg/m^2"\nboundary = "y"\n'
            'source = "memory"\nquality = "D"',
            "line 4, factor.value: a dimensionless number",
        ),
        ("economics/regions", '[DE]\nname = "Germany"\nsource = "memory"', "quality is required"),
        (
            "plants/a",
            'base = "b"\nkey = "a"\nname = "a"\nyear = 1\nsource = "memory"',
            "base plant",
        ),
        ("plants/a", "key =", "not TOML"),
    ],
)
def test_a_fault_is_a_problem_with_its_file(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    path = tmp_path / f"{name}.toml"
    path.parent.mkdir()
    path.write_text(text)
    (problem,) = read_economy(tmp_path, SOURCES).problems
    assert problem.startswith((f"{path.name}, line ", f"{path.name}: not TOML"))
    assert words in problem


def test_a_driver_has_the_number_that_its_ratio_has_in_the_equation() -> None:
    ratios = {
        "volume": "process_ratio_annual_capacity",
        "cells": "process_cells_over_baseline",
        "membrane area": "process_ratio_separator_area",
        "cathode solvent": "process_ratio_solvent",
    }
    inputs = list(inspect.signature(process_stage_rate).parameters)[1:]
    for driver, number in DRIVERS.items():
        ratio = ratios.get(driver, f"process_ratio_{driver.replace(' ', '_')}")
        given = {name: 3.0 if name == ratio else 2.0 for name in inputs}
        if driver == "cells or electrode area":
            given["process_ratio_electrode_area"] = 3.0
        assert float(process_stage_rate(float(number), **given)) == 3.0, driver
