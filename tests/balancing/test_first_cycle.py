"""The first cycle takes its charge with half-cell curves and without, and never in silence."""

from collections.abc import Callable

import pytest
from strategies import LIQUID, SOLID, write

from celldesign.cell.result import Cell

Build = Callable[..., Cell]
BARE = LIQUID | {"anode.recipe": {"graphite-silicon": "95 wt%", "PAA": "5 wt%"}}
NAMES = ("cathode.first_cycle_efficiency", "anode.first_cycle_efficiency")


def test_an_anode_without_a_curve_loses_its_first_charge(build: Build) -> None:
    key = "material.graphite-silicon.first_cycle"
    cell = build(write(BARE), **{f"{key}_efficiency": "75 %", f"{key}_conversion": "100 %"})
    assert not cell.given.curves
    cathode, anode = (cell[name].si for name in NAMES)
    # The cathode gives 1 / eta of its reversible charge, and the blend keeps a quarter of it.
    left = anode / cathode
    assert anode == pytest.approx(0.75)
    assert cell["capacity"].si == pytest.approx(left * cell["nominal_capacity"].si)


def test_a_given_factor_replaces_the_loss(build: Build) -> None:
    for draft in (BARE, LIQUID):
        cell = build(write(draft | {"operation.capacity_factor": "90 %"}))
        assert cell["capacity_at_rest"].si == pytest.approx(0.9 * cell["nominal_capacity"].si)


def test_a_blend_goes_by_charge(build: Build) -> None:
    recipe = {"graphite": "86 wt%", "silicon": "10 wt%", "PAA": "4 wt%"}
    settings = {
        "material.graphite.first_cycle_efficiency": "94.1 %",
        "material.graphite.specific_capacity": "344 mAh/g",
        "material.silicon.first_cycle_efficiency": "85 %",
        "material.silicon.specific_capacity": "2300 mAh/g",
    }
    cell = build(write(LIQUID | {"anode.recipe": recipe}), **settings)
    # (86 x 344 + 10 x 2300) / (86 x 344 / 0.941 + 10 x 2300 / 0.85)
    assert cell["anode.first_cycle_efficiency"].value == pytest.approx(89.89, abs=0.01)


def test_more_anode_loses_more(build: Build) -> None:
    lossy = {
        "material.NMC811.first_cycle_efficiency": "97 %",
        "material.graphite.first_cycle_efficiency": "90 %",
    }
    lost = []
    for ratio in (1.1, 1.3):
        cell = build(write(LIQUID | {"np_ratio": ratio}), **lossy)
        found = cell.given.balanced
        assert found is not None
        inventory = found.cells.cathode_low + found.ratio * found.cells.anode_low
        lost.append(float(1 + (1 - found.cells.cathode_high) * (1 / 0.97 - 1) - inventory))
        assert cell["capacity"].si < cell["nominal_capacity"].si
    assert lost[1] / lost[0] == pytest.approx(1.3 / 1.1, rel=1e-3)


def test_an_unknown_efficiency_is_an_assumption_with_a_range(build: Build) -> None:
    cell = build(
        write(LIQUID | {"cathode.recipe": {"NCO": "95 wt%", "C45": "3 wt%", "PVDF": "2 wt%"}})
    )
    assert cell["cathode.first_cycle_efficiency"].value == pytest.approx(92)
    assert cell["cathode.first_cycle_efficiency"].spread == pytest.approx(4)
    said = [each for each in cell.assumptions if "NCO.first_cycle_efficiency" in each]
    assert said == [
        "material.NCO.first_cycle_efficiency is not known and taken as 92 ± 4 %, "
        "as cathode materials have it"
    ]


def test_a_metal_anode_keeps_the_cathodes_reversible_charge(build: Build) -> None:
    draft = {name: value for name, value in SOLID.items() if name != "operation.specific_capacity"}
    cell = build(write(draft))
    assert cell["operation.first_cycle_factor"].value == 100
    assert cell["operation.specific_capacity"].value == pytest.approx(222)
