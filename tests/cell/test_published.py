"""Published figures beside ours: predictions, inputs, and what cannot be compared."""

from collections.abc import Callable
from typing import Any

import pytest
from strategies import SOLID, write

from celldesign.cell.published import compare
from celldesign.cell.result import Cell
from celldesign.errors import DesignError

Build = Callable[..., Cell]
SOURCED = SOLID | {"source": "boaretto2025"}


def test_a_published_rate_is_compared_like_any_other_figure(build: Build) -> None:
    published = {"published.operation.rate": "C/16", "published.capacity": "1.28 Ah"}
    draft = SOURCED | {"operation.rate": "C/20"}
    rate, capacity = compare(build(write(draft | published)))
    assert (rate.name, rate.published, rate.ours) == ("operation.rate", 0.0625, pytest.approx(0.05))
    assert rate.difference == pytest.approx(-0.2)
    assert capacity.published == pytest.approx(1.28)
    assert capacity.source == "boaretto2025"


def test_what_the_file_alone_gives_is_an_input(build: Build) -> None:
    # The capacity is area x loading x 222 mAh/g, all given; the mass rests on densities.
    published = {"published.capacity": "1.28 Ah", "published.cell.mass": "16 g"}
    capacity, mass = compare(build(write(SOURCED | published)))
    assert (capacity.basis, mass.basis) == ("input", "prediction")


def test_the_distance_counts_both_standard_uncertainties(build: Build) -> None:
    given = {"value": "16 g", "std": "1 g"}
    (mass,) = compare(build(write(SOURCED | {"published.cell.mass": given})))
    assert mass.ours is not None
    assert mass.ours_std is not None
    both = (1 + mass.ours_std**2) ** 0.5
    assert mass.distance == pytest.approx(abs(mass.ours - 16) / both)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"source": None}, "a published figure needs a source"),
        ({"published.cell.mass": {"value": "16 g", "std": "0 g"}}, "above zero is required"),
        ({"published.jelly_roll.windings": 20}, "a pouch cell has no such quantity"),
    ],
)
def test_what_cannot_be_compared_is_named(
    build: Build, changes: dict[str, Any], words: str
) -> None:
    cell = build(write(SOURCED | {"published.cell.mass": "16 g"} | changes))
    with pytest.raises(DesignError, match=words):
        compare(cell)
