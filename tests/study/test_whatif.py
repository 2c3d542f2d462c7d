import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import DRAFTS, write

from celldesign.design.file import parse_design
from celldesign.errors import CelldesignError, InconsistentError
from celldesign.study.space import BLOCK
from celldesign.study.whatif import prepare_whatif, whatif

EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"

ENERGY, DENSITY = "stack.specific_energy [Wh/kg]", "stack.energy_density [Wh/L]"
pytestmark = pytest.mark.usefixtures("database")


def same(a: pd.DataFrame, b: pd.DataFrame) -> None:
    by = [column for column in a.columns if column != "feasible"]
    a, b = (x.sort_values(by, ignore_index=True) for x in (a, b[a.columns]))
    pd.testing.assert_frame_equal(a, b, rtol=1e-12)


def test_the_papers_question_less_lithium(study):
    frame = study({"anode.thickness": "5:60:5um"}).frame()
    lithium = frame.set_index("anode.thickness [um]")
    assert lithium.loc[40.0, ENERGY] == pytest.approx(357.4, abs=0.05)
    assert lithium.loc[20.0, "lithium.excess_charge [Ah]"] == pytest.approx(0.866, abs=1e-3)
    assert frame[ENERGY].is_monotonic_decreasing
    assert frame["thermal.energy [kJ]"].is_monotonic_increasing
    assert frame["lifetime.cycles_to_depletion"].is_monotonic_increasing


def test_a_grid_equals_the_loop_over_its_points(study, build):
    vary = {
        "anode.thickness": ["20 um", "40 um"],
        "cathode.thickness": ["60 um", "72 um"],
        "cell.target_capacity": ["1 Ah", "3 Ah"],
        "material.NMC811.density": ["4.6 g/cm^3", "4.7 g/cm^3"],
        "operation.temperature": ["25 degC", "60 degC"],
        "separator.material": ["HCPE L2", "HCPE L1"],
    }
    names = ("stack.specific_energy", "cell.mass", "resistance.dc", "lithium.excess_charge")
    frame = study({k: ",".join(v) for k, v in vary.items()}, columns=names).frame()
    assert len(frame) == 2**6
    rows = iter(frame.to_dict("records"))
    order = ("operation.temperature", "separator.material")  # each a build: outermost
    keys = [*order, *(key for key in vary if key not in order)]
    for point in itertools.product(*(vary[key] for key in keys)):
        row = next(rows)
        try:
            cell = build(EXAMPLE, **dict(zip(keys, point, strict=True)))
        except InconsistentError:
            assert not row["feasible"]
            continue
        assert row["feasible"]
        for name in names:
            (label,) = (x for x in row if x.split(" [")[0] == name)
            assert row[label] == pytest.approx(cell[name].value, rel=1e-12)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=DRAFTS, thickness=st.lists(st.floats(8, 30), min_size=2, max_size=3, unique=True))
def test_a_list_equals_the_loop_for_any_cell(catalogue, build, draft, thickness):
    text = write(draft)
    wanted = ("stack.mass", "stack.energy_density")
    listed = ",".join(f"{number!r}um" for number in thickness)
    frame = prepare_whatif(
        parse_design(text),
        {"cathode.collector.thickness": listed},
        catalogue=catalogue,
        columns=wanted,
    ).frame()
    for number, mass in zip(thickness, frame["stack.mass [g]"], strict=True):
        cell = build(text, **{"cathode.collector.thickness": f"{number!r} um"})
        assert mass == pytest.approx(cell["stack.mass"].value, rel=1e-12)


def test_the_order_of_what_is_varied_does_not_matter(study):
    vary = {"anode.thickness": "10:40:10um", "cathode.thickness": "70,75um"}
    turned = dict(reversed(vary.items()))
    same(study(vary).frame(), study(turned).frame())
    for method in ("sobol", "lhs", "random"):
        bounds = {"anode.thickness": "10:40um", "cathode.thickness": "70:75um"}
        turned = dict(reversed(bounds.items()))
        same(
            study(bounds, sample=50, method=method).frame(),
            study(turned, sample=50, method=method).frame(),
        )


@pytest.mark.parametrize("method", ["sobol", "lhs", "random"])
def test_a_seed_reproduces_and_another_does_not(study, method):
    vary = {"anode.thickness": "10:40um", "cell.target_capacity": "1:5Ah", "cathode.sheets": "2:9"}
    frames = [study(vary, sample=100, method=method, seed=s).frame() for s in (3, 3, 4)]
    pd.testing.assert_frame_equal(frames[0], frames[1])
    assert not frames[0].equals(frames[2])
    assert frames[0]["anode.thickness [um]"].between(10, 40).all()
    assert set(frames[0]["cathode.sheets"]) <= set(range(2, 10))


def test_a_sample_is_the_same_however_it_is_cut(study):
    vary = {"anode.thickness": "10:40um", "separator.thickness": "30:60um"}
    for method in ("sobol", "random"):
        (task,) = study(vary, sample=2 * BLOCK + 100, method=method).tasks
        whole = [task.space.rows(start, start + BLOCK) for start in (0, BLOCK)]
        again = task.space.rows(BLOCK, 2 * BLOCK)  # out of turn, and after it
        for name, values in whole[1].items():
            np.testing.assert_array_equal(values, again[name])
            assert not np.array_equal(values, whole[0][name])


def test_cutting_a_study_in_two_and_joining_it_is_the_same_study(study):
    whole = study({"anode.thickness": "1:60:1um"}).frame()
    halves = [study({"anode.thickness": half}).frame() for half in ("1:30:1um", "31:60:1um")]
    same(whole, pd.concat(halves, ignore_index=True))


def test_processes_give_what_one_gives(study):
    run = study({"anode.thickness": "10:40um"}, sample=BLOCK + 1000, columns=["stack.mass"])
    pd.testing.assert_frame_equal(run.frame(workers=1), run.frame(workers=2))


def test_side_by_side_values(study):
    vary = {"anode.thickness": "10,20,30um", "separator.material": "HCPE L2,HCPE L1,HCPE L2"}
    with pytest.raises(CelldesignError, match="as many values for every name"):
        study(vary, zipped=True)
    vary = {"anode.thickness": "10,20um", "separator.material": "HCPE L2,HCPE L1"}
    frame = study(vary, zipped=True).frame()
    assert frame["anode.thickness [um]"].tolist() == pytest.approx([10, 20])
    assert frame["separator.material"].tolist() == ["HCPE L2", "HCPE L1"]


def test_conditions_and_the_best_few(study):
    vary = {"anode.thickness": "1:60:1um", "cathode.thickness": "65:75:1um"}
    whole = study(vary).frame()
    where = "stack.specific_energy > 360 Wh/kg and np_ratio >= 0.5"
    kept = study(vary, where=[where]).frame()
    expected = whole[(whole[ENERGY] > 360) & (whole["np_ratio"] >= 0.5)]
    assert 0 < len(kept) < len(whole)
    same(expected.reset_index(drop=True), kept)
    best = study(vary, top=5, by="stack.energy_density").frame()
    expected = whole[whole["feasible"]].nlargest(5, DENSITY)
    np.testing.assert_allclose(best[DENSITY], expected[DENSITY])
    least = study(vary, top=3, by="thermal.energy", lowest=True).frame()
    assert least["anode.thickness [um]"].tolist() == pytest.approx([1, 1, 1])


def test_the_best_few_of_many_blocks_are_those_of_the_whole(study):
    vary = {"anode.thickness": "1:60um", "separator.thickness": "30:60um"}
    whole = study(vary, sample=3 * BLOCK, columns=["stack.energy_density"]).frame()
    best = study(vary, sample=3 * BLOCK, top=7, by="stack.energy_density", columns=["stack.mass"])
    expected = whole[whole["feasible"]].nlargest(7, DENSITY)[DENSITY].tolist()
    assert best.frame()[DENSITY].tolist() == expected


def test_a_computed_quantity_releases_what_determined_it_and_it_is_said(study, build):
    run = study({"cathode.areal_capacity": "2,3mAh/cm^2"}, columns=["nominal_capacity"])
    assert "cathode.active_loading now follows from cathode.areal_capacity" in run.notes
    energy = study({"energy": "4,5Wh"}, columns=["stack.specific_energy"])
    assert energy.notes[0].startswith("energy is an override: else it is computed from capacity")
    cell = build(EXAMPLE, **{"cathode.areal_capacity": "2 mAh/cm^2"})
    assert run.frame().iloc[0, 1] == pytest.approx(cell["nominal_capacity"].value, rel=1e-12)
    assert not study({"anode.thickness": "2,3um"}).notes


def test_what_bears_on_nothing_shown_is_said(study):
    run = study({"casing.thickness": "50,90um"}, columns=["stack.mass"])
    assert run.notes == ("nothing that is shown depends on casing.thickness",)


def test_a_cell_that_cannot_be_built_is_marked_and_explained(study, build):
    frame = (run := study({"cathode.thickness": "40:80:10um"})).frame()
    assert frame["feasible"].tolist() == [False, False, False, True, True]
    with pytest.raises(InconsistentError) as caught:
        build(EXAMPLE, **{"cathode.thickness": "40 um"})
    assert str(caught.value) == f"{EXAMPLE}: {run.why_not(frame)}"


def test_a_rate_is_looked_up_anew_and_shown_per_hour(study):
    frame = study({"operation.rate": "C/20,C/10"}, columns=["capacity"]).frame()
    assert frame["operation.rate [1/h]"].tolist() == pytest.approx([0.05, 0.1])


@pytest.mark.parametrize(
    ("vary", "options", "message"),
    [
        ({"anode.thickness": "1:60um"}, {}, "steps or a list are required"),
        ({"operation.temperature": "20:60degC"}, {"sample": 9}, "looked up for each"),
        ({"operation.temperature": "20:60:0.001degC"}, {}, "at most 1000 builds"),
        ({"anode.thickness": "1,2um"}, {"columns": ["stack.mas"]}, "did you mean stack.mass"),
        ({"anode.thickness": "1,2um"}, {"where": ["stack.mass"]}, "a comparison is required"),
        ({"anode.thickness": "1,2um"}, {"where": ["stack.mass > 3"]}, "number with a unit"),
        ({"anode.thickness": "1,2um"}, {"where": ["stack.mass > 3 m"]}, "a mass"),
        ({"anode.thickness": "1,2um"}, {"top": 3}, "--top and --by belong together"),
        ({"anode.thickness": "1:2um"}, {"sample": 9, "method": "dice"}, "sobol, lhs, random"),
        ({"anode.thickness": "1:2um"}, {"sample": 10**12}, "a sample of 1 to 1e.10 designs"),
        ({"anode.thickness": "1:2um"}, {"sample": 10**9, "method": "lhs"}, "Latin hypercube"),
        ({"anode.thickness": "1:2um"}, {"sample": 9, "zipped": True}, "not both"),
        ({"separator.material": "HCPE L2,unobtainium"}, {}, "separator.material=unobtainium"),
        ({"material.LFP.density": "3,4g/cm^3"}, {}, "nothing in this design uses it"),
        (
            {"anode.thickness": "1:60:1e-5um", "separator.thickness": "1:2:1e-6um"},
            {},
            r"5,9\d\d,\d{3},\d{3},\d{3} designs",
        ),
    ],
)
def test_what_cannot_be_done_is_refused(study, vary, options, message):
    with pytest.raises(CelldesignError, match=message):
        study(vary, **options)


def test_a_table_too_large_for_memory_is_refused_with_its_size(study):
    run = study({"anode.thickness": "1:60um"}, sample=10**8)
    with pytest.raises(CelldesignError, match=r"100,000,000 designs, \d+\.\d GB.*--where"):
        run.frame()


def test_the_library_call_reads_a_file_by_itself():
    frame = whatif(EXAMPLE, {"anode.thickness": "20um"}, {"separator.thickness": "50 um"})
    assert frame.columns[0] == "anode.thickness [um]"
    assert len(frame) == 1
