import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from database.servers import Server
from sqlmodel import SQLModel

from celldesign.database import migrating, tables
from celldesign.database.addresses import Address, find_address
from celldesign.database.engine import open_catalogue
from celldesign.database.schema import CURRENT, VERSION_TABLE
from celldesign.database.seeding import seed
from celldesign.database.writing import writing
from celldesign.errors import DatabaseError

Rows = Callable[..., list[tuple[object, ...]]]
VERSIONS = Path(migrating.__file__).with_name("migrations")

OLD_VIEW = (
    "SELECT p.material, p.property, p.value, p.unit, s.key AS source"
    " FROM property_value p JOIN source s ON s.key = p.source"
)


def old(address: Address, schema: str = "0001") -> None:
    """Make a database as an older software left it, with a row of a user's and a shipped one."""
    with writing(address) as session:
        migrating.upgrade(session.connection(), to=schema)
        run = session.connection().exec_driver_sql
        run(f"CREATE VIEW property_view AS {OLD_VIEW}")
        run(
            "INSERT INTO source VALUES ('mine', 'My notebook', '', '', 2024, 'article', '', 'user')"
        )
        run(
            "INSERT INTO material VALUES"
            " ('foam', 'My foam', 'separator', '', '[]', 'soft', 'user', false)"
        )
        for value, origin in ((0.61, "user"), (0.62, "shipped")):
            run(
                "INSERT INTO property_value (material, property, value, unit, si_value, qualifier,"
                " conditions, conditions_hash, source, locator, quality, preferred, note, origin,"
                f" withdrawn) VALUES ('foam', 'density', {value}, 'g/cm^3', {1000 * value}, '',"
                f" '{{}}', '', 'mine', '', 'A', false, '', '{origin}', false)"
            )


def test_the_migrations_leave_the_tables_that_the_code_declares(address: Address) -> None:
    with writing(address) as session:
        migrating.upgrade(session.connection())
        options = {
            "version_table": VERSION_TABLE,
            # What SQLite and PostgreSQL search with is known to the migrations alone.
            "include_name": lambda name, kind, _: (
                not str(name).startswith(("material_fts", "ix_material_search_text"))
            ),
        }
        context = MigrationContext.configure(session.connection(), opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_migrations_are_one_line_up_to_the_schema_of_this_software() -> None:
    script = ScriptDirectory(str(VERSIONS))
    assert script.get_heads() == [CURRENT]
    numbers = [revision.revision for revision in script.walk_revisions()]
    assert numbers == sorted(numbers, reverse=True)


def test_an_upgrade_keeps_every_row_and_makes_it_searchable(
    address: Address, folder: Path, rows: Rows
) -> None:
    old(address)
    query = "SELECT id, material, value, origin FROM property_value ORDER BY id"
    before = rows(query)
    seed(address, folder)
    assert rows(query)[:2] == before
    assert rows("SELECT value FROM property_view WHERE material = 'foam'") == [(0.61,)]
    names = rows("SELECT word FROM material_name WHERE material = 'foam' ORDER BY kind")
    assert names == [("foam",), ("myfoam",)]
    assert rows(f"SELECT version_num FROM {VERSION_TABLE}") == [(CURRENT,)]


def test_a_file_of_the_first_software_which_had_no_number_is_upgraded_on_opening(
    shipped: Path, tmp_path: Path
) -> None:
    address = find_address(str(tmp_path / "cells.sqlite"))
    old(address)
    with closing(sqlite3.connect(str(address.path))) as file, file:
        file.execute(f"DROP TABLE {VERSION_TABLE}")
        file.execute("PRAGMA user_version = 1")
    with open_catalogue(str(address.path)) as catalogue:
        assert catalogue.material("my foam").key == "foam"
        assert [record.value for record in catalogue.records("foam", "density")] == [0.61]
        assert catalogue.search("notebook")[0].key == "foam"


@pytest.mark.usefixtures("shipped")
def test_a_server_is_upgraded_only_when_asked(postgres: Server) -> None:
    url = postgres.new_database()
    old(find_address(url))
    with pytest.raises(DatabaseError, match=r"older schema \(0001.*celldesign db upgrade") as error:
        open_catalogue(url)
    assert url not in str(error.value)


def test_a_migration_that_fails_changes_nothing(
    address: Address, folder: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    old(address)

    def contents() -> list[object]:
        return [rows(f"SELECT * FROM {table}") for table in ("property_view", "material", "source")]

    before = contents()
    real = MigrationContext.stamp

    def fail(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        raise DatabaseError("the power fails")

    monkeypatch.setattr(MigrationContext, "stamp", fail)
    with pytest.raises(DatabaseError, match="power"):
        seed(address, folder)
    assert contents() == before
    monkeypatch.undo()
    seed(address, folder)
    assert rows("SELECT count(*) FROM property_value WHERE material = 'foam'") == [(2,)]


HANG = """
import sys, time
from pathlib import Path
from alembic.migration import MigrationContext
from celldesign.database.addresses import find_address
from celldesign.database.seeding import seed

def hang(*_):
    print("migrated, not committed", flush=True)
    time.sleep(600)

MigrationContext.stamp = hang
seed(find_address(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_process_killed_while_migrating_leaves_the_old_schema(
    address: Address,
    url: str,
    folder: Path,
    rows: Rows,
    start: Callable[..., "subprocess.Popen[str]"],
) -> None:
    old(address)
    before = rows("SELECT * FROM property_view")
    process = start(HANG, url, folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "migrated, not committed\n"
    process.kill()
    process.communicate()
    assert rows("SELECT * FROM property_view") == before
    seed(address, folder)
    assert rows(f"SELECT version_num FROM {VERSION_TABLE}") == [(CURRENT,)]


def test_the_time_of_a_row_is_text_that_sorts() -> None:
    assert len(tables.now()) == len("2026-01-31 12:00:00")
