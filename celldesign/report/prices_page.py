"""The page of `prices`: what materials cost through the years, drawn and listed."""

from collections.abc import Mapping, Sequence

from celldesign.database.records import Price
from celldesign.inputs.prices import Rates
from celldesign.report.figures import Figure, dated
from celldesign.report.html import environment
from celldesign.report.prices import courses, in_dollars
from celldesign.report.study_pages import Table
from celldesign.units.text import tidy

_HEADS = ("year", "price", "in dollars", "for", "quality", "source")
_WORDS = (False, False, False, True, True, True)


def prices_page(known: Mapping[str, Sequence[Price]], rates: Rates) -> str:
    """Write the page of materials' prices, by key."""
    return (
        environment()
        .get_template("study.html.jinja")
        .render(
            title=f"Prices: {', '.join(known)}",
            figures=prices_figures(known, rates),
            tables=[_table(key, prices, rates) for key, prices in known.items()],
            notes=["Dollars are at the average exchange rate of the price's own year."],
            made={
                price.source.key: price.source.citation
                for prices in known.values()
                for price in prices
            },
        )
    )


def prices_figures(known: Mapping[str, Sequence[Price]], rates: Rates) -> list[Figure]:
    """Draw the prices of the same use and unit together, a course for each material.

    What is of one year alone is in the table.
    """
    drawn: dict[str, list[tuple[str, Sequence[tuple[int, float]]]]] = {}
    for key, prices in known.items():
        for course in courses(prices, rates):
            drawn.setdefault(course.label, []).append((key, course.points))
    return [
        dated(f"Prices, {label}", label, series)
        for label, series in drawn.items()
        if len({year for _, course in series for year, _ in course}) > 1
    ]


def _table(key: str, prices: Sequence[Price], rates: Rates) -> Table:
    rows = []
    for price in sorted(prices, key=lambda each: (each.unit, each.year, each.id)):
        usd = in_dollars(price, rates)
        rows.append(
            (
                str(price.year),
                tidy(f"{price.value:.6g} {price.currency}/{price.unit}"),
                "no rate is known" if usd is None else tidy(f"{usd:.4g} USD/{price.unit}"),
                tidy(", ".join(filter(None, (price.quantity, price.region)))),
                price.quality,
                price.source.key,
            )
        )
    return Table(key, _HEADS, _WORDS, tuple(rows), 0)
