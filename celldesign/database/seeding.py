"""Putting the shipped data into a database: one transaction, as often as one likes.

Rows are compared by content. What is there stays; what changed is added and supersedes the old
row; what is no longer shipped is withdrawn; what is shipped again is taken up again, so that two
versions of the software can share a file without filling it. A user's rows are never touched.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from dataclasses import fields as fields_of
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import text
from sqlmodel import Session, col, select

from celldesign.database import tables
from celldesign.database.addresses import Address
from celldesign.database.connection import Connection
from celldesign.database.curve_reading import read_curves
from celldesign.database.curve_writing import CURVE_IDENTITY, add_points, curve_row
from celldesign.database.files import content_hash, fingerprint
from celldesign.database.indexing import index_materials
from celldesign.database.migrating import upgrade
from celldesign.database.names import folded
from celldesign.database.plant_reading import read_economy
from celldesign.database.plant_seeding import write_economy
from celldesign.database.reading import Shipped, read_folder
from celldesign.database.records import HalfCell, Material, Price, Record
from celldesign.database.schema import CURRENT, schema_of
from celldesign.database.writing import writing
from celldesign.errors import MaterialError

Described = TypeVar("Described", tables.Source, tables.Material)
Row = TypeVar("Row", tables.PropertyValue, tables.Price, tables.Curve)

VALUE_IDENTITY = ("material", "property", "conditions_hash", "source", "locator", "qualifier")
PRICE_IDENTITY = ("material", "currency", "unit", "year", "region", "quantity", "source")


def seed(address: Address, *folders: Path) -> None:
    """Bring a database, new or old, to this schema and to the data of folders, in one transaction.

    The first has the plants; others, of installed packages, add materials and curves. Raises
    MaterialError where the data are at fault, and DatabaseError where the database is.
    """
    shipped = read_folder(*folders)
    economy = read_economy(folders[0], shipped.sources)
    keys = {entry.material.key for entry in shipped.entries}
    curves: list[HalfCell] = []
    faults: list[str] = []
    for folder in folders:
        found, wrong = read_curves(folder / "curves", shipped.sources, keys)
        curves += found
        faults += wrong
    if problems := [*shipped.problems, *economy.problems, *faults]:
        first, *more = problems
        also = f" (and {len(more)} more)" if more else ""
        raise MaterialError(f"the material files must be free of faults: {first}{also}")
    version = content_hash(*folders)
    with writing(address) as session:
        migrate(session, address)
        # Another process may have done it while this one waited for the lock.
        if _in_force(session) != version:
            _write(session, shipped)
            write_economy(session, economy)
            _write_curves(session, curves)
            _sign(session, version, fingerprint(*folders))


def migrate(session: Session, address: Address) -> tuple[str, str]:
    """Bring a database to this software's schema; returns the schema before and after."""
    seen = Connection(session.connection().connection.driver_connection, address)
    before = schema_of(seen)
    if before != CURRENT:
        upgrade(session.connection())
        index_materials(session, session.exec(select(tables.Material.key)).all())
    return before, CURRENT


def _in_force(session: Session) -> str:
    """Return the hash of the data applied last, or nothing."""
    newest = select(tables.Dataset).order_by(text("id DESC")).limit(1)
    dataset = session.exec(newest).first()
    return dataset.hash if dataset else ""


def _sign(session: Session, version: str, seen: str) -> None:
    session.add(tables.Dataset(version=version[:12], hash=version, fingerprint=seen))


def _write(session: Session, shipped: Shipped) -> None:
    for source in shipped.sources.values():
        _describe(session, tables.Source, asdict(source) | {"origin": "shipped"})
    for entry in shipped.entries:
        _describe(session, tables.Material, material_row(entry.material))
    session.flush()
    records = [value_row(record) for entry in shipped.entries for record in entry.records]
    prices = [price_row(price) for entry in shipped.entries for price in entry.prices]
    _renew(session, tables.PropertyValue, records, VALUE_IDENTITY)
    _renew(session, tables.Price, prices, PRICE_IDENTITY)
    _withdraw_materials(session, {entry.material.key for entry in shipped.entries})
    index_materials(session, (entry.material.key for entry in shipped.entries))


def _write_curves(session: Session, curves: Sequence[HalfCell]) -> None:
    rows = [curve_row(curve) for curve in curves]
    added = _renew(session, tables.Curve, rows, CURVE_IDENTITY)
    add_points(session, added, curves)


def _describe(session: Session, table: type[Described], fields: dict[str, Any]) -> None:
    """Add a source or material, or bring its description up to date; a user's stays as it is."""
    row = session.get(table, fields["key"])
    if row is None:
        session.add(table(**fields))
    elif row.origin == "shipped":
        row.sqlmodel_update(fields)


def _renew(
    session: Session, table: type[Row], wanted: list[dict[str, Any]], identity: Sequence[str]
) -> list[Row]:
    """Make the shipped rows of a table those wanted: kept, taken up again, added, superseded.

    Returns those added.
    """
    stored = session.exec(select(table).where(table.origin == "shipped")).all()
    content = [*wanted[0]] if wanted else []
    by_content = {_fields(row, content): row for row in stored}
    by_identity: dict[tuple[Any, ...], Row] = {}
    added, kept = [], set()
    for fields in wanted:
        row = by_content.get(tuple(fields.values()))
        if row is None:
            row = table(**fields, entered_at=tables.now())
            session.add(row)
            added.append(row)
        else:
            kept.add(row.id)
            row.superseded_by, row.withdrawn = None, False
        by_identity[_fields(row, identity)] = row
    session.flush()
    for row in stored:
        if row.id not in kept and row.superseded_by is None and not row.withdrawn:
            successor = by_identity.get(_fields(row, identity))
            row.superseded_by = successor.id if successor else None
            row.withdrawn = successor is None
    return added


def _withdraw_materials(session: Session, shipped: set[str]) -> None:
    """Hide the materials that are no longer shipped, unless a user has values of them."""
    stored = select(tables.Material).where(tables.Material.origin == "shipped")
    for row in session.exec(stored).all():
        row.withdrawn = row.key not in shipped and not (
            _used_by_user(session, tables.PropertyValue, row.key)
            or _used_by_user(session, tables.Price, row.key)
            or _used_by_user(session, tables.Curve, row.key)
        )


def _used_by_user(session: Session, table: type[Row], material: str) -> bool:
    mine = select(table.id).where(
        table.material == material, table.origin == "user", col(table.withdrawn).is_(False)
    )
    return session.exec(mine.limit(1)).first() is not None


def _fields(row: Row, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def material_row(material: Material) -> dict[str, Any]:
    """Return the columns of a material."""
    return asdict(material) | {
        "folded": folded(material.key),
        "aliases": json.dumps(material.aliases),
        "composition": json.dumps(material.composition),
        "withdrawn": False,
    }


def shallow(record: Record | Price) -> dict[str, Any]:
    """Return the fields as they are; `asdict` would copy what is in them, at ten times the time."""
    return {each.name: getattr(record, each.name) for each in fields_of(record)}


def value_row(record: Record) -> dict[str, Any]:
    """Return the columns of a value, without its number."""
    conditions = json.dumps(record.conditions, sort_keys=True)
    under = f"{conditions} {record.temperature}"
    row = shallow(record) | {
        "conditions": conditions,
        "conditions_hash": hashlib.sha256(under.encode()).hexdigest()[:16],
        "source": record.source.key,
    }
    del row["id"]
    return row


def price_row(price: Price) -> dict[str, Any]:
    """Return the columns of a price, without its number."""
    row = shallow(price) | {"source": price.source.key}
    del row["id"]
    return row
