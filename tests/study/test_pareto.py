from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from celldesign.design.file import parse_design, read_design
from celldesign.design.writing import design_text, write_designs
from celldesign.errors import CelldesignError
from celldesign.study.evolve import evolved
from celldesign.study.pareto import front_of, pareto, prepare_pareto, settings_of
from celldesign.study.selection import undominated
from celldesign.study.whatif import prepare_whatif

EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"
VARY = {"anode.thickness": "5:60um", "separator.thickness": "20:60um", "cathode.width": "40:50mm"}
MORE, LESS = ["stack.specific_energy"], ["thermal.energy", "cost.per_energy"]
pytestmark = pytest.mark.usefixtures("database")


@given(arrays(float, st.tuples(st.integers(1, 60), st.integers(2, 4)), elements=st.integers(0, 9)))
def test_a_front_is_what_the_definition_says(costs):
    front = set(undominated(costs).tolist())
    for i, mine in enumerate(costs):
        beaten = any((other <= mine).all() and (other < mine).any() for other in costs)
        twin = any((costs[j] == mine).all() for j in range(i))
        assert (i in front) == (not beaten and not twin)


@pytest.fixture
def study(catalogue):
    def run(**options):
        options = {"sample": 2000, **options}
        return prepare_pareto(EXAMPLE, VARY, MORE, LESS, catalogue=catalogue, **options)

    return run


def test_no_point_of_a_front_is_dominated_and_none_of_the_sample_dominates_it(study, catalogue):
    front = front_of(study())
    labels = ["stack.specific_energy [Wh/kg]", "thermal.energy [kJ]", "cost.per_energy [USD/kWh]"]
    whole = prepare_whatif(
        EXAMPLE, VARY, catalogue=catalogue, sample=2000, columns=[*MORE, *LESS]
    ).frame()
    whole = whole[whole["feasible"]]
    signs = np.array([-1, 1, 1])
    every, best = whole[labels].to_numpy() * signs, front[labels].to_numpy() * signs
    for point in best:
        assert not ((every <= point).all(axis=1) & (every < point).any(axis=1)).any()
    assert front[labels[0]].is_monotonic_increasing


def test_conditions_hold_on_the_front(study):
    front = front_of(study(where=["np_ratio > 1"]))
    assert (front["np_ratio"] > 1).all()
    with pytest.raises(CelldesignError, match="no design meets the conditions"):
        front_of(study(where=["np_ratio > 100"]))


def test_the_designs_of_a_front_are_written_back_and_build(study, build, tmp_path):
    run = study()
    front = front_of(run).head(3)
    rows = [(f"front {i}", each) for i, each in enumerate(settings_of(run, front))]
    written = write_designs(read_design(EXAMPLE), iter(rows), tmp_path / "front")
    assert [path.name for path in written] == ["001.toml", "002.toml", "003.toml"]
    for path, energy in zip(written, front["stack.specific_energy [Wh/kg]"], strict=True):
        assert build(path)["stack.specific_energy"].value == pytest.approx(energy, rel=1e-9)


def test_a_design_written_back_without_changes_is_the_same_design(build):
    for path in sorted(EXAMPLE.parent.glob("pouch*.toml")):
        again = build(design_text(read_design(path), {}))
        mine = build(path)
        assert again.values.keys() == mine.values.keys()
        for name, value in mine.values.items():
            np.testing.assert_array_equal(again.values[name], value)


def test_every_kind_of_setting_can_be_written_back(build):
    settings = {
        "anode.thickness": "20 um",
        "material.NMC811.density": "4.7 g/cm^3",
        "separator.material": "HCPE L1",
        "operation.upper_voltage": "4.3 V",
        "price.NMC811": "20 $/kg",
        "name": 'a "quoted" name',
    }
    text = design_text(read_design(EXAMPLE), settings)
    assert parse_design(text).name == 'a "quoted" name'
    again, mine = build(text), build(EXAMPLE, **settings)
    for name, value in mine.values.items():
        np.testing.assert_array_equal(again.values[name], value)


def test_a_capacity_set_with_a_cut_off_is_written_back_as_it_is(build):
    settings = {
        "operation.upper_voltage": "4.3 V",
        "operation.specific_capacity": "210 mAh/g",
    }
    text = design_text(read_design(EXAMPLE), settings)
    again, mine = build(text), build(EXAMPLE, **settings)
    assert again.values["operation_specific_capacity"] == pytest.approx(210 * 3600)
    for name, value in mine.values.items():
        np.testing.assert_array_equal(again.values[name], value)
    twice = design_text(parse_design(text), {"operation.upper_voltage": "4.25 V"})
    assert 'value = "4.25 V", override = true, replaced = "4.35 V"' in twice


def test_what_replaces_nothing_is_refused():
    text = EXAMPLE.read_text("utf-8").replace('"4.35 V"]', '{ value = "4.3 V", replaced = "4 V" }]')
    with pytest.raises(CelldesignError, match="goes with an override"):
        parse_design(text)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(CelldesignError, match="cannot be made"):
        write_designs(read_design(EXAMPLE), iter([("a", {})]), tmp_path / "taken")


def test_evolution_beats_the_sample_and_is_reproducible(study):
    pytest.importorskip("pymoo")
    run = study(sample=100)
    sample, bred = front_of(run), front_of(evolved(run, 5, seed=2))
    label = "stack.specific_energy [Wh/kg]"
    assert bred[label].max() > sample[label].max()
    again = front_of(evolved(run, 5, seed=2))
    np.testing.assert_array_equal(bred[label], again[label])


@pytest.mark.parametrize(
    ("more", "less", "message"),
    [
        (["stack.mass"], [], "two objectives"),
        (["stack.mass"], ["stack.mass"], "named once"),
        (["stack.mas"], ["energy"], "did you mean"),
        (["cell.rounding"], ["energy"], "one number"),
    ],
)
def test_objectives_without_sense_are_refused(more, less, message):
    with pytest.raises(CelldesignError, match=message):
        pareto(EXAMPLE, VARY, more, less)
