from typing import Any

import pytest

from celldesign.database.catalogue import Catalogue
from celldesign.database.plant_catalogue import rates
from celldesign.database.records import Price, Source
from celldesign.report.prices import Course, courses, in_dollars, picture, prices_text
from celldesign.report.prices_page import prices_figures

SOURCE = Source("a", "A source")


def price(number: int, value: float, year: int, **fields: Any) -> Price:
    filled = {"currency": "USD", "unit": "kg", "quality": "B", "origin": "shipped"}
    filled |= {"region": "", "quantity": "", "note": "", "si_value": value} | fields
    return Price(id=number, material="x", value=value, year=year, source=SOURCE, **filled)


def test_each_use_and_unit_has_a_course_of_its_own(catalogue: Catalogue) -> None:
    prices = [
        price(1, 72.0, 2025, currency="CNY"),
        price(2, 9.0, 2022),
        price(3, 1.2, 2022, unit="m^2", quantity="10 um foil"),
        price(4, 8.0, 2022, quantity="tab"),
        price(5, 8.0, 1999, currency="EUR"),
    ]
    # 7.18736 CNY for a dollar in 2025; no rate of EUR in 1999.
    yuan = pytest.approx(72 / 7.18736)
    assert courses(prices, rates(catalogue)) == [
        Course("", "kg", ((2022, 9.0), (2025, yuan))),
        Course("tab", "kg", ((2022, 8.0),)),
        Course("foil", "m^2", ((2022, 1.2),)),
    ]
    assert in_dollars(prices[4], rates(catalogue)) is None
    shown = prices_text("x", prices, rates(catalogue))
    assert "1999  8 EUR/kg, no rate of EUR in 1999 is known; quality B" in shown
    assert "USD/m^2 as foil" not in shown


def test_materials_of_one_use_are_drawn_together() -> None:
    known = {
        "a": [price(1, 9.0, 2022), price(2, 8.0, 2024)],
        "b": [price(3, 5.0, 2023), price(4, 1.0, 2023, unit="m^2")],
    }
    (figure,) = prices_figures(known, {})
    assert [trace["name"] for trace in figure["data"]] == ["a", "b"]
    assert [trace["y"] for trace in figure["data"]] == [[9.0, 8.0], [5.0]]
    assert figure["data"][0]["x"] == ["2022", "2024"]


def test_a_picture_has_every_point_at_its_year_and_height() -> None:
    points = ((2014, 1.0), (2019, 5.0), (2024, 10.0), (2024, 0.0))
    head, *rows, years = picture(Course("", "kg", points))
    assert head == "  USD/kg"
    found = [(row, line.index("•") - 14) for row, line in enumerate(rows) if "•" in line]
    assert found == [(0, 60), (4, 30), (7, 0), (8, 60)]
    assert years.split() == [str(year) for year in range(2014, 2025)]


def test_what_is_of_one_year_is_not_drawn_and_what_has_no_price_is_said() -> None:
    assert list(picture(Course("", "kg", ((2022, 1.0), (2022, 2.0))))) == []
    assert prices_text("x", [], {}) == "x: no price is known"
