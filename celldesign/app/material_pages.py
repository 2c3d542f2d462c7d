"""How materials, their values and prices are laid out on a terminal of 80 columns."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from celldesign.app.output import WIDTH

if TYPE_CHECKING:
    from celldesign.database.records import Material, Past, Price, Record, Source


def page(
    material: "Material", records: Sequence["Record"], prices: Sequence["Price"]
) -> Iterable[str]:
    """Lay a material out, a property to a block, the sources in full at the end."""
    described = (
        ("name", material.name),
        ("role", material.role),
        ("formula", material.formula),
        ("aliases", ", ".join(material.aliases)),
        ("notes", material.notes),
        ("reacts as", ", ".join(f"{k} {v:.4g}" for k, v in material.composition.items())),
    )
    yield material.key
    for label, text in described:
        if text:
            yield from _wrapped(text, f"{label:10}", " " * 10)
    heading = ""
    for record in records:
        if record.property != heading:
            heading = record.property
            yield from ("", heading)
        yield from _value_lines(record)
    if prices:
        yield from ("", "price")
    for price in prices:
        yield from _price_lines(price)
    cited = [each.source for each in records] + [each.source for each in prices]
    if cited:
        yield from ("", "sources")
    for source in dict.fromkeys(cited):
        yield from _wrapped(_citation(source), f"  {source.key}: ", "    ")


def _value_lines(record: "Record") -> Iterable[str]:
    from celldesign.database.choice import stated

    shown = value_fields(record)
    spread = "" if record.std is None else f" +/- {shown['std']:.6g}"
    ends = [f"{shown[end]:.6g}" for end in ("low", "high") if shown[end] is not None]
    standing = (
        f"quality {record.quality}",
        str(record.year or ""),
        "preferred" if record.preferred else "",
        "your own" if record.origin == "user" else "",
        record.qualifier,
        " to ".join(ends),
    )
    unit = "" if record.unit == "1" else record.unit
    locator = f" {record.locator}" if record.locator else ""
    yield from _row(
        f"{record.value:.10g}{spread} {unit}", standing, f"{record.source.key}{locator}"
    )
    for text in (stated(record), record.note):
        if text:
            yield from _wrapped(text, "      ", "      ")


def _price_lines(price: "Price") -> Iterable[str]:
    standing = (f"quality {price.quality}", str(price.year), price.region, price.quantity)
    yield from _row(f"{price.value:.10g} {price.currency}/{price.unit}", standing, price.source.key)
    if price.note:
        yield from _wrapped(price.note, "      ", "      ")


def _row(amount: str, standing: Iterable[str], source: str) -> Iterable[str]:
    text = f"{amount:26} {', '.join(filter(None, (*standing, source)))}"
    return _wrapped(text, "  ", "      ")


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,  # an address stays whole
    )


def _citation(source: "Source") -> str:
    return ", ".join(
        filter(None, (source.citation, source.doi and f"doi {source.doi}", source.url))
    )


def value_fields(record: "Record") -> dict[str, Any]:
    """Return a value with its numbers in the unit that it is printed in."""
    from celldesign.units.quantities import from_si, scale

    def printed(value: float | None) -> float | None:
        return None if value is None else from_si(value, record.unit)

    fields = asdict(record)
    return {
        "temperature_K": fields.pop("temperature"),
        **fields,
        "std": None if record.std is None else record.std / scale(record.unit),
        "low": printed(record.low),
        "high": printed(record.high),
    }


def history_page(material: "Material", history: Sequence["Past"]) -> Iterable[str]:
    """Lay out every value that a material ever had, with what became of it."""
    from celldesign.database.records import Price

    yield material.key
    heading = ""
    named = [("price" if isinstance(p.record, Price) else p.record.property, p) for p in history]
    for name, past in sorted(
        named, key=lambda each: (each[0] == "price", each[0], each[1].record.id)
    ):
        if name != heading:
            heading = name
            yield from ("", heading)
        record = past.record
        lines = _price_lines(record) if isinstance(record, Price) else _value_lines(record)
        yield from lines
        entered = past.entered_at and f"entered {past.entered_at} UTC"
        own = "your own" if record.origin == "user" else "shipped"
        yield f"      #{record.id}, {', '.join(filter(None, (own, entered, fate(past))))}"


def fate(past: "Past") -> str:
    """Say what became of a value.

    >>> from celldesign.database.records import Past
    >>> fate(Past(None, "", 12, False)), fate(Past(None, "", None, True))
    ('superseded by #12', 'removed')
    """
    if past.superseded_by is not None:
        return f"superseded by #{past.superseded_by}"
    return "removed" if past.withdrawn else "in force"
