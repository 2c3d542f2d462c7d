import sys
from pathlib import Path

import pytest
from markup import checked

from celldesign.app import main

PAPER = str(Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml")
GRAPHITE = str(Path(PAPER).parent / "graphite_68Ah.toml")
VARY = "--vary", "anode.thickness=10:60:5um"
COLUMNS = "--columns", "stack.specific_energy,stack.mass"


@pytest.fixture
def written(monkeypatch, tmp_path, capsys):
    """Run a command with --html, and return its page."""

    def call(*arguments):
        path = tmp_path / "out.html"
        monkeypatch.setattr(sys, "argv", ["celldesign", *arguments, "--html", str(path)])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capsys.readouterr()
        assert exit_.value.code in (0, None), printed.err
        assert (printed.out, printed.err.splitlines()[-1]) == ("", f"wrote {path}")
        text = path.read_text()
        found = checked(text)
        assert not found.faults
        assert not found.loaded
        assert len(set(found.ids)) == len(found.ids)
        return text, found.figures

    return call


def curves(figures):
    return [t for f in figures for t in f["data"] if t.get("hoverinfo") != "skip"]


def test_whatif_draws_each_result_with_its_band(written, build):
    text, figures = written("whatif", PAPER, *VARY, *COLUMNS)
    assert "stack.specific_energy [Wh/kg] over anode.thickness [µm]" in text
    assert len(figures) == len(curves(figures)) == 2
    low, high, line = figures[0]["data"]
    cell = build(Path(PAPER), **{"anode.thickness": "20 um"})
    place, value = line["x"].index(20.0), cell["stack.specific_energy"]
    assert line["y"][place] == pytest.approx(value.value)
    assert high["y"][place] - line["y"][place] == pytest.approx(value.spread)
    assert line["y"][place] - low["y"][place] == pytest.approx(value.spread)
    assert line["customdata"][place] == f"{value.value:.1f} ± {value.spread:.1f}"


def test_a_second_value_has_a_line_for_each(written):
    _, figures = written("whatif", PAPER, *VARY, "--vary", "separator.thickness=20,46um", *COLUMNS)
    names = [trace["name"] for trace in curves(figures)]
    assert names == ["separator.thickness 20 um", "separator.thickness 46 um"] * 2


def test_words_make_a_table_without_lines(written):
    text, figures = written("whatif", PAPER, "--vary", "thermal.model=charge,two-term", *COLUMNS)
    assert not figures
    assert "two-term" in text


def test_cells_that_cannot_be_built_are_gaps(written):
    text, figures = written("whatif", PAPER, "--vary", "separator.width=40:60:5mm", *COLUMNS)
    assert "cannot be built" in text
    assert curves(figures)[0]["y"][0] is None


def test_sensitivity_is_a_tornado(written):
    _, (figure,) = written("sensitivity", PAPER)
    down, up = figure["data"]
    assert down["y"][0] == "separator.thickness"
    assert down["base"] == pytest.approx(357.37, abs=0.1)
    assert up["x"][0] < 0 < down["x"][0]  # a thicker membrane weighs more


def test_uncertainty_is_a_histogram(written):
    text, figures = written("uncertainty", PAPER, "-n", "500", *COLUMNS)
    assert len(figures) == 2
    assert all(sum(f["data"][0]["y"]) == pytest.approx(100) for f in figures)
    assert "cells, %" in text


def test_a_front_is_drawn_over_its_objectives(written):
    goals = "--maximise", "stack.specific_energy", "--minimise", "thermal.energy"
    text, _ = written("pareto", PAPER, "--vary", "anode.thickness=5:60um", *goals, "--sample", "64")
    assert "thermal.energy [kJ] over stack.specific_energy [Wh/kg]" in text
    assert "Pareto-optimal" in text
    assert "anode.thickness=5:60um" in text


def test_cost_is_split_and_curved_and_its_doubts_are_named(written, build):
    text, figures = written("cost", GRAPHITE)
    materials, stages, kinds, curve, doubts = figures
    cell = build(Path(GRAPHITE))
    sums = [sum(sum(t["x"]) for t in f["data"]) for f in (materials, stages, kinds)]
    assert sums[0] == pytest.approx(cell["cost.materials"].value)
    assert sums[2] == pytest.approx(cell["price.cell"].value)
    electricity = float(cell.values["cost_electricity"])
    assert sum(sums[:2]) + electricity == pytest.approx(cell["cost.cell"].value)
    (line,) = curve["data"]
    assert line["y"] == sorted(line["y"], reverse=True)  # a larger plant is cheaper
    (mark,) = curve["layout"]["annotations"]
    assert 10 ** mark["x"] == pytest.approx(cell["economics.annual_capacity"].value)
    assert mark["text"] == "here 50"
    (bar,) = doubts["data"]
    contributions = cell.contributions["cost_per_energy"] ** 2
    share = contributions[cell.inputs.index("price.NMC811")] / contributions.sum()
    assert bar["y"][0] == "price.NMC811"
    assert bar["x"][0] == pytest.approx(100 * share)
    assert len(bar["x"]) == 5
    assert "Assumptions" in text


def test_a_gap_leaves_the_rest_of_the_cost_on_its_page(monkeypatch, tmp_path, capsys):
    path = tmp_path / "cost.html"
    lacey = str(Path(PAPER).parent / "lacey_lfp_graphite.toml")
    monkeypatch.setattr(sys, "argv", ["celldesign", "cost", lacey, "--html", str(path)])
    with pytest.raises(SystemExit):
        main()
    assert not checked(path.read_text()).faults
