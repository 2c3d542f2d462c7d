"""Prices through the years: as a list with a picture for a terminal, as CSV and as plain data."""

import csv
import io
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from celldesign.database.records import Price
from celldesign.inputs.prices import USES, Rates, per_dollar

WIDTH = 80
_ROWS, _COLUMNS = 9, 61
_COLUMN_NAMES = (
    *("material", "year", "value", "currency", "unit", "usd", "low", "high", "quantity"),
    *("region", "quality", "origin", "source", "citation", "note"),
)


class Course(NamedTuple):
    """What a material cost through the years, for one use and by one unit, in dollars."""

    use: str
    unit: str
    points: tuple[tuple[int, float], ...]

    @property
    def label(self) -> str:
        """What the numbers are, such as `USD/m^2 as foil`."""
        return f"USD/{self.unit}" + (f" as {self.use}" if self.use else "")


def courses(prices: Sequence[Price], rates: Rates) -> list[Course]:
    """Group prices by use and unit, each in dollars at the average rate of its own year.

    A price without a rate is in none. Prices of several years stand in the order of the years.
    """
    groups: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for price in sorted(prices, key=_order):
        dollars = in_dollars(price, rates)
        if dollars is not None:
            use = next((word for word in USES if word in price.quantity), "")
            groups.setdefault((use, price.unit), []).append((price.year, dollars))
    return [Course(use, unit, tuple(points)) for (use, unit), points in groups.items()]


def in_dollars(price: Price, rates: Rates) -> float | None:
    """Convert a price at the average rate of its year; None where there is no rate."""
    if price.currency != "USD" and (price.currency, price.year) not in rates:
        return None
    return price.value / per_dollar(price.currency, price.year, rates)


def prices_text(material: str, prices: Sequence[Price], rates: Rates) -> str:
    """List the prices of a material through the years, with a picture of each course."""
    if not prices:
        return f"{material}: no price is known"
    lines = [material]
    for course in courses(prices, rates):
        lines += picture(course)
    for price in sorted(prices, key=_order):
        dollars = in_dollars(price, rates)
        unit = f"{price.currency}/{price.unit}"
        shown = f"{price.value:.6g} {unit}"
        if dollars is None:
            shown += f", no rate of {price.currency} in {price.year} is known"
        elif price.currency != "USD":
            rate = per_dollar(price.currency, price.year, rates)
            shown = f"{dollars:.4g} USD/{price.unit}, {shown} at {rate:.4g} {price.currency}/USD"
        mine = "your own" if price.origin == "user" else ""
        said = filter(None, (price.quantity, price.region, f"quality {price.quality}", mine))
        lines.append(f"  {price.year}  {shown}; {', '.join(said)}")
        lines += textwrap.wrap(
            price.source.citation, WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8
        )
    return "\n".join(lines)


def picture(course: Course) -> Iterator[str]:
    """Draw a course over its years; nothing where all of it is of one year.

    >>> for line in picture(Course("foil", "kg", ((2022, 10.0), (2024, 5.0)))):
    ...     print(line)
      USD/kg as foil
              10 ┤•
                 │
                 │
                 │
               5 ┤                                                            •
                 │
                 │
                 │
               0 ┼─────────────────────────────────────────────────────────────
                  2022                          2023                          2024
    """
    years = [year for year, _ in course.points]
    first, last = min(years), max(years)
    if first == last:
        return
    top = max(value for _, value in course.points)
    grid = [[" "] * _COLUMNS for _ in range(_ROWS)]
    for year, value in course.points:
        column = round((year - first) / (last - first) * (_COLUMNS - 1))
        grid[_ROWS - 1 - round(value / top * (_ROWS - 1))][column] = "•"
    yield f"  {course.label}"
    for row, cells in enumerate(grid):
        share = 1 - row / (_ROWS - 1)
        marked = f"{top * share:.4g}" if row in (0, _ROWS // 2, _ROWS - 1) else ""
        edge = "┼" if row == _ROWS - 1 else "┤" if marked else "│"
        line = "".join(cells) if row < _ROWS - 1 else "".join(cells).replace(" ", "─")
        yield f"  {marked:>10} {edge}{line.rstrip()}"
    ticks = [" "] * (_COLUMNS + 4)
    for year in range(first, last + 1):
        column = round((year - first) / (last - first) * (_COLUMNS - 1))
        if year in (first, last) or set(ticks[column - 1 : column + 5]) == {" "}:
            ticks[column : column + 4] = str(year)
    yield f"  {'':10}  {''.join(ticks).rstrip()}"


def prices_data(known: Mapping[str, Sequence[Price]], rates: Rates) -> dict[str, Any]:
    """Return the prices of materials as plain data, each with its worth in dollars."""
    return {
        "prices": {
            key: [asdict(price) | {"usd": in_dollars(price, rates)} for price in prices]
            for key, prices in known.items()
        },
    }


def prices_csv(known: Mapping[str, Sequence[Price]], rates: Rates) -> str:
    """Write the prices of materials as a table, a price to a line; `usd` is per the same unit."""
    file = io.StringIO()
    table = csv.DictWriter(file, _COLUMN_NAMES, lineterminator="\n")
    table.writeheader()
    for key, prices in known.items():
        for price in sorted(prices, key=_order):
            row = {name: getattr(price, name, "") for name in _COLUMN_NAMES}
            scale = price.value / price.si_value
            ends = {
                end: None if (si := getattr(price, end)) is None else float(f"{si * scale:.6g}")
                for end in ("low", "high")
            }
            usd = in_dollars(price, rates)
            cited = {"source": price.source.key, "citation": price.source.citation}
            table.writerow(row | ends | cited | {"material": key, "usd": usd and f"{usd:.6g}"})
    return file.getvalue()


def _order(price: Price) -> tuple[str, int, int]:
    return price.unit, price.year, price.id
