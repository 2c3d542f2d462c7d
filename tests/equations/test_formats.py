"""Formats and anodes beyond the stacked pouch: geometry, fit, conversion, and what each refuses."""

import math
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import LIQUID, SOLID, SOLIDS, Draft, write

from celldesign.cell.result import Cell
from celldesign.equations.format.jelly_roll import (
    jelly_roll_length_from_diameter,
    jelly_roll_outer_diameter,
)
from celldesign.equations.kinds import FORMATS
from celldesign.errors import DesignError, InconsistentError, MaterialError, MissingInputError

Build = Callable[..., Cell]
EXAMPLES = Path(__file__).parents[2] / "examples"
SHEETS = dict.fromkeys(("cathode.width", "cathode.height", "cell.target_capacity"))
CAN = {
    "cell.outer_diameter": "21 mm",
    "cell.outer_height": "70 mm",
    "casing.material": "nickel-plated steel",
    "casing.thickness": "0.2 mm",
    "casing.headspace": "5 mm",
    "jelly_roll.mandrel_diameter": "3 mm",
}
ROUND = {**LIQUID, **SHEETS, **CAN, "format": "cylindrical"}
BOX = {
    **LIQUID,
    "format": "prismatic",
    "cell.target_capacity": None,
    "cell.outer_width": "90 mm",
    "cell.outer_height": "130 mm",
    "cell.thickness": "20 mm",
    "casing.material": "aluminium can",
    "casing.thickness": "0.5 mm",
}
FLAT = {**BOX, **SHEETS, "format": "wound prismatic", "jelly_roll.mandrel_diameter": "0 mm"}
FLAT |= {"jelly_roll.count": 2, "jelly_roll.clearance": "0.5 mm"}


def test_a_spiral_times_its_thickness_is_the_annulus(build: Build) -> None:
    v = build(write(ROUND)).values
    annulus = (
        math.pi / 4 * (v["jelly_roll_outer_diameter"] ** 2 - v["jelly_roll_mandrel_diameter"] ** 2)
    )
    assert v["jelly_roll_length"] * v["jelly_roll_winding_thickness"] == pytest.approx(annulus)
    assert v["cathode_width"] == v["jelly_roll_length"]
    room = v["casing_internal_diameter"]
    assert v["jelly_roll_outer_diameter"] + v["jelly_roll_winding_thickness"] == pytest.approx(room)


@given(*(st.floats(low, high) for low, high in ((5, 50), (0, 4), (0, 200), (1e-4, 1e-3))))
def test_diameter_and_length_of_a_roll_are_each_others_inverse(
    outer: float, core: float, flat: float, turn: float
) -> None:
    length = jelly_roll_length_from_diameter(outer, core, flat, turn)
    assert jelly_roll_outer_diameter(length, turn, core, flat) == pytest.approx(outer)


def test_a_length_from_the_can_from_a_capacity_and_given_agree(build: Build) -> None:
    first = build(write(ROUND))
    length = f"{first['jelly_roll.length'].value!r} mm"
    capacity = f"{first['nominal_capacity'].value!r} Ah"
    for changes in ({"cathode.width": length}, {"cell.target_capacity": capacity}):
        again = build(write(ROUND, **changes))
        assert not [each for each in again.warnings if "apart" in each]
        for name in ("jelly_roll_outer_diameter", "cell_mass", "capacity", "jelly_roll_clearance"):
            assert again.values[name] == pytest.approx(first.values[name]), name


def test_a_looser_roll_is_no_contradiction(build: Build) -> None:
    cell = build(write(ROUND, **{"cathode.width": "700 mm"}))
    assert not [each for each in cell.warnings if "apart" in each]
    assert cell["casing.fill_factor"].value < 96


@pytest.mark.parametrize(
    ("draft", "settings", "message"),
    [
        (ROUND, {"cathode.width": "1.5 m"}, r"the roll of 2\d.*mm does not fit its can with room"),
        (ROUND, {"jelly_roll.mandrel_diameter": "20.6 mm"}, "no room is left to wind"),
        (ROUND, {"casing.headspace": "80 mm"}, "no room is left for the electrodes"),
        (
            FLAT,
            {"cathode.width": "20 m", "jelly_roll.flat_width": "70 mm"},
            "rolls of .* do not fit",
        ),
        (BOX, {"cathode.sheets": 200}, "the stack of .* does not fit its case"),
        (BOX, {"cathode.width": "95 mm"}, "does not fit"),
        ({**LIQUID, "casing.internal_thickness": "1.0 mm"}, {}, "the stack of .* room for 1 mm"),
    ],
)
def test_what_does_not_fit_is_an_error_with_both_numbers(
    build: Build, draft: Draft, settings: Draft, message: str
) -> None:
    with pytest.raises(InconsistentError, match=message):
        build(write(draft, **settings))


@pytest.mark.parametrize("draft", [ROUND, BOX, FLAT], ids=["round", "box", "flat"])
def test_masses_sum_and_the_case_is_filled(build: Build, draft: Draft) -> None:
    cell = build(write(draft))
    masses = [item.mass for item in cell.bill_of_materials]
    assert sum(masses) == pytest.approx(cell.values["cell_mass"], rel=1e-9)
    assert min(masses) > 0
    assert 0.9 < cell.values["casing_fill_factor"] <= 1 + 1e-9


def test_sheets_fill_a_case_and_one_more_would_not_fit(build: Build) -> None:
    cell = build(write(BOX))
    sheets = cell["cathode.sheets"].value
    assert sheets > 10
    assert cell["stack.thickness"].value <= cell["casing.internal_thickness"].value
    more = build(write(BOX, **{"cathode.sheets": int(sheets) + 1}))
    assert cell["casing.fill_factor"].value <= 95 < more["casing.fill_factor"].value


def test_stacks_that_share_a_case_are_alike(build: Build) -> None:
    one, two = (build(write(BOX, **{"stack.count": count})) for count in (1, 2))
    a, b = one.values, two.values
    assert b["cathode_sheets"] % 2 == 0
    assert b["anode_sheets"] == b["cathode_sheets"] + 2
    assert b["stack_faces"] == 2 * b["cathode_sheets"]
    assert b["separator_layers"] == b["stack_faces"]
    assert b["stack_thickness"] <= 0.95 * b["casing_internal_thickness"]
    assert b["cathode_sheets"] <= a["cathode_sheets"]
    # Of a capacity each stack takes half, rounded for itself: 5 Ah are 7.44 sheets, 2 x 3.72.
    halved = build(write(LIQUID, **{"stack.count": 2}))
    assert halved["cathode.sheets"].value == 8
    masses = [item.mass for item in halved.bill_of_materials]
    assert sum(masses) == pytest.approx(halved.values["cell_mass"], rel=1e-9)
    folded = build(write(LIQUID, **{"stack.count": 2, "separator.folding": "z-folded"}))
    assert folded["separator.folds"].value == folded["separator.layers"].value - 2


@pytest.mark.parametrize("extra", [-1, 0, 1])
@pytest.mark.parametrize("outer", ["double", "single"])
@pytest.mark.parametrize("stacks", [1, 3])
def test_a_filled_case_has_no_room_for_one_more(
    build: Build, extra: int, outer: str, stacks: int
) -> None:
    ends = {"anode.extra_sheets": extra, "stack.outer_electrodes": outer, "stack.count": stacks}
    deep = BOX | ends | {"cell.thickness": "80 mm"}
    full = build(write(deep))
    more = build(write(deep, **{"cathode.sheets": int(full["cathode.sheets"].value) + stacks}))
    assert full["casing.fill_factor"].value <= 95 < more["casing.fill_factor"].value


def test_rolls_fill_their_case_without_a_clearance_given(build: Build) -> None:
    cell = build(write(FLAT, **{"jelly_roll.clearance": None, "electrolyte.overfill": "0 %"}))
    v = cell.values
    assert v["jelly_roll_clearance"] == pytest.approx(v["jelly_roll_winding_thickness"])
    room = 2 * (v["jelly_roll_outer_diameter"] + v["jelly_roll_clearance"])
    assert room == pytest.approx(v["casing_internal_thickness"])


@pytest.mark.parametrize("extra", [{}, {"stack.outer_electrodes": "single"}])
def test_an_anode_free_stack_plates_on_facing_sides(build: Build, extra: Draft) -> None:
    cell = build(EXAMPLES / "anode_free.toml", **extra)
    bare = 2 * cell["anode.sheets"].value - cell["anode.coated_sides"].value
    assert bare == (2 if extra else 0)
    disc = build(
        EXAMPLES / "anode_free.toml",
        **{"format": "coin", "casing.material": "stainless steel", "casing.thickness": "0.25 mm"},
        **{"cell.outer_diameter": "20 mm", "cell.outer_height": "3.2 mm"},
        **{f"{part}.diameter": "14 mm" for part in ("cathode", "anode", "separator")},
    )
    assert disc["anode.coated_sides"].value == 1


def test_a_foil_has_no_bare_side(build: Build) -> None:
    metal = {**SOLID, "cathode.sheets": None, "casing.internal_thickness": "5 mm"}
    metal |= {"stack.target_fill_factor": "80 %"}
    counts = {
        build(write(metal, **{"stack.outer_electrodes": outer}))["cathode.sheets"].value
        for outer in ("single", "double")
    }
    assert len(counts) == 1


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_a_capacity_counts_faces_and_not_sheets(build: Build, extra: int) -> None:
    cell = build(write(LIQUID, **{"cell.target_capacity": "60 Ah", "anode.extra_sheets": extra}))
    face = cell.values["cathode_areal_capacity"] * cell.values["cathode_single_side_area"]
    assert abs(cell.values["stack_faces"] * face - 60 * 3600) <= face * (1 + 1e-9)


def test_two_flat_rolls_hold_what_one_of_twice_the_length_does(build: Build) -> None:
    given_length = {
        "jelly_roll.flat_width": "60 mm",
        "cathode.width": "2 m",
        "cell.thickness": None,
    }
    two = build(write(FLAT, **given_length))
    one = build(write(FLAT, **{**given_length, "jelly_roll.count": 1, "cathode.width": "4 m"}))
    at_rest = one["capacity_at_rest"].value
    assert two["capacity_at_rest"].value == pytest.approx(at_rest)
    assert two.values["cathode_coating_mass"] == pytest.approx(one.values["cathode_coating_mass"])


def test_the_strip_resists_by_how_its_tabs_stand(build: Build) -> None:
    found = {
        kind: build(write(ROUND, **{"cathode.tab.arrangement": kind})).values[
            "cathode_collector_resistance"
        ]
        for kind in ("edge", "spread", "end")
    }
    assert found["edge"] < found["spread"] < found["end"]
    assert found["end"] == pytest.approx(4 * found["spread"])


@pytest.mark.parametrize("target", ["cylindrical", "wound prismatic", "prismatic"])
@settings(max_examples=20)
@given(draft=SOLIDS)
def test_a_change_of_format_at_equal_areas_keeps_coatings_and_collectors(
    build: Build, target: str, draft: Draft
) -> None:
    plain = {
        key: value for key, value in draft.items() if not key.endswith(("overhang", "arrangement"))
    }
    plain |= {"anode.extra_sheets": 0}
    a = build(write(plain))
    sheets, width = float(a.values["cathode_sheets"]), float(a["cathode.width"].value)
    changes = {
        "format": target,
        "casing.material": "steel can",
        "casing.thickness": "1 mm",
        "cathode.height": f"{float(a['cathode.height'].value)!r} mm",
        "cell.outer_height": "4 m",
    }
    if target != "cylindrical":
        changes["cell.outer_width"] = "4 m"
    if target == "prismatic":
        changes |= {
            "cell.thickness": "900 mm",
            "cathode.sheets": str(int(sheets)),
            "cathode.width": f"{width!r} mm",
        }
    else:
        changes |= {
            "jelly_roll.mandrel_diameter": "99 mm",
            "cathode.width": f"{sheets * width!r} mm",
        }
        changes |= {"jelly_roll.anode_excess": "0 mm", "jelly_roll.separator_excess": "0 mm"}
        flat = {"jelly_roll.flat_width": "50 mm"}
        changes |= flat if target != "cylindrical" else {}
    b = build(write(plain), **changes)
    names = ["cathode_coating_mass", "cathode_collector_mass", "anode_collector_mass"]
    for name in [*names, "anode_coating_mass"]:
        assert b.values[name] == pytest.approx(a.values[name]), name


def test_a_converted_design_names_what_the_format_needs(build: Build) -> None:
    with pytest.raises(MissingInputError, match=r"jelly_roll\.mandrel_diameter"):
        build(EXAMPLES / "pouch_1Ah.toml", format="cylindrical")
    assert build(EXAMPLES / "pouch_1Ah.toml", format="pouch")["cathode.sheets"].value == 6


@pytest.mark.parametrize(
    ("draft", "changes", "message"),
    [
        (
            SOLID,
            {"jelly_roll.mandrel_diameter": "3 mm"},
            "the format pouch has no jelly_roll.mandrel_diameter",
        ),
        (ROUND, {"casing.seal_margin": "3 mm"}, "it belongs to pouch"),
        (ROUND, {"separator.folding": "z-folded"}, "the format cylindrical has no separator.fold"),
        (FLAT, {"stack.count": 2}, "it belongs to pouch and prismatic"),
        (LIQUID, {"separator.folds": -1}, "a value from 0"),
        (LIQUID, {"separator.folding": "crumpled"}, "one of cut, z-folded, wrapped"),
        (LIQUID, {"format": "sphere"}, "an unknown format"),
    ],
)
def test_wrong_sections_and_values_are_refused(
    build: Build, draft: Draft, changes: Draft, message: str
) -> None:
    with pytest.raises(DesignError, match=re.escape(message)) as caught:
        build(write(draft, **changes))
    assert "line" in str(caught.value)


def test_folds_take_membrane(build: Build) -> None:
    cut, folded, wrapped = (
        build(write(LIQUID, **{"separator.folding": kind}))
        for kind in ("cut", "z-folded", "wrapped")
    )
    for cell in (folded, wrapped):
        more = cell.values["separator_area"] - cut.values["separator_area"]
        assert more == pytest.approx(cell.values["separator_fold_area"])
        assert 0 < more < 0.01 * cut.values["separator_area"]
        assert cell.values["separator_mass"] > cut.values["separator_mass"]
    assert folded["separator.folds"].value == folded["separator.layers"].value - 1
    assert wrapped["separator.folds"].value == wrapped["cathode.sheets"].value


def test_an_anode_free_cell_has_no_reserve(build: Build) -> None:
    cell = build(EXAMPLES / "anode_free.toml")
    v = cell.values
    assert v["lithium_mass"] == v["lithium_excess_charge"] == v["lithium_facing_excess_charge"] == 0
    assert "np_ratio" not in cell
    assert "lifetime.cycles_to_depletion" not in cell
    assert v["lithium_charged_charge"] == pytest.approx(v["capacity"])
    assert cell["lithium.plated_thickness"].value == pytest.approx(4.85 * 16 * 0.222, rel=2e-3)
    cycles = cell["lifetime.cycles_to_retention"].value
    assert cell["lithium.efficiency"].value / 100 == pytest.approx(0.8 ** (1 / cycles))
    assert "lithium" not in {item.material for item in cell.bill_of_materials}
    growth = v["stack_thickness_charged"] - v["stack_thickness"]
    assert growth == pytest.approx(12 * v["lithium_plated_thickness"])


def test_an_anode_free_cell_delivers_what_its_lithium_leaves(build: Build) -> None:
    # 100, 98, 96.04 ... % of 4.845 Wh: eleven cycles stay above 80 %.
    known = {"lithium.efficiency": "98 %", "lifetime.cycle_limit": "11"}
    cell = build(EXAMPLES / "anode_free.toml", **known)
    summed = sum(4.84507 * 0.98**cycle for cycle in range(11))
    assert cell["lifetime.delivered_energy"].value == pytest.approx(summed / 1000, rel=1e-6)
    alone = build(EXAMPLES / "anode_free.toml")
    assert alone["lifetime.cycles"].value == alone["lifetime.cycles_to_retention"].value
    assert alone["lifetime.cycle_limit"].origin == "assumed"
    assert "cost.per_throughput" in alone
    faded = build(EXAMPLES / "anode_free.toml", **{"lifetime.fade_per_cycle": "0.1 %"})
    assert "lifetime.fade_per_cycle is given, but nothing uses it" in faded.warnings


@pytest.mark.parametrize("name", ["anode_free", "pouch_1Ah"])
def test_lithium_that_is_never_lost_ends_no_life(build: Build, name: str) -> None:
    lossless = {"lithium.efficiency": "100 %", "lifetime.cycle_limit": "500"}
    path = EXAMPLES / f"{name}.toml"
    assert build(path, **lossless)["lifetime.cycles"].value == 500
    del lossless["lifetime.cycle_limit"]
    assert build(path, **lossless).values["lifetime_cycles"] == np.inf


def test_an_anode_free_sodium_cell_plates_sodium(build: Build) -> None:
    settings = {"anode.plates.material": "sodium"}
    sodium = build(EXAMPLES / "anode_free.toml", **settings)["lithium.plated_thickness"].value
    lithium = build(EXAMPLES / "anode_free.toml")["lithium.plated_thickness"].value
    assert sodium / lithium == pytest.approx((22.98977 / 0.968) / (6.94 / 0.534), rel=1e-3)
    with pytest.raises(MaterialError, match="plates another metal"):
        build(EXAMPLES / "pouch_1Ah.toml", **settings)


def test_a_coin_uses_one_face_of_each_disc(build: Build) -> None:
    cell = build(EXAMPLES / "coin_2032.toml")
    assert cell["cathode.area"].value == pytest.approx(1.5394, rel=1e-4)
    assert cell["capacity"].value == pytest.approx(1.5394e-3 * 1.1 * 190 / 180, rel=1e-4)
    assert cell.values["lithium_facing_excess_charge"] == cell.values["lithium_excess_charge"]
    with pytest.raises(InconsistentError, match="does not fit its can"):
        build(EXAMPLES / "coin_2032.toml", **{"separator.diameter": "19.8 mm"})


def test_a_composite_anode_breathes_with_its_particles(build: Build) -> None:
    cell = build(write(LIQUID))
    v = cell.values
    graphite = np.dot(v["anode_volume_fraction"], v["anode_component_volume_change"])
    anode = (
        v["anode_coated_sides"]
        * v["anode_single_side_thickness"]
        * graphite
        / v["np_ratio_operating"]
    )
    cathode = (
        v["cathode_coated_sides"]
        * v["cathode_single_side_thickness"]
        * v["cathode_active_swelling"]
    )
    assert v["stack_thickness_change"] == pytest.approx(anode + cathode)
    whole = v["stack_thickness"] + v["stack_thickness_change"]
    assert v["stack_thickness_charged"] == pytest.approx(whole)
    given = {"operation.specific_capacity": "195 mAh/g", "operation.average_voltage": "3.7 V"}
    full = build(write(LIQUID, np_ratio=0.8, **given)).values
    assert full["np_ratio_operating"] < 1
    assert full["anode_swelling"] == pytest.approx(full["anode_active_swelling"])
    tight = f"{1e3 * float(v['stack_thickness']) + 1e-3!r} mm"
    with pytest.raises(InconsistentError, match=r"the charged stack of .* does not fit"):
        build(write(LIQUID, **{"casing.internal_thickness": tight}))


def test_packs_are_labelled_assumptions(build: Build) -> None:
    cell = build(write(LIQUID))
    share = cell["pack.specific_energy"].value / cell["cell.specific_energy"].value
    assert share == pytest.approx(0.65)
    assert any("pack.cell_mass_fraction" in each for each in cell.assumptions)


def test_every_format_builds(build: Build) -> None:
    coin = EXAMPLES / "coin_2032.toml"
    designs = [write(LIQUID), write(BOX), write(FLAT), write(ROUND), coin]
    built = {build(each).design.format for each in designs}
    assert built | {"unit"} == set(FORMATS)
