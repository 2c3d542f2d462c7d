"""Writing: one transaction under one lock, on either engine, that is kept whole or not at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from celldesign.database import connection as light
from celldesign.database.addresses import Address
from celldesign.database.catalogue import Catalogue
from celldesign.database.schema import schema_of

# Any number, as long as every celldesign takes the same one.
_LOCK = 0x63656C6C


@contextmanager
def writing(address: Address) -> Iterator[Session]:
    """Open a database for writing, and keep what was written if nothing is raised.

    Writers wait for each other. Raises DatabaseError where the database fails, and then nothing
    has been changed.
    """
    try:
        if address.path:
            address.path.parent.mkdir(parents=True, exist_ok=True)
            _look(address, address.path)
        with _engine(address).begin() as connection, Session(connection) as session:
            yield session
            session.flush()
    except DBAPIError as error:
        raise light.unusable(address, _cause(error)) from error
    except (sqlite3.Error, OSError) as error:
        raise light.unusable(address, error) from error


def catalogue_of(session: Session, address: Address) -> Catalogue:
    """Read through a transaction that writes: what it has flushed is seen."""
    raw = session.connection().connection.driver_connection
    return Catalogue(light.Connection(raw, address))


def _look(address: Address, path: Path) -> None:
    """Raise DatabaseError for another program's file before anything in it is changed."""
    if path.is_file() and path.stat().st_size:
        with closing(light.connect(address)) as seen:
            schema_of(seen)


def _engine(address: Address) -> Engine:
    """Foreign keys on, write-ahead log, and the lock taken when a transaction begins."""
    if not address.path:
        url = make_url(address.dsn).set(drivername="postgresql+psycopg")
        server = create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 10})
        event.listen(server, "begin", _lock_server)
        return server
    url = URL.create("sqlite", database=str(address.path))
    file = create_engine(url, poolclass=NullPool, connect_args={"timeout": light.PATIENCE})
    event.listen(file, "connect", _prepare_file)
    event.listen(file, "begin", _lock_file)
    return file


def _prepare_file(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # sqlite3 would commit before a CREATE TABLE
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")


def _lock_file(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _lock_server(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _cause(error: DBAPIError) -> Exception:
    cause: Any = error.orig
    return cause if isinstance(cause, Exception) else error
