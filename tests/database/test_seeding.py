import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from celldesign.database.seeding import seed
from celldesign.errors import MaterialError

Edit = Callable[[Path, str, str], None]
Start = Callable[..., subprocess.Popen[str]]


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with opened(path) as connection:
        return connection.execute(query).fetchall()


def contents(path: Path) -> list[str]:
    with opened(path) as connection:
        return list(connection.iterdump())


@pytest.fixture
def database(tmp_path: Path, folder: Path) -> Path:
    path = tmp_path / "cells.sqlite"
    seed(path, folder)
    return path


def test_values_are_kept_as_printed_beside_their_si_value(database: Path) -> None:
    query = "SELECT value, unit, si_value, std FROM property_value WHERE material = 'NMC811'"
    density, capacity = rows(database, query)
    assert density == (4.65, "g/cm^3", pytest.approx(4650), pytest.approx(50))
    assert capacity == (222, "mAh/g", pytest.approx(799200), None)
    price = rows(database, "SELECT value, currency, unit, si_value, year FROM price")
    assert price == [(26, "USD", "kg", 26, 2022)]


def test_seeding_again_changes_nothing(database: Path, folder: Path) -> None:
    before = contents(database)
    seed(database, folder)
    assert contents(database) == before


def test_a_changed_value_supersedes_the_old_one(database: Path, folder: Path, edit: Edit) -> None:
    edit(folder / "lithium.toml", "0.534", "0.535")
    edit(folder / "nmc811.toml", "26 $/kg", "27 $/kg")
    seed(database, folder)
    query = "SELECT value, superseded_by IS NULL, withdrawn FROM {} WHERE material = '{}'"
    assert rows(database, query.format("property_value", "lithium")) == [
        (0.534, 0, 0),
        (0.535, 1, 0),
    ]
    assert rows(database, query.format("price", "NMC811")) == [(26, 0, 0), (27, 1, 0)]
    successor = "SELECT b.value FROM price a JOIN price b ON b.id = a.superseded_by"
    assert rows(database, successor) == [(27,)]
    assert rows(database, "SELECT value FROM price_view") == [(27,)]


def test_what_is_no_longer_shipped_is_withdrawn_and_can_come_back(
    database: Path, folder: Path
) -> None:
    before = rows(database, "SELECT * FROM property_view")
    text = (folder / "lithium.toml").read_text(encoding="utf-8")
    (folder / "lithium.toml").unlink()
    seed(database, folder)
    assert rows(database, "SELECT key FROM material WHERE NOT withdrawn") == [("NMC811",)]
    assert rows(database, "SELECT DISTINCT material FROM property_view") == [("NMC811",)]
    (folder / "lithium.toml").write_text(text, encoding="utf-8")
    seed(database, folder)
    assert rows(database, "SELECT * FROM property_view") == before
    assert rows(database, "SELECT count(*) FROM property_value") == [(3,)]


def test_a_correction_that_is_taken_back_adds_no_rows(
    database: Path, folder: Path, edit: Edit
) -> None:
    for old, new in (("0.534", "0.535"), ("0.535", "0.534"), ("0.534", "0.535")):
        edit(folder / "lithium.toml", old, new)
        seed(database, folder)
    lithium = "FROM property_view WHERE material = 'lithium'"
    assert rows(database, f"SELECT value {lithium}") == [(0.535,)]
    assert rows(database, "SELECT count(*) FROM property_value") == [(4,)]


def test_descriptions_follow_the_files(database: Path, folder: Path, edit: Edit) -> None:
    edit(folder / "lithium.toml", "soft and silvery", "soft")
    edit(folder / "sources.toml", "A handbook", "The handbook")
    seed(database, folder)
    assert rows(database, "SELECT notes FROM material WHERE key = 'lithium'") == [("soft",)]
    assert ("The handbook",) in rows(database, "SELECT citation FROM source")


def test_a_users_rows_are_never_touched(database: Path, folder: Path, edit: Edit) -> None:
    with opened(database) as connection:
        connection.execute(
            "INSERT INTO source SELECT 'mine', 'My notebook', '', '', 2024, 'estimate', '', 'user'"
        )
        connection.execute(
            "INSERT INTO material SELECT 'foam', 'My foam', 'separator', '', '[]', '', 'user', 0"
        )
        connection.execute(
            "INSERT INTO property_value (material, property, value, unit, si_value, qualifier,"
            " conditions, conditions_hash, source, locator, quality, preferred, note, origin,"
            " withdrawn) VALUES ('lithium', 'density', 0.6, 'g/cm^3', 600, '', '{}', '', 'mine',"
            " '', 'A', 0, '', 'user', 0)"
        )
    mine = [
        f"SELECT * FROM {table} WHERE origin = 'user'"
        for table in ("source", "material", "property_value")
    ]
    before = [rows(database, query) for query in mine]
    (folder / "lithium.toml").unlink()
    edit(folder / "sources.toml", "[handbook]", "[mine]\ncitation='x'\nkind='report'\n[handbook]")
    seed(database, folder)
    assert [rows(database, query) for query in mine] == before
    assert rows(database, "SELECT material, value FROM property_view WHERE origin = 'user'") == [
        ("lithium", 0.6)
    ]
    # The shipped material that the user has values of stays visible.
    assert ("lithium",) in rows(database, "SELECT key FROM material WHERE NOT withdrawn")


def test_faulty_files_leave_the_database_as_it_was(
    database: Path, folder: Path, edit: Edit
) -> None:
    before = contents(database)
    edit(folder / "lithium.toml", "0.534 g/cm^3", "0.534 V")
    edit(folder / "nmc811.toml", 'role = "cathode active"', 'role = "ornament"')
    with pytest.raises(MaterialError, match=r"lithium.toml, property 1: .*and 1 more"):
        seed(database, folder)
    assert contents(database) == before


SEED = """
import sys
from pathlib import Path
from celldesign.database.seeding import seed
print("ready", flush=True)
sys.stdin.readline()
seed(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_processes_that_seed_one_new_file_at_once_make_it_once(
    tmp_path: Path, folder: Path, start: Start
) -> None:
    path = tmp_path / "cells.sqlite"
    processes = [start(SEED, path, folder) for _ in range(4)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[1] for process in processes] == [""] * 4
    assert rows(path, "SELECT count(*) FROM property_view") == [(3,)]
    assert rows(path, "SELECT count(*) FROM dataset") == [(1,)]


HANG = """
import sys, time
from pathlib import Path
from celldesign.database import seeding

def hang(*_):
    print("written, not committed", flush=True)
    time.sleep(600)

seeding._withdraw_materials = hang
seeding.seed(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("new", [True, False])
def test_a_process_killed_while_seeding_leaves_nothing_half_written(
    tmp_path: Path, folder: Path, start: Start, edit: Edit, new: bool
) -> None:
    path = tmp_path / "cells.sqlite"
    if not new:
        seed(path, folder)
        edit(folder / "lithium.toml", "0.534", "0.535")
    process = start(HANG, path, folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "written, not committed\n"
    process.kill()
    process.communicate()
    assert rows(path, "SELECT count(*) FROM sqlite_master WHERE name = 'dataset'") == [(not new,)]
    seed(path, folder)
    expected = 0.534 if new else 0.535
    lithium = "SELECT value FROM property_view WHERE material = 'lithium'"
    assert rows(path, lithium) == [(expected,)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
