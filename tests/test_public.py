"""The public interface: its names, one line of a cell, and values in any unit."""

import re
from inspect import signature

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


FUNCTIONS = [name for name in celldesign.__all__ if name[0].islower()]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_names_each_parameter_what_it_returns_and_raises(name: str) -> None:
    function = getattr(celldesign, name)
    sections = re.split(r"\n *(\w+)\n *-{3,}\n", function.__doc__)
    told = dict(zip(sections[1::2], sections[2::2], strict=True))
    assert {"Parameters", "Returns", "Raises", "Examples"} <= told.keys()
    heads = re.findall(r"^    (\w[\w, ]*)$", told["Parameters"], re.MULTILINE)
    named = {each for head in heads for each in head.split(", ")}
    parameters = signature(function).parameters
    assert named == parameters.keys()
    assert not any(p.kind in (p.VAR_KEYWORD, p.VAR_POSITIONAL) for p in parameters.values())


def test_cells_side_by_side_are_a_table_with_units() -> None:
    cell = build(EXAMPLE)
    table = celldesign.compare([cell, "lg_m50"], {"cathode.width": "790 mm"})
    assert table.loc["stack.specific_energy", "unit"] == "Wh/kg"
    assert table.loc["stack.specific_energy"].iloc[2] == pytest.approx(357.4, abs=0.05)
    assert table.loc["stack.specific_energy"].iloc[3] == cell["stack.specific_energy"].std
    assert table.loc["jelly_roll.windings"].iloc[2] is None
