"""Where the database is, and opening it: made and seeded on first use, checked lightly later.

Nothing here imports SQLModel or reads TOML unless the database has to be made or brought up to
the data that this software comes with.
"""

import contextlib
import errno
import os
import re
import sqlite3
from pathlib import Path

from celldesign.database.catalogue import Catalogue
from celldesign.database.files import content_hash, data_folder, fingerprint
from celldesign.errors import DatabaseError

SCHEMA = 1
VARIABLE = "CELLDESIGN_DATABASE"
ELSEWHERE = f"name a file that can be written with --database or {VARIABLE}"


def open_catalogue(url: str | None = None) -> Catalogue:
    """Open the database of `url`, else of CELLDESIGN_DATABASE, else of the user's data folder.

    It is made where there is none, and brought up to the shipped data where these changed. Raises
    DatabaseError, with the way out, for whatever cannot be opened.
    """
    path = database_path(url)
    folder = data_folder("materials")
    try:
        connection = _current(path, folder)
        if connection is None:
            from celldesign.database.seeding import seed

            path.parent.mkdir(parents=True, exist_ok=True)
            seed(path, folder)
            connection = _connect(path)
        return Catalogue(connection)
    except (sqlite3.Error, OSError) as error:
        raise _unusable(path, error) from error


def database_path(url: str | None = None) -> Path:
    """Return the file that a URL such as `sqlite:///cells.sqlite`, or a plain path, means.

    >>> database_path("sqlite:////tmp/cells.sqlite").as_posix()
    '/tmp/cells.sqlite'
    """
    given = url or os.environ.get(VARIABLE, "")
    if not given:
        from platformdirs import user_data_path

        return user_data_path("celldesign", appauthor=False) / "celldesign.sqlite"
    scheme, separator, rest = given.rpartition("://")
    named = rest.removeprefix("/") if separator else given
    if (separator and (scheme != "sqlite" or not rest.startswith("/"))) or named in {
        "",
        ":memory:",
    }:
        raise DatabaseError(
            "a database must be an SQLite file",
            given=masked(given),
            mend="write sqlite:///path/to/cells.sqlite or a plain path",
        )
    # Made absolute without touching the disk: a broken path is reported when it is opened.
    return Path(named).expanduser().absolute()


def masked(url: str) -> str:
    """Hide the password in a database URL.

    >>> masked("postgresql://ada:secret@host/cells")
    'postgresql://ada:***@host/cells'
    """
    return re.sub(r"(?<=://)([^/:@]*):.*@", r"\1:***@", url)


def is_new(connection: sqlite3.Connection, path: Path) -> bool:
    """Tell whether a file has no tables yet; refuse one of a newer software or another purpose."""
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if schema > SCHEMA:
        raise DatabaseError(
            f"the database was made by a newer celldesign (schema {schema}, known is {SCHEMA})",
            given=str(path),
            mend=f"upgrade celldesign, or {ELSEWHERE}",
        )
    if schema < SCHEMA and tables:
        raise DatabaseError(
            "the file is a database of something else", given=str(path), mend=ELSEWHERE
        )
    return not tables


def _current(path: Path, folder: Path) -> sqlite3.Connection | None:
    """Open the file if it holds the shipped data as they are now."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not path.is_file() or not path.stat().st_size:
        return None
    connection = _connect(path)
    try:
        if is_new(connection, path) or not _fresh(connection, folder):
            connection.close()
            return None
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=30)


def _fresh(connection: sqlite3.Connection, folder: Path) -> bool:
    dataset = connection.execute(
        "SELECT id, hash, fingerprint FROM dataset ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if dataset is None:
        return False
    identity, stored, seen = dataset
    now = fingerprint(folder)
    if seen == now:
        return True
    if stored != content_hash(folder):
        return False
    # Only a short cut for the next start, so that a locked or read-only file does not matter.
    with contextlib.suppress(sqlite3.OperationalError), connection:
        connection.execute("UPDATE dataset SET fingerprint = ? WHERE id = ?", (now, identity))
    return True


def _unusable(path: Path, error: Exception) -> DatabaseError:
    """Say in one line why a database file cannot be used."""
    reason, mend = str(error), ELSEWHERE
    if isinstance(error, OSError):
        reason = (error.strerror or reason).lower()
    elif "not a database" in reason or "malformed" in reason:
        reason = "it is damaged, or no database"
        mend = f"move it away to have it made anew, or {ELSEWHERE}"
    return DatabaseError(f"the database cannot be used ({reason})", given=str(path), mend=mend)
