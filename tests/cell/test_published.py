"""Published figures beside ours."""

from collections.abc import Callable

import pytest
from strategies import SOLID, write

from celldesign.cell.published import compare
from celldesign.cell.result import Cell


def test_a_published_rate_is_compared_like_any_other_figure(build: Callable[..., Cell]) -> None:
    published = {"published.operation.rate": "C/16", "published.capacity": "1.28 Ah"}
    draft = SOLID | {"operation.rate": "C/20"}
    rate, capacity = compare(build(write(draft | published)))
    assert (rate.name, rate.published, rate.ours) == ("operation.rate", 0.0625, pytest.approx(0.05))
    assert rate.difference == pytest.approx(-0.2)
    assert capacity.published == pytest.approx(1.28)
