"""The light way to a database: one small class over sqlite3 and psycopg, for reading.

Queries are written once, with `?` for a value; nothing here imports SQLModel or SQLAlchemy.
"""

import sqlite3
from pathlib import Path
from typing import Any

from celldesign.database.addresses import Address, masked
from celldesign.errors import DatabaseError, install

PATIENCE = 60  # seconds to wait for another writer


class Connection:
    """An open connection of the standard library's sqlite3 or of psycopg."""

    def __init__(self, raw: Any, address: Address) -> None:
        self._raw, self.address = raw, address
        self._errors = _errors(address)

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Run a query and return its rows by column; raises DatabaseError where it fails."""
        if self.address.engine == "postgresql":
            query = query.replace("%", "%%").replace("?", "%s")
        try:
            cursor = self._raw.execute(query, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except self._errors as error:
            raise unusable(self.address, error) from error

    def close(self) -> None:
        """Close the connection."""
        self._raw.close()


def connect(address: Address) -> Connection:
    """Open an existing database; raises DatabaseError with the way out where it cannot be."""
    errors = _errors(address)
    try:
        if address.path:
            return Connection(_open_file(address.path), address)
        import psycopg

        server = psycopg.connect(address.dsn, autocommit=True, connect_timeout=10)
        return Connection(server, address)
    except (errors, OSError, ValueError) as error:  # ValueError: a port or host that cannot be one
        raise unusable(address, error) from error


def _open_file(path: Path) -> sqlite3.Connection:
    """Open a file to read and write, or where its folder allows no journal, as it stands."""
    opened = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=PATIENCE)
    try:
        opened.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        opened.close()
        if "readonly" not in str(error) and "unable to open" not in str(error):
            raise
        return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    return opened


def _errors(address: Address) -> type[Exception]:
    """What a driver raises; a server's driver has to be installed."""
    if address.path:
        return sqlite3.Error
    try:
        import psycopg
    except ImportError:
        raise DatabaseError(
            "a PostgreSQL server needs the driver psycopg",
            given=address.shown,
            mend=install("postgres"),
        ) from None
    return psycopg.Error


def unusable(address: Address, error: Exception) -> DatabaseError:
    """Say in one line, without a password, why a database cannot be used."""
    reason, mend = masked(" ".join(str(error).split())), address.elsewhere
    if isinstance(error, OSError):
        reason = (error.strerror or reason).lower()
    elif "not a database" in reason or "malformed" in reason:
        reason = "it is damaged, or no database"
        mend = f"move it away to have it made anew, or {address.elsewhere}"
    elif "no such module: fts5" in reason or "no such tokenizer" in reason:
        reason, mend = "SQLite is too old", "SQLite 3.34 with FTS5 is required"
    return DatabaseError(f"the database cannot be used ({reason})", given=address.shown, mend=mend)
