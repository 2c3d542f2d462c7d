"""Half-cell curves that can be superseded; the tables made for them before were never filled."""

import sqlalchemy as sa
from alembic import op

from celldesign.database.migrations.columns import (
    flag,
    maybe,
    number,
    number_of_row,
    references,
    text,
)

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables of curves and their points anew."""
    op.drop_table("curve_point")
    op.drop_table("curve")
    op.create_table(
        "curve",
        number_of_row(),
        *text("key", "material", "direction"),
        *number("temperature"),
        *text("counter", "capacity"),
        *number("si_capacity"),
        *text("points_hash", "source", "note", "origin"),
        *maybe(sa.Integer, "superseded_by"),
        flag("withdrawn"),
        *text("entered_at"),
        references("material", "material.key"),
        references("source", "source.key"),
        references("superseded_by", "curve.id"),
    )
    for column in ("key", "material", "superseded_by"):
        op.create_index(f"ix_curve_{column}", "curve", [column])
    op.create_table(
        "curve_point",
        sa.Column("curve", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        *number("x", "y"),
        references("curve", "curve.id"),
    )
