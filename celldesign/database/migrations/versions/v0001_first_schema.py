"""The first schema."""

import sqlalchemy as sa
from alembic import op

from celldesign.database.migrations.columns import (
    flag,
    key,
    maybe,
    number,
    number_of_row,
    references,
    text,
    whole,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _described()
    _measured()
    _economic()
    _kept()


def _described() -> None:
    op.create_table(
        "source",
        *key("key"),
        *text("citation", "doi", "url"),
        *maybe(sa.Integer, "year"),
        *text("kind", "licence", "origin"),
    )
    op.create_table(
        "material",
        *key("key"),
        *text("name", "role", "formula", "aliases", "notes", "origin"),
        flag("withdrawn"),
    )
    op.create_index("ix_material_role", "material", ["role"])


def _measured() -> None:
    op.create_table(
        "property_value",
        number_of_row(),
        *text("material", "property"),
        *number("value"),
        *text("unit"),
        *number("si_value"),
        *maybe(sa.Float, "std", "low", "high"),
        *text("qualifier"),
        *maybe(sa.Float, "temperature"),
        *text("conditions", "conditions_hash", "source", "locator"),
        *maybe(sa.Integer, "year"),
        *text("quality"),
        flag("preferred"),
        *text("note", "origin"),
        *maybe(sa.Integer, "superseded_by"),
        flag("withdrawn"),
        references("material", "material.key"),
        references("source", "source.key"),
        references("superseded_by", "property_value.id"),
    )
    op.create_index("ix_property_value_material", "property_value", ["material"])
    op.create_table(
        "curve",
        *key("key"),
        *text("name"),
        *maybe(sa.String, "material"),
        *text("x", "x_unit", "y", "y_unit"),
        *maybe(sa.Float, "temperature"),
        *text("conditions", "source", "note", "origin"),
        references("material", "material.key"),
        references("source", "source.key"),
    )
    op.create_index("ix_curve_material", "curve", ["material"])
    op.create_table(
        "curve_point",
        *key("curve"),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        *number("x", "y"),
        references("curve", "curve.key"),
    )


def _economic() -> None:
    op.create_table(
        "price",
        number_of_row(),
        *text("material"),
        *number("value"),
        *text("currency", "unit"),
        *number("si_value"),
        whole("year"),
        *text("region", "quantity", "source", "quality", "note", "origin"),
        *maybe(sa.Integer, "superseded_by"),
        flag("withdrawn"),
        references("material", "material.key"),
        references("source", "source.key"),
        references("superseded_by", "price.id"),
    )
    op.create_index("ix_price_material", "price", ["material"])
    op.create_table(
        "exchange_rate",
        *key("currency"),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        *number("per_usd"),
        *text("source"),
        references("source", "source.key"),
    )
    op.create_table(
        "footprint_factor",
        number_of_row(),
        *text("subject", "impact"),
        *number("value"),
        *text("unit"),
        *number("si_value"),
        *text("region"),
        *maybe(sa.Integer, "year"),
        *text("source", "quality", "note", "origin"),
        references("source", "source.key"),
    )
    op.create_index("ix_footprint_factor_subject", "footprint_factor", ["subject"])
    op.create_table(
        "plant",
        *key("key"),
        *text("name"),
        *number("output"),
        whole("year"),
        *text("source", "notes", "origin"),
        references("source", "source.key"),
    )
    op.create_table(
        "stage",
        *key("plant", "key"),
        whole("position"),
        *text("section", "rate_driver"),
        *number("labour_hours", "capital", "area"),
        *number("labour_exponent", "capital_exponent", "area_exponent"),
        references("plant", "plant.key"),
    )


def _kept() -> None:
    op.create_table("design", *key("sha256"), *text("name", "text", "created_at"))
    op.create_table(
        "result",
        number_of_row(),
        *text("design", "software", "dataset", "body", "created_at"),
        references("design", "design.sha256"),
    )
    op.create_index("ix_result_design", "result", ["design"])
    op.create_table(
        "dataset", number_of_row(), *text("version", "hash", "fingerprint", "applied_at")
    )
