"""The light read path: SQL views through the standard library, and the choice among values.

A build looks materials up here and nowhere else, so this imports neither SQLModel nor pandas.
"""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from types import TracebackType
from typing import Any, Self

from celldesign.database.choice import Choice, Conditions, choose
from celldesign.database.properties import ROLES
from celldesign.database.records import Material, Price, Record, Source
from celldesign.errors import DatabaseError, MaterialError, nearest

__all__ = [
    "Catalogue",
    "Choice",
    "Conditions",
    "Material",
    "Price",
    "Record",
    "Source",
    "choose",
    "folded",
]


def folded(name: str) -> str:
    """Reduce a name to what tells materials apart: no case, spaces, dashes or subscripts.

    >>> folded("NMC-811") == folded("nmc 811"), folded("LiNi₀.₈O₂")
    (True, 'lini0.8o2')
    """
    return re.sub(r"[\s_\-‐-―]", "", unicodedata.normalize("NFKC", name)).casefold()


class Catalogue:
    """Materials, values and prices of one database, for reading; close it, or use `with`.

    Raises `DatabaseError` where the file turns out not to be readable.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @property
    def url(self) -> str:
        """The address of the database, such as `sqlite:////home/x/celldesign.sqlite`."""
        return f"sqlite:///{self.rows('PRAGMA database_list')[0]['file']}"

    @property
    def dataset(self) -> str:
        """The version of the shipped data that is in force."""
        version: str = self.rows("SELECT version FROM dataset ORDER BY id DESC LIMIT 1")[0][
            "version"
        ]
        return version

    def materials(self, role: str | None = None) -> list[Material]:
        """List the materials by key, all or those of a role."""
        if role is None:
            return list(self._known)
        if role not in ROLES:
            raise MaterialError(
                "an unknown role",
                given=role,
                mend=nearest(role, ROLES) or f"the roles are {', '.join(ROLES)}",
            )
        return [material for material in self._known if material.role == role]

    def material(self, name: str) -> Material:
        """Find a material by key, alias, name or formula, ignoring case, spaces and dashes.

        A part of a cell comes before a species of a reaction that is called the same. Raises
        MaterialError where no material, or more than one, is meant.
        """
        wanted = folded(name)
        for index in self._indices:
            meant = index.get(wanted, []) if wanted else []
            found = [each for each in meant if each.role != "reaction species"] or meant
            if len(found) == 1:
                return found[0]
            if found:
                raise MaterialError(
                    "a material's name must mean one material",
                    given=f"{name}, which may be {' or '.join(each.key for each in found)}",
                    mend="use one of these keys",
                )
        known = [word for each in self.materials() for word in (each.key, *each.aliases, each.name)]
        raise MaterialError(
            "an unknown material",
            given=name,
            mend=nearest(name, known) or "`celldesign materials list` shows the known ones",
        )

    def search(self, text: str) -> list[Material]:
        """List the materials that have every word in a name, alias, formula or in the notes."""
        words = [folded(word) for word in text.split()]
        texts = [(material, _texts(material)) for material in self.materials()]
        return [
            material
            for material, its_texts in texts
            if all(any(word in each for each in its_texts) for word in words)
        ]

    def records(self, material: str, name: str) -> list[Record]:
        """List the values of one property, by its name, of the material with this key."""
        return self.records_of([material]).get((material, name), [])

    def records_of(self, materials: Iterable[str]) -> dict[tuple[str, str], list[Record]]:
        """List all values of the materials with these keys, by (material, property); one query."""
        keys = sorted(set(materials))
        found: dict[tuple[str, str], list[Record]] = {}
        for row in self.rows(
            f"SELECT * FROM property_view WHERE material IN ({_marks(keys)}) ORDER BY id", *keys
        ):
            row |= {
                "source": _source(row),
                "conditions": json.loads(row["conditions"]),
                "preferred": bool(row["preferred"]),
            }
            record = Record(**row)
            found.setdefault((record.material, record.property), []).append(record)
        return found

    def prices(self, material: str) -> list[Price]:
        """List the prices of the material with this key, newest first."""
        return [
            Price(**row | {"source": _source(row)})
            for row in self.rows(
                "SELECT * FROM price_view WHERE material = ? ORDER BY year DESC, quality, id",
                material,
            )
        ]

    def sources(self) -> dict[str, Source]:
        """Return every source by its key."""
        query = "SELECT key, citation, doi, url, year, kind, licence FROM source ORDER BY key"
        return {row["key"]: Source(**row) for row in self.rows(query)}

    @cached_property
    def _known(self) -> list[Material]:
        rows = self.rows(
            "SELECT key, name, role, formula, aliases, notes, origin, composition FROM material"
            " WHERE NOT withdrawn"
        )
        for row in rows:
            row["aliases"] = tuple(json.loads(row["aliases"]))
            row["composition"] = json.loads(row["composition"])
        known = (Material(**row) for row in rows)
        return sorted(known, key=lambda material: material.key.casefold())

    @cached_property
    def _indices(self) -> list[dict[str, list[Material]]]:
        """The materials by folded key, by alias, by name and by formula."""
        indices: list[dict[str, list[Material]]] = []
        for names in (_key, _aliases, _name, _formula):
            index: dict[str, list[Material]] = {}
            for material in self._known:
                for word in {folded(name) for name in names(material)}:
                    index.setdefault(word, []).append(material)
            indices.append(index)
        return indices

    def rows(self, query: str, *values: str) -> list[dict[str, Any]]:
        """Run a query and return its rows; raises DatabaseError where the file does not let it."""
        try:
            cursor = self._connection.execute(query, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except sqlite3.Error as error:
            raise DatabaseError(
                f"the database cannot be read ({error})",
                mend="move the file away to have it made anew, or name another with --database",
            ) from error


def _key(material: Material) -> tuple[str, ...]:
    return (material.key,)


def _aliases(material: Material) -> tuple[str, ...]:
    return material.aliases


def _name(material: Material) -> tuple[str, ...]:
    return (material.name,)


def _formula(material: Material) -> tuple[str, ...]:
    return (material.formula,)


def _texts(material: Material) -> list[str]:
    words = (material.key, material.name, *material.aliases, material.formula, material.notes)
    return [folded(word) for word in words]


def _marks(values: list[str]) -> str:
    return ", ".join("?" * len(values))


def _source(row: dict[str, Any]) -> Source:
    """Take the source's columns out of a row of a view."""
    return Source(
        key=row.pop("source"),
        year=row.pop("source_year"),
        **{name: row.pop(name) for name in ("citation", "doi", "url", "kind", "licence")},
    )
