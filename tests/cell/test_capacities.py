"""How the capacities of one cell relate."""

from collections.abc import Callable

import pytest
from strategies import LIQUID, SOLID, Draft, write

from celldesign.cell.capacities import capacities, lines
from celldesign.cell.result import Cell

Build = Callable[..., Cell]


@pytest.mark.parametrize("draft", [LIQUID, SOLID])
def test_each_capacity_has_a_line_with_its_value(build: Build, draft: Draft) -> None:
    cell = build(write(draft))
    found = capacities(cell, "capacity")
    names = [each.name for each in found]
    assert names[0] == "cathode.theoretical_specific_capacity"
    assert {"cathode.specific_capacity", "operation.specific_capacity", "capacity"} <= {*names}
    assert all(each.text == cell[each.name].text() for each in found)
    assert len({each.meaning for each in found}) == len(found)
    printed = lines(found)
    assert len(printed) == len(found) + 2
    for each, line in zip(found, printed[2:], strict=True):
        assert line.split()[0] == each.name


def test_any_of_them_shows_all_and_nothing_else_does(build: Build) -> None:
    cell = build(write(LIQUID))
    for each in capacities(cell, "anode.areal_capacity"):
        assert capacities(cell, each.name) == capacities(cell, "anode.areal_capacity")
    assert capacities(cell, "stack.mass") == ()
    assert lines(()) == []


def test_they_stand_in_their_order(build: Build) -> None:
    v = build(write(LIQUID)).values
    order = ("theoretical_specific_capacity", "first_cycle_capacity", "specific_capacity")
    for electrode in ("cathode", "anode"):
        found = [float(v[f"{electrode}_{name}"]) for name in order]
        assert found == sorted(found, reverse=True), electrode
