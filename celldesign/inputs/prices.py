"""The choice among dated prices: for a use, a year and a thickness, in dollars, with the reason."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from celldesign.database.choice import Choice
from celldesign.database.plant_records import Rate
from celldesign.database.records import Price, Record
from celldesign.errors import MaterialError
from celldesign.units.quantities import si_unit, std_of_range

USES = ("tab", "ingot", "container", "foil", "metal")
# What a price without a stated range is taken to vary by; a convention, said with each price.
SPREAD = {"A": 0.05, "B": 0.1, "C": 0.2, "D": 0.5}
_THICKNESS = re.compile(r"([\d.]+(?:\+[\d.]+)*) um")

Rates = Mapping[tuple[str, int], Rate]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a price is looked up for; `per` are the SI units that it can be by."""

    year: int
    per: tuple[str, ...]
    use: str = ""
    region: str = ""
    thickness: float | None = None


def exchange(amount: float, source: str, target: str, year: int, rates: Rates) -> float:
    """Convert an amount between currencies at the average rate of a year.

    Raises MaterialError where a currency has no rate in that year.
    """
    return amount / per_dollar(source, year, rates) * per_dollar(target, year, rates)


def per_dollar(currency: str, year: int, rates: Rates) -> float:
    """How much of a currency a dollar bought in a year; raises MaterialError where unknown."""
    if currency == "USD":
        return 1.0
    if (currency, year) not in rates:
        known = sorted(when for name, when in rates if name == currency)
        near = min(known, key=lambda when: abs(when - year), default=None)
        mend = f"known for {', '.join(map(str, known)) or 'no year'}"
        mend += f"; set economics.price_year={near}, or" if near else ";"
        mend += f" add the rate of {year} as [[rate]] of a file for `celldesign materials import`"
        raise MaterialError(f"no exchange rate of {currency} in {year} is known", mend=mend)
    return rates[currency, year].per_usd


def choose_price(prices: Sequence[Price], wanted: Wanted, rates: Rates) -> Choice | None:
    """Choose a price in dollars; None where none of them can serve.

    First the user's own; then those of the same use, region, year, thickness; then quality. Where
    none is of the year, it lies between those of the years about it, or is that of the nearest:
    quality D. Every other price comes back with the reason against it, also those without an
    exchange rate.
    """
    sound = [price for price in prices if _against(price, wanted, rates) is None]
    if not sound:
        return None
    best, *rest = sorted(sound, key=lambda price: _rank(price, wanted))
    others = [(_record(price, rates), _why_not(price, best, wanted)) for price in rest]
    unfit = [price for price in prices if price not in sound]
    others += [(_record(price, rates), str(_against(price, wanted, rates))) for price in unfit]
    taken, how = _of_year(best, rest, wanted, rates)
    return Choice(_record(taken, rates), _reason(taken, how, wanted, rates), tuple(others))


def _of_year(best: Price, rest: Sequence[Price], wanted: Wanted, rates: Rates) -> tuple[Price, str]:
    """Give the price as of the year that is wanted, and how it comes to be."""
    if best.year == wanted.year:
        return best, f"of {best.year}"
    if best.origin == "user":
        return best, _years(best, wanted)
    series = [best, *(price for price in rest if _kind(price, wanted) == _kind(best, wanted))]
    before = max((p for p in series if p.year < wanted.year), key=_year, default=None)
    after = min((p for p in series if p.year > wanted.year), key=_year, default=None)
    if before is None or after is None:
        return replace(best, quality="D"), _years(best, wanted)
    share = (wanted.year - before.year) / (after.year - before.year)
    first, last = (p.si_value / per_dollar(p.currency, p.year, rates) for p in (before, after))
    dollars = first + share * (last - first)
    value = dollars * best.value / best.si_value
    made = replace(best, value=value, si_value=dollars, currency="USD", quality="D")
    return replace(made, low=None, high=None), f"interpolated from {before.year} to {after.year}"


def _year(price: Price) -> int:
    return price.year


def _kind(price: Price, wanted: Wanted) -> tuple[Any, ...]:
    """What prices must share for one to lie between two others."""
    near = price.region in ("", wanted.region)
    use = _misuse(price, wanted.use)
    return price.origin, use, near, si_unit(price.unit), quoted_thickness(price)


def objections(prices: Sequence[Price], wanted: Wanted, rates: Rates) -> list[str]:
    """Say what is against each price that cannot serve."""
    found = [
        (f"{price.value:g} {price.currency}/{price.unit}", _against(price, wanted, rates))
        for price in prices
    ]
    return [f"{price}: {reason}" for price, reason in found if reason]


def spread(price: Price, rates: Rates) -> float:
    """Standard uncertainty in dollars: of the stated range, taken as uniform, or by quality."""
    dollars = price.si_value / per_dollar(price.currency, price.year, rates)
    if price.low is not None and price.high is not None:
        return std_of_range(price.low, price.high) * dollars / price.si_value
    return SPREAD[price.quality] * dollars


def _against(price: Price, wanted: Wanted, rates: Rates) -> str | None:
    if si_unit(price.unit) not in wanted.per:
        return f"a price per {price.unit} cannot serve here"
    if wanted.use and price.quantity == "metal":
        return f"the price of the metal is not that of a {wanted.use}"
    if price.currency != "USD" and (price.currency, price.year) not in rates:
        return f"no exchange rate of {price.currency} in {price.year} is known"
    return None


def _rank(price: Price, wanted: Wanted) -> tuple[bool, int, bool, int, float, str, int]:
    return (
        price.origin != "user",
        _misuse(price, wanted.use),
        price.region not in ("", wanted.region),
        abs(price.year - wanted.year),
        _misfit(price, wanted.thickness),
        price.quality,
        price.id,
    )


def _misuse(price: Price, use: str) -> int:
    """0 where the price is of this use, 1 where it names none, 2 where it is of another."""
    if use and use in price.quantity:
        return 0
    return 2 if any(word in price.quantity for word in USES) else 1


def quoted_thickness(price: Price | Record) -> float | None:
    """Thickness in m that a price by area is quoted for, None where it says none.

    A coated membrane of `5+2 um` is 7 um thick.
    """
    said = price.quantity if isinstance(price, Price) else price.locator
    match = _THICKNESS.search(said)
    if match is None or si_unit(price.unit).rpartition("/")[2] != "m^2":
        return None
    return sum(map(float, match[1].split("+"))) * 1e-6


def _misfit(price: Price, thickness: float | None) -> float:
    quoted = quoted_thickness(price)
    if quoted is None or thickness is None or thickness <= 0:
        return 0.0
    return round(abs(math.log(quoted / thickness)), 6)


def _reason(price: Price, how: str, wanted: Wanted, rates: Rates) -> str:
    said = [how]
    if wanted.use and wanted.use in price.quantity:
        said.insert(0, f"the price of a {wanted.use}")
    if _misuse(price, wanted.use) == 2:
        said.insert(0, f"the price of {price.quantity}, as there is none of this use")
    if quoted := quoted_thickness(price):
        said.append(f"quoted for {quoted * 1e6:g} um")
    said.append(f"quality {price.quality}")
    if price.currency != "USD":
        rate = rates[price.currency, price.year]
        said.append(f"at {rate.per_usd:g} {rate.currency}/USD (quality {rate.quality})")
    if price.low is None:
        said.append(f"assumed uncertainty {SPREAD[price.quality]:.0%}")
    return "; ".join(said)


def _years(price: Price, wanted: Wanted) -> str:
    years = abs(price.year - wanted.year)
    return f"of {price.year} instead of {wanted.year} ({years} year{'s' * (years > 1)} away)"


def _why_not(price: Price, best: Price, wanted: Wanted) -> str:
    if price.origin != best.origin:
        return "the user's own price comes first"
    if _misuse(price, wanted.use) != _misuse(best, wanted.use):
        return f"of another use ({price.quantity or 'not stated'})"
    if price.region != best.region:
        return f"of another region ({price.region or 'not stated'})"
    if abs(price.year - wanted.year) != abs(best.year - wanted.year):
        return _years(price, wanted)
    if _misfit(price, wanted.thickness) != _misfit(best, wanted.thickness):
        return f"of another thickness ({price.quantity})"
    return f"as near; quality {price.quality} against {best.quality}"


def _record(price: Price, rates: Rates) -> Record:
    rate = rates.get((price.currency, price.year))
    per_usd = rate.per_usd if rate else 1.0
    return Record(
        id=price.id,
        material=price.material,
        property="price",
        value=price.value,
        unit=f"{price.currency}/{price.unit}",
        si_value=price.si_value / per_usd,
        std=spread(price, rates) if rate or price.currency == "USD" else None,
        temperature=None,
        conditions={},
        source=price.source,
        locator=price.quantity,
        year=price.year,
        quality=price.quality,
        preferred=False,
        note=price.note,
        origin=price.origin,
    )
