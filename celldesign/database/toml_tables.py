"""Tables of a TOML file read key by key: a plant's, a rate's, a curve's; faults have their line."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from celldesign.database.reading import plain
from celldesign.design.entry import Entry, read_entry
from celldesign.errors import CelldesignError, MaterialError, nearest
from celldesign.toml_lines import Keys
from celldesign.vocabulary import Quantity


class Placed(MaterialError):  # noqa: N818
    """A fault that says file, line and key."""


@dataclass(frozen=True)
class Table:
    """A table of a TOML file; its faults are raised as `Placed`, by `place` from their keys."""

    content: Mapping[str, Any]
    place: Callable[[Keys], str]
    keys: Keys = ()

    @contextmanager
    def at(self, *keys: str) -> Iterator[None]:
        """Say of a fault inside which key it is of; the innermost place is said."""
        try:
            yield
        except Placed:
            raise
        except CelldesignError as error:
            raise Placed(f"{self.place((*self.keys, *keys))}: {error}") from None

    def hold(self, known: set[str], required: set[str]) -> None:
        """Check the table's keys."""
        for key in self.content:
            if key not in known:
                with self.at(key):
                    raise MaterialError("an unknown key", given=key, mend=nearest(key, known))
        for key in sorted(required - self.content.keys()):
            with self.at():
                raise MaterialError(f"{key} is required", mend=f"add {key} = …")

    def text(self, key: str, default: str = "") -> str:
        """Read a text, which steers no terminal."""
        found = str(self._typed(key, str, "a text", default))
        with self.at(key):
            plain(key, found)
        return found

    def year(self) -> int:
        """Read the year."""
        found = int(self._typed("year", int, "a year, as a whole number,", 0))
        with self.at("year"):
            if not 1990 <= found <= 2100:
                raise MaterialError("a year from 1990 to 2100 is required", given=str(found))
        return found

    def flag(self, key: str) -> bool:
        """Read true or false, and false where there is none."""
        return bool(self._typed(key, bool, "true or false", False))

    def word(self, key: str, known: tuple[str, ...], default: str = "") -> str:
        """Read a word that must be known."""
        given = self.text(key, default)
        with self.at(key):
            if given not in known:
                mend = nearest(given, known) or f"known: {', '.join(known)}"
                raise MaterialError(f"an unknown {key}", given=given, mend=mend)
        return given

    def entry(self, key: str, quantity: Quantity) -> Entry:
        """Read a value of a quantity, as a design file has it."""
        with self.at(key):
            return read_entry(quantity, self.content[key])

    def amount(self, key: str, quantity: Quantity) -> float | None:
        """Read a value as SI, or None where there is none."""
        return self.entry(key, quantity).value if key in self.content else None

    def table(self, key: str) -> "Table":
        """Read a table, empty where there is none."""
        found = self._typed(key, dict, "a table", {})
        return Table(found, self.place, (*self.keys, key))

    def texts(self, key: str) -> list[str]:
        """Read a list of texts, empty where there is none."""
        found = self._typed(key, list, "a list of texts", [])
        with self.at(key):
            if not all(isinstance(each, str) for each in found):
                raise MaterialError("a list of texts is required", given=repr(found))
        return list(found)

    def numbers(self, key: str) -> list[float]:
        """Read a list of numbers, empty where there is none."""
        found = self._typed(key, list, "a list of numbers", [])
        with self.at(key):
            if not all(type(each) in (int, float) for each in found):
                raise MaterialError("a list of numbers is required", given=key)
        return [float(each) for each in found]

    def tables(self, key: str) -> list["Table"]:
        """Read a list of tables, empty where there is none."""
        said = f"a list of tables, each under [[{key}]],"
        found = self._typed(key, list, said, [])
        with self.at(key):
            if not all(isinstance(each, dict) for each in found):
                raise MaterialError(f"{said} is required", given=repr(found))
        return [
            Table(each, self.place, (*self.keys, key, number)) for number, each in enumerate(found)
        ]

    def _typed(self, key: str, kind: type, said: str, default: Any) -> Any:
        found = self.content.get(key, default)
        with self.at(key):
            if type(found) is not kind:
                raise MaterialError(f"{said} is required", given=repr(found))
        return found
