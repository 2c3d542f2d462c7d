"""Where the database is: an SQLite file, or a PostgreSQL server, by URL, with passwords hidden."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from celldesign.errors import DatabaseError

VARIABLE = "CELLDESIGN_DATABASE"
_SERVER = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class Address:
    """A file by its `path`, or a server by its `dsn`; `url` is safe to print."""

    url: str
    path: Path | None = None
    dsn: str = field(default="", repr=False)

    @property
    def engine(self) -> str:
        """The kind of database, `sqlite` or `postgresql`."""
        return "sqlite" if self.path else "postgresql"

    @property
    def shown(self) -> str:
        """What an error calls the database: its path, or its URL without the password."""
        return str(self.path or self.url)

    @property
    def elsewhere(self) -> str:
        """The way out that always remains."""
        what = "another file" if self.path else "another one"
        return f"name {what} with --database or {VARIABLE}"


def find_address(url: str | None = None) -> Address:
    """Read `url`, else CELLDESIGN_DATABASE, else name the file in the user's data folder.

    >>> find_address("sqlite:////tmp/cells.sqlite").path.as_posix()
    '/tmp/cells.sqlite'
    >>> find_address("postgresql://ada:secret@host/cells")
    Address(url='postgresql://ada:***@host/cells', path=None)
    """
    given = url or os.environ.get(VARIABLE, "")
    if not given:
        from platformdirs import user_data_path

        return _file(user_data_path("celldesign", appauthor=False) / "celldesign.sqlite")
    scheme, separator, rest = given.partition("://")
    if separator and scheme in _SERVER and rest.strip("/"):
        return _server(given, rest)
    named = rest.removeprefix("/") if separator else given
    # A path that looks like a URL with a slip would make a file whose name holds a password.
    like_a_url = re.match(r"[a-z]+:/(?!/)|[^/\\]*:.*@", given) and not Path(given).exists()
    sound = not like_a_url if not separator else scheme == "sqlite" and rest.startswith("/")
    if not sound or named in {"", ":memory:"} or "\0" in named:
        raise DatabaseError(
            "a database must be an SQLite file or on a PostgreSQL server",
            given=masked(given),
            mend="write sqlite:///path/to/cells.sqlite, a plain path, or "
            "postgresql://user@host/database",
        )
    # Made absolute without touching the disk: a broken path is reported when it is opened.
    return _file(Path(named).expanduser().absolute())


def masked(text: str) -> str:
    """Hide the passwords of the database URLs in a text.

    >>> masked("postgresql://ada:secret@host/cells")
    'postgresql://ada:***@host/cells'
    """
    hidden = re.sub(r"(?<=:/)(/?)([^/:@\s]*):[^\n]*@", r"\1\2:***@", text)
    hidden = re.sub(r"^([^/:@\s]+):(?!/)[^\n]*@", r"\1:***@", hidden)
    hidden = re.sub(r'(percent-encoded token: )"[^"]*"', r"\1***", hidden)
    return re.sub(r"(?i)(password\s*=\s*)('(?:[^'\\]|\\.)*'|[^&\s]+)", r"\1***", hidden)


def _server(given: str, rest: str) -> Address:
    authority, _, after = rest.partition("/")
    if authority.count("@") > 1 or "@" in after.partition("?")[0]:
        raise DatabaseError(
            "a password in a database URL must have its signs encoded",
            given=masked(given),
            mend="write %40 for @, %2F for / and %3A for :",
        )
    return Address(masked(given), dsn=given)


def _file(path: Path) -> Address:
    return Address(f"sqlite:///{path}", path)
