"""What can be wrong with sound-looking materials: a line for each finding, none for good data."""

from collections import Counter
from collections.abc import Iterator, Sequence

from celldesign.database.catalogue import Catalogue, folded
from celldesign.database.choice import stated
from celldesign.database.properties import known_property
from celldesign.database.reading import Entry, unknown_species
from celldesign.database.records import Price, Record
from celldesign.units import to_si


def entries_of(catalogue: Catalogue) -> list[Entry]:
    """Return all materials of a database with their values and prices."""
    materials = catalogue.materials()
    values: dict[str, list[Record]] = {}
    for (key, _), records in catalogue.records_of(each.key for each in materials).items():
        values.setdefault(key, []).extend(records)
    return [
        Entry(each, tuple(values.get(each.key, [])), tuple(catalogue.prices(each.key)))
        for each in materials
    ]


def findings(entries: Sequence[Entry], others: Sequence[Entry] = ()) -> list[str]:
    """Look for values out of range, duplicates, colliding names and unknown species in `entries`.

    All but the first are also looked for against `others`, such as what is stored already.
    """
    return [
        *_out_of_range(entries),
        *_duplicates(entries, others),
        *_preferred_twice(entries, others),
        *_collisions(entries, others),
        *unknown_species(entries, others),
    ]


def _out_of_range(entries: Sequence[Entry]) -> Iterator[str]:
    for record in (record for entry in entries for record in entry.records):
        unit, low, high = known_property(record.property)
        least, most = to_si(low, unit), to_si(high, unit)
        # Nothing is out of range by a rounding of the conversion.
        if not least - abs(least) * 1e-9 <= record.si_value <= most + abs(most) * 1e-9:
            yield f"{_named(record)}: outside the plausible {low:g} to {high:g} {unit}"
        if record.std is not None and record.std < 0:
            yield f"{_named(record)}: a standard deviation is never negative"
        ends = [record.low, record.si_value, record.high]
        known = [end for end in ends if end is not None]
        if sorted(known) != known:
            yield f"{_named(record)}: not between its own low and high"
    for price in (price for entry in entries for price in entry.prices):
        if price.value <= 0:
            yield f"{price.material} price {price.value:g} {price.currency}: must be positive"


def _duplicates(entries: Sequence[Entry], others: Sequence[Entry]) -> Iterator[str]:
    mine = {entry.material.key for entry in entries}
    counts: Counter[tuple[str, str]] = Counter()
    for entry in (*others, *entries):
        counts.update((record.material, _identity(record)) for record in entry.records)
        counts.update((price.material, _price_identity(price)) for price in entry.prices)
    for (material, identity), count in counts.items():
        if count > 1 and material in mine:
            yield f"{material} {identity}: given {count} times"


def _preferred_twice(entries: Sequence[Entry], others: Sequence[Entry]) -> Iterator[str]:
    preferred = Counter(
        _place(record)
        for entry in (*others, *entries)
        for record in entry.records
        if record.preferred
    )
    mine = {entry.material.key for entry in entries}
    for (material, name, conditions), count in preferred.items():
        if count > 1 and material in mine:
            where = f" at {conditions}" if conditions else ""
            yield f"{material} {name}{where}: {count} values are preferred, one may be"


def _collisions(entries: Sequence[Entry], others: Sequence[Entry]) -> Iterator[str]:
    owners: dict[str, set[str]] = {}
    for entry in (*others, *entries):
        for name in (entry.material.key, *entry.material.aliases):
            owners.setdefault(folded(name), set()).add(entry.material.key)
    mine = {entry.material.key for entry in entries}
    for name, keys in sorted(owners.items()):
        if len(keys) > 1 and keys & mine:
            yield f"{name}: the key or an alias of {' and of '.join(sorted(keys))}"


def _place(record: Record) -> tuple[str, str, str]:
    return (record.material, record.property, stated(record))


def _identity(record: Record) -> str:
    said = (record.qualifier, record.property, stated(record) and f"at {stated(record)}")
    return f"{' '.join(filter(None, said))} ({_cited(record)})"


def _price_identity(price: Price) -> str:
    said = (
        "price in",
        f"{price.currency}/{price.unit} of {price.year}",
        price.region,
        price.quantity,
    )
    return f"{' '.join(filter(None, said))} ({price.source.key})"


def _named(record: Record) -> str:
    return f"{record.material} {_identity(record)} {record.value:g} {record.unit}"


def _cited(record: Record) -> str:
    return ", ".join(filter(None, (record.source.key, record.locator)))
