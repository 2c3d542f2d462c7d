"""Putting the shipped data into a database: one transaction, as often as one likes.

Rows are compared by content. What is there stays; what changed is added and supersedes the old
row; what is no longer shipped is withdrawn; what is shipped again is taken up again, so that two
versions of the software can share a file without filling it. A user's rows are never touched.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session, select

from celldesign.database import tables
from celldesign.database.engine import SCHEMA, is_new
from celldesign.database.files import content_hash, fingerprint
from celldesign.database.plant_reading import read_economy
from celldesign.database.plant_seeding import write_economy
from celldesign.database.reading import Shipped, read_folder
from celldesign.database.records import Material, Price, Record
from celldesign.errors import MaterialError

Described = TypeVar("Described", tables.Source, tables.Material)
Row = TypeVar("Row", tables.PropertyValue, tables.Price)

_VALUE_IDENTITY = ("material", "property", "conditions_hash", "source", "locator", "qualifier")
_PRICE_IDENTITY = ("material", "currency", "unit", "year", "region", "quantity", "source")


def seed(path: Path, folder: Path) -> None:
    """Bring a database file, new or old, to the data of a folder, in one transaction.

    Raises MaterialError where the data are at fault, and sqlite3.Error where the file is.
    """
    shipped = read_folder(folder)
    economy = read_economy(folder, shipped.sources)
    if problems := [*shipped.problems, *economy.problems]:
        first, *more = problems
        also = f" (and {len(more)} more)" if more else ""
        raise MaterialError(f"the material files must be free of faults: {first}{also}")
    version = content_hash(folder)
    try:
        with _writing(path).begin() as connection:
            if is_new(_raw(connection), path):
                tables.create(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
            with Session(connection) as session:
                # Another process may have done it while this one waited for the lock.
                if _in_force(session) != version:
                    _write(session, shipped)
                    write_economy(session, economy)
                    _sign(session, version, fingerprint(folder))
                session.flush()
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise error.orig from error
        raise


def _writing(path: Path) -> Engine:
    """Open a file for writing: foreign keys on, write-ahead log, the lock taken at the start."""
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": 60})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # sqlite3 would commit before a CREATE TABLE
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


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
        _describe(session, tables.Material, _material_row(entry.material))
    session.flush()
    records = [_value_row(record) for entry in shipped.entries for record in entry.records]
    prices = [_price_row(price) for entry in shipped.entries for price in entry.prices]
    _renew(session, tables.PropertyValue, records, _VALUE_IDENTITY)
    _renew(session, tables.Price, prices, _PRICE_IDENTITY)
    _withdraw_materials(session, {entry.material.key for entry in shipped.entries})


def _describe(session: Session, table: type[Described], fields: dict[str, Any]) -> None:
    """Add a source or material, or bring its description up to date; a user's stays as it is."""
    row = session.get(table, fields["key"])
    if row is None:
        session.add(table(**fields))
    elif row.origin == "shipped":
        row.sqlmodel_update(fields)


def _renew(
    session: Session, table: type[Row], wanted: list[dict[str, Any]], identity: Sequence[str]
) -> None:
    """Make the shipped rows of a table those wanted: kept, taken up again, added, superseded."""
    stored = session.exec(select(table).where(table.origin == "shipped")).all()
    content = [*wanted[0]] if wanted else []
    by_content = {_fields(row, content): row for row in stored}
    by_identity: dict[tuple[Any, ...], Row] = {}
    kept = set()
    for fields in wanted:
        row = by_content.get(tuple(fields.values()))
        if row is None:
            row = table(**fields)
            session.add(row)
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


def _withdraw_materials(session: Session, shipped: set[str]) -> None:
    """Hide the materials that are no longer shipped, unless a user has values of them."""
    used = _used_by_user(session, tables.PropertyValue) | _used_by_user(session, tables.Price)
    for row in session.exec(select(tables.Material).where(tables.Material.origin == "shipped")):
        row.withdrawn = row.key not in shipped | used


def _used_by_user(session: Session, table: type[Row]) -> set[str]:
    return set(session.exec(select(table.material).where(table.origin == "user")))


def _fields(row: tables.PropertyValue | tables.Price, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _material_row(material: Material) -> dict[str, Any]:
    return asdict(material) | {
        "aliases": json.dumps(material.aliases),
        "composition": json.dumps(material.composition),
        "withdrawn": False,
    }


def _value_row(record: Record) -> dict[str, Any]:
    conditions = json.dumps(record.conditions, sort_keys=True)
    under = f"{conditions} {record.temperature}"
    row = asdict(record) | {
        "conditions": conditions,
        "conditions_hash": hashlib.sha256(under.encode()).hexdigest()[:16],
        "source": record.source.key,
    }
    del row["id"]
    return row


def _price_row(price: Price) -> dict[str, Any]:
    row = asdict(price) | {"source": price.source.key}
    del row["id"]
    return row
