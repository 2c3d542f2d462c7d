"""A user's own values: added, imported and removed; a correction supersedes, nothing is deleted."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from celldesign.database import tables
from celldesign.database.addresses import Address
from celldesign.database.catalogue import Catalogue
from celldesign.database.checking import implausible
from celldesign.database.economy_writing import put_curves, put_plants, put_rates
from celldesign.database.indexing import chunks, index_materials
from celldesign.database.names import ALIAS, names_of
from celldesign.database.own_economy import OwnEconomy
from celldesign.database.own_files import Batch, reader_of
from celldesign.database.reading import noted
from celldesign.database.records import Material, Source
from celldesign.database.seeding import (
    PRICE_IDENTITY,
    VALUE_IDENTITY,
    material_row,
    price_row,
    value_row,
)
from celldesign.database.writing import catalogue_of, writing
from celldesign.errors import MaterialError

_IN_FORCE = {"superseded_by": None, "withdrawn": False}
_APART = frozenset({"id", "origin", "entered_at", *_IN_FORCE})
_CHUNK = 500


@dataclass
class Outcome:
    """What a change did, in numbers of values and prices, of materials, and of what is beside them.

    Of plants, rates and curves it counts what is new or changed.
    """

    added: int = 0
    corrected: int = 0
    unchanged: int = 0
    removed: int = 0
    materials: int = 0
    plants: int = 0
    rates: int = 0
    curves: int = 0


class ImportProblems(MaterialError):  # noqa: N818
    """What is wrong with a file, a line each; nothing of it has been imported."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        first = problems[0] if problems else ""
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"nothing was imported: {first}{more}")


def import_file(
    address: Address,
    path: Path,
    *,
    anyway: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Outcome:
    """Import a file in one transaction; `anyway` takes values outside the plausible range too.

    Raises ImportProblems with every fault of the file, and then nothing has been imported.
    """
    with writing(address) as session:
        reader = reader_of(catalogue_of(session, address))
        store = Store(session, catalogue_of(session, address))
        problems: list[str] = []
        for batch in reader.read(path):
            problems += batch.problems
            if not anyway:
                problems += implausible(batch.entries)
            # A file with faults is read to its end for the others, and written no further.
            problems += store.put(batch) if not problems else store.clashes(batch)
            progress(batch.done, batch.total)
        if problems:
            raise ImportProblems(problems)
        return store.finish()


def add(
    address: Address, source: Mapping[str, Any] | None, table: Mapping[str, Any], *, anyway: bool
) -> Outcome:
    """Add the values of one material, given as a table of a file; `source` may describe theirs.

    Raises MaterialError for whatever is wrong with them.
    """
    with writing(address) as session:
        reader = reader_of(catalogue_of(session, address))
        batch = Batch()
        if source:
            reader.source(source["key"], {k: source[k] for k in source if k != "key"}, batch)
        batch.entries.append(reader.entry(table, "", batch.problems))
        store = Store(session, catalogue_of(session, address))
        problems = [*batch.problems, *([] if anyway else implausible(batch.entries))]
        problems = problems or store.put(batch)
        if problems:
            raise MaterialError(
                problems[0].removeprefix(", property 1: ").removeprefix(", price 1: ")
            )
        return store.finish()


def remove(
    address: Address, name: str, *, prop: str | None = None, number: int | None = None
) -> Outcome:
    """Take a user's own values out of force: one by its number, those of a property, or all.

    With all of them goes a material of the user's. Raises MaterialError for what is shipped.
    """
    with writing(address) as session:
        catalogue = catalogue_of(session, address)
        material = catalogue.material(name)
        outcome = Outcome()
        kinds: tuple[tuple[Any, str], ...]
        kinds = (tables.PropertyValue, ""), (tables.Price, "price")
        for table, kind in kinds:
            mine = select(table).where(table.material == material.key, *_mine(table))
            rows: Any = session.exec(mine).all()
            for row in rows:
                named = kind or getattr(row, "property", "")
                if prop in (None, named) and number in (None, row.id):
                    row.withdrawn = True
                    outcome.removed += 1
        whole = prop is None and number is None and material.origin == "user"
        if whole:
            session.get_one(tables.Material, material.key).withdrawn = True
            outcome.materials = 1
        if not outcome.removed and not whole:
            what = f"value {number}" if number else prop or "values"
            raise MaterialError(
                f"only values of your own can be removed, and {material.key} has none such",
                given=what,
                mend=f"`celldesign materials show {material.key} --history` lists them",
            )
        index_materials(session, [material.key])
        return outcome


class Store:
    """Puts batches of a user's sources, materials and values into one transaction."""

    def __init__(self, session: Session, catalogue: Catalogue) -> None:
        self.session, self.catalogue, self.outcome = session, catalogue, Outcome()
        self.now = tables.now()
        self._touched: set[str] = set()
        self._loaded: set[str] = set()
        self._names: dict[str, str] = {}
        self._described: dict[str, Material] = {}
        # By the hash of what identifies a value: number and hash of content, 0 if of this import.
        self._known: dict[int, tuple[int, int]] = {}

    def put(self, batch: Batch) -> list[str]:
        """Write a batch, or say what stands against it, a line each."""
        problems = self.clashes(batch)
        problems += [fault for each in batch.sources.values() for fault in self._source(each)]
        described: dict[str, Material] = {}
        for entry in batch.entries:
            described[entry.material.key] = entry.material
        for material in described.values():
            problems += self._material(material) if material.origin == "user" else []
        if problems:
            return problems
        self.session.flush()
        self._touched |= {entry.material.key for entry in batch.entries}
        self._load({entry.material.key for entry in batch.entries} - self._loaded)
        values = [value_row(record) for entry in batch.entries for record in entry.records]
        prices = [price_row(price) for entry in batch.entries for price in entry.prices]
        return [
            *self._rows(tables.PropertyValue, values, VALUE_IDENTITY),
            *self._rows(tables.Price, prices, PRICE_IDENTITY),
            *self._economy(batch.economy),
        ]

    def _economy(self, economy: OwnEconomy) -> list[str]:
        problems: list[str] = []
        done = self.outcome
        with noted(problems, "plant"):
            done.plants += put_plants(
                self.session, self.catalogue, economy.plants, self._keep_former
            )
        with noted(problems, "rate"):
            done.rates += put_rates(self.session, economy.rates, self._keep_former)
        with noted(problems, "curve"):
            done.curves += put_curves(self.session, self.catalogue, economy.curves)
        return problems

    def clashes(self, batch: Batch) -> list[str]:
        """Name the user's materials that go by a key or an alias of another one."""
        mine: dict[str, tuple[str, str]] = {}
        problems = []
        for material in {e.material.key: e.material for e in batch.entries}.values():
            if material.origin == "user":
                for word, _, text in names_of(material.key, "", material.aliases, ""):
                    other, _ = mine.setdefault(word, (self._names.get(word, material.key), text))
                    self._names[word] = material.key
                    if other != material.key:
                        problems.append(_clash(material.key, text, other))
        name = tables.MaterialName
        for words in chunks(sorted(mine), _CHUNK):
            stored = (
                select(name.word, name.material)
                .join(tables.Material, col(tables.Material.key) == col(name.material))
                .where(
                    col(name.word).in_(words),
                    name.kind <= ALIAS,
                    col(tables.Material.withdrawn).is_(False),
                )
            )
            for word, other in self.session.exec(stored):
                if other != self._names[word]:
                    problems.append(_clash(self._names[word], mine[word][1], other))
        return problems

    def finish(self) -> Outcome:
        """Index what was written, and count it."""
        index_materials(self.session, self._touched)
        return self.outcome

    def _source(self, source: Source) -> list[str]:
        row = self.session.get(tables.Source, source.key)
        fields = asdict(source)
        if row is None:
            self.session.add(tables.Source(**fields, origin="user"))
        elif any(getattr(row, name) != value for name, value in fields.items()):
            if row.origin == "shipped":
                return [
                    f"source {source.key}: a shipped source of this key says something else; "
                    "take another key"
                ]
            self._keep_former("source", source.key, row.model_dump(include=set(fields)))
            row.sqlmodel_update(fields)
        return []

    def _material(self, material: Material) -> list[str]:
        if self._described.get(material.key) == material:
            return []
        self._described[material.key] = material
        row = self.session.get(tables.Material, material.key)
        fields = material_row(material)
        if row is None:
            self.session.add(tables.Material(**fields))
            self.outcome.materials += 1
        elif row.origin == "shipped":
            return [f"{material.key}: the key of a shipped material; take another one"]
        elif any(getattr(row, name) != value for name, value in fields.items()):
            described = {name: getattr(row, name) for name in fields if name != "withdrawn"}
            self._keep_former("material", material.key, described)
            row.sqlmodel_update(fields)
        return []

    def _keep_former(self, kind: str, key: str, described: Mapping[str, Any]) -> None:
        body = json.dumps(described, ensure_ascii=False, sort_keys=True)
        self.session.add(tables.FormerDescription(kind=kind, key=key, body=body))

    def _load(self, keys: Iterable[str]) -> None:
        """Read which of the user's values of some materials are in force."""
        wanted = sorted(keys)
        self._loaded |= set(wanted)
        pairs = ((tables.PropertyValue, VALUE_IDENTITY), (tables.Price, PRICE_IDENTITY))
        for table, identity in pairs:
            columns = _columns(table)
            for chunk in chunks(wanted, _CHUNK):
                mine = core_select(columns).where(col(table.material).in_(chunk), *_mine(table))
                for stored in self.session.connection().execute(mine).mappings():
                    row = dict(stored)
                    self._known[_hash(row, identity)] = row["id"], _content(row)

    def _rows(
        self, table: type[Any], rows: Sequence[dict[str, Any]], identity: Sequence[str]
    ) -> list[str]:
        """Add new values, supersede corrected ones, leave equal ones; name what is there twice."""
        problems, fresh = [], []
        for row in rows:
            key, content = _hash(row, identity), _content(row)
            number, known = self._known.get(key, (-1, 0))
            if number == 0:
                problems.append(f"{_named(row)}: given twice")
            elif known == content and number > 0:
                self.outcome.unchanged += 1
            elif number > 0:
                self._correct(table, row, number)
            else:
                fresh.append(row | _IN_FORCE | {"entered_at": self.now})
            self._known[key] = 0, content
        if fresh and not problems:
            self.session.execute(insert(_columns(table)), fresh)
            self.outcome.added += len(fresh)
        return problems

    def _correct(self, table: type[Any], row: dict[str, Any], number: int) -> None:
        new = table(**row, entered_at=self.now)
        self.session.add(new)
        self.session.flush()
        old = _columns(table)
        self.session.execute(update(old).where(old.c.id == number).values(superseded_by=new.id))
        self.outcome.corrected += 1


def _mine(table: type[Any]) -> tuple[Any, ...]:
    """The rows of a user that are in force."""
    superseded, withdrawn = col(table.superseded_by), col(table.withdrawn)
    return table.origin == "user", superseded.is_(None), withdrawn.is_(False)


def _columns(table: type[Any]) -> Any:
    """The table behind a class, for statements that need no objects."""
    return table.__table__


def _clash(key: str, text: str, other: str) -> str:
    return f"{key}: the name {text} is the key or an alias of {other}"


def _hash(row: Mapping[str, Any], identity: Sequence[str]) -> int:
    return hash(tuple(row[name] for name in identity))


def _content(row: Mapping[str, Any]) -> int:
    """Digest what a value says, so that a rounding of the conversion is no difference."""
    said = (
        float(f"{value:.11g}") if isinstance(value, float) else value
        for name, value in sorted(row.items())
        if name not in _APART
    )
    return hash(tuple(said))


def _named(row: Mapping[str, Any]) -> str:
    return f"{row['material']} {row.get('property', 'price')} ({row['source']})"
