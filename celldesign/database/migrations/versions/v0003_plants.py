"""Plants with regions, values and energy steps; what was made for them before was never filled."""

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

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of plants, rates and factors anew, and give prices a range."""
    for table in ("stage", "plant", "exchange_rate", "footprint_factor"):
        op.drop_table(table)
    for name in ("low", "high"):
        op.add_column("price", sa.Column(name, sa.Float))
    _plants()
    _parts()
    _factors()


def _plants() -> None:
    op.create_table("region", *key("key"), *text("name", "origin"))
    op.create_table(
        "plant",
        *key("key"),
        *text("name"),
        *number("volume", "volume_low", "volume_high"),
        *text("cathode_solvent"),
        flag("outside"),
        whole("year"),
        *text("source", "notes", "origin"),
        references("source", "source.key"),
    )
    op.create_table(
        "plant_value",
        *key("owner", "name"),
        *number("value"),
        *text("unit"),
        *number("si_value"),
        *maybe(sa.Float, "std", "low", "high"),
        *text("source", "quality", "note", "origin"),
        references("source", "source.key"),
    )


def _parts() -> None:
    op.create_table(
        "stage",
        *key("plant", "key"),
        whole("position"),
        *text("section", "driver", "numbers"),
        *maybe(sa.Float, "capital_std"),
        *text("source", "quality", "note", "origin"),
        references("plant", "plant.key"),
        references("source", "source.key"),
    )
    op.create_table(
        "energy_step",
        *key("plant", "key"),
        whole("position"),
        *number("electricity", "heat"),
        *text("source", "quality", "note", "origin"),
        references("plant", "plant.key"),
        references("source", "source.key"),
    )


def _factors() -> None:
    op.create_table(
        "exchange_rate",
        *key("currency"),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        *number("per_usd"),
        *text("source", "quality", "note", "origin"),
        references("source", "source.key"),
    )
    op.create_table(
        "footprint_factor",
        number_of_row(),
        *text("subject", "impact"),
        *number("value"),
        *text("unit"),
        *number("si_value"),
        *maybe(sa.Float, "std", "low", "high"),
        *text("boundary", "region"),
        *maybe(sa.Integer, "year"),
        *text("source", "quality", "note", "origin"),
        references("source", "source.key"),
    )
    op.create_index("ix_footprint_factor_subject", "footprint_factor", ["subject"])
