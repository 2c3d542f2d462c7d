import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from strategies import LIQUID, SOLID, write

from celldesign.cell.result import Cell
from celldesign.errors import (
    CelldesignError,
    DesignError,
    InconsistentError,
    MaterialError,
    MissingInputError,
)

Build = Callable[..., Cell]
ORIGINS = {"given", "override", "database", "constant", "assumed", "computed"}
REPEAT_UNIT = {**LIQUID, "format": "unit", "casing.material": None, "cell.target_capacity": None}
NEVER_DEPLETED = SOLID | {"lithium.efficiency": "99.99 %", "lifetime.fade_per_cycle": "1 %"}
KINDS = pytest.mark.parametrize(
    "draft", [SOLID, LIQUID, REPEAT_UNIT, NEVER_DEPLETED], ids=["solid", "liquid", "unit", "inf"]
)


@pytest.mark.parametrize(
    ("changes", "name", "value", "origin"),
    [
        ({}, "casing.thickness", 88, "given"),
        ({"casing.thickness": None}, "casing.thickness", 113, "database"),
        ({}, "separator.porosity", 0, "computed"),  # a dense membrane, whatever the database has
        ({"separator.porosity": "2 %"}, "separator.porosity", 2, "given"),
        ({}, "cathode.tortuosity", 7.5, "database"),
        ({"cathode.tortuosity": 5}, "cathode.tortuosity", 5, "given"),
        ({}, "anode.nominal_specific_capacity", 3861.885, "computed"),
        ({"operation.specific_capacity": None}, "operation.specific_capacity", 222, "computed"),
        (
            {"operation.specific_capacity": None},
            "operation.stated_specific_capacity",
            222,
            "assumed",
        ),
        (
            {"operation.specific_capacity": None, "operation.capacity_factor": "90 %"},
            "operation.stated_specific_capacity",
            162,
            "computed",
        ),
        ({}, "anode.tab.mass", 0, "assumed"),  # a foil without a collector, whose tab is not known
        ({"cathode.tab.mass": "1 g"}, "cathode.tab.mass", 1, "given"),
        ({}, "cathode.areal_capacity", 2.88, "computed"),
    ],
)
def test_given_comes_before_computed_before_database_before_default(
    build: Build, changes: dict[str, Any], name: str, value: float, origin: str
) -> None:
    found = build(write(SOLID | changes))[name]
    assert found.value == pytest.approx(value, rel=1e-6)
    assert found.origin == origin


@pytest.mark.parametrize(
    ("changes", "settings", "name", "value", "said"),
    [
        ({}, {"cathode.thickness": "80 um"}, "cathode.thickness", 80, "80 um instead of 72 um"),
        ({}, {"stack.mass": "14 g"}, "stack.mass", 14, "14 g instead of the computed 11."),
        ({}, {"cathode.tab.mass": "1 g"}, "cathode.tab.mass", 1, "1 g instead of the"),
        (
            {"stack.mass": {"value": "14 g", "override": True}},
            {},
            "stack.mass",
            14,
            "14 g instead of the computed 11.",
        ),
        (
            {},
            {"casing.density": "2 g/cm^3"},
            "casing.density",
            2,
            "2 g/cm^3 instead of the database's 1.62 g/cm^3",
        ),
        ({}, {"material.lithium.density": "0.5 g/cm^3"}, "anode.density", 0.5, "0.534 g/cm^3"),
        ({}, {"separator.material": "HCPE L1"}, "separator.layers", 12, ""),
    ],
)
def test_an_override_replaces_and_is_listed_with_what_it_replaced(
    build: Build, changes: Any, settings: dict[str, str], name: str, value: float, said: str
) -> None:
    cell = build(write(SOLID | changes), **settings)
    assert cell[name].value == pytest.approx(value)
    assert [said in line for line in cell.overrides] == [True] * bool(said)
    assert cell[name].origin == ("override" if said else "computed")


def test_an_override_is_not_checked(build: Build) -> None:
    wrong = SOLID | {"cathode.coating_density": "2 g/cm^3"}
    with pytest.raises(InconsistentError, match=r"cathode\.coating_density is 2 g/cm\^3"):
        build(write(wrong))
    override = {"value": "2 g/cm^3", "override": True}
    for cell in (
        build(write(SOLID | {"cathode.coating_density": override})),
        build(write(wrong), **{"cathode.coating_density": "2 g/cm^3"}),
    ):
        assert cell["cathode.coating_density"].value == pytest.approx(2)
        assert not any("cathode.coating_density is" in line for line in cell.warnings)


def test_what_is_set_says_which_given_values_no_longer_agree(build: Build) -> None:
    """A redundant N/P ratio: no single release would do, and none is guessed."""
    draft = SOLID | {"np_ratio": 1.432}
    with pytest.raises(InconsistentError, match=r"np_ratio would make it .* --free .*np_ratio"):
        build(write(draft), **{"cathode.areal_capacity": "3 mAh/cm^2"})
    freed = build(write(draft), ["np_ratio"], **{"cathode.areal_capacity": "3 mAh/cm^2"})
    assert freed["np_ratio"].value == pytest.approx(4.1246 / 3, rel=1e-3)


def test_what_is_given_and_not_used_is_reported_and_nothing_else(build: Build) -> None:
    unused = {"lithium.efficiency": "99 %", "catholyte.transference_number": 0.3}
    used = {"casing.internal_thickness": "1 cm", "operation.temperature": "30 degC"}
    found = [line for line in build(write(LIQUID | unused | used)).warnings if "given" in line]
    assert found == [
        "catholyte.transference_number is given, but nothing uses it",
        "lithium.efficiency is given, but nothing uses it",
    ]


def test_what_is_set_and_moves_nothing_is_said_with_what_would(build: Build) -> None:
    line = build(write(SOLID), energy="2 Wh").released[0]
    assert line.startswith(
        "energy is an override: no given value can follow from it; `celldesign s"
    )
    assert "cathode.active_loading" in line
    assert not build(write(SOLID), **{"anode.thickness": "20 um"}).released


def test_charging_beyond_the_onset_of_oxidation_is_said(build: Build) -> None:
    """The paper's membrane oxidises from 4.5 V: 0.15 V above its 4.35 V, below 4.6 V."""
    cell = build(write(SOLID))
    assert cell["separator.oxidation_onset"].value == 4.5
    assert cell["separator.oxidation_margin"].value == pytest.approx(0.15)
    assert not any("oxidises" in each for each in cell.warnings)
    higher = build(write(SOLID | {"operation.window": ["3.0 V", "4.6 V"]}))
    said = "the separator oxidises from 4.5 V on, below the upper cut-off of 4.6 V"
    assert said in higher.warnings


@KINDS
def test_the_result_follows_the_contract(build: Build, draft: dict[str, Any]) -> None:
    result = json.loads(json.dumps(build(write(draft)).to_dict(), allow_nan=False))
    assert {
        *("schema", "name", "software", "design_sha256", "database", "quantities", "layers"),
        *("bill_of_materials", "assumptions", "warnings"),
    } <= set(result)
    assert result["schema"] == 2
    assert result["name"] == draft["name"]
    assert result["software"].startswith("celldesign ")
    assert len(bytes.fromhex(result["design_sha256"])) == 32
    assert result["database"]["url"].startswith("sqlite:///")
    assert result["database"]["dataset"]
    for name, row in result["quantities"].items():
        assert set(row) == {"value", "unit", "std", "origin"}, name
        assert row["origin"] in ORIGINS, name
        assert isinstance(row["value"], float | str | list | None), name
    assert {"stack.specific_energy", "cell.mass", "np_ratio", "cathode.sheets"} <= set(
        result["quantities"]
    )
    for layer in result["layers"]:
        assert set(layer) == {"material", "role", "thickness_um", "count"}
        assert isinstance(layer["count"], int)
    for item in result["bill_of_materials"]:
        assert set(item) == {"material", "part", "mass_g"}
    for name in ("assumptions", "warnings"):
        assert all(isinstance(line, str) for line in result[name])
    masses = sum(item["mass_g"] for item in result["bill_of_materials"])
    assert masses == pytest.approx(result["quantities"]["cell.mass"]["value"])


def test_a_figure_without_bound_has_no_number(build: Build) -> None:
    cell = build(write(NEVER_DEPLETED))
    assert cell["lifetime.cycles_to_depletion"].value == math.inf
    row = cell.to_dict()["quantities"]["lifetime.cycles_to_depletion"]
    assert (row["value"], row["std"]) == (None, None)


def test_values_are_shown_in_the_units_and_words_of_a_design_file(build: Build) -> None:
    quantities = build(write(SOLID | {"cell.rounding": "up"})).quantities
    assert quantities["operation.rate"].value == "C/20"
    assert quantities["stack.outer_electrodes"].value == "double"
    assert quantities["operation.temperature"].value == pytest.approx(60)
    assert quantities["cathode.mass_fraction"].value == pytest.approx([76, 2.8, 21.2])
    assert quantities["cathode.sheets"].value == 6


@KINDS
def test_the_layers_are_as_thick_as_the_stack(build: Build, draft: dict[str, Any]) -> None:
    cell = build(write(draft))
    stack = [layer for layer in cell.layers if layer.role != "casing"]
    thickness = sum(layer.thickness * layer.count for layer in stack)
    assert thickness == pytest.approx(cell.values["stack_thickness"])
    assert all("unnamed" not in layer.material for layer in cell.layers)


@pytest.mark.parametrize("given", ["14 g", "15 g"])
def test_a_given_mass_leaves_a_rest_in_the_bill_of_materials(build: Build, given: str) -> None:
    cell = build(write(SOLID | {"cell.mass": given}))
    assert sum(item.mass for item in cell.bill_of_materials) == pytest.approx(
        float(given[:2]) * 1e-3
    )
    assert cell.bill_of_materials[-1].part == "not accounted for"


def test_a_quantity_is_looked_up_by_its_name(build: Build) -> None:
    cell = build(write(LIQUID))
    assert "stack.mass" in cell
    assert "lithium.efficiency" not in cell
    assert cell.origin("faraday_constant") == "constant"
    with pytest.raises(DesignError, match=r"did you mean .*stack\.mass"):
        cell["stack.mas"]
    with pytest.raises(MissingInputError, match=r"lithium\.efficiency cannot be computed"):
        cell["lithium.efficiency"]


def test_assumptions_list_defaults_estimates_and_notes(build: Build) -> None:
    noted = {"value": "72 um", "note": "measured once"}
    assumptions = build(write(SOLID | {"cathode.thickness": noted})).assumptions
    for start in (
        "A tab of the collector's metal, with a section by the cell's capacity (cathode.tab.mass)",
        "cathode.thickness = 72 um: measured once",
        "material.HCPE L2.density = 1.2 g/cm^3 is an estimate",
    ):
        assert [line.startswith(start) for line in assumptions].count(True) == 1


def _std(value: str, std: str) -> dict[str, str]:
    return {"value": value, "std": std}


def test_deviations_add_in_squares_where_inputs_are_independent(build: Build) -> None:
    cell = build(
        write(
            SOLID
            | {
                "operation.specific_capacity": _std("222 mAh/g", "4.44 mAh/g"),  # 2 %
                "operation.average_voltage": _std("3.789 V", "37.89 mV"),  # 1 %
            }
        )
    )
    # 12 x 30 cm^2 x 16 mg/cm^2 x 222 mAh/g = 1.27872 Ah, x 3.789 V = 4.84507 Wh
    assert cell["energy"].value == pytest.approx(4.84507, rel=1e-6)
    stated = [cell.std_from(name, lambda leaf: not leaf.classed) for name in ("energy", "capacity")]
    assert stated[0] / 3600 == pytest.approx(4.84507 * math.hypot(0.02, 0.01), rel=1e-5)
    assert stated[1] / 3600 == pytest.approx(1.27872 * 0.02, rel=1e-5)
    shares = dict(zip(cell.inputs, cell.contributions["energy"] / 3600, strict=True))
    assert shares["operation.specific_capacity"] == pytest.approx(4.84507 * 0.02, rel=1e-5)
    assert shares["operation.average_voltage"] == pytest.approx(4.84507 * 0.01, rel=1e-5)


def test_a_record_used_twice_is_one_input(build: Build) -> None:
    copper = {f"{e}.collector.material": "copper" for e in ("cathode", "anode")}
    draft = LIQUID | copper | {"material.copper.density": _std("8.96 g/cm^3", "0.0896 g/cm^3")}
    cell = build(write(draft))
    assert cell.inputs.count("material.copper.density") == 1
    place = cell.inputs.index("material.copper.density")
    foils = cell.values["cathode_collector_mass"] + cell.values["anode_collector_mass"]
    assert cell.contributions["stack_mass"][place] == pytest.approx(0.01 * foils)


def test_a_record_that_is_used_twice_is_one_input(build: Build) -> None:
    parts = {"cathode.collector.material": "aluminium", "casing.material": "aluminium"}
    density = {"material.aluminium.density": _std("2.7 g/cm^3", "0.1 g/cm^3")}
    cell = build(write(SOLID | parts | density))
    place = cell.inputs.index("material.aluminium.density")
    names = ("cathode_collector_mass", "casing_mass", "cathode_tab_mass", "cathode_bare_foil_mass")
    both = sum(cell.values[name] for name in names)
    assert cell.contributions["cell_mass"][place] == pytest.approx(both * 0.1 / 2.7)


def test_a_recipe_names_no_material_twice(build: Build) -> None:
    twice = {"NMC811": "50 wt%", "NMC-811": "40 wt%", "HCPE catholyte": "10 wt%"}
    with pytest.raises(MaterialError, match="NMC811 stands there twice"):
        build(write(SOLID | {"cathode.recipe": twice}))


@pytest.mark.parametrize(
    ("part", "material"),
    [
        ("separator.material", "copper"),
        ("casing.material", "LP57"),
        ("anode.material", "graphite"),
        ("cathode.collector.material", "HCPE L2"),
    ],
)
def test_a_part_takes_only_materials_of_its_role(build: Build, part: str, material: str) -> None:
    with pytest.raises(MaterialError, match=f"{part}: a material of the role"):
        build(write(SOLID | {part: material}))


def test_a_share_s_deviation_comes_back_as_given(build: Build) -> None:
    recipe = SOLID["cathode.recipe"]
    name, *_ = recipe
    cell = build(write(SOLID | {"cathode.recipe": recipe | {name: _std(recipe[name], "1 %")}}))
    assert cell["cathode.mass_fraction"].spread[0] == pytest.approx(1)
    assert cell["cathode.active_fraction"].spread == pytest.approx(1)


@pytest.mark.parametrize(
    ("key", "item", "words"),
    [
        ("cell.mass", "1 g", "lighter than its stack"),
        ("cell.volume", "1 cm^3", "smaller than its stack"),
        ("anode.sheets", 20, "cannot alternate"),
        ("stack.count", 4, "6 cathode sheets cannot be shared by 4 stacks that are alike"),
        ("material.NMC811.density", "2700 g/cm^3", "a value from"),
        ("material.NMC811.specific_capacity", "-5 mAh/g", "a value from"),
    ],
)
def test_what_cannot_be_is_refused(build: Build, key: str, item: Any, words: str) -> None:
    with pytest.raises(CelldesignError, match=words):
        build(write(SOLID | {key: item}))


@pytest.mark.parametrize(
    ("key", "item", "words"),
    [
        ("resistance.dc", "20 ohm", "resistance.dc is 20 ohm"),
        ("separator.layers", 10, "separator.layers is 10"),
        ("operation.average_voltage", "5.5 V", "outside the window"),
        ("operation.temperature", "-20 degC", "instead of -20 degC"),
    ],
)
def test_what_is_unlikely_is_said(build: Build, key: str, item: Any, words: str) -> None:
    window = {"operation.window": ["3.0 V", "4.2 V"]}
    assert any(words in line for line in build(write(SOLID | window | {key: item})).warnings)


def test_contributions_have_a_number_for_each_input(build: Build) -> None:
    cell = build(write(SOLID))
    for name, contribution in cell.contributions.items():
        assert contribution.shape == (len(cell.inputs),), name
        assert cell.stds[name] == pytest.approx(np.linalg.norm(contribution), nan_ok=True)


def test_what_states_no_standard_uncertainty_has_that_of_its_class(build: Build) -> None:
    cell = build(write(SOLID))
    # as good as a careful drawing: 1 % of 50 mm, and a quarter of a point of 76 %
    assert cell["cathode.width"].std == pytest.approx(0.5)
    assert cell.given.leaves["cathode_mass_fraction"][0].std == pytest.approx(0.0025)
    guess = {"value": "50 mm", "note": "not stated"}
    assert build(write(SOLID | {"cathode.width": guess}))["cathode.width"].std == pytest.approx(5)
    said = [each for each in cell.assumptions if "standard uncertainties are those" in each]
    assert len(said) == 1


def test_conditions_counts_and_what_is_set_are_exact(build: Build) -> None:
    cell = build(write(SOLID), **{"cathode.thickness": "75 um"})
    for name in ("cathode.thickness", "cathode.sheets", "operation.temperature"):
        assert cell[name].std is None
    leaves = cell.given.leaves
    assert leaves["operation_lower_voltage"][0].std is None
    assert leaves["cathode_width"][0].manufacture
    assert not leaves["casing_density"][0].manufacture


def test_counts_stay_where_they_are_while_inputs_vary(build: Build) -> None:
    # 5 Ah are 7.44 sheets: 10 % more or less of the areal capacity would make it 7 or 8.
    draft = LIQUID | {
        "cathode.areal_capacity": _std("3.5 mAh/cm^2", "0.35 mAh/cm^2"),
        "cell.target_capacity": _std("5 Ah", "1 Ah"),
    }
    cell = build(write(draft))
    assert cell["cathode.sheets"].value == 7
    assert cell["cathode.sheets"].spread is None
    loading = cell.contributions["capacity_at_rest"][cell.inputs.index("cathode.areal_capacity")]
    assert loading == pytest.approx(0.1 * cell.values["capacity_at_rest"])
