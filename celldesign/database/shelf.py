"""A database for a process that reads it again and again: what was read is kept while it holds."""

import contextlib
import threading
from typing import Any

from celldesign.database.addresses import Address, find_address
from celldesign.database.catalogue import Catalogue
from celldesign.database.connection import Connection, connect
from celldesign.database.engine import open_catalogue

Stamp = tuple[tuple[int, int], ...]
MOST_KEPT = 5000  # answers to queries; a design asks for about forty


class CachedCatalogue:
    """Opens a database's catalogue for each request, and keeps the rows of a file that stays as is.

    Whether a file changed shows in its size and time, and in those of its journal, at no cost; a
    server's database is read anew each time. Any number of threads may open it at once.
    """

    def __init__(self, url: str | None = None) -> None:
        self.url = url
        self._lock = threading.Lock()
        self._stamp: Stamp = ()
        self._rows: dict[tuple[object, ...], list[dict[str, Any]]] = {}

    def stamp(self) -> Stamp:
        """Sizes and times of a file and its journal; empty for a server, or where there is none."""
        address = find_address(self.url)
        if not address.path or not address.path.is_file():
            return ()
        found = []
        for path in (address.path, address.path.with_name(f"{address.path.name}-wal")):
            with contextlib.suppress(OSError):
                seen = path.stat()
                if seen.st_size:  # a journal that is there and empty says only that somebody reads
                    found.append((seen.st_size, seen.st_mtime_ns))
        return tuple(found)

    def open(self) -> Catalogue:
        """Open the catalogue, made and seeded like `open_catalogue` if it is not there."""
        address, stamp = find_address(self.url), self.stamp()
        if not stamp:
            return open_catalogue(self.url)
        with self._lock:
            if stamp != self._stamp or len(self._rows) > MOST_KEPT:
                open_catalogue(self.url).close()  # at this software's data, or it is brought there
                self._stamp, self._rows = self.stamp(), {}
            return Catalogue(_Kept(address, self._rows))


class _Kept(Connection):
    """Answers from what was read before; connects only for what was not."""

    def __init__(self, address: Address, rows: dict[tuple[object, ...], list[dict[str, Any]]]):
        self.address, self._rows = address, rows
        self._real: Connection | None = None

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        found = self._rows.get((query, *values))
        if found is None:
            self._real = self._real or connect(self.address)
            found = self._rows[query, *values] = self._real.rows(query, *values)
        return [dict(row) for row in found]  # the reader may take them apart

    def close(self) -> None:
        if self._real:
            self._real.close()
