"""One consistent set of prices a year: which years have one, and what lies beyond the newest.

The prices of a basket are without VAT. Beyond the newest there is no forecast of ours: the design
says how prices go on, by a rate of change or by learning.
"""

import math
from dataclasses import dataclass

from celldesign.design.economics import Economics
from celldesign.errors import DesignError

BASKETS = (2022, 2024, 2025, 2026)
_YEARS = ", ".join(map(str, BASKETS))


@dataclass(frozen=True, slots=True)
class Basket:
    """The year of the prices, and what they are multiplied by beyond the newest, and why."""

    year: int = BASKETS[-1]
    factor: float = 1.0
    reason: str = ""


def basket_of(economics: Economics) -> Basket:
    """Choose the basket of a design, the newest where it names no year.

    Raises DesignError for a year without a basket, and beyond the newest without a rate of change
    or a learning rate.

    >>> basket_of(Economics()).year
    2026

    Four times the cells ever made, at 20 % less for each doubling, cost 0.64 of today's:

    >>> round(basket_of(Economics(price_year=2030, learning_rate=0.2, volume_ratio=4.0)).factor, 9)
    0.64
    """
    newest, year = BASKETS[-1], economics.price_year or BASKETS[-1]
    change, learning, ratio = (
        economics.price_change,
        economics.learning_rate,
        economics.volume_ratio,
    )
    if year in BASKETS and (change, learning, ratio) == (None, None, None):
        return Basket(year)
    if year < newest and year not in BASKETS:
        mend = f"write one of {_YEARS}"
        raise DesignError("a year with a basket of prices is required", given=str(year), mend=mend)
    if year <= newest:
        required = f"price_change, learning_rate and volume_ratio are for years after {newest}"
        raise DesignError(required, given=f"price_year = {year}", mend="leave them out")
    if change is not None and learning is None and ratio is None:
        ahead = year - newest
        factor, why = (1 + change) ** ahead, f"{100 * change:+.3g} % a year over {ahead} years"
    elif change is None and learning is not None and ratio is not None:
        factor = ratio ** math.log2(1 - learning)
        why = f"{100 * learning:.3g} % learning rate, {ratio:g} times the cumulative volume"
    else:
        mend = (
            'write economics.price_change = "-3 %/year", or economics.learning_rate = "18 %" and '
            f'economics.volume_ratio = "3" (cumulative volume over that of {newest}), or one of '
            f"the baskets {_YEARS}"
        )
        required = f"prices after {newest} need either a rate of change or a learning rate"
        raise DesignError(required, given=f"price_year = {year}", mend=mend)
    return Basket(newest, factor, f"prices of {newest} x {factor:.4g} for {year}: {why}")
