"""What the first cycle leaves in the anode counts in its life."""

from collections.abc import Callable
from pathlib import Path

import pytest

from celldesign.cell.result import Cell

PAPER = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"


def test_lithium_of_the_first_cycle_is_part_of_the_reserve(build: Callable[..., Cell]) -> None:
    even = {"lifetime.fade_per_cycle": "0 %"}
    plain = build(PAPER, **even)
    left = build(PAPER, **even, **{"lithium.formation_charge": "0.15 Ah"})
    reserve = plain["lithium.facing_excess_charge"].value
    # without a fade the cycles go with the reserve
    assert left["lifetime.cycles_to_depletion"].value == pytest.approx(
        plain["lifetime.cycles_to_depletion"].value * (reserve + 0.15) / reserve
    )
