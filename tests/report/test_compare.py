import csv
import io
from pathlib import Path

import pytest

from celldesign.report import tables
from celldesign.report.compare import difference_std, groups, headlines, sources, summands

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def paper(build):
    return build(EXAMPLES / "pouch_1Ah.toml")


@pytest.fixture(scope="module")
def thin(build):
    return build(EXAMPLES / "pouch_1Ah.toml", **{"anode.thickness": "20 um", "name": "thin"})


@pytest.fixture(scope="module")
def graphite(build):
    return build(EXAMPLES / "lacey_nmc811_graphite.toml")


def line(cells, name):
    return next(
        line for group in groups(cells) for line in (*group.lines, *group.more) if line.name == name
    )


def test_every_quantity_stands_in_one_group(paper, graphite):
    shown = [
        each.name
        for group in groups([paper, graphite])
        for each in (*group.lines, *group.more)
        if each.name
    ]
    assert len(shown) == len(set(shown))
    assert set(shown) == set(paper.quantities) | set(graphite.quantities)


def test_differences_are_measured_against_the_first(paper, thin):
    found = line([paper, thin], "anode.thickness")
    assert found.differs
    assert [entry.change for entry in found.entries] == ["", "-50 %"]
    assert not line([paper, thin], "cathode.thickness").differs
    assert line([paper, thin], "cathode.porosity").entries[1].change == ""


def test_shares_differ_by_points(paper, build):
    tight = build(EXAMPLES / "pouch_1Ah.toml", **{"lithium.efficiency": "99.15 %"})
    assert line([paper, tight], "lithium.efficiency").entries[1].change == "+1 points"


def test_a_quantity_that_one_cell_lacks_differs(paper, graphite):
    found = line([paper, graphite], "cathode.porosity")
    assert found.differs
    assert found.entries[1] is None


def test_a_cell_is_no_better_than_itself(paper):
    lines = [each for group in groups([paper, paper]) for each in (*group.lines, *group.more)]
    assert not any(entry and entry.best for each in lines for entry in each.entries)
    assert not any(each.differs for each in lines)


def test_the_best_is_marked_where_it_is_beyond_doubt(paper, graphite):
    best = {
        each.name: [entry is not None and entry.best for entry in each.entries]
        for group in groups([paper, graphite])
        for each in group.lines
    }
    assert best["stack.specific_energy"] == [True, False]
    assert best["thermal.energy_per_capacity"] == [False, True]
    assert best["thermal.energy_per_total_charge"] == [False, False]  # the same model, no gap
    assert best["cell.mass"] == [False, False]  # a size has no best


def test_a_shared_database_value_leaves_no_doubt_in_a_difference(paper, thin):
    flat = "thermal_energy_per_total_charge"  # it is the database's heat per charge, in both
    assert paper.stds[flat] > 0
    assert difference_std(paper, thin, flat) < 1e-6 * paper.stds[flat]
    given = difference_std(paper, thin, "cathode_thickness")
    assert given == pytest.approx(2**0.5 * paper.stds["cathode_thickness"])


def test_summands_add_up(paper):
    parts = dict(summands(paper, "cell.mass"))
    assert sum(parts.values()) == pytest.approx(paper["cell.mass"].value)
    assert parts["anode.coating_mass"] == paper["anode.coating_mass"].value
    assert summands(paper, "energy") == [("energy", pytest.approx(paper["energy"].value))]


def test_sources_name_each_source_once(paper, graphite):
    cited = sources([paper, graphite])
    assert len({each.text for each in cited}) == len(cited)
    assert any("Boaretto" in each.text for each in cited)
    assert all(each.taken for each in cited)


def test_headlines_are_known_quantities(paper):
    assert headlines([paper])[0].name == "stack.specific_energy"


def test_csv_carries_values_units_and_deviations(paper, graphite):
    read = list(csv.DictReader(io.StringIO(tables.to_csv([paper, graphite]))))
    row = next(row for row in read if row["quantity"] == "stack.specific_energy")
    assert row["unit"] == "Wh/kg"
    assert float(row[paper.design.name]) == paper["stack.specific_energy"].value
    std = float(row[f"{paper.design.name}, std"])
    assert std == paper["stack.specific_energy"].spread
    assert {row["quantity"] for row in read} == set(paper.quantities) | set(graphite.quantities)


def test_csv_holds_no_formula(build):
    cell = build(EXAMPLES / "pouch_1Ah.toml", name="=1+1")
    assert "\n=1" not in tables.to_csv([cell])
    assert ",=1" not in tables.to_csv([cell])


def test_markdown_escapes_what_a_name_may_hold(paper, build):
    evil = build(EXAMPLES / "pouch_1Ah.toml", name="a|b\n<script>")
    text = tables.to_markdown([paper, evil])
    widths = {row.replace("\\|", "").count("|") for row in text.splitlines() if row[:2] == "| "}
    assert widths == {4}
    assert "<script>" not in text.replace("\\<script\\>", "")


def test_text_marks_the_best(paper, graphite):
    text = tables.to_text([paper, graphite])
    assert "* 357.4 ± 9.7 Wh/kg" in text
    rows = [row for row in text.splitlines() if "±" in row]
    assert len({len(row) for row in rows if not row.endswith("-")}) == 1
