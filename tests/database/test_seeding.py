import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from celldesign.database.addresses import Address
from celldesign.database.seeding import seed
from celldesign.database.tables import Material, PropertyValue, Source
from celldesign.database.writing import writing
from celldesign.errors import DatabaseError, MaterialError

Edit = Callable[[Path, str, str], None]
Start = Callable[..., subprocess.Popen[str]]


Rows = Callable[..., list[tuple[object, ...]]]
Contents = Callable[[], list[list[tuple[object, ...]]]]
TABLES = (
    "source",
    "material",
    "material_name",
    "material_search",
    "property_value",
    "price",
    "dataset",
)


@pytest.fixture
def contents(rows: Rows) -> Contents:
    return lambda: [rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in TABLES]


def test_values_are_kept_as_printed_beside_their_si_value(seeded: Address, rows: Rows) -> None:
    query = "SELECT value, unit, si_value, std FROM property_value WHERE material = 'NMC811'"
    density, capacity = rows(query)
    assert density == (4.65, "g/cm^3", pytest.approx(4650), pytest.approx(50))
    assert capacity == (222, "mAh/g", pytest.approx(799200), None)
    price = rows("SELECT value, currency, unit, si_value, year FROM price")
    assert price == [(26, "USD", "kg", 26, 2022)]


def test_seeding_again_changes_nothing(seeded: Address, folder: Path, contents: Contents) -> None:
    before = contents()
    seed(seeded, folder)
    assert contents() == before


def test_a_changed_value_supersedes_the_old_one(
    seeded: Address, folder: Path, edit: Edit, rows: Rows
) -> None:
    edit(folder / "lithium.toml", "0.534", "0.535")
    edit(folder / "nmc811.toml", "26 $/kg", "27 $/kg")
    seed(seeded, folder)
    query = (
        "SELECT value, superseded_by IS NULL, withdrawn FROM {} WHERE material = '{}' ORDER BY id"
    )
    assert rows(query.format("property_value", "lithium")) == [
        (0.534, 0, 0),
        (0.535, 1, 0),
    ]
    assert rows(query.format("price", "NMC811")) == [(26, 0, 0), (27, 1, 0)]
    successor = "SELECT b.value FROM price a JOIN price b ON b.id = a.superseded_by"
    assert rows(successor) == [(27,)]
    assert rows("SELECT value FROM price_view") == [(27,)]


def test_what_is_no_longer_shipped_is_withdrawn_and_can_come_back(
    seeded: Address, folder: Path, rows: Rows
) -> None:
    before = rows("SELECT * FROM property_view")
    text = (folder / "lithium.toml").read_text(encoding="utf-8")
    (folder / "lithium.toml").unlink()
    seed(seeded, folder)
    assert rows("SELECT key FROM material WHERE NOT withdrawn") == [("NMC811",)]
    assert rows("SELECT DISTINCT material FROM property_view") == [("NMC811",)]
    (folder / "lithium.toml").write_text(text, encoding="utf-8")
    seed(seeded, folder)
    assert rows("SELECT * FROM property_view") == before
    assert rows("SELECT count(*) FROM property_value") == [(3,)]


def test_a_correction_that_is_taken_back_adds_no_rows(
    seeded: Address, folder: Path, edit: Edit, rows: Rows
) -> None:
    for old, new in (("0.534", "0.535"), ("0.535", "0.534"), ("0.534", "0.535")):
        edit(folder / "lithium.toml", old, new)
        seed(seeded, folder)
    lithium = "FROM property_view WHERE material = 'lithium'"
    assert rows(f"SELECT value {lithium}") == [(0.535,)]
    assert rows("SELECT count(*) FROM property_value") == [(4,)]


def test_descriptions_follow_the_files(
    seeded: Address, folder: Path, edit: Edit, rows: Rows
) -> None:
    edit(folder / "lithium.toml", "soft and silvery", "soft")
    edit(folder / "sources.toml", "A handbook", "The handbook")
    seed(seeded, folder)
    assert rows("SELECT notes FROM material WHERE key = 'lithium'") == [("soft",)]
    assert ("The handbook",) in rows("SELECT citation FROM source")


def test_a_users_rows_are_never_touched(
    seeded: Address, folder: Path, edit: Edit, rows: Rows
) -> None:
    with writing(seeded) as session:
        session.add(Source(key="mine", citation="My notebook", year=2024, origin="user"))
        session.add(Material(key="foam", folded="foam", name="F", role="separator", origin="user"))
        session.flush()
        mine = {"material": "lithium", "source": "mine", "origin": "user", "quality": "A"}
        session.add(
            PropertyValue(
                property="density",
                value=0.6,
                unit="g/cm^3",
                si_value=600,
                conditions_hash="",
                **mine,
            )
        )
    queries = [
        f"SELECT * FROM {table} WHERE origin = 'user'"
        for table in ("source", "material", "property_value")
    ]
    before = [rows(query) for query in queries]
    (folder / "lithium.toml").unlink()
    edit(folder / "sources.toml", "[handbook]", "[mine]\ncitation='x'\nkind='report'\n[handbook]")
    seed(seeded, folder)
    assert [rows(query) for query in queries] == before
    assert rows("SELECT material, value FROM property_view WHERE origin = 'user'") == [
        ("lithium", 0.6)
    ]
    # The shipped material that the user has values of stays visible.
    assert ("lithium",) in rows("SELECT key FROM material WHERE NOT withdrawn")


def test_faulty_files_leave_the_database_as_it_was(
    seeded: Address, folder: Path, edit: Edit, contents: Contents
) -> None:
    before = contents()
    edit(folder / "lithium.toml", "0.534 g/cm^3", "0.534 V")
    edit(folder / "nmc811.toml", 'role = "cathode active"', 'role = "ornament"')
    with pytest.raises(MaterialError, match=r"lithium.toml, property 1: .*and 1 more"):
        seed(seeded, folder)
    assert contents() == before


SEED = """
import sys
from pathlib import Path
from celldesign.database.addresses import find_address
from celldesign.database.seeding import seed
print("ready", flush=True)
sys.stdin.readline()
seed(find_address(sys.argv[1]), Path(sys.argv[2]))
"""


def test_processes_that_seed_one_new_file_at_once_make_it_once(
    url: str, folder: Path, start: Start, rows: Rows
) -> None:
    processes = [start(SEED, url, folder) for _ in range(4)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[1] for process in processes] == [""] * 4
    assert rows("SELECT count(*) FROM property_view") == [(3,)]
    assert rows("SELECT count(*) FROM dataset") == [(1,)]


HANG = """
import sys, time
from pathlib import Path
from celldesign.database.addresses import find_address
from celldesign.database import seeding

def hang(*_):
    print("written, not committed", flush=True)
    time.sleep(600)

seeding._withdraw_materials = hang
seeding.seed(find_address(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("new", [True, False])
def test_a_process_killed_while_seeding_leaves_nothing_half_written(
    address: Address, url: str, folder: Path, start: Start, edit: Edit, rows: Rows, new: bool
) -> None:
    if not new:
        seed(address, folder)
        edit(folder / "lithium.toml", "0.534", "0.535")
    process = start(HANG, url, folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "written, not committed\n", process.stderr.read()  # type: ignore[union-attr]
    process.kill()
    process.communicate()
    if new:
        with pytest.raises(DatabaseError, match="material"):
            rows("SELECT * FROM material")
    else:
        assert rows("SELECT value FROM property_view WHERE material = 'lithium'") == [(0.534,)]
    seed(address, folder)
    expected = 0.534 if new else 0.535
    assert rows("SELECT value FROM property_view WHERE material = 'lithium'") == [(expected,)]
    if address.path:
        assert rows("PRAGMA integrity_check") == [("ok",)]
