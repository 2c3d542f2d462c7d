from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celldesign.errors import CelldesignError
from celldesign.study.roots import crossings, descend
from celldesign.study.solve import solve

EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"
ENERGY = {"stack.specific_energy": "365 Wh/kg"}
ONE_MEMBRANE = {"separator.layers_per_pair": "1"}
pytestmark = pytest.mark.usefixtures("database")


def test_solve_then_build_gives_the_target(build):
    found = solve(EXAMPLE, {"anode.thickness": "1:60um"}, ENERGY)
    assert found.kind == "solved"
    assert 10 < found.designs["anode.thickness [um]"].iloc[0] < 16
    cell = build(EXAMPLE, **found.settings)
    assert cell["stack.specific_energy"].value == pytest.approx(365, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "span", "target", "value"),
    [
        ("separator.thickness", "10:80um", "stack.energy_density", "800 Wh/L"),
        ("material.NMC811.density", "4:5g/cm^3", "cathode.solid_density", "3.05 g/cm^3"),
        ("price.NMC811", "10:40$/kg", "cost.per_energy", "330 $/kWh"),
        ("operation.average_voltage", "3:4V", "energy", "4.9 Wh"),
    ],
)
def test_any_input_solves_for_any_result(build, name, span, target, value):
    found = solve(EXAMPLE, {name: span}, {target: value})
    assert found.kind == "solved"
    cell = build(EXAMPLE, **found.settings)
    assert cell[target].value == pytest.approx(float(value.split()[0]), rel=1e-6)


def test_a_target_may_be_a_rate(build):
    """By hand: 2 F D c (n L + n_c) / ((1 - t+) (n L)^2) is the areal capacity in five hours.

    The catholyte holds the salt of n_c, 48 % of 70 um.
    """
    target = {"operation.limiting_rate": "C/5"}
    found = solve(EXAMPLE, {"separator.thickness": "10:90um"}, target)
    assert found.kind == "solved"
    flow = 2 * 96485.33 * 2.2e-12 * 850 / 0.86 / (103680 / 18000)
    held = build(EXAMPLE)["cathode.salt_volume"].si
    whole = (flow + (flow**2 + 4 * flow * held) ** 0.5) / 2
    assert found.designs.iloc[0].tolist() == pytest.approx([1e6 * whole / 2, 0.2])


def test_what_cannot_be_reached_answers_with_the_best_and_what_limits():
    found = solve(EXAMPLE, {"anode.thickness": "1:60um"}, {"stack.specific_energy": "400 Wh/kg"})
    assert found.kind == "unreachable"
    assert found.designs.iloc[0].tolist() == pytest.approx([1, 369], rel=2e-3)
    assert "cannot be reached: at most 369" in found.messages[0]
    assert "limits it most is the separator thickness" in found.messages[1]
    assert "separator.thickness: +1.3" in found.messages[2]


def test_a_target_between_two_counts_is_said_to_be():
    found = solve(EXAMPLE, {"cell.target_capacity": "0.5:5Ah"}, {"capacity": "1.4 Ah"})
    assert found.kind == "unreachable"
    assert "where a count of layers changes" in found.messages[0]
    assert found.messages[1].startswith("the nearest is 1.492 Ah, at cell.target_capacity = ")


@pytest.mark.parametrize(
    ("vary", "target", "nearest"),
    [
        ({"cathode.sheets": "2:12"}, {"capacity": "1.5 Ah"}, "1.492 Ah, at cathode.sheets = 7"),
        (
            {"anode.thickness": "1,60um"},
            {"stack.specific_energy": "365 Wh/kg"},
            "369.3 Wh/kg, at anode.thickness = 1 um",
        ),
    ],
)
def test_a_target_between_two_of_the_values_is_said_to_be(vary, target, nearest):
    found = solve(EXAMPLE, vary, target)
    assert found.kind == "unreachable"
    assert found.messages == (
        f"{next(iter(target))} passes over the target between values of {next(iter(vary))}",
        f"the nearest is {nearest}",
    )


def test_what_takes_long_says_how_far_it_is():
    seen = []
    vary = {"anode.thickness": "1:60um", "separator.thickness": "10:90um"}
    solve(EXAMPLE, vary, ENERGY, progress=lambda done, total: seen.append((done, total)))
    assert seen[0][0] == 0
    assert seen == sorted(seen)
    assert seen[-1][0] < seen[-1][1]


def test_two_unknowns_and_two_targets(build):
    wanted = {"stack.specific_energy": "400 Wh/kg", "stack.energy_density": "800 Wh/L"}
    vary = {"anode.thickness": "1:60um", "separator.thickness": "10:90um"}
    found = solve(EXAMPLE, vary, wanted)
    assert found.kind == "solved"
    assert len(found.designs) == 1
    cell = build(EXAMPLE, **found.settings)
    for name, text in wanted.items():
        assert cell[name].value == pytest.approx(float(text.split()[0]), rel=1e-6)


def test_fewer_targets_than_unknowns_are_a_family(build):
    vary = {"anode.thickness": "1:60um", "separator.thickness": "10:90um"}
    found = solve(EXAMPLE, vary, {"stack.specific_energy": "400 Wh/kg"})
    assert found.kind == "family"
    first = found.designs["anode.thickness [um]"].head(3)
    assert first[0] == pytest.approx(30.5, abs=1)  # the middle, then the ends
    assert sorted(first[1:]) == pytest.approx([1, 60], abs=1)
    np.testing.assert_allclose(found.designs["stack.specific_energy [Wh/kg]"], 400, rtol=1e-6)
    cell = build(EXAMPLE, **found.settings)
    assert cell["stack.specific_energy"].value == pytest.approx(400, rel=1e-6)


def test_more_targets_than_unknowns_get_the_best_fit():
    wanted = {"stack.specific_energy": "400 Wh/kg", "stack.energy_density": "600 Wh/L"}
    found = solve(EXAMPLE, {"separator.thickness": "10:90um"}, wanted)
    assert found.kind == "over-determined"
    assert "2 targets for 1 unknown" in found.messages[0]


def test_published_figures_tell_that_the_membranes_are_81_to_96_um_a_gap():
    found = solve(
        EXAMPLE, {"separator.thickness": "20:150um"}, settings=ONE_MEMBRANE, published=True
    )
    assert found.kind == "family"
    thickness = found.designs["separator.thickness [um]"]
    assert 81 <= thickness.min() < thickness.max() <= 96
    assert found.left_out == ("resistance.dc",)


def test_what_is_unsaid_besides_makes_the_family_wider():
    vary = {"separator.thickness": "20:150um", "cathode.collector.thickness": "12:20um"}
    found = solve(EXAMPLE, vary, settings=ONE_MEMBRANE, published=True)
    thickness = found.designs["separator.thickness [um]"]
    assert 81 <= thickness.min() < 90
    assert 94 < thickness.max() <= 97
    np.testing.assert_allclose(found.designs["stack.specific_energy [Wh/kg]"], 358, rtol=0.0101)
    np.testing.assert_allclose(found.designs["stack.energy_density [Wh/L]"], 694, rtol=0.0101)


def test_one_membrane_of_the_texts_thickness_cannot_be_what_was_published():
    found = solve(
        EXAMPLE, {"separator.thickness": "40:50um"}, settings=ONE_MEMBRANE, published=True
    )
    assert "stack.energy_density" in found.left_out or found.kind == "unreachable"


@pytest.mark.parametrize(
    ("vary", "targets", "options", "message"),
    [
        ({"anode.thickness": "1:60um"}, {}, {}, "either targets or the published"),
        ({"anode.thickness": "1:60um"}, ENERGY, {"published": True}, "either targets or"),
        ({}, ENERGY, {}, "at least one name"),
        ({"anode.thickness": "1:60um"}, {"stack.specific_energy": "365"}, {}, "with a unit"),
        ({"anode.thickness": "1:60um"}, {"stack.specific_energy": "365 g"}, {}, "an energy per"),
        ({"anode.thickness": "1:60um"}, {"stack.energi": "1 Wh"}, {}, "did you mean"),
        ({"anode.thickness": "1:60um"}, {"casing.mass": "2 g"}, {}, "does not depend on anode"),
        ({"separator.material": "HCPE L2,HCPE L1"}, ENERGY, {}, "an unknown between two bounds"),
        ({"operation.temperature": "20:60degC"}, ENERGY, {}, "an unknown between two bounds"),
        ({"cell.rounding": "up,down"}, ENERGY, {}, "a choice is no unknown"),
        ({"anode.thickness": "60:1um"}, ENERGY, {}, "a range that rises"),
        (
            {"cathode.thickness": "20:30um"},
            {"stack.thickness": "2 mm"},
            {},
            "no cell can be built with cathode.thickness",
        ),
    ],
)
def test_what_cannot_be_sought_is_refused(vary, targets, options, message):
    with pytest.raises(CelldesignError, match=message):
        solve(EXAMPLE, vary, targets, **options)


@given(st.lists(st.floats(-0.9, 0.9), min_size=1, max_size=4, unique=True))
def test_all_crossings_are_found(roots):
    if min(np.diff(np.sort(roots)), default=1) < 0.01:
        return

    def miss(x):
        return np.prod([x - root for root in roots], axis=0)

    found, jumps, *_ = crossings(miss, -1.0, 1.0, 1e-12)
    assert jumps == 0
    assert found.tolist() == pytest.approx(sorted(roots), abs=1e-6)


def test_a_jump_is_no_root():
    found, jumps, *_ = crossings(lambda x: np.where(x < 0.3, -1.0, 1.0), 0.0, 1.0, 1e-9)
    assert (len(found), jumps) == (0, 1)


def test_descending_stays_within_the_bounds():
    def miss(points):
        return np.array([points[:, 0] + points[:, 1] - 3, points[:, 0] - points[:, 1]])

    starts = np.random.default_rng(0).random((50, 2))
    points, misses = descend(miss, starts, np.zeros(2), np.array([1.0, 5.0]))
    assert (points >= 0).all()
    assert (points <= [1, 5]).all()
    best = points[np.argmin(np.sum(misses**2, axis=0))]
    assert best.tolist() == pytest.approx([1, 1.5], abs=1e-5)
