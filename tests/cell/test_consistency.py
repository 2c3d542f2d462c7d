import re
from collections.abc import Callable
from pathlib import Path

import pytest
from strategies import SOLID, write

from celldesign.cell.build import build_cell
from celldesign.cell.explain import explain
from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.design.file import parse_design
from celldesign.errors import InconsistentError

Build = Callable[..., Cell]


@pytest.mark.parametrize(
    ("key", "item", "checks", "outcome"),
    [
        ("cathode.areal_capacity", "2.89 mAh/cm^2", {}, ""),
        ("cathode.areal_capacity", "2.93 mAh/cm^2", {}, "1.7 %"),
        ("cathode.areal_capacity", "3.10 mAh/cm^2", {}, "7.1 %"),
        ("cathode.areal_capacity", "3.25 mAh/cm^2", {}, "error 11 %"),
        ("cathode.areal_capacity", "2.89 mAh/cm^2", {"warn": "0.1 %"}, "0.35 %"),
        ("cathode.areal_capacity", "2.93 mAh/cm^2", {"warn": "2 %"}, ""),
        ("cathode.areal_capacity", "2.93 mAh/cm^2", {"error": "1.5 %"}, "error 1.7 %"),
        ("cathode.areal_capacity", "3.25 mAh/cm^2", {"error": "20 %"}, "11 %"),
        ("cathode.porosity", "3.5 %", {}, ""),  # 2.8 % by thickness: 0.7 points, though 20 % off
        ("cathode.porosity", "5 %", {}, "2.2 points"),
        ("cathode.porosity", "14 %", {}, "error 11 points"),
        ("cathode.porosity", "14 %", {"error": "12 %"}, "11 points"),
    ],
)
def test_a_contradiction_warns_or_is_an_error_by_its_size(
    build: Build, key: str, item: str, checks: dict[str, str], outcome: str
) -> None:
    text = write(SOLID | {key: item} | {f"checks.{name}": size for name, size in checks.items()})
    if outcome.startswith("error"):
        with pytest.raises(InconsistentError) as raised:
            build(text)
        said = [str(raised.value)]
        assert "override = true" in raised.value.mend
    else:
        said = [line for line in build(text).warnings if "apart" in line]
        assert len(said) == bool(outcome)
    for line in said:
        assert f"({outcome.removeprefix('error ')} apart)" in line
        both = "cathode.active_loading"
        assert key in line
        assert both in line
        assert re.search(r" is [\d.]+ \S+, but .* make it [\d.]+ ", line)


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"cathode.loading": "20 mg/cm^2"}, ["cathode.loading"]),
        ({"capacity": "1.25 Ah", "energy": "4.736 Wh"}, ["capacity"]),
        ({"capacity": "1.25 Ah", "energy": "4.6 Wh"}, ["capacity", "energy"]),
        ({"cell.thickness": "1.9 mm"}, ["cell.thickness"]),
        (
            {"cell.thickness": "1.9 mm", "cathode.loading": "20 mg/cm^2"},
            ["cathode.loading", "cell.thickness"],
        ),
        ({"cathode.thickness": "69 um"}, ["the cathode's coating"]),
    ],
)
def test_a_contradiction_is_said_once(
    build: Build, changes: dict[str, str], names: list[str]
) -> None:
    warnings = build(write(SOLID | changes)).warnings
    said = sorted(line for line in warnings if "apart" in line or "denser" in line)
    assert [line[: len(name)] for line, name in zip(said, names, strict=True)] == names


def test_what_rests_on_a_contradiction_is_not_said_again(build: Build) -> None:
    draft = SOLID | {"cathode.thickness": None, "cathode.porosity": "3 %"}
    density = build(write(draft))["stack.energy_density"].value
    draft |= {"stack.energy_density": f"{1.05 * density} Wh/L"}
    (said,) = (line for line in build(write(draft)).warnings if "apart" in line)
    assert said.startswith("stack.energy_density is")
    lines = build(write(draft | {"cathode.loading": "20 mg/cm^2"})).warnings
    (said,) = (line for line in lines if "apart" in line)
    assert said.startswith("cathode.loading is")


def test_all_contradictions_beyond_the_limit_are_in_one_error(build: Build) -> None:
    wrong = {"cell.thickness": "2.5 mm", "cathode.areal_capacity": "4 mAh/cm^2"}
    with pytest.raises(InconsistentError) as raised:
        build(write(SOLID | wrong))
    assert all(f"{name} is" in str(raised.value) for name in wrong)


def test_a_given_thickness_does_not_contradict_a_size_that_only_a_default_states(
    build: Build,
) -> None:
    text = (
        Path("examples/coin_2032.toml")
        .read_text()
        .replace(
            'spacer_thickness = { value = "1.5 mm", note = "spacers and pressed spring" }',
            'internal_thickness = "1.2 mm"',  # of 2.7 mm between the lids: nobody said no spacers
        )
    )
    cell = build(text)
    assert "casing_spacer_thickness" in {step.quantity for step in cell.plan.spare}
    assert not [line for line in cell.warnings if "apart" in line]


SHEETS = {"cathode.sheets": 20, "anode.sheets": 20}


def test_given_counts_are_not_held_against_a_default_s_third_but_against_each_other(
    build: Build,
) -> None:
    """20 and 20 sheets alternate in 39 pairs, whatever is assumed of extra sheets."""
    cell = build(write(SOLID | SHEETS))
    assert cell["stack.faces"].value == 39
    assert not any("apart" in line for line in cell.warnings)
    with pytest.raises(InconsistentError, match=r"stack\.faces is 60, but .* make it 39 "):
        build(write(SOLID | SHEETS | {"stack.faces": 60}))


def test_what_was_given_is_blamed_and_not_the_recipe(build: Build) -> None:
    with pytest.raises(InconsistentError) as raised:
        build(write(SOLID | {"cathode.porosity": "30 %"}))
    assert "cathode.active_loading, cathode.thickness would make it" in str(raised.value)
    assert "mass_fraction" not in str(raised.value)


def test_a_contradiction_can_be_explained(build: Build, catalogue: Catalogue) -> None:
    design = parse_design(write(SOLID | {"cathode.porosity": "30 %"}))
    cell = build_cell(design, catalogue, tolerant=True)
    assert any("apart" in line for line in cell.warnings)
    assert explain(cell, "cathode.porosity").text == "30.0 ± 1.5 %"
