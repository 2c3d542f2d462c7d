"""A study of a cell that half-cell curves feed: each row is what `build` gives for it alone."""

import itertools
import pickle
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pytest
from strategies import LIQUID, SOLID, Draft, write

from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.design.file import parse_design
from celldesign.design.writing import design_text
from celldesign.errors import DesignError, InconsistentError
from celldesign.inputs.prepare import prepare
from celldesign.study.pareto import front_of, prepare_pareto, settings_of
from celldesign.study.sensitivity import sensitivity
from celldesign.study.solve import solve
from celldesign.study.uncertainty import uncertainty
from celldesign.vocabulary import find

pytestmark = pytest.mark.usefixtures("database")

BLENDS = {
    "cathode.recipe": {"NMC811": "60 wt%", "LMO": "35 wt%", "C45": "3 wt%", "PVDF": "2 wt%"},
    "anode.recipe": {"graphite": "91 wt%", "silicon": "5 wt%", "CMC": "2 wt%", "SBR": "2 wt%"},
}
COLUMNS = (
    *("operation.specific_capacity", "operation.average_voltage", "operation.hysteresis_voltage"),
    *(
        "operation.energy_efficiency",
        "operation.energy_loss_per_cycle",
        "operation.limit_by_curves",
    ),
    *("capacity", "energy", "stack.specific_energy", "stack.thickness_charged", "np_ratio"),
)
PLAIN: Draft = {"operation.specific_capacity": None, "operation.average_voltage": None}
METAL = {**SOLID, **PLAIN, "operation.window": ["3.0 V", "4.3 V"]}
LOADED = {**LIQUID, "np_ratio": None, "anode.areal_capacity": "3.8 mAh/cm^2"}
# What moves the balance; some of it moves it beyond what the curves allow.
VARIED: list[tuple[Draft, dict[str, list[str]]]] = [
    (LIQUID, {"np_ratio": ["0.7", "0.95", "1.1", "1.4"]}),
    (LIQUID, {"cathode.areal_capacity": ["2 mAh/cm^2", "4 mAh/cm^2"], "np_ratio": ["1", "1.2"]}),
    (LOADED, {"cathode.areal_capacity": ["3 mAh/cm^2", "5 mAh/cm^2", "9 mAh/cm^2"]}),
    (LOADED, {"anode.areal_capacity": ["0.01 mAh/cm^2", "3 mAh/cm^2", "4 mAh/cm^2"]}),
    (LIQUID, {"material.NMC811.first_cycle_efficiency": ["80 %", "90 %", "98 %"]}),
    (LIQUID, {"cathode.recipe.NMC811": ["90 %", "96 %"], "anode.recipe.graphite": ["93 %"]}),
    (
        LIQUID | BLENDS,
        {"anode.recipe.silicon": ["0 %", "1 %", "9 %"], "cathode.recipe.LMO": ["0 %", "20 %"]},
    ),
    (LIQUID | BLENDS, {"np_ratio": ["0.8", "1", "1.2"]}),
    (METAL, {"cathode.active_loading": ["10 mg/cm^2", "16 mg/cm^2"]}),
    (METAL | {"operation.window": ["3.0 V", "4.9 V"]}, {"cathode.thickness": ["72 um", "80 um"]}),
]


def rows(vary: dict[str, list[str]]) -> list[dict[str, str]]:
    return [dict(zip(vary, each, strict=True)) for each in itertools.product(*vary.values())]


def agree(cell: Cell, row: Mapping[Hashable, Any], names: Sequence[str] = COLUMNS) -> None:
    for name in names:
        if name in cell:
            quantity, value = find(name), cell[name].value
            found = row[name if quantity.unit == "1" else f"{name} [{quantity.unit}]"]
            if quantity.choices:
                assert found == value, name
            else:
                assert found == pytest.approx(value, rel=1e-9, abs=1e-9), name


@pytest.mark.parametrize(("draft", "vary"), VARIED)
def test_every_row_is_a_build(
    build: Any, study: Any, catalogue: Catalogue, draft: Draft, vary: dict[str, list[str]]
) -> None:
    design = parse_design(write(draft), "f.toml")
    texts = {name: ",".join(values) for name, values in vary.items()}
    known = [name for name in COLUMNS if find(name).flat in prepare(design, catalogue)[1].known]
    frame = study(texts, design, columns=known).frame()
    for point, row in zip(rows(vary), frame.to_dict("records"), strict=True):
        try:
            cell = build(write(draft), **point)
        except InconsistentError:
            assert not row["feasible"]
            continue
        assert row["feasible"]
        agree(cell, row)


def test_shares_that_leave_nothing_to_the_others_are_refused(build: Any, study: Any) -> None:
    shares = {"cathode.recipe.NMC811": "90 wt%", "cathode.recipe.PVDF": "20 wt%"}
    design = parse_design(write(LIQUID), "f.toml")
    for run in (lambda: build(write(LIQUID), **shares), lambda: study(shares, design)):
        with pytest.raises(DesignError, match="must sum to 100 %: given 110 % set"):
            run()


def test_a_sample_and_a_front_are_builds(build: Any, catalogue: Catalogue) -> None:
    design = parse_design(write(LIQUID | BLENDS), "f.toml")
    vary = {"np_ratio": "0.9:1.3", "anode.recipe.silicon": "1:9 wt%"}
    front = {"maximise": ["stack.specific_energy"], "minimise": ["operation.energy_loss_per_cycle"]}
    columns = ["operation.specific_capacity", "operation.hysteresis_voltage"]
    study = prepare_pareto(design, vary, **front, columns=columns, sample=64, catalogue=catalogue)
    frame = front_of(study)
    for row, point in zip(frame.to_dict("records"), settings_of(study, frame), strict=True):
        cell = build(write(LIQUID | BLENDS), **point)
        agree(cell, row, (*columns, "stack.specific_energy", "operation.energy_loss_per_cycle"))


def test_what_is_solved_is_what_builds(build: Any) -> None:
    design = parse_design(write(LIQUID), "f.toml")
    target = build(write(LIQUID), np_ratio="1.23")["operation.specific_capacity"].value
    text = f"{target!r} mAh/g"
    found = solve(design, {"np_ratio": "1.05:1.5"}, {"operation.specific_capacity": text})
    assert found.kind == "solved"
    assert float(found.settings["np_ratio"]) == pytest.approx(1.23, rel=1e-5)
    far = solve(design, {"np_ratio": "1.05:1.5"}, {"operation.specific_capacity": "260 mAh/g"})
    assert far.kind == "unreachable"


def test_spreads_reach_through_the_curves(build: Any) -> None:
    # An anode that loses more than the cathode brings, so that its loss goes with its mass.
    lossy = LIQUID | {
        "material.NMC811.first_cycle_efficiency": "97 %",
        "material.graphite.first_cycle_efficiency": "90 %",
    }
    draft = lossy | {"np_ratio": (1.2, "1", 0.01)}
    cell = build(write(draft))
    name = "operation.specific_capacity_at_rest"
    label = f"{name} [mAh/g]"
    up, down = (build(write(lossy), np_ratio=text)[name].value for text in ("1.21", "1.19"))
    half = cell.contributions[name.replace(".", "_")][cell.inputs.index("np_ratio")]
    assert half / 3600 == pytest.approx((up - down) / 2, rel=1e-9)
    found = uncertainty(parse_design(write(draft), "f.toml"), columns=[name], count=4096)
    assert found.outputs.loc[label, "first-order std"] == pytest.approx(cell[name].spread, rel=1e-9)
    assert found.outputs.loc[label, "std"] == pytest.approx(cell[name].spread, rel=0.1)


def test_elasticities_reach_through_the_curves(build: Any) -> None:
    table = sensitivity(parse_design(write(LIQUID), "f.toml"), ["capacity"]).set_index("input")
    pinned = {"cathode.sheets": build(write(LIQUID))["cathode.sheets"].value}
    draft = write(LIQUID | pinned)
    up, down = (build(draft, np_ratio=repr(1.1 * k))["capacity"].value for k in (1.01, 0.99))
    expected = (up - down) / 0.02 / build(draft)["capacity"].value
    assert expected != 0
    assert table.loc["np_ratio", "elasticity"] == pytest.approx(expected, rel=1e-9)
    assert not [name for name in table.index if name.startswith("curve.")]


def test_a_job_with_curves_travels(study: Any) -> None:
    prepared = study({"np_ratio": "1,1.2"}, parse_design(write(LIQUID | BLENDS), "f.toml"))
    packed = pickle.dumps(prepared.tasks)
    assert len(packed) < 10**6
    task = pickle.loads(packed)[0]
    found = [each.job.evaluate(each.space.rows(0, 2), 2) for each in (task, prepared.tasks[0])]
    for name, values in found[0].items():
        assert values.tolist() == found[1][name].tolist()


def test_a_share_that_was_set_stays_in_the_file(build: Any) -> None:
    recipe = {"NMC811": "95 +/- 1 wt%", "C45": "3 wt%", "PVDF": "2 wt%"}
    design = parse_design(write(LIQUID | {"cathode.recipe": recipe}), "f.toml")
    shares = {"cathode.recipe.NMC811": "90 wt%"}
    text = design_text(design, shares | {"np_ratio": "1.2"})
    again, once = build(text), build(write(LIQUID), np_ratio="1.2", **shares)
    assert again.values["cathode_mass_fraction"].tolist() == pytest.approx([0.9, 0.06, 0.04])
    assert again.values["capacity"] == pytest.approx(once.values["capacity"], rel=1e-9)
    assert build(text, **{"cathode.recipe.PVDF": "1 wt%"}).values[
        "cathode_mass_fraction"
    ].tolist() == pytest.approx([0.9, 0.09, 0.01])
