"""A material names its family; a curve says which of its potentials were measured."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns; what was there before has no family, and is measured throughout."""
    for table, name in (("material", "family"), ("curve", "measured")):
        op.add_column(table, sa.Column(name, sa.String, nullable=False, server_default=""))
