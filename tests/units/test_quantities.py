import subprocess
import sys
from typing import get_args

import numpy as np
import pytest

from celldesign import si
from celldesign.errors import UnitError
from celldesign.units import make_table as make_unit_table
from celldesign.units import table as unit_table
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
from celldesign.units.spelling import ask_pint


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("70 um", 70e-6, "m"),
        ("70um", 70e-6, "m"),
        ("70 \N{MICRO SIGN}m", 70e-6, "m"),
        ("70 \N{GREEK SMALL LETTER MU}m", 70e-6, "m"),
        ("+.07 mm", 70e-6, "m"),
        ("3 \N{LATIN CAPITAL LETTER A WITH RING ABOVE}", 3e-10, "m"),
        ("3 \N{ANGSTROM SIGN}", 3e-10, "m"),
        ("1 in", 0.0254, "m"),
        ("2.7 mAh/cm^2", 97200.0, "C/m^2"),
        ("2.7 mAh/cm2", 97200.0, "C/m^2"),
        ("2.7 mAh/cm²", 97200.0, "C/m^2"),
        ("2.7 mAh/cm**2", 97200.0, "C/m^2"),
        ("2.7 mAh cm-2", 97200.0, "C/m^2"),
        ("2.7 mAh·cm⁻²", 97200.0, "C/m^2"),
        ("2.7 mAh * cm ^ -2", 97200.0, "C/m^2"),
        ("16 mg/cm²", 0.16, "kg/m^2"),
        ("180 mAh/g", 648000.0, "C/kg"),
        ("76 wt%", 0.76, "1"),
        ("76 wt %", 0.76, "1"),
        ("30 vol%", 0.3, "1"),
        ("1.4%", 0.014, "1"),
        ("250 ppm", 2.5e-4, "1"),
        ("0.15 %/cycle", 0.0015, "1"),
        ("500 cycles", 500.0, "1"),
        ("0.5 1", 0.5, "1"),
        ("2 1/h", 2 / 3600, "1/s"),
        ("36 $/kWh", 1e-5, "USD/J"),
        ("36 USD/kWh", 1e-5, "USD/J"),
        ("14 EUR/kg", 14.0, "EUR/kg"),
        ("14 €/kg", 14.0, "EUR/kg"),
        ("207.9 CNY/kg", 207.9, "CNY/kg"),
        ("0.2 EUR/m^2", 0.2, "EUR/m^2"),
        ("25 degC", 298.15, "K"),
        ("-40 °C", 233.15, "K"),
        ("25 \N{DEGREE CELSIUS}", 298.15, "K"),
        ("25 celsius", 298.15, "K"),
        ("77 degF", 298.15, "K"),
        ("333.15 K", 333.15, "K"),
        ("72 kgCO2e/kWh", 2e-5, "kg/J"),
        ("72 kg CO2e/kWh", 2e-5, "kg/J"),
        ("1.9e-4 S/cm", 0.019, "S/m"),
        ("0.19 mS/cm", 0.019, "S/m"),
        ("5 ohm*cm^2", 5e-4, "ohm*m^2"),
        ("5 ohm cm^2", 5e-4, "ohm*m^2"),
        ("5 \N{GREEK CAPITAL LETTER OMEGA}·cm²", 5e-4, "ohm*m^2"),
        ("5 \N{OHM SIGN} cm2", 5e-4, "ohm*m^2"),
        ("5000 m\N{OHM SIGN} cm2", 5e-4, "ohm*m^2"),
        ("0.2 W/(m K)", 0.2, "W/m/K"),
        ("0.2 W/m/K", 0.2, "W/m/K"),
        ("0.2 W m-1 K-1", 0.2, "W/m/K"),
        ("0.9 kJ/kg/degC", 900.0, "J/kg/K"),
        ("900 J/K/kg", 900.0, "J/kg/K"),
        ("-5.3 kJ/mol", -5300.0, "J/mol"),
        ("−5.3 kJ/mol", -5300.0, "J/mol"),
        ("1 mol/L", 1000.0, "mol/m^3"),
        ("1.2 M", 1200.0, "mol/m^3"),
        ("4.65 g/cm3", 4650.0, "kg/m^3"),
        ("1 Ah", 3600.0, "C"),
        ("1 A h", 3600.0, "A*s"),
        ("1 C", 1.0, "C"),
        ("1.8 mL/Ah", 5e-10, "m^3/C"),
        ("694 Wh/L", 694 * 3.6e6, "J/m^3"),
        ("356.5 Wh/kg", 356.5 * 3600, "J/kg"),
        ("9 kJ/Ah", 2.5, "J/C"),
        ("0.018 mol/Ah", 5e-6, "mol/C"),
        ("1e-14 m^2/s", 1e-14, "m^2/s"),
        ("1e-10 cm^2/s", 1e-14, "m^2/s"),
        ("10 m^2/g", 10000.0, "m^2/kg"),
        ("3 MPa", 3e6, "Pa"),
        ("0.6 mPa s", 6e-4, "Pa*s"),
        ("20 min", 1200.0, "s"),
        ("1 psi", 6894.757293168, "Pa"),
    ],
)
def test_reads_and_converts(text: str, value: float, unit: str) -> None:
    given = parse(text)
    assert to_si(given.value, given.unit) == pytest.approx(value, rel=1e-12, abs=0)
    assert si_unit(given.unit) == unit
    assert parse_as(text, unit) == (pytest.approx(value, rel=1e-12, abs=0), None)


@pytest.mark.parametrize(
    ("text", "unit", "value", "std"),
    [
        ("4.65 +/- 0.05 g/cm^3", "kg/m^3", 4650.0, 50.0),
        ("(4.65 ± 0.05) g/cm^3", "kg/m^3", 4650.0, 50.0),
        ("4.65±0.05 g/cm^3", "kg/m^3", 4650.0, 50.0),
        ("4.65 g/cm^3 +/- 0.05 g/cm^3", "kg/m^3", 4650.0, 50.0),
        ("4.65 g/cm^3 +/- 50 mg/cm^3", "kg/m^3", 4650.0, 50.0),
        ("(0.20 +/- 0.01) W/(m K)", "W/m/K", 0.2, 0.01),
        ("25 +/- 2 degC", "K", 298.15, 2.0),
        ("25 degC +/- 2 K", "K", 298.15, 2.0),
        ("76 +/- 1 wt%", "1", 0.76, 0.01),
        ("0.42 +/- 0.02", "1", 0.42, 0.02),
        ("0.42", "1", 0.42, None),
    ],
)
def test_reads_standard_deviations(text: str, unit: str, value: float, std: float | None) -> None:
    assert parse_as(text, unit) == (
        pytest.approx(value, rel=1e-12),
        std if std is None else pytest.approx(std, rel=1e-12),
    )


def test_keeps_what_was_printed() -> None:
    assert parse(" 4.65 g/cm³ ± 50 mg/cm3 ") == Measured(4.65, "g/cm³", pytest.approx(0.05))


NO_NUMBER_UNIT = "a number with a unit is required"


@pytest.mark.parametrize(
    ("text", "required", "mend"),
    [
        ("70", NO_NUMBER_UNIT, "write for example '70 um'"),
        ("", NO_NUMBER_UNIT, ""),
        ("um", NO_NUMBER_UNIT, ""),
        ("1/s", NO_NUMBER_UNIT, ""),
        ("51/s", NO_NUMBER_UNIT, ""),
        ("9**9**9 um", NO_NUMBER_UNIT, ""),
        ("1+1 um", NO_NUMBER_UNIT, ""),
        ("2*3 m", NO_NUMBER_UNIT, ""),
        ("1 000 um", NO_NUMBER_UNIT, ""),
        ("1_000 um", NO_NUMBER_UNIT, ""),
        ("10³ um", NO_NUMBER_UNIT, ""),
        ("٣ um", NO_NUMBER_UNIT, ""),
        ("__import__('os') um", NO_NUMBER_UNIT, ""),
        ("1 m +/- 1", NO_NUMBER_UNIT, ""),
        ("1 +/- 1", NO_NUMBER_UNIT, ""),
        ("1,000 um", "a number without commas is required", "write 1000"),
        ("0,5 um", "a number without commas is required", "0.5"),
        ("nan um", "a finite number is required", ""),
        ("NaN", "a finite number is required", ""),
        ("-inf um", "a finite number is required", ""),
        ("Infinity um", "a finite number is required", ""),
        ("1e999 um", "a finite number is required", ""),
        ("1 +/- nan um", NO_NUMBER_UNIT, ""),
        ("1 +/- -0.1 um", "a standard uncertainty of zero or more is required", ""),
        ("1 m +/- 1 s", "a length (such as um) is required", ""),
        ("C/20", NO_NUMBER_UNIT, "this is a C-rate"),
        ("C", NO_NUMBER_UNIT, "this is a C-rate"),
        ("2C", NO_NUMBER_UNIT, "this is a C-rate"),
        ("70 umm", "unknown unit", "did you mean um?"),
        ("1 MAH", "unknown unit", "did you mean mAh?"),
        ("1 m*e", "unknown unit", ""),
        ("1 x10 um", "unknown unit", ""),
        ("1 um**9**9**9", "unknown unit", ""),
        ("1 m^99", "unknown unit", ""),
        ("1 um/", "unknown unit", ""),
        ("1 (m", "unknown unit", ""),
        ("1 m/(s/K)", "unknown unit", ""),
        ("1 m 2", "unknown unit", ""),
        ("1 1 m", "unknown unit", ""),
        ("1 pi", "unknown unit", ""),
        ("1 rad", "unknown unit", ""),
        ("1 dB", "unknown unit", ""),
        ("1 dBm", "unknown unit", ""),
        ("1 mm%", "unknown unit", "did you mean mm?"),
        ("1 W/m K", "a unit that reads in one way only is required", "W/(m K)"),
        ("1 Qparsec^9", "a unit of finite size is required", ""),
        ("9" * 10**6 + " um", "a text of at most 100 characters is required", ""),
    ],
)
def test_refuses_in_one_line(text: str, required: str, mend: str) -> None:
    with pytest.raises(UnitError) as error:
        parse(text)
    assert error.value.required == required
    assert mend in error.value.mend
    assert error.value.given
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 200


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        ("70 mg/cm^2", "um", "a length (such as um) is required: given '70 mg/cm^2'"),
        ("70", "m", "a number with a unit is required: given '70'; write for example '70 um'"),
        ("3", "V", "a number with a unit is required: given '3'; write for example '3 V'"),
        ("70 um", "1", "a dimensionless number (such as %) is required: given '70 um'"),
        ("14 EUR/kg", "USD/kg", "a price in dollars per mass (such as USD/kg) is required"),
        ("25 C", "K", "a temperature (such as degC) is required: given '25 C'; C is coulomb"),
        ("2 C", "1/s", "a frequency (such as 1/h) is required: given '2 C'"),
        ("2C", "C", "this is a C-rate"),
        ("C/20", "1/s", "this is a C-rate"),
        ("1,000", "1", "a number without commas is required"),
        ("1 m", "m^7", "another quantity (such as m^7) is required"),
        ("1e308 km", "m", "a finite number is required"),
        ("1 +/- 1e308 km", "m", "a finite number is required"),
    ],
)
def test_refuses_another_dimension(text: str, unit: str, message: str) -> None:
    with pytest.raises(UnitError) as error:
        parse_as(text, unit)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("text", "hours"),
    [("C/20", 20), ("C / 20", 20), ("2C", 0.5), ("0.5C", 2), ("1 C", 1), ("C", 1), ("C/2.5", 2.5)],
)
def test_reads_rates(text: str, hours: float) -> None:
    assert parse_rate(text) == pytest.approx(1 / (hours * 3600), rel=1e-15)


@pytest.mark.parametrize(
    "text",
    ["0C", "C/0", "-1C", "C/-2", "nanC", "C/inf", "C/1e999", "c/20", "2 C/3", "0.05 1/h", "20", ""],
)
def test_refuses_what_is_no_rate(text: str) -> None:
    with pytest.raises(UnitError, match="a rate is required"):
        parse_rate(text)


def test_refuses_a_long_rate() -> None:
    with pytest.raises(UnitError, match="a rate is required"):
        parse_rate("C/" + "1" * 10**6)


@pytest.mark.parametrize(("hours", "text"), [(20, "C/20"), (0.5, "2C"), (1, "1C"), (2, "C/2")])
def test_writes_rates(hours: float, text: str) -> None:
    assert format_rate(1 / (hours * 3600)) == text


def test_converts_arrays() -> None:
    assert to_si(np.array([0.0, 25.0]), "degC") == pytest.approx(np.array([273.15, 298.15]))
    assert from_si(np.array([273.15, 298.15]), "degC") == pytest.approx(np.array([0.0, 25.0]))


def test_a_c_rate_counts_per_hour_and_is_no_unit_of_a_text() -> None:
    assert parse_as("C/20", "C-rate") == (pytest.approx(0.05 / 3600), None)
    assert to_si(2.0, "C-rate") == pytest.approx(2 / 3600)
    assert from_si(1 / 1800, "C-rate") == pytest.approx(2.0)
    assert (scale("C-rate"), si_unit("C-rate")) == (pytest.approx(1 / 3600), "1/s")
    with pytest.raises(UnitError, match="unknown unit"):
        parse("2 C-rate")


def test_compares_dimensions_and_not_spellings() -> None:
    assert same_dimension("Pa", "Wh/L")
    assert same_dimension("1/s", "kHz")
    assert same_dimension("%", "1")
    assert not same_dimension("C", "A")
    assert not same_dimension("USD", "EUR")
    assert scale("degF") == pytest.approx(5 / 9)


def test_table_is_what_pint_says() -> None:
    listed = {symbol for symbols in make_unit_table.SYMBOLS.values() for symbol in symbols.split()}
    assert unit_table.SYMBOLS.keys() == listed
    for symbol, (size, offset, spelled) in unit_table.SYMBOLS.items():
        pint_name = make_unit_table.OTHERWISE.get(symbol, symbol)
        expected_size, expected_offset, base = ask_pint(pint_name)
        assert size == pytest.approx(expected_size, rel=1e-14, abs=0), symbol
        assert offset == pytest.approx(expected_offset, rel=1e-14, abs=0), symbol
        assert registry().Unit(spelled).is_compatible_with(registry().Unit(base or "1")), symbol
    for spelled, base in unit_table.BASES.items():
        assert ask_pint(spelled) == (1.0, 0.0, base)


def test_file_is_what_the_maker_writes() -> None:
    made: dict[str, object] = {}
    exec(make_unit_table.table(), made)
    assert list(made["BASES"]) == list(unit_table.BASES)  # the order is that of spellings
    assert list(made["SYMBOLS"]) == list(unit_table.SYMBOLS)


def test_signatures_spell_units_as_the_registry_does() -> None:
    aliases = {name: alias for name, alias in vars(si).items() if hasattr(alias, "__metadata__")}
    assert len(aliases) > 30
    for name, alias in aliases.items():
        unit = get_args(alias)[1]
        assert si_unit(unit) == unit, name
        assert scale(unit) == 1, name
        assert registry().Quantity(1.0, unit).to_base_units().magnitude == 1, name


def test_common_units_need_neither_pint_nor_numpy() -> None:
    code = (
        "import sys; from celldesign.units.quantities import parse_as; "
        "parse_as('2.7 mAh/cm²', 'C/m^2'); parse_as('14 €/kg', 'EUR/kg'); "
        "assert not {'pint', 'numpy'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
