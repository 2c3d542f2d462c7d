"""A kept result keeps the text of the plant file that its design names."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; what was kept before has no such text."""
    op.add_column("result", sa.Column("plant", sa.String, nullable=False, server_default=""))
