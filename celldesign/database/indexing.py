"""Keeping the names and texts that materials are found by in step with their rows."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from celldesign.database import tables
from celldesign.database.names import folded, names_of

Item = TypeVar("Item")
_CHUNK = 500


def index_materials(session: Session, keys: Iterable[str]) -> None:
    """Write anew what the materials with these keys go by and are searched by.

    A search covers key, name, aliases, formula and notes, and the sources of the values in force.
    """
    session.flush()
    for chunk in chunks(sorted(set(keys)), _CHUNK):
        for table in (tables.MaterialName, tables.MaterialSearch):
            session.execute(delete(table).where(col(table.material).in_(chunk)))
        cited = _cited(session, chunk)
        names, texts = [], []
        for row in session.exec(
            select(tables.Material).where(col(tables.Material.key).in_(chunk))
        ).all():
            row.folded = folded(row.key)
            mine = names_of(row.key, row.name, json.loads(row.aliases), row.formula)
            names += [
                {"word": word, "kind": kind, "material": row.key, "text": text}
                for word, kind, text in mine
            ]
            written = [text for *_, text in mine] + [row.notes, *cited.get(row.key, ())]
            words = dict.fromkeys(map(folded, written))
            texts.append({"material": row.key, "text": "\n".join(words)})
        if names:
            session.execute(insert(tables.MaterialName), names)
            session.execute(insert(tables.MaterialSearch), texts)


def chunks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Part a sequence, for statements that take so many values at once."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _cited(session: Session, keys: Sequence[str]) -> dict[str, list[str]]:
    """Return the texts of the sources of each material's values and prices."""
    found: dict[str, list[str]] = {}
    source = tables.Source
    for table in (tables.PropertyValue, tables.Price):
        query = (
            select(table.material, source.key, source.citation, source.doi)
            .join(source, col(source.key) == col(table.source))
            .where(
                col(table.material).in_(keys),
                col(table.superseded_by).is_(None),
                col(table.withdrawn).is_(False),
            )
            .distinct()
            .order_by(table.material, source.key)
        )
        for material, *texts in session.exec(query):
            found.setdefault(material, []).extend(texts)
    return found
