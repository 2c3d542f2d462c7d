"""Which schema a database has, seen without Alembic."""

from celldesign.database.connection import Connection
from celldesign.errors import DatabaseError

FIRST, CURRENT = "0001", "0006"
VERSION_TABLE = "celldesign_schema"
_FIRST_TABLES = {"material", "source", "property_value", "price", "dataset"}
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
}


def schema_of(connection: Connection) -> str:
    """Return the number of a database's schema, nothing for an empty database.

    Raises DatabaseError for the schema of a newer software and for a database of something else.
    """
    tables = {row["name"] for row in connection.rows(_TABLES[connection.address.engine])}
    if not tables:
        return ""
    if VERSION_TABLE in tables:
        versions = connection.rows(f"SELECT version_num FROM {VERSION_TABLE}")
        version = str(versions[0]["version_num"]) if versions else ""
    else:
        version = FIRST if tables >= _FIRST_TABLES else ""
    place = connection.address
    if not version:
        raise DatabaseError(
            "the database is one of something else", given=place.shown, mend=place.elsewhere
        )
    if version > CURRENT:
        raise DatabaseError(
            f"the database was made by a newer celldesign (schema {version}, known is {CURRENT})",
            given=place.shown,
            mend=f"upgrade celldesign, or {place.elsewhere}",
        )
    return version
