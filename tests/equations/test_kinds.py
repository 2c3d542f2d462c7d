"""What formats and anodes are: rows of a table, and an alloy foil as a row of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.equations import Kind, modules_for
from celldesign.equations.anode import free_standing, one_sided
from celldesign.equations.kinds import ANODES, FORMATS
from celldesign.exchange.collect import collect
from celldesign.exchange.parameters import Metal, Parameters

PAPER = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"


def indium(thickness: str, window: str = '["2.38 V", "3.73 V"]') -> str:
    text = PAPER.read_text(encoding="utf-8").partition("[published]")[0]
    text = text.replace('material = "lithium"', 'material = "indium"')
    text = text.replace(
        'thickness = { value = "40 um", std = "1 um" }', f'thickness = "{thickness}"'
    )
    text = text.replace('["3.0 V", "4.35 V"]', window)
    lines = text.split("\n")
    return "\n".join(
        line for line in lines if not line.startswith(("specific_capacity", "average_voltage"))
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_flat_wound_or_of_single_sheets(name: str) -> None:
    shape = FORMATS[name]
    assert shape.sheeted + shape.wound + shape.single == 1


@pytest.mark.parametrize("shape", FORMATS)
@pytest.mark.parametrize("anode", ANODES)
def test_a_foil_works_with_one_side_only_where_single_sheets_face_each_other(
    shape: str, anode: str
) -> None:
    found = [module for module, _ in modules_for(Kind(format=shape, anode=anode))]
    single = FORMATS[shape].single
    assert (one_sided in found) == (ANODES[anode].free and single)
    assert (free_standing in found) == (ANODES[anode].free and not single)


def test_the_charge_of_an_indium_foil_by_hand(build: Callable[..., Cell]) -> None:
    """40 um shared by two sides: 20 um x 7.31 g/cm^3 x 96485.33 C/mol / 114.818 g/mol."""
    cell = build(indium("40 um"))
    by_hand = 20e-4 * 7.31 * 96485.33212 / 114.818 / 3.6
    assert by_hand == pytest.approx(3.4127, abs=1e-4)
    assert float(cell["anode.areal_capacity"].value) == pytest.approx(by_hand, rel=1e-9)
    assert float(cell["np_ratio"].value) == pytest.approx(by_hand / (16.0 * 0.180), rel=1e-9)


def test_an_indium_cell_lies_0_62_volts_below_a_lithium_cell(build: Callable[..., Cell]) -> None:
    lithium = build(indium("100 um", '["3.0 V", "4.35 V"]').replace('"indium"', '"lithium"'))
    alloy = build(indium("100 um"))
    for name, apart in (("operation.average_voltage", 0.62), ("operation.specific_capacity", 0.0)):
        difference = float(lithium[name].value) - float(alloy[name].value)
        assert difference == pytest.approx(apart, abs=1e-9), name


def test_an_alloy_has_no_reserve_and_limits_where_it_is_thin(build: Callable[..., Cell]) -> None:
    thin, thick = build(indium("20 um")), build(indium("100 um"))
    for cell in (thin, thick):
        assert float(cell["lithium.mass"].value) == 0.0
        assert float(cell["lithium.excess_charge"].value) == 0.0
        assert "lithium.facing_excess_charge" not in cell
    room = float(thin["anode.areal_capacity"].si) * float(thin["cathode.area"].si)
    assert float(thin["capacity"].si) == pytest.approx(room, rel=1e-9)
    assert float(thick["operation.cathode_utilisation"].si) == 1.0


def test_a_foil_grows_by_half_where_it_is_full(build: Callable[..., Cell]) -> None:
    """14 sides of 10 um by 50 %, less 12 cathode sides of 70 um by what they shrink."""
    cell = build(indium("20 um"))
    cathodes = 12 * 70e-6 * float(cell["cathode.active_swelling"].si)
    expected = 14 * 10e-6 * 0.5 + cathodes
    assert float(cell["stack.thickness_change"].si) == pytest.approx(expected, rel=1e-9)


def test_a_simulated_indium_cell_starts_and_ends_at_its_own_window(
    build: Callable[..., Cell], catalogue: Catalogue
) -> None:
    found: Parameters = collect(build(indium("100 um")), catalogue)
    assert isinstance(found.negative, Metal)
    assert found.negative.material == "indium"
    assert found.positive.curve.at(found.positive.empty) == pytest.approx(3.73, abs=2e-3)
    assert found.positive.curve.at(found.positive.full) == pytest.approx(2.38, abs=2e-3)
