"""The light read path: SQL views through the standard library, and the choice among values.

A build looks materials up here and nowhere else, so this imports neither SQLModel nor pandas; and
no look-up reads more than it returns, however large the database is.
"""

import json
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Self

from celldesign.database.choice import Choice, Conditions, choose
from celldesign.database.connection import Connection
from celldesign.database.names import ALIAS, FORMULA, folded
from celldesign.database.properties import ROLES
from celldesign.database.records import HalfCell, Material, Past, Price, Record, Source
from celldesign.database.where import OPERATORS, Where
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

_MATERIAL = (
    "m.key, m.name, m.role, m.formula, m.aliases, m.notes, m.origin, m.composition, m.family"
)
_CHUNK = 500
_HINTS = 2000
_FEW = 2000


class Catalogue:
    """Materials, values and prices of one database, for reading; close it, or use `with`.

    Raises `DatabaseError` where the file turns out not to be readable.

    >>> from celldesign import open_catalogue
    >>> with open_catalogue() as catalogue:
    ...     record = catalogue.records("lithium", "density")[0]
    >>> record.value, record.unit, record.quality
    (0.534, 'g/cm^3', 'B')
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

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
        self.connection.close()

    @property
    def url(self) -> str:
        """The address of the database, such as `sqlite:////home/x/celldesign.sqlite`."""
        return self.connection.address.url

    @property
    def dataset(self) -> str:
        """The version of the shipped data that is in force."""
        newest = self.rows("SELECT version FROM dataset ORDER BY id DESC LIMIT 1")
        if not newest:
            place = self.connection.address
            raise DatabaseError(
                "the database holds no data",
                given=place.shown,
                mend="`celldesign db seed` puts the shipped data in",
            )
        return str(newest[0]["version"])

    def materials(self, role: str | None = None, limit: int | None = None) -> list[Material]:
        """List the materials by key, all or those of a role, or the first so many."""
        return self.search("", role=role, limit=limit)

    def material(self, name: str) -> Material:
        """Find a material by key, alias, name or formula, ignoring case, spaces and dashes.

        A part of a cell comes before a species of a reaction that is called the same. Raises
        MaterialError where no material, or more than one, is meant.
        """
        rows = self.rows(
            f"SELECT n.kind AS rank, {_MATERIAL} FROM material_name n"
            " JOIN material m ON m.key = n.material"
            " WHERE n.word = ? AND NOT m.withdrawn ORDER BY n.kind, n.material",
            folded(name),
        )
        ranks = [row.pop("rank") for row in rows]
        best = [_material(row) for row in rows[: ranks.count(ranks[0]) if ranks else 0]]
        found = [each for each in best if each.role != "reaction species"] or best
        if len(found) == 1:
            return found[0]
        if found:
            meant = [each.key for each in found[:5]] + ["others"] * (len(found) > 5)
            raise MaterialError(
                "a material's name must mean one material",
                given=f"{name}, which may be {' or '.join(meant)}",
                mend="use one of these keys",
            )
        raise MaterialError(
            "an unknown material",
            given=name,
            mend=nearest(name, self._known_names(folded(name)))
            or "`celldesign materials list` shows the known ones",
        )

    def named(self, name: str) -> list[Material]:
        """List the materials that have this key or alias."""
        rows = self.rows(
            f"SELECT DISTINCT {_MATERIAL} FROM material_name n JOIN material m"
            " ON m.key = n.material WHERE n.word = ? AND n.kind <= ? AND NOT m.withdrawn",
            folded(name),
            ALIAS,
        )
        return [_material(row) for row in rows]

    def find(self, name: str) -> Material | None:
        """Find a material by its very key, else as `material` does; None for an unknown one."""
        rows = self.rows(
            f"SELECT {_MATERIAL} FROM material m WHERE m.key = ? AND NOT m.withdrawn", name
        )
        if rows:
            return _material(rows[0])
        known = self.rows(
            "SELECT n.word FROM material_name n JOIN material m ON m.key = n.material"
            " WHERE n.word = ? AND NOT m.withdrawn LIMIT 1",
            folded(name),
        )
        return self.material(name) if known else None

    def search(
        self,
        text: str,
        *,
        role: str | None = None,
        where: Sequence[Where] = (),
        limit: int | None = None,
    ) -> list[Material]:
        """List by key the materials that have every word of a text, a role and some values.

        A word may stand in a name, alias or formula, in the notes or in a source of a value; a
        value in force, whichever it is, has to lie in each of the ranges of `where`.
        """
        if role is not None and role not in ROLES:
            raise MaterialError(
                "an unknown role",
                given=role,
                mend=nearest(role, ROLES) or f"the roles are {', '.join(ROLES)}",
            )
        asked: list[tuple[str, str, tuple[object, ...]]] = [
            (_WITH_WORD, _HAS_WORD, (f"%{word.translate(_WILD)}%", word))
            for word in filter(None, map(folded, text.split()))
        ]
        for name, operator, si_value in where:
            asked.append((_WITH_VALUE[operator], _HAS_VALUE[operator], (name, si_value)))
        conditions, values, keys = self._narrowed(asked)
        if role is not None:
            conditions.append("m.role = ?")
            values.append(role)
        if keys is not None:
            conditions.append(f"m.key IN ({_marks(keys)})")
            values += keys
        if keys == []:
            return []
        rows = self.rows(
            f"SELECT {_MATERIAL} FROM material m WHERE {' AND '.join(conditions)}"
            " ORDER BY m.folded, m.key" + (f" LIMIT {int(limit)}" if limit else ""),
            *values,
        )
        return [_material(row) for row in rows]

    def _narrowed(
        self, asked: Iterable[tuple[str, str, tuple[object, ...]]]
    ) -> tuple[list[str], list[object], list[str] | None]:
        """Part what is asked into conditions with their values, and the few keys that are left.

        What few materials meet is looked up at once; what many meet is seen to along the list.
        """
        conditions: list[str] = ["NOT m.withdrawn"]
        values: list[object] = []
        few: set[str] | None = None
        for finds, holds, bounds in asked:
            rows = self.rows(f"{finds} LIMIT {_FEW}", *bounds)
            if len(rows) < _FEW:
                found = {row["material"] for row in rows}
                few = found if few is None else few & found
            else:
                conditions.append(holds)
                values += bounds
        return conditions, values, None if few is None else sorted(few)

    def records(self, material: str, name: str) -> list[Record]:
        """List the values of one property, by its name, of the material with this key.

        Where it has none, those of its family.
        """
        return self.records_with_families([material]).get((material, name), [])

    def records_with_families(
        self, materials: Iterable[str]
    ) -> dict[tuple[str, str], list[Record]]:
        """List values like `records_of`; what a grade has none of is its family's."""
        grades = {key: family for key in set(materials) if (family := self._family(key))}
        found = self.records_of({*materials, *grades.values()})
        for (key, name), records in [*found.items()]:
            for grade in (grade for grade, family in grades.items() if family == key):
                found.setdefault((grade, name), records)
        return found

    def records_of(
        self, materials: Iterable[str], *, own: bool = False
    ) -> dict[tuple[str, str], list[Record]]:
        """List all values of the materials with these keys, by (material, property); one query.

        With `own`, only those that a user has entered.
        """
        keys, mine = sorted(set(materials)), " AND origin = 'user'" if own else ""
        found: dict[tuple[str, str], list[Record]] = {}
        for start in range(0, len(keys), _CHUNK):
            chunk = keys[start : start + _CHUNK]
            for row in self.rows(
                f"SELECT * FROM property_view WHERE material IN ({_marks(chunk)})"
                f"{mine} ORDER BY id",
                *chunk,
            ):
                record = _record(row)
                found.setdefault((record.material, record.property), []).append(record)
        return found

    def prices(self, material: str) -> list[Price]:
        """List the prices of the material with this key, newest first."""
        return [
            _price(row)
            for row in self.rows(
                "SELECT * FROM price_view WHERE material = ? ORDER BY year DESC, quality, id",
                material,
            )
        ]

    def curves(self, material: str, *, full_cells: bool = False) -> list[HalfCell]:
        """List the half-cell curves of the material with this key, the user's first.

        Or those of full cells that it is the cathode of, whose counter electrode is no metal.
        A grade without curves has its family's.
        """
        against = "counter NOT IN ('Li', 'Na')" if full_cells else "counter IN ('Li', 'Na')"
        query = (
            f"SELECT * FROM curve_view WHERE material = ? AND {against}"
            " ORDER BY origin DESC, key, id DESC"
        )
        points = "SELECT x, y FROM curve_point WHERE curve = ? ORDER BY position"
        found = []
        for row in self.rows(query, material) or self.rows(query, self._family(material)):
            pairs = [(point["x"], point["y"]) for point in self.rows(points, row.pop("id"))]
            degree, potential = zip(*pairs, strict=True)
            found.append(HalfCell(**row, degree=degree, potential=potential))
        return found

    def _family(self, material: str) -> str:
        rows = self.rows("SELECT family FROM material WHERE key = ?", material)
        return str(rows[0]["family"]) if rows else ""

    def history(self, material: str) -> list[Past]:
        """List every value and price that a material ever had, the superseded and removed too."""
        found = []
        for view, read in (("property_history", _record), ("price_history", _price)):
            for row in self.rows(f"SELECT * FROM {view} WHERE material = ? ORDER BY id", material):
                superseded_by, withdrawn = row.pop("superseded_by"), bool(row.pop("withdrawn"))
                entered_at = row.pop("entered_at")
                found.append(Past(read(row), entered_at, superseded_by, withdrawn))
        return found

    def sources(self) -> dict[str, Source]:
        """Return every source by its key."""
        query = "SELECT key, citation, doi, url, year, kind, licence FROM source ORDER BY key"
        return {row["key"]: Source(**row) for row in self.rows(query)}

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Run a query, with `?` for each value, and return its rows by column."""
        return self.connection.rows(query, *values)

    def _known_names(self, word: str) -> list[str]:
        """Names to compare a misspelt one with: all, or in a large database those that begin so."""
        query = "SELECT text FROM material_name WHERE kind < ?"
        rows = self.rows(f"{query} LIMIT {_HINTS}", FORMULA)
        if len(rows) == _HINTS:
            like = f"{query} AND word >= ? AND word < ? LIMIT {_HINTS}"
            rows = self.rows(like, FORMULA, word[:2], word[:2] + "\U0010ffff")
        return [row["text"] for row in rows]


# LIKE is what both trigram indexes, SQLite's and PostgreSQL's, answer; a sign that means something
# in a pattern stands for any sign there, and the second condition is exact.
_WILD = str.maketrans({"%": "_", "\\": "_"})
_WITH_WORD = (
    "SELECT s.material FROM material_fts f JOIN material_search s ON s.id = f.rowid"
    " WHERE f.text LIKE ? AND replace(s.text, ?, '') <> s.text"
)
_HAS_WORD = (
    "EXISTS (SELECT 1 FROM material_search s WHERE s.material = m.key AND s.text LIKE ?"
    " AND replace(s.text, ?, '') <> s.text)"
)
_IN_FORCE = "p.superseded_by IS NULL AND NOT p.withdrawn"
_WITH_VALUE = {
    operator: "SELECT p.material FROM property_value p"
    f" WHERE p.property = ? AND p.si_value {operator} ? AND {_IN_FORCE}"
    for operator in OPERATORS
}
# The sign keeps the planner from the index by value, which the other order uses.
_HAS_VALUE = {
    operator: "EXISTS (SELECT 1 FROM property_value p WHERE p.material = m.key"
    f" AND p.property = ? AND +p.si_value {operator} ? AND {_IN_FORCE})"
    for operator in OPERATORS
}


def _material(row: dict[str, Any]) -> Material:
    row["aliases"] = tuple(json.loads(row["aliases"]))
    row["composition"] = json.loads(row["composition"])
    return Material(**row)


def _record(row: dict[str, Any]) -> Record:
    row |= {
        "source": _source(row),
        "conditions": json.loads(row["conditions"]),
        "preferred": bool(row["preferred"]),
    }
    return Record(**row)


def _price(row: dict[str, Any]) -> Price:
    return Price(**row | {"source": _source(row)})


def _marks(values: list[str]) -> str:
    return ", ".join("?" * len(values))


def _source(row: dict[str, Any]) -> Source:
    """Take the source's columns out of a row of a view."""
    return Source(
        key=row.pop("source"),
        year=row.pop("source_year"),
        **{name: row.pop(name) for name in ("citation", "doi", "url", "kind", "licence")},
    )
