"""Opening the database: made and seeded on first use, checked lightly later.

A file of one's own is kept at this software's schema and data by itself. A server is shared, so
opening never changes it once it is made: `celldesign db upgrade` and `db seed` do. Nothing here
imports SQLModel or reads TOML unless the database has to be written.
"""

import contextlib
import errno
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from celldesign.database.addresses import Address, find_address
from celldesign.database.catalogue import Catalogue
from celldesign.database.connection import Connection, connect, unusable
from celldesign.database.files import content_hash, fingerprint, material_folders
from celldesign.database.schema import CURRENT, schema_of
from celldesign.errors import DatabaseError


def open_catalogue(url: str | None = None) -> Catalogue:
    """Open a database for reading; made where there is none, and a file brought up to date.

    Parameters
    ----------
    url
        SQLite or PostgreSQL (`postgresql://USER@HOST/NAME`); by default that of
        CELLDESIGN_DATABASE, else a file in the user's data folder.

    Returns
    -------
    Catalogue
        To be closed, or used with `with`.

    Raises
    ------
    DatabaseError
        For what cannot be opened or made, with the way out.

    Examples
    --------
    >>> with open_catalogue() as catalogue:
    ...     catalogue.material("NMC-811").key
    'NMC811'
    """
    address = find_address(url)
    folders = material_folders()
    connection = _current(address, folders)
    if connection is None:
        from celldesign.database.seeding import seed

        seed(address, *folders)
        connection = connect(address)
    return Catalogue(connection)


def describe(address: Address) -> dict[str, Any]:
    """Say what a database is and how much it holds, without changing it.

    Raises DatabaseError where there is none.
    """
    missing = DatabaseError(
        "there is no database yet",
        given=address.shown,
        mend="`celldesign db init` makes it, and so does the first build",
    )
    if not exists(address):
        raise missing
    with contextlib.closing(connect(address)) as connection:
        schema = schema_of(connection)
        if not schema:
            raise missing
        found: dict[str, Any] = {
            "url": address.url,
            "engine": address.engine,
            "schema_number": schema,
            "software_schema": CURRENT,
        }
        if schema != CURRENT:
            return found
        newest = connection.rows("SELECT version, hash, applied_at FROM dataset ORDER BY id DESC")
        shipped = content_hash(*material_folders())
        found |= {
            "dataset": newest[0]["version"] if newest else "",
            "applied_at": newest[0]["applied_at"] if newest else "",
            "up_to_date": bool(newest) and newest[0]["hash"] == shipped,
        }
        for name, query in _COUNTS.items():
            found[name] = connection.rows(f"SELECT count(*) AS number FROM {query}")[0]["number"]
    return found


_COUNTS = {
    "materials": "material WHERE NOT withdrawn",
    "values": "property_view",
    "prices": "price_view",
    "own_materials": "material WHERE origin = 'user' AND NOT withdrawn",
    "own_values": "property_view WHERE origin = 'user'",
    "own_prices": "price_view WHERE origin = 'user'",
    "designs": "design",
    "results": "result",
}


def exists(address: Address) -> bool:
    """Tell whether there is a file; whether a server is there shows when it is asked."""
    if not address.path:
        return True
    try:
        if address.path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder", str(address.path))
        return address.path.is_file() and address.path.stat().st_size > 0
    except OSError as error:
        raise unusable(address, error) from error


def _current(address: Address, folders: Sequence[Path]) -> Connection | None:
    """Open the database if it can be read as it is, at this schema and with data."""
    if not exists(address):
        return None
    connection = connect(address)
    try:
        if _readable(connection, folders):
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None


def _readable(connection: Connection, folders: Sequence[Path]) -> bool:
    address, schema = connection.address, schema_of(connection)
    if address.path:
        return schema == CURRENT and _fresh(connection, folders)
    if schema not in ("", CURRENT):
        raise DatabaseError(
            f"the server's database has an older schema ({schema}, needed is {CURRENT})",
            given=address.shown,
            mend="`celldesign db upgrade` brings it up to date and keeps all rows",
        )
    return schema == CURRENT and bool(connection.rows("SELECT id FROM dataset LIMIT 1"))


def _fresh(connection: Connection, folders: Sequence[Path]) -> bool:
    query = "SELECT id, hash, fingerprint FROM dataset ORDER BY id DESC LIMIT 1"
    for dataset in connection.rows(query):
        now = fingerprint(*folders)
        if dataset["fingerprint"] == now:
            return True
        if dataset["hash"] == content_hash(*folders):
            _remember(connection.address, now, dataset["id"])
            return True
    return False


def _remember(address: Address, seen: str, dataset: int) -> None:
    """Note that files which only look newer hold the same data: a short cut for the next start."""
    # So that a locked or read-only file does not matter.
    with (
        contextlib.suppress(sqlite3.OperationalError),
        contextlib.closing(sqlite3.connect(str(address.path))) as file,
        file,
    ):
        file.execute("UPDATE dataset SET fingerprint = ? WHERE id = ?", (seen, dataset))
