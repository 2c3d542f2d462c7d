"""What tables and papers state of a cell can be given as it stands, and comes out again."""

import pytest

from celldesign.cell.build import build
from celldesign.design.file import parse_design
from celldesign.files import data_folder
from celldesign.units.quantities import parse_as

NEW = data_folder("templates") / "new"
ION = (NEW / "lithium-ion.toml").read_text(encoding="utf-8")
METAL = (NEW / "lithium-metal.toml").read_text(encoding="utf-8")
pytestmark = pytest.mark.usefixtures("database")


def changed(text, before, after):
    assert before in text
    return build(parse_design(text.replace(before, after)))


@pytest.mark.parametrize(
    ("line", "name", "shown"),
    [
        ('areal_capacity = "5 mAh/cm^2"', "anode.areal_capacity", 5.0),
        ('loading = "1.068 mg/cm^2"', "anode.loading", 1.068),
    ],
)
def test_lithium_foil_by_charge_or_mass(line, name, shown):
    cell = changed(METAL, 'thickness = "40 um"', line)
    assert cell[name].value == pytest.approx(shown)
    # half of a foil serves a face: lithium of 0.534 g/cm^3 and 3862 mAh/g
    areal = cell["anode.areal_capacity"].value
    thickness = 2 * areal / (3861.4 * 0.534e-4)
    assert cell["anode.thickness"].value == pytest.approx(thickness, rel=2e-3)
    foil = f'thickness = "{cell["anode.thickness"].value!r} um"'
    same = changed(METAL, 'thickness = "40 um"', foil)
    assert same["cell.specific_energy"].value == pytest.approx(cell["cell.specific_energy"].value)


def test_lithium_foil_by_np_ratio():
    text = METAL.replace('thickness = "40 um"', "").replace(
        'format = "pouch"', 'format = "pouch"\nnp_ratio = 2'
    )
    cell = build(parse_design(text))
    assert cell["anode.areal_capacity"].value == pytest.approx(2 * 2.7)


def test_electrolyte_by_active_material():
    cell = changed(ION, 'overfill = "20 %"', 'volume_per_active_mass = "0.5 uL/mg"')
    sides = cell["cathode.coated_sides"].value * cell["cathode.single_side_area"].value
    active = sides * cell["cathode.active_loading"].value  # mg
    assert cell["electrolyte.volume"].value == pytest.approx(0.5e-3 * active)
    assert cell["electrolyte.volume_per_active_mass"].value == pytest.approx(0.5)


def test_a_coated_sheet_by_its_thickness_with_the_foil():
    cell = changed(ION, 'porosity = "25 %"', 'sheet_thickness = "120 um"')
    assert cell["cathode.thickness"].value == pytest.approx((120 - 12) / 2)


def test_an_electrode_by_its_active_volume_fraction():
    before = build(parse_design(ION))
    share = f'active_volume_fraction = "{before["cathode.active_volume_fraction"].value!r} %"'
    cell = changed(ION, 'porosity = "25 %"', share)
    assert cell["cathode.porosity"].value == pytest.approx(25)
    assert cell["cathode.thickness"].value == pytest.approx(before["cathode.thickness"].value)


def test_a_mil_is_a_thousandth_of_an_inch():
    assert parse_as("1.5 mil", "m")[0] == pytest.approx(38.1e-6)
