"""Which years have prices, and what is required beyond them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from strategies import LARGE, write

from celldesign.cell.build import build_cell
from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.design.economics import Economics
from celldesign.design.file import read_design
from celldesign.design.overrides import set_values
from celldesign.errors import DesignError
from celldesign.inputs.baskets import BASKETS, basket_of
from celldesign.report.cost import cost_text

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
Build = Callable[..., Cell]


def test_the_newest_basket_serves_where_no_year_is_named(build: Build) -> None:
    assert basket_of(Economics()).year == BASKETS[-1] == build(write(LARGE)).given.money.year


@pytest.mark.parametrize("year", BASKETS)
def test_every_basket_prices_every_material_of_the_examples(
    catalogue: Catalogue, year: int
) -> None:
    for path in EXAMPLES:
        design = set_values(read_design(path), {"economics.price_year": str(year)})
        gaps = build_cell(design, catalogue).given.gaps
        assert not [gap for gap in gaps if gap.startswith("no price")], path.name


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"price_year": 2023}, "a basket of prices is required: given 2023; write one of 2022, 20"),
        ({"price_year": 2015}, "write one of 2022, 2024, 2025, 2026"),
        ({"price_year": 2030}, "after 2026 need either a rate of change or a learning rate"),
        ({"price_year": 2030, "learning_rate": 0.2}, "economics.volume_ratio"),
        ({"price_year": 2030, "price_change": 0.1, "learning_rate": 0.2}, "need either"),
        ({"price_change": 0.1}, "are for years after 2026"),
    ],
)
def test_a_year_without_prices_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(DesignError, match=said):
        basket_of(Economics(**fields))


def test_beyond_the_newest_basket_the_header_says_how(build: Build) -> None:
    ahead = {"economics.price_year": "2030"}
    changed = build(write(LARGE), **ahead, **{"economics.price_change": "-5 %/year"})
    learned = ahead | {"economics.learning_rate": "18 %", "economics.volume_ratio": "3"}
    now = build(write(LARGE)).values["cost_materials"]
    # Tabs and cases are priced by the plant's own hardware and stay.
    assert 0.95**4 * now < changed.values["cost_materials"] < 0.85 * now
    (leaf, *_) = changed.given.leaves["cathode_component_price"]
    assert leaf.value == pytest.approx(185.43 / 6.80715 * 0.95**4, rel=1e-4)
    assert "prices of 2026 x 0.8145 for 2030: -5 % a year over 4 years" in cost_text(changed)
    # 3 ** log2(0.82) = 0.7301
    text = cost_text(build(write(LARGE), **learned))
    assert "prices of 2026 x 0.7301 for 2030: 18 % learning rate, 3 times the" in text
    with pytest.raises(DesignError, match="a rate of change or a learning rate: given price_year"):
        build(write(LARGE), **ahead)
