"""Columns as the migrations write them; not to be changed, since these are kept as they are."""

from typing import Any

import sqlalchemy as sa


def text(*names: str) -> list[sa.Column[str]]:
    """Texts, never missing."""
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def number(*names: str) -> list[sa.Column[float]]:
    """Numbers, never missing."""
    return [sa.Column(name, sa.Float, nullable=False) for name in names]


def maybe(kind: type[sa.types.TypeEngine[Any]], *names: str) -> list[sa.Column[Any]]:
    """Columns of a kind that may be empty."""
    return [sa.Column(name, kind) for name in names]


def whole(name: str) -> sa.Column[int]:
    """A whole number."""
    return sa.Column(name, sa.Integer, nullable=False)


def flag(name: str) -> sa.Column[bool]:
    """Yes or no."""
    return sa.Column(name, sa.Boolean, nullable=False)


def key(*names: str) -> list[sa.Column[str]]:
    """Texts that name a row."""
    return [sa.Column(name, sa.String, primary_key=True) for name in names]


def number_of_row() -> sa.Column[int]:
    """The number that a row gets."""
    return sa.Column("id", sa.Integer, primary_key=True)


def references(column: str, other: str) -> sa.ForeignKeyConstraint:
    """A reference to a row of another table."""
    return sa.ForeignKeyConstraint([column], [other])
