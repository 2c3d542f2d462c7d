"""BPX files of other programs: what they say of the cell, by hand."""

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from celldesign.cell.result import Cell
from celldesign.errors import ExchangeError
from celldesign.exchange import bpx
from celldesign.exchange.bpx_facts import Facts, facts

CASES = Path(__file__).parent / "cases"
ADDED = """
cathode.recipe = { NMC811 = "94 wt%", "carbon black" = "3 wt%", PVDF = "3 wt%" }
anode.recipe = { graphite = "95 wt%", "carbon black" = "2 wt%", "CMC/SBR" = "3 wt%" }
cathode.collector = { material = "aluminium", thickness = "15 um" }
anode.collector = { material = "copper", thickness = "10 um" }
separator.material = "polyolefin separator"
electrolyte = { material = "LiPF6 carbonate electrolyte", excess = "0 %" }
"""


@pytest.fixture(scope="module")
def package() -> Any:
    try:
        return bpx.import_bpx()
    except ExchangeError:
        pytest.skip("needs bpx")


def _facts(package: Any, name: str, **changes: Any) -> Facts:
    content = json.loads((CASES / f"{name}.json").read_text())
    for part, values in changes.items():
        content["Parameterisation"][part.replace("_", " ")].update(values)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of files of version 0
        return facts(package.parse_bpx_obj(content))


def test_capacities_of_a_pouch_by_its_lithium_sites(package: Any) -> None:
    """0.68 x 30000 mol/m^3 x 56 um x F = 3.06 mAh/cm^2; 0.66 x 46000 x 52 um x 0.5572 x F."""
    found = _facts(package, "pouch")
    assert found.anode.active_fraction == pytest.approx(0.68)
    assert found.anode.sites / 3.6e4 == pytest.approx(3.0618, rel=1e-4)
    assert found.cathode.used / 3.6e4 == pytest.approx(2.3576, rel=1e-4)
    assert found.np_ratio == pytest.approx(1.2987, rel=1e-4)
    assert found.mass == pytest.approx(0.2)
    # 4.66 - 0.9 x between 0.4 and 0.9572, less 0.1 + 0.6 exp(-40 x) between 0.01 and 0.78
    assert found.mean_voltage == pytest.approx(3.936, abs=1e-3)
    said = list(found.lines())
    assert "of the whole cell: 196.8 Wh/kg, 393.6 Wh/L" in said
    assert said[3] == "capacity: 10.61 Ah by stoichiometry, 10 Ah stated; 30 pairs of 150 cm^2"


def test_one_pair_is_one_pair(package: Any, build: Callable[..., Cell]) -> None:
    """0.75 x 33000 x 85 um x F = 5.64 mAh/cm^2 over 4.905: N/P 1.149, and 4.905 Ah, not twice."""
    assert _facts(package, "wound").np_ratio == pytest.approx(1.149, abs=1e-3)
    imported = bpx.read(CASES / "wound.json")
    cell = build(imported.text.partition("[published]")[0] + ADDED)
    assert cell["nominal_capacity"].value == pytest.approx(4.905, rel=1e-4)
    assert cell["capacity"].value == pytest.approx(4.905, rel=1e-4)
    assert cell["np_ratio"].value == pytest.approx(1.149, abs=1e-3)
    assert any("leave no room for a binder" in note for note in imported.notes)


def test_a_pouch_becomes_a_cell_that_does_not_contradict_itself(
    package: Any, build: Callable[..., Cell]
) -> None:
    imported = bpx.read(CASES / "pouch.json")
    recipe = ADDED.replace("NMC811", "NMC111")
    cell = build(imported.text.partition("[published]")[0] + recipe)
    assert cell["np_ratio"].value == pytest.approx(1.2987, rel=1e-4)
    assert cell["anode.active_loading"].value == pytest.approx(8.53, rel=0.06)
    # warnings of 4 points at most: the recipe's solids are not quite those of the model
    assert cell["capacity"].value == pytest.approx(10.61, rel=1e-3)


def test_what_a_file_states_of_the_cell_is_there_to_compare_with(package: Any) -> None:
    design = bpx.design_of(bpx.read(CASES / "pouch.json"))
    assert design.published["nominal_capacity"].value == pytest.approx(36000)
    assert design.published["cell_mass"].value == pytest.approx(0.2)
    assert design.published["cell_volume"].value == pytest.approx(1e-4)


def test_a_single_particle_model_has_the_same_capacities(package: Any) -> None:
    found, full = _facts(package, "pouch_spm"), _facts(package, "pouch")
    assert (found.np_ratio, found.capacity) == (full.np_ratio, full.capacity)
    imported = bpx.read(CASES / "pouch_spm.json")
    assert "anode.porosity" not in imported.text
    assert any("porosities" in each for each in imported.missing)
    bpx.design_of(imported)


def test_a_half_cell_is_one_against_lithium(package: Any) -> None:
    imported = bpx.read(CASES / "half.json")
    assert 'anode.material = "lithium"' in imported.text
    assert "the negative electrode stands for lithium: a half cell" in imported.facts
    assert bpx.design_of(imported).materials["anode"] == "lithium"


def test_a_blend_adds_up(package: Any) -> None:
    content = json.loads((CASES / "pouch.json").read_text())
    anode = content["Parameterisation"]["Negative electrode"]
    shared = ("Thickness [m]", "Porosity", "Transport efficiency", "Conductivity [S.m-1]")
    particle = {key: value for key, value in anode.items() if key not in shared}
    half = particle | {"Surface area per unit volume [m-1]": 255000}
    blend = {key: anode[key] for key in shared} | {"Particle": {"graphite": half, "SiO": half}}
    content["Parameterisation"]["Negative electrode"] = blend
    imported = bpx.parse(content)
    assert 'anode.areal_capacity = "3.0618' in imported.text
    assert any("a blend of graphite, SiO" in note for note in imported.notes)


@pytest.mark.parametrize(
    ("part", "change", "message"),
    [
        ("Cell", {"Electrode area [m2]": 0}, "Electrode area .* must be above zero: given 0"),
        ("Cell", {"Electrode area [m2]": -1}, "Electrode area .* must be above zero"),
        (
            "Cell",
            {"Number of electrode pairs connected in parallel to make a cell": 0},
            "electrode pairs must be above zero",
        ),
    ],
)
def test_a_cell_of_nothing_is_refused(
    package: Any, part: str, change: dict[str, Any], message: str
) -> None:
    content = json.loads((CASES / "pouch.json").read_text())
    content["Parameterisation"][part].update(change)
    with pytest.raises(ExchangeError, match=message):
        bpx.parse(content)


def test_an_expression_that_never_ends_is_refused_at_once(package: Any) -> None:
    content = json.loads((CASES / "pouch.json").read_text())
    content["Parameterisation"]["Positive electrode"]["OCP [V]"] = "9**9**9 + x"
    with pytest.raises(ExchangeError, match="not valid BPX"):
        bpx.parse(content)


@pytest.mark.parametrize(
    "name",
    ["a123_26650", "byd_blade", "chayambuka2022_sodium", "enertech_lco", "graphite_68Ah",
     "kim2011_nca", "lg_m50", "marquis2019_lco", "mohtat2020_nmc532", "tesla_4680", "vw_id3_e78"],
)  # fmt: skip
def test_every_example_that_bpx_can_say_comes_back_as_the_same_cell(
    name: str, package: Any, build: Callable[..., Cell], parameters: Callable[..., Any]
) -> None:
    cell = build(Path(__file__).parents[2] / "examples" / f"{name}.toml")
    document = json.loads(json.dumps(bpx.document(cell, parameters(cell))))
    again = build(bpx.parse(document).text)
    assert set(again.quantities) == set(cell.quantities)
    for quantity, value in cell.quantities.items():
        if isinstance(value.value, float):
            assert again[quantity].value == pytest.approx(value.value, rel=1e-9), quantity
