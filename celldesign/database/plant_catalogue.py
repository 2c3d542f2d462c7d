"""The light read path of prices, plants, regions, exchange rates and footprint factors."""

import json
from collections.abc import Iterable
from typing import Any

from celldesign.database.catalogue import Catalogue
from celldesign.database.plant_records import (
    EnergyStep,
    Factor,
    Parameter,
    Plant,
    Rate,
    Region,
    Stage,
)
from celldesign.database.records import Price, Source
from celldesign.errors import MaterialError, nearest
from celldesign.vocabulary.renamed import current

_SOURCE = "s.citation, s.doi, s.url, s.year AS source_year, s.kind, s.licence"


def prices_of(catalogue: Catalogue, keys: Iterable[str]) -> dict[str, list[Price]]:
    """List the prices of the materials with these keys, newest first; one query."""
    wanted = sorted(set(keys))
    found: dict[str, list[Price]] = {}
    marks = ", ".join("?" * len(wanted))
    query = f"SELECT * FROM price_view WHERE material IN ({marks}) ORDER BY year DESC, quality, id"
    for row in catalogue.rows(query, *wanted):
        price = Price(**_cited(row))
        found.setdefault(price.material, []).append(price)
    return found


def plant(catalogue: Catalogue, key: str) -> Plant:
    """Look up a plant with all that belongs to it; raises MaterialError with the known ones."""
    rows = _joined(catalogue, "plant", "WHERE t.key = ?", key)
    if not rows:
        known = [row["key"] for row in catalogue.rows("SELECT key FROM plant ORDER BY key")]
        mend = nearest(key, known) or f"known: {', '.join(known)}; or the path of a plant file"
        raise MaterialError("an unknown plant", given=key, mend=mend)
    found = rows[0]
    found["outside"] = bool(found["outside"])
    stages = _joined(catalogue, "stage", "WHERE t.plant = ? ORDER BY t.position", key)
    steps = _joined(catalogue, "energy_step", "WHERE t.plant = ? ORDER BY t.position", key)
    for row in (*stages, *steps):
        del row["plant"], row["position"]
    return Plant(
        **found,
        values=_values(catalogue, key),
        stages=tuple(Stage(**row | {"numbers": json.loads(row["numbers"])}) for row in stages),
        steps=tuple(EnergyStep(**row) for row in steps),
    )


def region(catalogue: Catalogue, wanted: str) -> Region:
    """Look up a country by its code or its name; raises MaterialError with the nearest ones."""
    rows = catalogue.rows("SELECT key, name FROM region ORDER BY key")
    names = {row["key"]: row["name"] for row in rows}
    words = {word.casefold(): key for key in names for word in (names[key], key)}
    key = words.get(wanted.strip().casefold())
    if key is None:
        known = f"known: {', '.join(f'{short} ({name})' for short, name in names.items())}"
        mend = nearest(wanted, [*names.values(), *names]) or known
        raise MaterialError("an unknown region", given=wanted, mend=mend)
    return Region(key, names[key], _values(catalogue, f"region {key}"))


def rates(catalogue: Catalogue) -> dict[tuple[str, int], Rate]:
    """Return every exchange rate by currency and year."""
    found = (Rate(**row) for row in _joined(catalogue, "exchange_rate", ""))
    return {(rate.currency, rate.year): rate for rate in found}


def factors_of(catalogue: Catalogue, subjects: Iterable[str], impact: str = "ghg") -> list[Factor]:
    """List the footprint factors of materials and energies with these keys; one query."""
    wanted = sorted(set(subjects))
    marks = ", ".join("?" * len(wanted))
    # What has no year comes last; a server would put it first.
    order = "t.quality, t.year IS NULL, t.year DESC, t.id"
    where = f"WHERE t.impact = ? AND t.subject IN ({marks}) ORDER BY {order}"
    rows = _joined(catalogue, "footprint_factor", where, impact, *wanted)
    for row in rows:
        del row["id"]
    return [Factor(**row) for row in rows]


def _values(catalogue: Catalogue, owner: str) -> dict[str, Parameter]:
    rows = _joined(catalogue, "plant_value", "WHERE t.owner = ?", owner)
    for row in rows:
        del row["owner"]
        row["name"] = current(row["name"])
    return {row["name"]: Parameter(**row) for row in rows}


def _joined(catalogue: Catalogue, table: str, where: str, *values: str) -> list[dict[str, Any]]:
    query = f"SELECT t.*, {_SOURCE} FROM {table} t JOIN source s ON s.key = t.source {where}"
    rows = catalogue.rows(query, *values)
    for row in rows:
        row.pop("origin")
    return [_cited(row) for row in rows]


def _cited(row: dict[str, Any]) -> dict[str, Any]:
    """Put the source's columns of a row together."""
    row["source"] = Source(
        row["source"],
        row.pop("citation"),
        row.pop("doi"),
        row.pop("url"),
        row.pop("source_year"),
        row.pop("kind"),
        row.pop("licence"),
    )
    return row
