"""What can be wrong with sound-looking materials: a line for each finding, none for good data."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from celldesign.database.catalogue import Catalogue, folded
from celldesign.database.choice import stated
from celldesign.database.physics import breaches
from celldesign.database.properties import known_property
from celldesign.database.reading import Entry, unknown_families, unknown_species
from celldesign.database.records import Material, Price, Record
from celldesign.units.quantities import same_dimension, to_si

SPECIES = "reaction species"
DEVIATIONS = 3
_PART = 2000


def entries_of(catalogue: Catalogue, materials: Sequence[Material] | None = None) -> list[Entry]:
    """Return all materials of a database, or some, with their values and prices."""
    materials = catalogue.materials() if materials is None else materials
    values: dict[str, list[Record]] = {}
    for (key, _), records in catalogue.records_of(each.key for each in materials).items():
        values.setdefault(key, []).extend(records)
    return [
        Entry(each, tuple(values.get(each.key, [])), tuple(catalogue.prices(each.key)))
        for each in materials
    ]


def database_findings(catalogue: Catalogue) -> Iterator[str]:
    """Look through a whole database, some materials at a time."""
    materials = catalogue.materials()
    species = [Entry(each, (), ()) for each in materials if each.role == SPECIES]
    for start in range(0, len(materials), _PART):
        entries = entries_of(catalogue, materials[start : start + _PART])
        yield from _of_values(entries, ())
        yield from breaches(entries, catalogue)
        yield from unknown_species(entries, species)
    yield from _collisions([Entry(each, (), ()) for each in materials], ())


def file_findings(catalogue: Catalogue, entries: Sequence[Entry]) -> list[str]:
    """Look through what is read from a file, alone and against what is shipped.

    A value that a user has already is no duplicate: to import it again is to correct it.
    """
    names = {name for e in entries for name in (e.material.key, *e.material.aliases)}
    names |= {e.material.family for e in entries if e.material.family}
    known = {each.key: each for name in names for each in catalogue.named(name)}
    known |= {each.key: each for each in catalogue.materials(SPECIES)}
    stored = [
        replace(
            entry,
            records=tuple(record for record in entry.records if record.origin != "user"),
            prices=tuple(price for price in entry.prices if price.origin != "user"),
        )
        for entry in entries_of(catalogue, [*known.values()])
    ]
    return list(dict.fromkeys([*findings(entries, stored), *breaches(entries, catalogue)]))


def findings(entries: Sequence[Entry], others: Sequence[Entry] = ()) -> list[str]:
    """Look for what is wrong with values, colliding names and unknown species in `entries`.

    Values: out of range, of a wrong unit, without source, given or preferred twice, and from two
    sources that differ by more than their uncertainty. All but the first three are also looked for
    against `others`, such as what is stored already.
    """
    return [
        *_of_values(entries, others),
        *_collisions(entries, others),
        *unknown_species(entries, others),
        *unknown_families(entries, others),
    ]


def _of_values(entries: Sequence[Entry], others: Sequence[Entry]) -> list[str]:
    return [
        *_out_of_range(entries),
        *_unsound(entries),
        *_duplicates(entries, others),
        *_preferred_twice(entries, others),
        *_disagreements(entries, others),
    ]


def implausible(entries: Sequence[Entry]) -> list[str]:
    """Name the values outside the plausible range, a line each."""
    return [*_out_of_range(entries)]


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


def _unsound(entries: Sequence[Entry]) -> Iterator[str]:
    """What no file can hold, but a row that was written past this software may."""
    for record in (record for entry in entries for record in entry.records):
        unit, *_ = known_property(record.property)
        if not same_dimension(record.unit, unit):
            yield f"{_named(record)}: must have the dimension of {unit}"
        elif not math.isclose(to_si(record.value, record.unit), record.si_value, rel_tol=1e-9):
            yield f"{_named(record)}: is not its own SI value {record.si_value:g}"
    for entry in entries:
        cited = [record.source for record in entry.records]
        cited += [price.source for price in entry.prices]
        for source in dict.fromkeys(cited):
            if not source.citation.strip():
                yield f"{entry.material.key}: the source {source.key} has no citation"


def _disagreements(entries: Sequence[Entry], others: Sequence[Entry]) -> Iterator[str]:
    """Two sources that both state an uncertainty and are further apart than both allow."""
    mine = {entry.material.key for entry in entries}
    known: dict[tuple[str, str, str], list[Record]] = {}
    for record in (record for entry in (*others, *entries) for record in entry.records):
        if record.std is not None and record.material in mine:
            known.setdefault(_place(record), []).append(record)
    for records in known.values():
        for one, other in combinations(records, 2):
            allowed = DEVIATIONS * math.hypot(one.std or 0, other.std or 0)
            apart = abs(one.si_value - other.si_value)
            if one.source.key != other.source.key and apart > allowed:
                yield (
                    f"{_named(one)}: more than {DEVIATIONS} standard deviations from the"
                    f" {other.value:g} {other.unit} of {_cited(other)}"
                )


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
