"""Names and texts to search by, the history of values, and what a kept design rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Bytes in order on both engines, so that lists come out of the index in one order.
_WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_FTS = (
    "CREATE VIRTUAL TABLE material_fts USING fts5("
    "text, content='material_search', content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER material_search_added AFTER INSERT ON material_search BEGIN"
    " INSERT INTO material_fts(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER material_search_removed AFTER DELETE ON material_search BEGIN"
    " INSERT INTO material_fts(material_fts, rowid, text) VALUES ('delete', old.id, old.text);"
    " END",
)


def upgrade() -> None:
    """Add columns, tables and indexes; who migrates writes the names of the materials."""
    _columns()
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        for statement in _FTS:
            op.execute(statement)
        op.execute("PRAGMA user_version = 2")  # the first software refuses a newer number
    else:
        _trigrams()


def _columns() -> None:
    added = (
        ("material", "folded", ""),
        ("material", "composition", "{}"),
        ("property_value", "entered_at", ""),
        ("price", "entered_at", ""),
        ("design", "settings", "[]"),
        ("result", "inputs", "[]"),
    )
    for table, name, default in added:
        column = sa.Column(
            name, _WORD if name == "folded" else sa.String(), nullable=False, server_default=default
        )
        op.add_column(table, column)
    op.drop_index("ix_material_role", "material")
    op.drop_index("ix_property_value_material", "property_value")
    for table, *names in (
        ("material", "folded"),
        ("material", "role", "folded"),
        ("property_value", "material", "property"),
        ("design", "name"),
    ):
        op.create_index(f"ix_{table}_{'_'.join(names)}", table, names)
    in_force = sa.text("superseded_by IS NULL AND NOT withdrawn")
    op.create_index(
        "ix_property_value_in_force",
        "property_value",
        ["property", "si_value", "material"],
        sqlite_where=in_force,
        postgresql_where=in_force,
    )


def _tables() -> None:
    op.create_table(
        "material_name",
        sa.Column("word", _WORD, primary_key=True),
        sa.Column("kind", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("material", sa.String, sa.ForeignKey("material.key"), primary_key=True),
        sa.Column("text", sa.String, nullable=False),
    )
    op.create_index("ix_material_name_material", "material_name", ["material"])
    op.create_table(
        "material_search",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("material", sa.String, sa.ForeignKey("material.key"), nullable=False),
        sa.Column("text", sa.String, nullable=False),
    )
    op.create_index("ix_material_search_material", "material_search", ["material"], unique=True)
    op.create_table(
        "former_description",
        sa.Column("id", sa.Integer, primary_key=True),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("kind", "key", "body", "replaced_at")
        ),
    )
    op.create_index("ix_former_description_key", "former_description", ["key"])


def _trigrams() -> None:
    """Index the texts where the server allows the extension; else a search reads them all."""
    bind = op.get_bind()
    try:
        with bind.begin_nested():
            bind.execute(sa.text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
            bind.execute(
                sa.text(
                    "CREATE INDEX ix_material_search_text ON material_search"
                    " USING gin (text gin_trgm_ops)"
                )
            )
    except sa.exc.DBAPIError:
        return
