from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celldesign.database.catalogue import Catalogue
from celldesign.database.plant_catalogue import rates
from celldesign.database.plant_records import Rate
from celldesign.database.records import Price, Source
from celldesign.errors import MaterialError
from celldesign.inputs.prices import (
    Wanted,
    choose_price,
    exchange,
    objections,
    quoted_thickness,
    spread,
)

SOURCE = Source("a", "A source")
RATES = {
    (currency, year): Rate(currency, year, per_usd, SOURCE, "B", "")
    for currency, year, per_usd in (("CNY", 2025, 7.2), ("CNY", 2022, 6.7), ("EUR", 2022, 0.95))
}


def price(number: int, value: float = 20.0, **fields: Any) -> Price:
    filled = {"currency": "USD", "unit": "kg", "year": 2022, "quality": "B", "origin": "shipped"}
    filled |= {"region": "", "quantity": "", "note": ""} | fields
    return Price(id=number, material="x", value=value, si_value=value, source=SOURCE, **filled)


def chosen(prices: list[Price], **wanted: Any) -> int:
    choice = choose_price(prices, Wanted(**{"year": 2022, "per": ("kg", "m^2"), **wanted}), RATES)
    assert choice is not None
    assert len(choice.others) == len(prices) - 1
    return choice.record.id


def test_the_nearest_year_comes_first_and_then_the_quality() -> None:
    prices = [price(1, year=2025), price(2, quality="C"), price(3)]
    assert chosen(prices) == 3
    assert chosen(prices, year=2025) == 1


def test_the_users_own_price_beats_all() -> None:
    assert chosen([price(1), price(2, year=1999, quality="D", origin="user")]) == 2


def test_a_price_of_the_same_use_comes_before_a_nearer_year() -> None:
    prices = [price(1, quantity="ingot"), price(2, quantity="foil", year=2025), price(3)]
    assert chosen(prices, use="foil") == 2
    assert chosen(prices, use="tab") == 3
    assert chosen(prices[:1], use="foil") == 1


def test_among_foils_the_nearest_thickness_is_taken() -> None:
    prices = [
        price(1, unit="m^2", quantity="6 um foil"),
        price(2, unit="m^2", quantity="15 um foil"),
    ]
    assert chosen(prices, use="foil", thickness=8e-6) == 1
    assert chosen(prices, use="foil", thickness=12e-6) == 2


def test_a_price_is_converted_at_the_rate_of_its_own_year() -> None:
    choice = choose_price([price(1, 72.0, currency="CNY", year=2025)], Wanted(2022, ("kg",)), RATES)
    assert choice is not None
    assert choice.record.si_value == pytest.approx(10)
    assert "2025 instead of 2022 (3 years away)" in choice.reason


def test_a_price_without_a_rate_cannot_serve_and_says_why() -> None:
    prices = [price(1, 200.0, currency="CNY", year=2026), price(2, unit="m^2")]
    wanted = Wanted(2026, ("kg",))
    assert choose_price(prices, wanted, RATES) is None
    said = objections(prices, wanted, RATES)
    assert said == [
        "200 CNY/kg: no exchange rate of CNY in 2026 is known",
        "20 USD/m^2: a price per m^2 cannot serve here",
    ]


def test_the_deviation_is_that_of_the_range_or_by_quality() -> None:
    assert spread(price(1, 100.0, quality="D"), RATES) == 50
    assert spread(price(1, 100.0, low=80.0, high=140.0), RATES) == pytest.approx(60 / 12**0.5)


@given(
    st.floats(1e-6, 1e9), st.sampled_from(["USD", "CNY", "EUR"]), st.sampled_from(["CNY", "EUR"])
)
def test_there_and_back_is_the_identity(amount: float, a: str, b: str) -> None:
    there = exchange(amount, a, b, 2022, RATES)
    assert exchange(there, b, a, 2022, RATES) == pytest.approx(amount, rel=1e-12)


def test_a_currency_without_a_rate_names_the_years_that_have_one() -> None:
    with pytest.raises(MaterialError, match="EUR in 2025 is known; known for 2022") as raised:
        exchange(1.0, "USD", "EUR", 2025, RATES)
    assert "set economics.price_year=2022, or add the rate of 2025" in str(raised.value)


def test_the_thickness_of_a_price_is_that_of_all_its_layers() -> None:
    for quantity, thickness in (("5+2 um", 7e-6), ("10 um foil", 10e-6), ("tab", None)):
        assert quoted_thickness(price(1, unit="m^2", quantity=quantity)) == pytest.approx(thickness)
    assert quoted_thickness(price(1, unit="kg", quantity="6 um foil")) is None


def test_every_shipped_price_in_another_currency_has_a_rate(
    catalogue: Catalogue,
) -> None:
    known = rates(catalogue)
    rows = catalogue.rows("SELECT DISTINCT currency, year FROM price_view WHERE currency <> 'USD'")
    assert {(row["currency"], row["year"]) for row in rows} <= set(known)
    assert known["CNY", 2026].per_usd == pytest.approx(6.80715)


def test_the_two_sources_of_rates_agree_where_they_meet(catalogue: Catalogue) -> None:
    # Means of the daily reference rates of the European Central Bank, in euro for a dollar.
    known = rates(catalogue)
    for year, mean in ((2021, 0.845982), (2022, 0.951774), (2023, 0.925053)):
        assert known["EUR", year].per_usd == pytest.approx(mean, rel=3e-3)
    # 1 January to 31 December 2025: 7.18736 CNY and 0.886705 EUR for a dollar.
    ratio = exchange(1.0, "EUR", "CNY", 2025, known)
    assert ratio == pytest.approx(7.18736 / 0.886705)


def test_a_price_of_the_plants_region_goes_before_one_of_another() -> None:
    here, there = price(1, 20.0, region="CN"), price(2, 30.0, region="US")
    for region, value in (("CN", 20.0), ("US", 30.0)):
        choice = choose_price([here, there], Wanted(2022, ("kg",), region=region), RATES)
        assert choice is not None
        assert choice.record.si_value == value


def test_a_year_between_two_quotations_is_interpolated_and_worse_known() -> None:
    prices = [price(1, 10.0), price(2, 4.0, year=2025), price(3, 1.0, year=2024, unit="m^2")]
    choice = choose_price(prices, Wanted(2024, ("kg",)), RATES)
    assert choice is not None
    assert choice.record.si_value == pytest.approx(6)  # two thirds of the way from 10 to 4
    assert (choice.record.quality, choice.record.std) == ("D", pytest.approx(3))
    assert "interpolated from 2022 to 2025" in choice.reason


def test_a_price_carried_to_a_year_that_nobody_quotes_is_of_quality_d() -> None:
    choice = choose_price([price(1, 10.0)], Wanted(2026, ("kg",)), RATES)
    assert choice is not None
    assert (choice.record.si_value, choice.record.quality, choice.record.std) == (10, "D", 5)


def test_the_price_of_a_metal_is_not_that_of_its_foil() -> None:
    metal = [price(1, quantity="metal")]
    assert choose_price(metal, Wanted(2022, ("kg",), use="foil"), RATES) is None
    (said,) = objections(metal, Wanted(2022, ("kg",), use="foil"), RATES)
    assert said == "20 USD/kg: the price of the metal is not that of a foil"


def test_no_shipped_price_holds_value_added_tax(catalogue: Catalogue) -> None:
    # 148.2 CNY/kg with 13 % on 7 November 2024 are 131.15 without, 18.2 USD/kg at 7.19559.
    rows = catalogue.rows("SELECT value, note FROM price_view WHERE note LIKE '%with 13 _ VAT%'")
    assert len(rows) > 20
    (deal,) = [row for row in rows if str(row["note"]).startswith("148.2 ")]
    assert deal["value"] == pytest.approx(148.2 / 1.13, rel=1e-4)
