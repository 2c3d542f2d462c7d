"""Bringing the schema of a database up to date: Alembic's migrations, all in one transaction."""

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from celldesign.database.schema import FIRST, VERSION_TABLE
from celldesign.database.views import SERVER_VIEWS, VIEWS


def upgrade(connection: Connection, to: str = "heads") -> None:
    """Run the migrations that a database lacks; its views are dropped first and made anew.

    What fails leaves the transaction to be rolled back by its owner, views included. Short of the
    newest schema there are no views.
    """
    script = ScriptDirectory(str(Path(__file__).with_name("migrations")))
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    current = context.get_current_revision() or _unsigned(connection)
    views = VIEWS | (SERVER_VIEWS if connection.dialect.name == "postgresql" else {})
    for view in views:
        connection.execute(text(f"DROP VIEW IF EXISTS {view}"))
    with Operations.context(context):
        revisions = [*script.iterate_revisions(to, current or "base")]
        for revision in reversed(revisions):
            revision.module.upgrade()
            context.stamp(script, revision.revision)
    for view, query in views.items() if to == "heads" else ():
        connection.execute(text(f"CREATE VIEW {view} AS {query}"))


def _unsigned(connection: Connection) -> str | None:
    """Name the schema of a database from before it was written down: the first, or none."""
    return FIRST if inspect(connection).has_table("dataset") else None
