import numpy as np
import pytest

from celldesign.report.html import environment
from celldesign.report.plots import HEIGHT, WIDTH, nice_ticks, plot, tornado


@pytest.mark.parametrize("ends", [(0, 1), (-3.2, 7.9), (1e-9, 3e-9), (340, 362), (0, 1e12), (5, 5)])
def test_ticks_are_round_and_within(ends):
    ticks = nice_ticks(*map(float, ends))
    assert 1 <= len(ticks) <= 7
    assert all(ends[0] - 1e-9 * abs(ends[0]) <= tick <= ends[1] * (1 + 1e-9) for tick in ticks)


def test_a_curve_spans_the_drawing_and_breaks_where_it_is_unknown():
    drawn = plot("t", ("x", [0.0, 1.0, 2.0, 3.0]), "y", [("a", [1.0, float("nan"), 3.0, 2.0])])
    (line,) = drawn.lines
    assert line.path.count("M") == 2
    assert line.path.startswith("M0.00 ")
    assert f"{WIDTH:.2f}" in line.path
    heights = [y for _, y, _ in line.points]
    assert min(heights) > 0
    assert max(heights) < HEIGHT
    assert heights[1] == min(heights)  # the largest value stands highest


def test_a_band_lies_on_either_side():
    drawn = plot("t", ("x", [0.0, 1.0]), "y", [("a", [1.0, 2.0])], [[0.1, 0.2]])
    assert drawn.lines[0].band.endswith("Z")
    assert plot("t", ("x", [0.0, 1.0]), "y", [("a", [1.0, 2.0])]).lines[0].band == ""


@pytest.mark.parametrize(
    "values", [[1.0, 1.0], [0.0, 0.0], [float("nan")] * 2, [float("inf"), 1.0]]
)
def test_a_flat_or_unknown_curve_is_drawn_too(values):
    drawn = plot("t", ("x", [0.0, 1.0]), "y", [("a", values)])
    assert "nan" not in drawn.lines[0].path
    assert "inf" not in drawn.lines[0].path


def test_a_tornado_shows_the_largest_first_around_the_value():
    drawn = tornado("t", "Wh/kg", 357.0, [("a", 1.0), ("b", -4.0), ("c", 0.0)])
    assert [bar.label for bar in drawn.bars] == ["b", "a"]
    for bar in drawn.bars:
        assert bar.x + bar.width / 2 == pytest.approx(drawn.middle)
    assert drawn.bars[0].width == pytest.approx(4 * drawn.bars[1].width)


def test_labels_are_escaped():
    macros = environment().get_template("plots.html.jinja").module
    evil = "<script>"
    drawn = plot(evil, (evil, np.arange(3.0).tolist()), evil, [(evil, [1.0, 2.0, 3.0])])
    assert "<script" not in macros.plot_figure(drawn, "k")
    assert "<script" not in macros.tornado_figure(tornado(evil, evil, 1.0, [(evil, 1.0)]), "k")
