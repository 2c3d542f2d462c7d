import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import DRAFTS, SOLID, SOLIDS, Draft, convert, write

from celldesign.cell.result import Cell

Build = Callable[..., Cell]
IN_PLANE = ("cathode.width", "cathode.height", "anode.overhang", "separator.overhang")

ROUTES = (
    ("areal_capacity", "porosity"),
    ("areal_capacity", "thickness"),
    ("loading", "porosity"),
    ("loading", "thickness"),
    ("loading", "coating_density"),
    ("active_loading", "thickness"),
    ("thickness", "coating_density"),
    ("thickness", "porosity"),
    ("active_loading", "density_excess"),
)


def assert_same(a: Cell, b: Cell) -> None:
    assert set(a.values) == set(b.values)
    for name, value in a.values.items():
        np.testing.assert_allclose(b.values[name], value, rtol=1e-9, atol=1e-14, err_msg=name)


@given(DRAFTS)
def test_the_bill_of_materials_sums_to_the_cells_mass(build: Build, draft: Draft) -> None:
    cell = build(write(draft))
    masses = [item.mass for item in cell.bill_of_materials]
    assert min(masses) > 0
    assert sum(masses) == pytest.approx(cell.values["cell_mass"], rel=1e-9)
    assert "not accounted for" not in {item.part for item in cell.bill_of_materials}


@given(DRAFTS)
def test_volume_fractions_and_porosity_sum_to_one(build: Build, draft: Draft) -> None:
    values = build(write(draft)).values
    for electrode in ("cathode", "anode"):
        if f"{electrode}_volume_fraction" in values:
            total = np.sum(values[f"{electrode}_volume_fraction"]) + values[f"{electrode}_porosity"]
            assert total == pytest.approx(1, rel=1e-12)


@given(SOLIDS)
def test_lithium_is_conserved_from_assembly_through_charge(build: Build, draft: Draft) -> None:
    v = build(write(draft)).values
    moved = v["capacity"] + v["lithium_formation_charge"]
    assert v["lithium_charged_charge"] == pytest.approx(v["lithium_excess_charge"] + moved)
    charge_per_volume = v["anode_density"] * v["anode_nominal_specific_capacity"]
    foils = v["anode_sheets"] * v["anode_single_side_area"] * v["anode_thickness"]
    assert v["lithium_excess_charge"] == pytest.approx(foils * charge_per_volume)
    growth = v["stack_thickness_charged"] - v["stack_thickness"]
    assert growth * v["cathode_single_side_area"] * charge_per_volume == pytest.approx(moved)


@given(DRAFTS)
def test_energy_is_capacity_times_voltage_and_everything_uses_it(
    build: Build, draft: Draft
) -> None:
    v = build(write(draft)).values
    assert v["energy"] == pytest.approx(v["capacity"] * v["operation_average_voltage"])
    for whole in ("stack", "cell"):
        assert v[f"{whole}_specific_energy"] * v[f"{whole}_mass"] == pytest.approx(v["energy"])
        assert v[f"{whole}_energy_density"] * v[f"{whole}_volume"] == pytest.approx(v["energy"])


@given(DRAFTS)
def test_twice_the_area_is_twice_the_capacity_at_the_same_specific_energy(
    build: Build, draft: Draft
) -> None:
    root = math.sqrt(2)
    larger = {key: (draft[key][0] * root, draft[key][1]) for key in IN_PLANE}
    a, b = build(write(draft)).values, build(write(draft | larger)).values
    assert b["capacity"] == pytest.approx(2 * a["capacity"])
    assert b["stack_mass"] == pytest.approx(2 * a["stack_mass"])
    for name in ("stack_specific_energy", "stack_energy_density", "np_ratio", "stack_thickness"):
        assert b[name] == pytest.approx(a[name]), name


@given(DRAFTS, st.data())
def test_the_units_of_the_file_change_nothing(
    build: Build, draft: Draft, data: st.DataObject
) -> None:
    other = convert(draft, lambda units: data.draw(st.sampled_from(units)))
    a, b = build(write(draft)), build(write(other))
    assert_same(a, b)
    assert set(a.stds) == set(b.stds)
    for name, std in a.stds.items():
        scale = np.max(np.abs(a.values[name]))
        np.testing.assert_allclose(b.stds[name], std, rtol=1e-6, atol=1e-9 * scale, err_msg=name)


@given(DRAFTS, st.sampled_from(ROUTES))
def test_any_sufficient_description_of_a_coating_gives_the_same_cell(
    build: Build, draft: Draft, names: tuple[str, ...]
) -> None:
    described: dict[str, Any] = {"cathode.active_loading": None, "cathode.porosity": None}
    cell = build(write(draft))
    for name in names:
        value = cell[f"cathode.{name}"]
        described[f"cathode.{name}"] = (value.value, value.quantity.unit)
    assert_same(cell, build(write(draft, **described)))


@given(DRAFTS, st.lists(st.floats(0.97, 1.03), min_size=2, max_size=5))
def test_an_array_evaluates_as_the_loop_does(
    build: Build, draft: Draft, factors: list[float]
) -> None:
    cell = build(write(draft))
    plan = cell.plan
    leaves = cell.given.values(sorted(plan.given | plan.database))
    varied = ("cathode_active_loading", "cathode_width", "separator_thickness")
    wide = {name: leaves[name] * np.array(factors) for name in varied}
    wide["cathode_component_density"] = np.multiply.outer(
        leaves["cathode_component_density"], factors
    )
    together = plan.evaluate({**leaves, **wide})
    for i, factor in enumerate(factors):
        alone = plan.evaluate(leaves | {name: leaves[name] * factor for name in wide})
        for name, value in alone.items():
            whole = np.asarray(together[name])
            found = whole[..., i] if whole.ndim > np.ndim(value) and whole.shape[-1] > 1 else whole
            np.testing.assert_allclose(
                np.reshape(found, np.shape(value)), value, rtol=1e-12, atol=1e-14, err_msg=name
            )


@given(DRAFTS, st.data())
def test_a_larger_deviation_of_an_input_never_lowers_that_of_an_output(
    build: Build, draft: Draft, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from([k for k, item in draft.items() if isinstance(item, tuple)]))
    number, unit = draft[key][:2]
    low, high = sorted(data.draw(st.tuples(*2 * [st.floats(0, 0.03)])))
    a, b = (
        build(write(draft | {key: (number, unit, share * abs(number))})) for share in (low, high)
    )
    for name, std in a.stds.items():
        if np.all(np.isfinite(std)):
            noise = 1e-9 * (np.max(np.abs(a.values[name])) + np.max(std))
            assert np.all(b.stds[name] >= std - noise), name


@pytest.mark.parametrize("name", ["energy", "stack_mass", "cell_mass", "lithium_excess_charge"])
def test_deviations_agree_with_a_monte_carlo(build: Build, name: str) -> None:
    wide = {
        "cathode.active_loading": ("16 mg/cm^2", "0.3 mg/cm^2"),
        "anode.thickness": ("40 um", "1 um"),
        "separator.thickness": ("46 um", "2 um"),
        "operation.average_voltage": ("3.789 V", "0.03 V"),
    }
    cell = build(write(SOLID | {k: {"value": v, "std": s} for k, (v, s) in wide.items()}))
    rows, rng = 40_000, np.random.default_rng(1)
    values = cell.given.values(sorted(cell.plan.given | cell.plan.database))
    draws: dict[str, Any] = {}
    for quantity in values:
        (leaf, *others) = cell.given.leaves[quantity]
        if leaf.std and not others:
            normal = draws.setdefault(leaf.address, rng.standard_normal(rows))
            values[quantity] = leaf.value + leaf.std * normal
    sampled = cell.plan.evaluate(values)[name]
    # The standard deviation of a sample's deviation, five times, and a little for curvature.
    assert np.std(sampled) == pytest.approx(cell.stds[name], rel=5 / math.sqrt(2 * rows) + 1e-3)
