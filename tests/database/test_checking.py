import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from celldesign.database.addresses import Address
from celldesign.database.catalogue import Catalogue
from celldesign.database.checking import (
    database_findings,
    entries_of,
    file_findings,
    findings,
)
from celldesign.database.connection import connect
from celldesign.database.engine import open_catalogue
from celldesign.database.own_files import reader_of
from celldesign.database.properties import PROPERTIES
from celldesign.database.reading import read_folder, read_materials
from celldesign.database.seeding import seed
from celldesign.database.tables import PropertyValue, Source
from celldesign.database.writing import writing
from celldesign.files import data_folder
from celldesign.units.quantities import same_dimension, si_unit, to_si

Edit = Callable[[Path, str, str], None]
DENSITY = """
[[property]]
name = "density"
value = "0.534 g/cm^3"
source = "handbook"
quality = "B"
"""


def test_what_we_ship_is_sound(tmp_path: Path) -> None:
    shipped = read_folder(data_folder("materials"))
    assert shipped.problems == ()
    with open_catalogue(str(tmp_path / "cells.sqlite")) as catalogue:
        entries = entries_of(catalogue)
    assert len(entries) == len(shipped.entries) > 0
    assert findings(entries) == []


def test_every_property_has_a_unit_and_a_range() -> None:
    for name, (unit, low, high) in PROPERTIES.items():
        assert to_si(low, unit) < to_si(high, unit), name
    assert si_unit(PROPERTIES["density"].unit) == "kg/m^3"
    assert same_dimension(PROPERTIES["heat_per_charge"].unit, "J/C")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("0.534 g", "534 g", "lithium density (handbook) 534 g/cm^3: outside the plausible"),
        ("0.534 g", "-1 g", "outside the plausible 0.02 to 23 g/cm^3"),
        ('source = "handbook"', 'low = "0.6 g/cm^3"\nsource = "handbook"', "not between its own"),
        ('quality = "B"', f'quality = "B"\n{DENSITY}', "lithium density (handbook): given 2 times"),
        (
            'quality = "B"',
            'quality = "B"\npreferred = true\n'
            + DENSITY.replace('"handbook"', '"paper"')
            + "preferred = true",
            "lithium density: 2 values are preferred, one may be",
        ),
        (
            'quality = "B"',
            'quality = "B"\n' + 2 * '[[price]]\nvalue = "9 $/kg"\nyear = 2022\n'
            'source = "paper"\nquality = "C"\n',
            "lithium price in USD/kg of 2022 (paper): given 2 times",
        ),
        (
            'quality = "B"',
            'quality = "B"\n[[price]]\nvalue = "0 $/kg"\nyear = 2022\nsource = "paper"\n'
            'quality = "C"\n',
            "lithium price 0 USD: must be positive",
        ),
        (
            'formula = "Li"',
            'aliases = ["nmc 811"]',
            "nmc811: the key or an alias of NMC811 and of lithium",
        ),
    ],
)
def test_each_finding_is_a_line(folder: Path, edit: Edit, old: str, new: str, said: str) -> None:
    assert findings(read_folder(folder).entries) == []
    edit(folder / "lithium.toml", old, new)
    shipped = read_folder(folder)
    assert shipped.problems == ()
    (finding,) = findings(shipped.entries)
    assert said in finding


def test_values_of_other_conditions_or_places_are_no_duplicates(folder: Path, edit: Edit) -> None:
    extras = ('temperature = "60 degC"', 'locator = "p. 7"', 'qualifier = "fitted"')
    more = "".join(f"{DENSITY}{extra}\n" for extra in extras)
    edit(folder / "lithium.toml", 'quality = "B"', f'quality = "B"\n{more}')
    assert len(read_folder(folder).entries[0].records) == 4
    assert findings(read_folder(folder).entries) == []


def test_a_file_is_also_held_against_what_is_stored(folder: Path, edit: Edit) -> None:
    stored = read_folder(folder)
    entries, _ = read_materials(folder / "lithium.toml", stored.sources)
    assert findings(entries, stored.entries) == ["lithium density (handbook): given 2 times"]
    edit(folder / "lithium.toml", 'key = "lithium"', 'key = "foil"\naliases = ["Lithium"]')
    entries, _ = read_materials(folder / "lithium.toml", stored.sources)
    assert findings(entries, stored.entries) == [
        "lithium: the key or an alias of foil and of lithium"
    ]


def test_a_composition_may_name_species_that_are_stored(folder: Path, edit: Edit) -> None:
    (folder / "species.toml").write_text('key = "Li (g)"\nname = "a"\nrole = "reaction species"\n')
    stored = read_folder(folder)
    shares = 'composition = { "Li (g)" = "90 %", "Li (h)" = "9 %" }'
    edit(folder / "lithium.toml", 'key = "lithium"', f'key = "foil"\n{shares}')
    entries, faults = read_materials(folder / "lithium.toml", stored.sources)
    assert faults == []
    (finding,) = findings(entries, stored.entries)
    assert finding.startswith("foil: an unknown reaction species")
    assert finding.endswith("given Li (h); did you mean Li (g)?")


def test_sources_that_differ_by_more_than_their_uncertainty_are_named(
    folder: Path, edit: Edit
) -> None:
    def other(value: str) -> str:
        return DENSITY.replace("0.534 g/cm^3", value).replace("handbook", "paper")

    edit(folder / "lithium.toml", "0.534 g/cm^3", "0.534 +/- 0.002 g/cm^3")
    sound = (folder / "lithium.toml").read_text(encoding="utf-8")
    for value, found in (
        ("0.60 g/cm^3", 0),  # says nothing of its uncertainty
        ("0.54 +/- 0.001 g/cm^3", 0),
        ("0.60 +/- 0.001 g/cm^3", 1),
    ):
        text = sound + other(value)
        (folder / "lithium.toml").write_text(text, encoding="utf-8")
        said = findings(read_folder(folder).entries)
        assert len(said) == found, value
    assert said == [
        "lithium density (handbook) 0.534 g/cm^3: more than 3 standard deviations from the"
        " 0.6 g/cm^3 of paper"
    ]


def test_rows_written_past_the_software_are_looked_at_too(address: Address, folder: Path) -> None:
    seed(address, folder)
    with writing(address) as session:
        session.add(Source(key="blank", citation=" ", origin="user"))
        session.flush()
        for unit, si_value in (("V", 0.6), ("g/cm^3", 601.0)):
            session.add(
                PropertyValue(
                    material="lithium",
                    property="density",
                    value=0.6,
                    unit=unit,
                    si_value=si_value,
                    conditions_hash="",
                    source="blank",
                    quality="A",
                    origin="user",
                    locator=unit,
                )
            )
    with contextlib.closing(Catalogue(connect(address))) as catalogue:
        said = list(database_findings(catalogue))
    assert [line.partition(": ")[2] for line in said if "(blank" in line] == [
        "outside the plausible 0.02 to 23 g/cm^3",
        "must have the dimension of g/cm^3",
        "is not its own SI value 601",
    ]
    assert "lithium: the source blank has no citation" in said


def test_a_file_is_held_against_the_names_of_the_database(
    address: Address, folder: Path, tmp_path: Path
) -> None:
    seed(address, folder)
    path = tmp_path / "own.csv"
    path.write_text(
        "material,name,role,aliases,property,value,source,quality\n"
        "foil,my foil,metal anode,LITHIUM; nmc 811,density,53 g/cm^3,handbook,B\n"
        "NMC811,,,,density,4.65 g/cm^3,handbook,B\n"
    )
    with contextlib.closing(Catalogue(connect(address))) as catalogue:
        (batch,) = reader_of(catalogue).read(path)
        assert batch.problems == []
        said = file_findings(catalogue, batch.entries)
    assert said == [
        "foil density (handbook) 53 g/cm^3: outside the plausible 0.02 to 23 g/cm^3",
        "NMC811 density (handbook): given 2 times",
        "lithium: the key or an alias of foil and of lithium",
        "nmc811: the key or an alias of NMC811 and of foil",
    ]
