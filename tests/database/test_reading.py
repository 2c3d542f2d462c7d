from collections.abc import Callable
from pathlib import Path

import pytest

from celldesign.database.reading import read_folder, read_materials, read_sources

Edit = Callable[[Path, str, str], None]
ALIASES = 'aliases = ["NMC-811"]'


def test_a_sound_folder_has_no_problems(folder: Path) -> None:
    shipped = read_folder(folder)
    assert shipped.problems == ()
    assert [entry.material.key for entry in shipped.entries] == ["lithium", "NMC811"]
    assert set(shipped.sources) == {"handbook", "paper"}


def test_values_are_printed_and_si(folder: Path, edit: Edit) -> None:
    edit(
        folder / "lithium.toml",
        'value = "0.534 g/cm^3"',
        'value = "0.53 +/- 0.01 g/cm^3"\nlow = "0.5 g/cm^3"\nhigh = "0.6 g/cm^3"\n'
        'qualifier = "measured"\ntemperature = "25 degC"',
    )
    (entry,), problems = read_materials(
        folder / "lithium.toml", read_sources(folder / "sources.toml")[0], origin="user"
    )
    (record,) = entry.records
    assert problems == []
    assert (record.value, record.unit) == (0.53, "g/cm^3")
    assert record.si_value == pytest.approx(530)
    assert record.std == pytest.approx(10)
    assert (record.low, record.high) == (pytest.approx(500), pytest.approx(600))
    assert record.temperature == pytest.approx(298.15)
    assert (record.qualifier, record.origin, entry.material.origin) == ("measured", "user", "user")


def test_one_file_may_hold_several_materials(folder: Path) -> None:
    path = folder / "species.toml"
    path.write_text(
        '[[material]]\nkey = "A"\nname = "a"\nrole = "reaction species"\n'
        '[[material.property]]\nname = "standard_entropy"\nvalue = "37.6 J/mol/K"\n'
        'source = "handbook"\nquality = "B"\n'
        '[[material]]\nkey = "B"\nname = "b"\nrole = "nonsense"\n'
    )
    shipped = read_folder(folder)
    assert [entry.material.key for entry in shipped.entries] == ["lithium", "NMC811", "A"]
    (problem,) = shipped.problems
    assert problem.startswith("species.toml, material 2: an unknown role: given nonsense")


def test_a_composition_is_mass_fractions_of_species(folder: Path, edit: Edit) -> None:
    (folder / "species.toml").write_text(
        '[[material]]\nkey = "A (cr)"\nname = "a"\nrole = "reaction species"\n'
        '[[material]]\nkey = "B (cr)"\nname = "b"\nrole = "reaction species"\n'
    )
    shares = '{ "A (cr)" = "54.6 wt%", "B (cr)" = "45.45 %" }'
    edit(folder / "nmc811.toml", ALIASES, f"{ALIASES}\ncomposition = {shares}")
    shipped = read_folder(folder)
    assert shipped.problems == ()
    compositions = {entry.material.key: entry.material.composition for entry in shipped.entries}
    assert compositions.pop("NMC811") == pytest.approx({"A (cr)": 0.546, "B (cr)": 0.4545})
    assert not any(compositions.values())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "NMC811"', "", "nmc811.toml: key is required"),
        ('key = "NMC811"', 'key = "lithium"', "lithium: the key of two materials"),
        ('key = "NMC811"', "key = 811", "key must be a text: given 811"),
        ('key = "NMC811"', "key =", "nmc811.toml: "),
        ('role = "cathode active"', 'role = "cathod active"', "did you mean cathode active"),
        ('formula = "LiNi', 'formla = "LiNi', "an unknown key: given formla; did you mean formula"),
        ('["NMC-811"]', "[811]", "aliases must be texts"),
        (
            "[[price]]",
            "composition = 1\n[[price]]",
            "property 2: an unknown key: given composition",
        ),
        (ALIASES, f'{ALIASES}\ncomposition = "LiNiO2"', "composition must be a table"),
        (ALIASES, f"{ALIASES}\ncomposition = {{ A = 1 }}", "the share of A must be a text"),
        (ALIASES, f'{ALIASES}\ncomposition = {{ A = "5 vol%" }}', "must be a mass fraction"),
        (ALIASES, f'{ALIASES}\ncomposition = {{ A = "5 g" }}', "nmc811.toml: "),
        (ALIASES, f'{ALIASES}\ncomposition = {{ A = "0 %" }}', "must be a mass fraction"),
        (ALIASES, f'{ALIASES}\ncomposition = {{ A = "101 %" }}', "must be a mass fraction"),
        (ALIASES, f'{ALIASES}\ncomposition = {{ A = "60 %", B = "41 %" }}', "given 101.00%"),
        (
            ALIASES,
            f'{ALIASES}\ncomposition = {{ A = "9 %" }}',
            "NMC811: an unknown reaction species",
        ),
        (ALIASES, f'{ALIASES}\ncomposition = {{ lithium = "9 %" }}', "given lithium"),
        ('name = "density"', 'name = "densty"', "property 1: a property must be one"),
        ("4.65 +/- 0.05 g/cm^3", "4.65", "property 1: "),
        ("4.65 +/- 0.05 g/cm^3", "4.65 V", "density must have the dimension of g/cm^3"),
        ("4.65 +/- 0.05 g/cm^3", "heavy", "property 1: "),
        ('value = "222 mAh/g"', "value = 222", "property 2: value must be a text"),
        ('quality = "B"', 'quality = "E"', "an unknown quality: given E; known: A, B, C, D"),
        ('"handbook"', '"handbok"', "a source must be known: given handbok; did you mean handbook"),
        ('"3.0-4.35 V"', '"up to 4.35 V"', "a voltage window is required"),
        ('"C/20"', '"20 h"', "a rate is required"),
        ('"C/20"', "20", "a condition must be a text"),
        ('rate = "C/20"', 'temperature = "60 degC"', "not one of the free conditions"),
        ('"60 degC"', '"60 V"', "property 2: "),
        ("preferred = true", 'preferred = "yes"', "preferred must be true or false"),
        ("year = 2020", "year = 2020.5", "year must be a whole number"),
        ("26 $/kg", "26 kg", "price 1: a price must be money per"),
        ("26 $/kg", "26 $/V", "price 1: a price must be money per"),
        ("year = 2022", "", "price 1: year is required"),
    ],
)
def test_each_fault_is_a_line_with_its_place(
    folder: Path, edit: Edit, old: str, new: str, said: str
) -> None:
    edit(folder / "nmc811.toml", old, new)
    problems = read_folder(folder).problems
    assert len(problems) == 1 or (len(problems) == 3 and old == 'quality = "B"')
    assert said in problems[0]
    assert "\n" not in problems[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "handbook"', 'kind = "hearsay"', "sources.toml, handbook: an unknown kind"),
        ('citation = "A handbook"', "", "sources.toml, handbook: citation is required"),
        ("[handbook]", "handbook = 1\n[other]", "sources.toml, handbook: a table is required"),
    ],
)
def test_faults_of_sources(folder: Path, edit: Edit, old: str, new: str, said: str) -> None:
    edit(folder / "sources.toml", old, new)
    assert said in read_folder(folder).problems[0]


def test_a_file_that_is_not_there_or_not_text_is_a_problem(folder: Path) -> None:
    assert read_materials(folder / "gold.toml", {}) == (
        [],
        ["gold.toml: cannot be read: no such file or directory"],
    )
    (folder / "lithium.toml").write_bytes(b"\xff\xfe")
    (problem,) = read_folder(folder).problems
    assert problem.startswith("lithium.toml: ")
