"""What liquid and bare foil take, and counts: nothing in a cell is without place or mass."""

from pathlib import Path

import pytest

from celldesign.cell.build import build
from celldesign.errors import InconsistentError
from celldesign.files import data_folder
from celldesign.study.whatif import whatif

ION = data_folder("templates") / "new" / "lithium-ion.toml"
EXAMPLES = Path(__file__).parents[2] / "examples"
pytestmark = pytest.mark.usefixtures("database")


def test_liquid_beyond_the_pores_thickens_a_pouch():
    thin, thick = (build(ION, {"electrolyte.overfill": text}) for text in ("0 %", "100 %"))
    pores = thin["stack.pore_volume"].si
    grown = thick["cell.thickness"].si - thin["cell.thickness"].si
    assert grown == pytest.approx(pores / (84e-3 * 124e-3), rel=1e-9)
    assert thick["electrolyte.free_volume"].si == pytest.approx(pores)
    assert thick["cell.energy_density"].value < thin["cell.energy_density"].value
    assert build(ION, {"electrolyte.overfill": "-20 %"})["cell.thickness"].si == pytest.approx(
        thin["cell.thickness"].si
    )


def test_liquid_fills_the_free_space_of_a_can_and_no_more():
    can = build("lg_m50")
    # 20.6 mm inside and 70 mm less two lids of 0.2 mm; see the design
    assert can["casing.internal_volume"].value == pytest.approx(23.2, abs=0.1)
    free = can["casing.free_volume"].si
    full = f"{(can['electrolyte.volume'].si + free) * 1e6 - 0.001:.4f} mL"
    over = f"{(can['electrolyte.volume'].si + free) * 1e6 + 0.001:.4f} mL"
    assert build("lg_m50", {"electrolyte.volume": full})["casing.free_volume"].si < 2e-9
    with pytest.raises(InconsistentError, match="of electrolyte do not fit their case"):
        build("lg_m50", {"electrolyte.volume": over})


@pytest.mark.parametrize("name", ["lg_m50", "tesla_4680", "lacey_nmc622_21700", "xu2019_coin"])
def test_no_can_holds_more_than_its_room(name):
    volume = build(name)["casing.internal_volume"].value
    with pytest.raises(InconsistentError, match="of electrolyte do not fit"):
        build(name, {"electrolyte.volume": f"{2 * volume:.6g} mL"})


def test_a_study_marks_the_rows_that_do_not_fit():
    table = whatif("lg_m50", {"electrolyte.volume": "4,60mL"}, columns=["cell.mass"])
    assert table["feasible"].tolist() == [True, False]


def test_flags_and_margins_weigh():
    bare = build(ION)["cathode.collector.mass"].si
    margin = build(ION, {"cathode.collector.bare_length": "10 mm"})["cathode.collector.mass"].si
    # 15 sheets x 80 x 10 mm x 12 um x 2.7 g/cm^3
    assert margin - bare == pytest.approx(0.3888e-3)
    flag = {"cathode.collector.bare_length": "20 mm", "cathode.collector.bare_width": "20 mm"}
    assert build(ION, flag)["cathode.collector.mass"].si - bare == pytest.approx(0.1944e-3)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"cell.target_capacity": "90000 Ah"}, "cathode.sheets must be from 1 to 10000"),
        ({"cathode.sheets": "1", "anode.extra_sheets": "-1"}, "anode.sheets must be from 1"),
        ({"cell.target_capacity": "0.1 Ah", "anode.extra_sheets": "-1"}, "anode.sheets must be"),
    ],
)
def test_a_computed_count_obeys_the_range_of_a_given_one(settings, said):
    with pytest.raises(InconsistentError, match=said):
        build(ION, settings)
