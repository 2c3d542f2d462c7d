import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LIQUID, write

from celldesign.cell.composition import composition, mass_fractions, passport
from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue, Material

Build = Callable[..., Cell]
EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"


def test_elements_sum_to_the_mass_of_the_materials_with_formulas(build: Build) -> None:
    cell = build(EXAMPLE)
    content = composition(cell)
    assert sum(content.elements.values()) == pytest.approx(content.covered, rel=1e-12)
    total = content.covered + sum(content.uncovered.values())
    assert total == pytest.approx(cell.values["cell_mass"])
    # The rest of the membrane's composition; LiTFSI counts with its own formula.
    assert set(content.uncovered) == {"HCPE L2"}


@given(
    active=st.floats(60, 98),
    carbon=st.floats(0.5, 20),
    oxide=st.sampled_from(["NMC811", "NMC622", "LMO", "NCA"]),
    oxygen=st.floats(0.5, 20),
    membrane=st.sampled_from(["polyolefin separator", "Celgard 2325"]),
)
def test_elements_sum_to_the_covered_mass_whatever_the_recipe(
    build: Build, active: float, carbon: float, oxide: str, oxygen: float, membrane: str
) -> None:
    whole = active + carbon + 3
    recipe = {oxide: active / whole, "carbon black": carbon / whole, "PVDF": 3 / whole}
    other = {"graphite": (97 - oxygen) / 100, "SiO": oxygen / 100, "CMC/SBR": 0.03}
    changes = {"cathode.recipe": recipe_of(recipe), "anode.recipe": recipe_of(other)}
    changes |= {"separator.material": membrane}
    content = composition(build(write(LIQUID | changes)))
    assert sum(content.elements.values()) == pytest.approx(content.covered, rel=1e-12)


def recipe_of(shares: dict[str, float]) -> dict[str, str]:
    return {name: f"{100 * share:.9f} wt%" for name, share in shares.items()}


def test_lithium_is_the_metal_and_that_of_the_cathode(build: Build) -> None:
    cell = build(EXAMPLE)
    # 6.94 of 97.28 g/mol of LiNi0.8Mn0.1Co0.1O2, and all of the foil.
    active = cell.values["cathode_component_mass"][0]
    expected = cell.values["lithium_mass"] + active * 6.94 / 97.28
    masses = {item.material: item.mass for item in cell.bill_of_materials}
    # LiTFSI, 6.94 of 287.09 g/mol.
    salt = 0.279 * masses["HCPE catholyte"] + 0.211 * masses["HCPE L2"]
    expected += salt * 6.94 / 287.09
    assert composition(cell).elements["Li"] == pytest.approx(expected, rel=1e-3)


def test_every_shipped_formula_can_be_read(catalogue: Catalogue) -> None:
    for material in catalogue.materials():
        if material.formula and material.role != "reaction species":
            fractions = mass_fractions(material)
            assert sum(fractions.values()) == pytest.approx(1), material.key


def test_what_is_no_formula_has_no_elements() -> None:
    assert mass_fractions(Material("x", "x", "membrane", "not a formula!")) == {}
    assert mass_fractions(Material("x", "x", "membrane")) == {}
    assert mass_fractions(Material("x", "x", "conductive additive")) == {"C": 1.0}


def test_the_passport_holds_what_can_be_computed_and_nothing_else(build: Build) -> None:
    cell = build(EXAMPLE)
    fields = passport(cell)
    json.dumps(fields, allow_nan=False)
    assert fields["energy_Wh"] == pytest.approx(cell["energy"].value)
    assert fields["voltage_limits_V"] == [3.0, 4.35]
    assert fields["elements"]["Ni"]["kg_per_kWh"] == pytest.approx(0.5738, rel=1e-3)
    assert fields["carbon_footprint_mass_covered"] == pytest.approx(0.437, abs=1e-3)
    assert sum(each["share"] for each in fields["materials"]) == pytest.approx(1)
    assert set(fields["critical_raw_materials"]["share"]) == {
        *("Li", "Co", "Mn", "Ni", "Al", "F"),
    }
    assert "recycled_content" not in fields


def test_recycled_content_appears_where_shares_are_given(build: Build) -> None:
    fields = passport(build(EXAMPLE, **{"recycled.Ni": "12 %"}))
    nickel = fields["elements"]["Ni"]["g"] / 1000
    assert fields["recycled_content"] == {"Ni": {"share": 0.12, "kg": pytest.approx(0.12 * nickel)}}


def test_salt_graphite_and_cans_are_broken_down(build: Build) -> None:
    cell = build(EXAMPLE.with_name("graphite_68Ah.toml"))
    content = composition(cell)
    masses = {item.material: item.mass for item in cell.bill_of_materials}
    # 30.97 of 151.9 g/mol of LiPF6.
    salt = 0.152 * masses["LiPF6 carbonate electrolyte"]
    assert content.elements["P"] == pytest.approx(salt * 30.97 / 151.9, rel=1e-3)
    graphite = content.critical()["graphite, battery grade"]
    assert graphite == pytest.approx(masses["graphite"])
    assert composition(build(EXAMPLE.with_name("coin_2032.toml"))).elements["Fe"] > 0
