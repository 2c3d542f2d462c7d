"""What a case holds besides what a design lists: by format and size, and overridable."""

from collections.abc import Callable

import pytest
from strategies import LIQUID, write

from celldesign.cell.result import Cell

Build = Callable[..., Cell]
ROUND = {
    **{name: value for name, value in LIQUID.items() if not name.startswith("cell.")},
    "format": "cylindrical",
    "cell.outer_diameter": "21 mm",
    "cell.outer_height": "70 mm",
    "casing.material": "nickel-plated steel",
    "casing.thickness": "0.25 mm",
    "casing.headspace": "5 mm",
    "jelly_roll.mandrel_diameter": "3 mm",
    "cathode.width": "800 mm",
    "cathode.height": None,
    "anode.overhang": None,
}


def parts(cell: Cell) -> dict[str, float]:
    return {item.part: 1e3 * item.mass for item in cell.bill_of_materials}


def test_a_round_can_has_a_cap_a_sleeve_and_outer_turns(build: Build) -> None:
    cell = build(write(ROUND))
    found = parts(cell)
    # 0.75 g/cm^2 on pi/4 x 20.5^2 mm^2; 180 g/m^2 on pi x 21 x (70 + 10.5) mm^2
    assert found["cap"] == pytest.approx(0.75 * 3.3006, rel=1e-4)
    assert found["wrap"] == pytest.approx(0.018 * 53.109, rel=1e-4)
    turn = 3.14159265 * cell["jelly_roll.outer_diameter"].value
    assert cell["anode.width"].value == pytest.approx(800 + 0.84 * turn)
    assert cell["separator.width"].value == pytest.approx(800 + 1.9 * turn)
    assert sum(item.mass for item in cell.bill_of_materials) == pytest.approx(cell["cell.mass"].si)
    assert cell["casing.cap_mass"].spread == pytest.approx(0.25 * 3.3006, rel=1e-2)
    assert cell["electrolyte.overfill"].value == 15
    assert any("(casing.cap_mass)" in each for each in cell.assumptions)


def test_strips_whose_edge_is_their_tab_have_discs(build: Build) -> None:
    edge = {f"{e}.tab.arrangement": "edge" for e in ("cathode", "anode")}
    found = parts(build(write(ROUND | edge)))
    assert found["current-collecting discs"] == pytest.approx(2 * 0.15 * 3.3006, rel=1e-4)


@pytest.mark.parametrize(
    ("changes", "mass"),
    [({"cell.extra_mass": "0 g"}, 0), ({"cell.extra_mass": "4 g"}, 4)],
)
def test_a_given_extra_mass_replaces_them(
    build: Build, changes: dict[str, str], mass: float
) -> None:
    cell = build(write(ROUND | changes))
    assert parts(cell).get("extra", 0) == pytest.approx(mass)
    assert "cap" not in parts(cell)


def test_each_part_can_be_given(build: Build) -> None:
    usual = build(write(ROUND))
    changed = build(write(ROUND | {"casing.cap_mass": "3 g", "electrolyte.overfill": "0 %"}))
    assert parts(changed)["cap"] == pytest.approx(3)
    assert not [each for each in changed.warnings if "apart" in each or "nothing uses" in each]
    assert changed["electrolyte.mass"].si == pytest.approx(usual["electrolyte.mass"].si / 1.15)


def test_a_pouch_has_tabs_by_its_capacity(build: Build) -> None:
    cell = build(write(LIQUID))
    copper = 0.5 * cell["nominal_capacity"].value * 45 * 8.96e-3  # g
    assert cell["anode.tab.mass"].value == pytest.approx(copper, rel=1e-3)
    assert "cap" not in parts(cell)
    assert any("neither cap nor lid" in each for each in cell.assumptions)
