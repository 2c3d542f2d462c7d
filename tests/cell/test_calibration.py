"""The calibration: coverage, and a model uncertainty that leaves its own cell out."""

from math import sqrt

import numpy as np
import pytest

from celldesign.cell.calibration import Calibration, Prediction, model_std


def made(cell: str, difference: float, case: str = "soft", inputs: float = 0.0) -> Prediction:
    return Prediction(cell, "cell.mass", case, difference, inputs, 0.0)


def test_what_the_stated_uncertainties_explain_is_not_the_models() -> None:
    # Two cells of one group, 3 % and 5 % off with 1 % stated: 9 - 1 and 25 - 1, on all levels.
    others = [made("a", 0.03, inputs=0.01), made("b", -0.05, inputs=0.01)]
    assert model_std(others, made("c", 0.1)) == pytest.approx(sqrt((8e-4 + 24e-4) / 2))
    wide = [made("a", 0.03, inputs=0.10), made("b", -0.05, inputs=0.10)]
    assert model_std(wide, made("c", 0.1)) == 0


def test_a_small_group_is_drawn_to_the_common_mean() -> None:
    others = [made(f"soft {i}", 0.02) for i in range(8)] + [made("hard", 0.10, "hard")]
    common = (8 * 4e-4 + 100e-4) / 9
    # The quantity's mean is that of all; one hard cell weighs one against four.
    assert model_std(others, made("x", 0, "hard")) == pytest.approx(sqrt((100e-4 + 4 * common) / 5))
    assert model_std(others, made("x", 0)) == pytest.approx(sqrt((8 * 4e-4 + 4 * common) / 12))


def test_coverage_counts_distances() -> None:
    found = [
        made(f"cell {i}", difference, inputs=0.01)
        for i, difference in enumerate((0, 0.005, 0.015, 0.03))
    ]
    calibration = Calibration(tuple(found), np.zeros(4), ())
    assert calibration.distances.tolist() == pytest.approx([0, 0.5, 1.5, 3])
    assert calibration.coverage[1][0] == 0.5
    assert calibration.coverage[2][0] == 0.75
    assert calibration.sharpness == {"cell.mass": pytest.approx(0.01)}
    assert dict(calibration.reliability)[0.9] == 0.75
