"""A value holds for the window that it was stated for; the cut-off is a continuous lever."""

import numpy as np
import pytest

from celldesign.cell.build import build
from celldesign.design.file import parse_design
from celldesign.files import data_folder
from celldesign.study.whatif import whatif

NEW = data_folder("templates") / "new"
COLUMNS = ["capacity", "operation.average_voltage", "stack.specific_energy"]
pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize(
    "settings", [{"operation.window": "3.0 V, 4.2 V"}, {"operation.upper_voltage": "4.2 V"}]
)
def test_the_papers_cell_to_another_cut_off_has_what_was_measured_there(settings):
    cell = build("pouch_1Ah", settings)
    # 177 mAh/g and 3.654 V at 3.0-4.2 V; 16 mg/cm^2 on 360 cm^2: the paper's 1.02 Ah
    assert cell["capacity"].value == pytest.approx(1.0195, abs=1e-3)
    assert cell["operation.average_voltage"].value == pytest.approx(3.654)
    assert cell["nominal_capacity"].value == pytest.approx(1.0368)
    (said,) = [w for w in cell.warnings if w.startswith("operation.specific_capacity is")]
    assert "177 mAh/g at 3-4.2 V, by the half-cell curves through" in said


def test_what_is_set_with_the_window_holds_for_it():
    settings = {"operation.window": "3.0 V, 4.2 V", "operation.specific_capacity": "170 mAh/g"}
    assert build("pouch_1Ah", settings)["operation.specific_capacity"].value == pytest.approx(170)


def test_the_own_window_of_a_file_changes_nothing():
    before = build("pouch_1Ah")
    same = build("pouch_1Ah", {"operation.window": "3.0 V, 4.35 V"})
    assert same["capacity"].value == before["capacity"].value
    assert not [w for w in same.warnings if "half-cell curves through" in w]


@pytest.mark.parametrize("design", ["pouch_1Ah", "lithium-metal", "lithium-ion"])
def test_the_cut_off_is_a_continuous_lever(design):
    if design != "pouch_1Ah":
        design = parse_design((NEW / f"{design}.toml").read_text(encoding="utf-8"))
    table = whatif(design, {"operation.upper_voltage": "4.1:4.3:0.01V"}, columns=COLUMNS)
    energy = table["stack.specific_energy [Wh/kg]"].to_numpy()
    steps = np.diff(energy)
    assert np.all(steps > 0)
    assert np.max(steps) < 0.06 * energy[0]  # the plateau of H2 and H3 near 4.19 V is steep
    if design == "pouch_1Ah":  # against graphite the electrode that ends the discharge changes
        assert np.all(np.diff(table["operation.average_voltage [V]"]) > 0)
