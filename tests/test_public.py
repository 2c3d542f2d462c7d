"""The public interface: its names, one line of a cell, and values in any unit."""

import pytest

import celldesign
from celldesign import build
from celldesign.errors import UnitError

EXAMPLE = "examples/pouch_1Ah.toml"


def test_the_public_names_are_shown_and_there() -> None:
    assert {*celldesign.__all__, "__version__"} <= set(dir(celldesign))
    assert all(getattr(celldesign, name) is not None for name in celldesign.__all__)
    assert celldesign.__version__.count(".") == 2


def test_a_cell_is_one_line_and_a_summary_in_a_notebook() -> None:
    cell = build(EXAMPLE)
    assert "\n" not in repr(cell)
    assert len(repr(cell)) < 120
    assert "357.4 Wh/kg" in repr(cell)
    assert cell._repr_html_().startswith("<pre>")


def test_a_value_is_had_in_its_unit_in_si_and_in_any_other() -> None:
    value = build(EXAMPLE)["stack.thickness"]
    assert value.value == pytest.approx(value.si * 1e3)
    assert value.std == pytest.approx(value.std_si * 1e3)
    assert value.to("um") == pytest.approx(2326, abs=1)
    with pytest.raises(UnitError, match="dimension of mm"):
        value.to("kg")
