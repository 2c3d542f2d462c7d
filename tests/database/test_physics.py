from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from celldesign.database.catalogue import Catalogue
from celldesign.database.checking import database_findings, file_findings
from celldesign.database.engine import open_catalogue
from celldesign.database.own_files import reader_of

SOURCE = '[source.lab]\ncitation = "Lab book 12"\nkind = "estimate"\n'


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with open_catalogue(str(tmp_path_factory.mktemp("physics") / "cells.sqlite")) as opened:
        yield opened


@pytest.fixture
def said(catalogue: Catalogue, tmp_path: Path) -> Callable[[str], list[str]]:
    """What `materials check` says of a file with these materials."""

    def check(text: str) -> list[str]:
        path = tmp_path / "own.toml"
        path.write_text(SOURCE + text)
        (batch,) = reader_of(catalogue).read(path)
        assert batch.problems == []
        return file_findings(catalogue, batch.entries)

    return check


def _value(name: str, value: str) -> str:
    said = f'name = "{name}"\nvalue = "{value}"\nsource = "lab"\nquality = "C"\n'
    return f"[[material.property]]\n{said}"


def test_what_we_ship_is_possible(catalogue: Catalogue) -> None:
    assert list(database_findings(catalogue)) == []


@pytest.mark.parametrize("key", ["NMC811", "LCO", "silicon", "NCA", "NVP", "LPSCl"])
def test_no_solid_is_denser_than_its_crystal(
    said: Callable[[str], list[str]], key: str
) -> None:
    (found,) = said(f'[[material]]\nkey = "{key}"\n{_value("density", "5.2 g/cm^3")}')
    assert f"{key} density 5.2 g/cm^3 (lab): denser than its crystal" in found


def test_the_crystal_of_a_new_material_is_its_own(said: Callable[[str], list[str]]) -> None:
    new = '[[material]]\nkey = "new spinel"\nname = "a spinel"\nrole = "cathode active"\n'
    # LiMn2O4: Z 8, 180.81 g/mol, a 8.247 A, so 4.282 g/cm^3
    crystal = _value("crystal_density", "4.282 g/cm^3")
    assert said(new + crystal + _value("density", "4.28 g/cm^3")) == []
    assert len(said(new + crystal + _value("density", "4.35 g/cm^3"))) == 1


def test_a_first_charge_holds_no_more_than_the_formula(said: Callable[[str], list[str]]) -> None:
    # 166 mAh/g with 97 % is 171.1 in the first charge, of LiFePO4's 170: within two per cent.
    assert said(f'[[material]]\nkey = "LFP"\n{_value("specific_capacity", "166 mAh/g")}') == []
    (found,) = said(f'[[material]]\nkey = "LFP"\n{_value("specific_capacity", "172 mAh/g")}')
    assert "175.5 mAh/g in the first charge, beyond the theoretical 170 mAh/g" in found


def test_an_anodes_first_charge_may_make_its_film(said: Callable[[str], list[str]]) -> None:
    # 360 over 93 % would be 387 of 372: the difference is the film, not lithium in graphite.
    own = f'[[material]]\nkey = "graphite"\n{_value("specific_capacity", "365 mAh/g")}'
    assert said(own) == []
    (found,) = said(own.replace("365", "390"))
    assert "beyond the theoretical 372 mAh/g" in found


@pytest.mark.parametrize(("density", "faults"), [("1.19", 0), ("1.28", 1), ("1.10", 1)])
def test_a_liquid_is_as_dense_as_its_parts(
    said: Callable[[str], list[str]], density: str, faults: int
) -> None:
    # 12.8 % at 2.84, 26.2 % at 1.321 and 61.0 % at 1.006 g/cm^3 make 1.177.
    found = said(f'[[material]]\nkey = "LP57"\n{_value("density", f"{density} g/cm^3")}')
    assert len(found) == faults
    assert all("LP57 density" in each and "what its parts make" in each for each in found)
