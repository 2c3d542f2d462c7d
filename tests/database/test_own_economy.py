"""Plants, rates and curves of one's own: imported, used, corrected, carried to another place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from celldesign.database.addresses import Address, find_address
from celldesign.database.engine import open_catalogue
from celldesign.database.exporting import as_toml, own_entries, own_sources
from celldesign.database.own import ImportProblems, Outcome, import_file
from celldesign.database.own_economy import own_economy
from celldesign.database.plant_catalogue import plant, rates
from celldesign.database.seeding import seed
from celldesign.files import data_folder

OWN = """
[source.mine]
citation = "Our own quotation"
kind = "estimate"

[[rate]]
currency = "SEK"
year = 2027
per_usd = 9.5
source = "mine"
quality = "C"

[[plant]]
base = "50 GWh"
key = "ours"
name = "our plant"
year = 2026
source = "mine"
drop = ["stacking"]

[plant.values]
wage = { value = "50 USD/h", low = "40 USD/h", high = "60 USD/h", note = "a guess" }
cell_yield = 0.9

[[plant.stage]]
key = "winding"
section = "assembly"
driver = "cells"
labour = "700000 h/year"
capital = "170 MUSD"
capital_low = "100 MUSD"
capital_high = "300 MUSD"
area = "0 m^2"
labour_exponent = 0
capital_exponent = 0.9
area_exponent = 0.95

[[curve]]
key = "mine"
material = "NMC811"
direction = "mean"
temperature = "25 degC"
counter = "Li"
capacity = "200 mAh/g"
source = "mine"
note = "measured"
degree = [0.2, 0.5, 0.9]
potential = [4.3, 3.8, 3.5]
"""
ALL = Outcome(plants=1, rates=1, curves=1)


@pytest.fixture
def mine(address: Address) -> Address:
    """A database of its own, on each engine, with the data that the software comes with."""
    seed(address, data_folder("materials"))
    return address


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def run(text: str, name: str = "own.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return run


def exported(url: str) -> str:
    with open_catalogue(url) as catalogue:
        entries, sources = list(own_entries(catalogue)), own_sources(catalogue)
        return "".join(as_toml(entries, sources, own_economy(catalogue)))


def test_all_of_it_is_found_where_it_is_used(
    mine: Address, url: str, written: Callable[..., Path]
) -> None:
    assert import_file(mine, written(OWN)) == ALL
    with open_catalogue(url) as catalogue:
        ours, base = plant(catalogue, "ours"), plant(catalogue, "50 GWh")
        assert ours.values["plant_wage"].value == 50
        assert ours.values["plant_wage"].std == pytest.approx(20 / 12**0.5 / 3600)
        assert ours.values["plant_cell_yield"].si_value == 0.9
        assert ours.values["plant_foil_yield"] == base.values["plant_foil_yield"]
        assert {stage.key for stage in ours.stages} ^ {stage.key for stage in base.stages} == {
            "stacking",
            "winding",
        }
        assert rates(catalogue)["SEK", 2027].per_usd == 9.5
        curve = catalogue.curves("NMC811")[0]
        assert (curve.key, curve.origin, curve.potential) == ("mine", "user", (4.3, 3.8, 3.5))
        assert curve.citation == "Our own quotation"


def test_an_export_brings_all_of_it_to_another_database(
    mine: Address, url: str, written: Callable[..., Path], tmp_path: Path
) -> None:
    import_file(mine, written(OWN))
    first = exported(url)
    again = written(first, "again.toml")
    assert import_file(mine, again) == Outcome()
    other = str(tmp_path / "other.sqlite")
    open_catalogue(other).close()
    assert import_file(find_address(other), again) == ALL
    assert exported(other) == first
    with open_catalogue(other) as there, open_catalogue(url) as here:
        assert [s.numbers for s in plant(there, "ours").stages] == [
            pytest.approx(s.numbers) for s in plant(here, "ours").stages
        ]


def test_a_correction_replaces_and_the_former_stays_written_down(
    mine: Address, url: str, written: Callable[..., Path]
) -> None:
    import_file(mine, written(OWN))
    changed = OWN.replace("per_usd = 9.5", "per_usd = 9.6").replace('"50 USD/h"', '"55 USD/h"')
    assert import_file(mine, written(changed)) == Outcome(plants=1, rates=1)
    with open_catalogue(url) as catalogue:
        assert plant(catalogue, "ours").values["plant_wage"].value == 55
        assert rates(catalogue)["SEK", 2027].per_usd == 9.6
        former = catalogue.rows("SELECT kind, key FROM former_description ORDER BY kind")
    assert [tuple(row.values()) for row in former] == [("plant", "ours"), ("rate", "SEK 2027")]


def test_a_plant_s_own_file_is_imported_as_it_is(
    mine: Address, written: Callable[..., Path]
) -> None:
    text = 'base = "50 GWh"\nkey = "ours"\nname = "x"\nyear = 2022\nsource = "estimate"\n'
    assert import_file(mine, written(text, "plant.toml")) == Outcome(plants=1)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"cells"', '"cels"', "own.toml, line 28, plant.stage.driver: an unknown driver; cells"),
        ("per_usd = 9.5", "per_usd = 0", "own.toml, line 9, rate.per_usd: a rate above zero"),
        ("0.5, 0.9]", "0.5, 0.4]", "own.toml, line 47, curve.degree: a stoichiometry; point 3"),
        ("3.8, 3.5]", "3.8]", "own.toml, line 47, curve.degree: two points; given 3 and 2"),
        ('"SEK"\nyear = 2027', '"EUR"\nyear = 2022', "another year; EUR 2022; shipped"),
        ('key = "ours"', 'key = "pilot"', "another key; pilot; shipped"),
        ('material = "NMC811"', 'material = "NMC81"', "unknown material; NMC81"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_imported(
    mine: Address, url: str, written: Callable[..., Path], old: str, new: str, words: str
) -> None:
    assert old in OWN
    with pytest.raises(ImportProblems) as raised:
        import_file(mine, written(OWN.replace(old, new)))
    (problem,) = raised.value.problems
    assert all(word in problem for word in words.split("; ")), problem
    assert exported(url) == ""
