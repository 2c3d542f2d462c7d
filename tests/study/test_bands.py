from pathlib import Path

import numpy as np
import pytest

from celldesign.study.bands import MOST_POINTS, deviations
from celldesign.study.whatif import prepare_whatif

EXAMPLES = Path(__file__).parents[2] / "examples"
PAPER = EXAMPLES / "pouch_1Ah.toml"


@pytest.mark.parametrize(
    ("file", "name", "values"),
    [
        ("pouch_1Ah", "anode.thickness", ("20 um", "40 um", "60 um")),
        ("pouch_1Ah", "cathode.active_loading", ("10 mg/cm^2", "16 mg/cm^2")),
        ("pouch_1Ah", "material.NMC811.density", ("4.5 g/cm^3", "4.7 g/cm^3")),
        ("pouch_1Ah", "cathode.recipe.C45", ("2 %", "4 %")),
        ("pouch_1Ah", "cathode.sheets", ("4", "9")),  # a count, pinned at each point
        ("pouch_1Ah", "price.lithium", ("200 USD/kg", "400 USD/kg")),
        ("pouch_1Ah", "operation.rate", ("C/20", "C/10")),  # looked up: a build for each
        ("lg_m50", "anode.thickness", ("80 um", "90 um")),  # half-cell curves give the capacity
        ("graphite_68Ah", "anode.active_loading", ("22 mg/cm^2", "25 mg/cm^2")),
    ],
)
def test_each_point_is_as_sure_as_build_says(build, catalogue, file, name, values):
    path = EXAMPLES / f"{file}.toml"
    vary = {name: ",".join(value.replace(" ", "") for value in values)}
    found = deviations(prepare_whatif(path, vary, catalogue=catalogue))
    assert len(found) == len(values)
    for row, value in enumerate(values):
        cell = build(path, **{name: value})
        for label in found.columns[1:]:
            spread = cell[label.partition(" [")[0]].spread or 0.0
            assert found[label][row] == pytest.approx(spread, rel=1e-9, abs=1e-15), label


def test_a_band_by_hand(catalogue):
    """The capacity is as unsure as loading, charge, width and height; what is varied is exact."""
    columns = ["capacity", "lithium.excess_charge"]
    vary = {"anode.thickness": "20,40um"}
    found = deviations(prepare_whatif(PAPER, vary, catalogue=catalogue, columns=columns))
    assert found["anode.thickness [um]"].tolist() == pytest.approx([20.0, 40.0])
    assert found["capacity [Ah]"].tolist() == pytest.approx(
        [1.27872 * ((0.3 / 16) ** 2 + 3 * 0.01**2) ** 0.5] * 2, rel=1e-4
    )
    # the foil's width and height, 1 % each as of a careful drawing, and lithium's density
    excess = found["lithium.excess_charge [Ah]"] / found["lithium.excess_charge [Ah]"][0]
    assert excess.tolist() == pytest.approx([1.0, 2.0])


def test_one_value_has_a_band_and_no_more_than_some_points(catalogue):
    two = {"anode.thickness": "20,40um", "separator.thickness": "20,46um"}
    assert deviations(prepare_whatif(PAPER, two, catalogue=catalogue)) is None
    many = {"anode.thickness": f"10:60:{50 / MOST_POINTS!r}um"}
    assert deviations(prepare_whatif(PAPER, many, catalogue=catalogue)) is None


def test_blocks_join(catalogue, monkeypatch):
    study = prepare_whatif(PAPER, {"anode.thickness": "10:60:10um"}, catalogue=catalogue)
    whole = deviations(study)
    monkeypatch.setattr("celldesign.study.bands._AT_ONCE", 4)
    np.testing.assert_allclose(deviations(study), whole)
