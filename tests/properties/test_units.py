import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celldesign.errors import UnitError
from celldesign.units.make_table import OTHERWISE
from celldesign.units.quantities import (
    Measured,
    format_rate,
    from_si,
    parse,
    parse_as,
    parse_rate,
    registry,
    same_dimension,
    scale,
    si_unit,
    to_si,
)
from celldesign.units.table import SYMBOLS

FAMILIES = [
    ["um", "µm", "mm", "cm", "m"],
    ["degC", "K", "degF"],
    ["mAh/cm^2", "Ah/m2", "mAh cm-2", "C/m^2"],
    ["mg/cm²", "g/m^2", "kg/m^2"],
    ["$/kWh", "USD/MWh", "USD/J"],
    ["W/(m K)", "mW/cm/K", "W m^-1 degC^-1"],
    ["wt%", "ppm", "1"],
    ["ohm*cm^2", "Ω·cm²", "mohm m^2"],
]
numbers = st.floats(-1e9, 1e9).filter(lambda number: number == 0 or abs(number) > 1e-9)
units = st.sampled_from([*SYMBOLS, *(unit for family in FAMILIES for unit in family)])
factors = st.lists(
    st.tuples(
        st.sampled_from([name for name in SYMBOLS if name.isidentifier() and name[:3] != "deg"]),
        st.integers(-3, 3).filter(bool),
    ),
    min_size=1,
    max_size=4,
)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    units,
    st.none() | st.floats(0, allow_infinity=False),
)
def test_writing_and_reading_is_the_identity(value: float, unit: str, std: float | None) -> None:
    measured = Measured(value, unit, std)
    assert parse(str(measured)) == measured


@given(numbers, units)
def test_to_and_from_si_are_inverse(value: float, unit: str) -> None:
    zero = abs(from_si(0.0, unit))
    assert from_si(to_si(value, unit), unit) == pytest.approx(value, rel=1e-12, abs=1e-12 * zero)


@given(numbers, st.sampled_from(FAMILIES), st.data())
def test_choice_of_units_changes_nothing(
    value: float, family: list[str], data: st.DataObject
) -> None:
    one, other = data.draw(st.sampled_from(family)), data.draw(st.sampled_from(family))
    si = si_unit(one)
    first, spread = parse_as(f"{value!r} +/- 2 {one}", si)
    again, spread_again = parse_as(
        f"{from_si(first, other)!r} +/- {2 * scale(one) / scale(other)!r} {other}", si
    )
    assert again == pytest.approx(first, rel=1e-12, abs=1e-9 * scale(one) + 1e-12 * abs(first))
    assert spread_again == pytest.approx(spread, rel=1e-12)


@given(st.lists(numbers, min_size=1), units)
def test_an_array_converts_as_the_loop_does(values: list[float], unit: str) -> None:
    assert to_si(np.array(values), unit).tolist() == [to_si(value, unit) for value in values]


@given(factors)
@settings(deadline=None)  # pint loads in the first example
def test_products_are_those_of_pint(chosen: list[tuple[str, int]]) -> None:
    spelling = "*".join(f"{symbol}^{power}" for symbol, power in chosen)
    theirs = "*".join(f"{OTHERWISE.get(symbol, symbol)}^{power}" for symbol, power in chosen)
    by_pint = registry().Quantity(1.0, theirs).to_base_units()
    assert scale(spelling) == pytest.approx(by_pint.magnitude, rel=1e-12, abs=0)
    assert registry().Quantity(1.0, si_unit(spelling)).is_compatible_with(by_pint.units)


@given(factors)
def test_ways_of_writing_a_product_agree(chosen: list[tuple[str, int]]) -> None:
    plain = " ".join(f"{symbol}{power}" for symbol, power in chosen)
    divided = "1" + "".join(f"/{symbol}^{-power}" for symbol, power in chosen)
    grouped = "1/(" + " · ".join(f"{symbol}**{-power}" for symbol, power in chosen) + ")"
    for spelling in (divided, grouped):
        assert scale(spelling) == pytest.approx(scale(plain), rel=1e-12, abs=0)
        assert si_unit(spelling) == si_unit(plain)
        assert same_dimension(spelling, plain)


@given(st.floats(1e-9, 1e3))
def test_rates_survive_writing(per_second: float) -> None:
    assert parse_rate(format_rate(per_second)) == pytest.approx(per_second, rel=1e-5)


@given(
    st.text(max_size=120)
    | st.text("0123456789.,eE+-*/^()± %$µmAhCgKW_ infa²⁻", max_size=40)
    | st.builds("{} {}".format, numbers, st.text("mAhCgKWsJLdVe/*^-2( )%_", max_size=12))
)
@settings(deadline=None)  # pint loads in the first example with a unit beyond the table
def test_any_text_is_a_finite_value_or_one_clear_line(text: str) -> None:
    outcome = read(text)
    if isinstance(outcome, UnitError):
        assert str(outcome).isprintable()
        assert len(str(outcome)) < 200
    else:
        assert math.isfinite(outcome.value)
        assert same_dimension(outcome.unit, si_unit(outcome.unit))


def read(text: str) -> Measured | UnitError:
    try:
        return parse(text)
    except UnitError as error:
        return error
