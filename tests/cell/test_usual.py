import pytest

from celldesign.cell.build import build
from celldesign.files import data_folder

ION = data_folder("templates") / "new" / "lithium-ion.toml"
METAL = data_folder("templates") / "new" / "lithium-metal.toml"
pytestmark = pytest.mark.usefixtures("database")


def said(settings):
    slips = "cells have", "a stack has", "cut-off", "than half"
    return [w for w in build(ION, settings).warnings if any(slip in w for slip in slips)]


@pytest.mark.parametrize(
    ("name", "value", "usual"),
    [
        ("cathode.porosity", "2.5 %", "15 to 52 %"),
        ("cathode.porosity", "0.30 %", "15 to 52 %"),
        ("anode.porosity", "75 %", "15 to 52 %"),
        ("np_ratio", "11", "1 to 1.4"),
        ("separator.thickness", "1.5 um", "5 to 50 um"),
        ("separator.thickness", "150 um", "5 to 50 um"),
        ("cathode.collector.thickness", "1 um", "4 to 30 um"),
        ("cathode.collector.thickness", "80 um", "4 to 30 um"),
        ("anode.collector.thickness", "80 um", "4 to 30 um"),
        ("casing.thickness", "1.13 mm", "60 to 300 um"),
        ("cathode.recipe.NMC811", "9.6 wt%", "60 to 100 %"),
    ],
)
def test_a_slip_by_a_factor_of_ten_is_said_in_one_line(name, value, usual):
    (only,) = said({name: value})
    assert "is outside what cells have" in only
    assert usual in only


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"cathode.areal_capacity": "0.35 mAh/cm^2"}, "149 cathode sheets are more than a stack"),
        ({"cathode.areal_capacity": "35 mAh/cm^2"}, "cathode.areal_capacity of 35 mAh/cm^2 is out"),
        ({"operation.window": "3.0 V, 5.2 V"}, "the upper cut-off of 5.2 V is above what cathodes"),
        ({"operation.window": "0.5 V, 4.2 V"}, "the lower cut-off of 0.5 V is far below"),
        ({"cathode.sheets": "170"}, "the cell's thickness of"),
    ],
)
def test_what_no_cell_has_is_said(settings, line):
    assert any(each.startswith(line) for each in said(settings)), said(settings)


@pytest.mark.parametrize("file", [ION, METAL])
def test_a_usual_cell_is_not_warned_of(file):
    assert not [w for w in build(file).warnings if "cells have" in w or "cut-off" in w]


def test_a_polymer_cell_is_dense_and_its_lithium_in_excess():
    cell = build("pouch_1Ah")
    assert not [w for w in cell.warnings if "cells have" in w]
