import json
from pathlib import Path

import numpy as np
import pytest

from celldesign.errors import DesignError
from celldesign.report import plot
from celldesign.report.embed import figure_data, numbers_table, plotly_script, policy, scripts
from celldesign.report.figures import bars, dated, histogram, lines, points, ranked, tornado
from celldesign.report.html import environment

EXAMPLES = Path(__file__).parents[2] / "examples"
EVIL = "</script><!--<b onclick=alert(1)>&"
X = ("x", [0.0, 1.0, 2.0])


def drawings(text):
    """One figure of each kind, with a text wherever one is taken."""
    return [
        bars(text, text, [(text, {text: 1.0})], {text: ("#0072b2", True)}),
        lines(text, (text, X[1]), text, [(text, [1.0, 2.0, 3.0])], [[0.1, 0.1, 0.1]]),
        tornado(text, text, 1.0, [(text, 0.5, 1.5)]),
        ranked(text, text, [(text, 1.0, text)]),
        histogram(text, text, [1, 2], [0.0, 1.0, 2.0]),
        points(text, (text, [1.0]), (text, [2.0]), text),
        dated(text, text, [(text, [(2020, 1.0)])]),
    ]


@pytest.mark.parametrize("number", range(7))
def test_no_text_is_taken_for_markup(number):
    data = str(figure_data(drawings(EVIL)[number]))
    assert not {"<", ">", "&"} & set(data)
    texts = [json.dumps(json.loads(data))]
    assert "<b onclick" not in texts[0]
    assert "&lt;b onclick" in texts[0]
    macros = environment().get_template("figures.html.jinja").module
    drawn = str(macros.drawn_figure(drawings(EVIL)[number]))
    assert drawn.count("</script>") == 1
    assert "<b onclick" not in drawn


@pytest.mark.parametrize("number", range(7))
def test_every_kind_is_what_plotly_takes(number):
    """Its figure class refuses what its schema does not have."""
    graph_objects = pytest.importorskip("plotly.graph_objects")
    figure = drawings("a")[number]
    made = graph_objects.Figure(figure)
    assert len(made.data) == len(figure["data"])
    assert numbers_table(figure).rows


def test_what_is_not_finite_is_a_gap():
    figure = lines("t", X, "y", [("a", [1.0, np.nan, np.inf])])
    assert figure["data"][0]["y"] == [1.0, None, None]
    assert json.loads(str(figure_data(figure)))["data"][0]["y"] == [1.0, None, None]
    assert [row[1] for row in numbers_table(figure).rows] == ["1", "–", "–"]


def test_a_band_lies_on_either_side():
    low, high, line = lines("t", X, "y", [("a", [1.0, 2.0, 3.0])], [[0.1, 0.2, 0.3]])["data"]
    assert low["y"] == pytest.approx([0.9, 1.8, 2.7])
    assert high["y"] == pytest.approx([1.1, 2.2, 3.3])
    assert line["customdata"][0] == "1.00 ± 0.10"


def test_a_long_curve_has_a_short_table():
    table = numbers_table(lines("t", ("x", np.arange(300.0)), "y", [("a", np.arange(300.0))]))
    assert (len(table.rows), table.step) == (30, 10)
    assert table.rows[1] == ("10", "10")


def test_lines_are_told_apart_without_colour():
    figure = lines("t", X, "y", [(name, [1.0, 2.0, 3.0]) for name in "abcde"])
    assert len({trace["line"]["dash"] for trace in figure["data"]}) == 5


def test_a_tornado_shows_the_largest_first_around_the_value():
    rows = [("a", 356.0, 358.0), ("b", 361.0, 353.0), ("c", 357.0, 357.0)]
    down, up = tornado("t", "Wh/kg", 357.0, rows)["data"]
    assert down["y"] == ["b", "a"]
    assert (down["x"], up["x"]) == ([4.0, -1.0], [-4.0, 1.0])
    assert up["customdata"] == ["353 (-4)", "358 (+1)"]


def test_a_histogram_holds_all_cells():
    (bar,) = histogram("t", "x", [1, 3], [0.0, 1.0, 3.0])["data"]
    assert (bar["x"], bar["y"], bar["width"]) == ([0.5, 2.0], [25.0, 75.0], [1.0, 2.0])


def test_scripts_end_where_they_should_and_are_allowed_by_their_digest():
    assert str(scripts()).count("</script>") == str(scripts()).count("<script>") == 2
    assert "<!--" not in plotly_script()
    assert policy().count("'sha256-") == 2
    assert "http" not in policy()


def test_a_cell_draws_itself_in_a_notebook(build):
    cell = build(EXAMPLES / "pouch_1Ah.toml")
    whole = sum(trace.x[0] for trace in cell.plot.mass().data)
    assert whole == pytest.approx(cell["cell.mass"].value)
    assert sum(trace.x[0] for trace in cell.plot.volume().data) == pytest.approx(
        cell["cell.volume"].value
    )
    assert sum(trace.x[0] for trace in cell.plot.cost().data) == pytest.approx(
        cell["cost.cell"].value
    )
    assert cell.plot.tornado("stack.specific_energy").data[0].y[0] == "separator.thickness"
    section = cell.plot.section()._repr_svg_()
    assert section.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert ".r-cathode-coating { fill: #0072b2;" in section


def test_what_a_cell_does_not_know_it_does_not_draw(build):
    cell = build(EXAMPLES / "lacey_lfp_graphite.toml")
    with pytest.raises(DesignError, match="cost"):
        cell.plot.cost()
    with pytest.raises(DesignError, match="curves"):
        cell.plot.voltage()


def test_studies_draw_their_frames(database):
    from celldesign.study.pareto import pareto
    from celldesign.study.sensitivity import sensitivity
    from celldesign.study.uncertainty import uncertainty

    paper, output = EXAMPLES / "pouch_1Ah.toml", "stack.specific_energy [Wh/kg]"
    found = plot.sensitivity(sensitivity(paper), output)
    assert found.data[0].y[0] == "separator.thickness"
    drawn = uncertainty(paper, count=200, columns=["stack.specific_energy"])
    assert sum(plot.histogram(output, *drawn.histograms[output]).data[0].y) == pytest.approx(100)
    vary = {"anode.thickness": "5:60um"}
    front = pareto(paper, vary, ["stack.specific_energy"], ["lifetime.cycles"], sample=32)
    labels = [label for label in front.columns if label.startswith(("stack", "lifetime"))][:2]
    assert len(plot.pareto(front, *labels).data[0].x) == len(front)
