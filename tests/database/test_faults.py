"""Faults, each for real: the data that were there stay, the message is one line with a way out."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from database.servers import Server, server

from celldesign.database.addresses import Address, find_address
from celldesign.database.catalogue import Catalogue
from celldesign.database.connection import connect
from celldesign.database.engine import open_catalogue
from celldesign.database.own import Outcome, add, import_file
from celldesign.database.seeding import seed
from celldesign.errors import DatabaseError

Rows = Callable[..., list[tuple[object, ...]]]
Start = Callable[..., subprocess.Popen[str]]
TABLE = {
    "key": "NMC811",
    "property": [{"name": "density", "value": "4.7 g/cm^3", "source": "handbook", "quality": "A"}],
}
# Adds a value to the database that is named, as somebody who is no superuser.
ADD = """
import os, sys
from celldesign.database.addresses import find_address
from celldesign.database.engine import open_catalogue
from celldesign.database.own import add
from celldesign.database.connection import connect
from celldesign.database.formulas import atoms
from celldesign.errors import DatabaseError
atoms("LiCoO2")  # loads what is loaded on first use, while Python's own folders may be read
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
table = {"key": "NMC811", "property": [
    {"name": "density", "value": "4.7 g/cm^3", "source": "handbook", "quality": "A"}]}
try:
    if sys.argv[2] == "open":
        open_catalogue(sys.argv[1]).close()
    elif sys.argv[2] == "read":
        print(len(connect(find_address(sys.argv[1])).rows("SELECT key FROM material")))
    else:
        add(find_address(sys.argv[1]), None, table, anyway=False)
except DatabaseError as error:
    print(error)
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that any user may enter, which the folders of the tests are not."""
    with tempfile.TemporaryDirectory(prefix="celldesign-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def file(place: Path, folder: Path) -> Path:
    """A seeded file, without the companions that a reader of a log makes."""
    path = place / "cells.sqlite"
    seed(find_address(str(path)), folder)
    return path


def said(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate()
    assert err == ""
    return out


posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are otherwise there")


@posix
def test_a_read_only_file_is_left_as_it_is(file: Path, start: Start) -> None:
    file.chmod(0o444)
    before = file.read_bytes()
    message = said(start(ADD, file, "add"))
    assert "readonly" in message or "unable to open" in message
    assert str(file) in message
    assert "--database" in message
    assert message.count("\n") == 1
    assert file.read_bytes() == before


@posix
def test_a_read_only_folder_is_one_clear_line(file: Path, place: Path, start: Start) -> None:
    """Nothing is made in it; a file that stands there is read as it is."""
    place.chmod(0o555)
    try:
        assert int(said(start(ADD, file, "read"))) > 0
        message = said(start(ADD, place / "new.sqlite", "open"))
        assert "cannot be used" in message
        assert "--database" in message
        assert message.count("\n") == 1
        assert sorted(path.name for path in place.iterdir()) == ["cells.sqlite"]
    finally:
        place.chmod(0o755)


FULL = """
set -e
mount -t tmpfs -o size={size}k tmpfs {place}
cp {file} {place}/cells.sqlite
code=0
{python} -c '{script}' {place}/cells.sqlite {long} || code=$?
cp {place}/cells.sqlite {file}
exit $code
"""
IMPORT = """
import sys
from pathlib import Path
from celldesign.database.addresses import find_address
from celldesign.database.own import import_file
from celldesign.errors import DatabaseError
try:
    import_file(find_address(sys.argv[1]), Path(sys.argv[2]))
except DatabaseError as error:
    print(error)
"""


def _may_mount() -> bool:
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return False
    tried = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


@pytest.mark.skipif(not _may_mount(), reason="a small file system cannot be mounted here")
def test_a_full_disk_loses_nothing_and_the_next_import_completes(file: Path, place: Path) -> None:
    long = place / "long.csv"
    lines = [f"NMC811,density,{4 + n / 1e5:.6f} g/cm^3,handbook,B,p. {n}" for n in range(5000)]
    long.write_text("\n".join(["material,property,value,source,quality,locator", *lines]))
    mounted = place / "small"
    mounted.mkdir()
    script = FULL.format(
        size=file.stat().st_size // 1024 + 400,
        place=mounted,
        file=file,
        python=sys.executable,
        script=IMPORT,
        long=long,
    )
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "full" in done.stdout
    assert done.stdout.count("\n") == 1
    with Catalogue(connect(find_address(str(file)))) as catalogue:
        assert [record.value for record in catalogue.records("NMC811", "density")] == [4.65]
    assert import_file(find_address(str(file)), long).added == 5000


def read_everything(url: str) -> None:
    with open_catalogue(url) as catalogue:
        for material in catalogue.materials():
            catalogue.history(material.key)
        catalogue.rows("SELECT * FROM material_name ORDER BY text")
        catalogue.rows("SELECT * FROM material_search")


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("page", [1, 8, 40])
def test_a_corrupt_file_is_said_to_be_damaged(file: Path, page: int) -> None:
    content = bytearray(file.read_bytes())
    content[4096 * page :] = b"\xa5" * (len(content) - 4096 * page)
    file.write_bytes(content)
    with pytest.raises(DatabaseError, match="damaged") as damaged:
        read_everything(str(file))
    assert "move it away" in str(damaged.value)
    assert "\n" not in str(damaged.value)


HOLD = """
import sys
from celldesign.database.addresses import find_address
from celldesign.database import own
from celldesign.errors import DatabaseError
real = own.Store.finish

def wait(store):
    print("written, not committed", flush=True)
    sys.stdin.readline()
    return real(store)

own.Store.finish = wait
table = {"key": "NMC811", "property": [
    {"name": "density", "value": "4.7 g/cm^3", "source": "handbook", "quality": "A"}]}
try:
    own.add(find_address(sys.argv[1]), None, table, anyway=False)
except DatabaseError as error:
    print(error, flush=True)
"""


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that a test may crash."""
    pytest.importorskip("psycopg")
    with server() as started:
        if isinstance(started, str):
            pytest.skip(started)
        yield started


def test_a_server_gone_in_the_middle_loses_nothing_that_was_kept(
    own_server: Server, folder: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("celldesign.database.engine.material_folders", lambda: (folder,))
    url = own_server.new_database()
    seed(find_address(url), folder)
    kept = {**TABLE, "property": [TABLE["property"][0] | {"locator": "kept"}]}  # type: ignore[operator]
    assert add(find_address(url), None, kept, anyway=False) == Outcome(added=1)
    process = start(HOLD, url)
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "written, not committed\n"
    with open_catalogue(url) as reading:
        own_server.stop("immediate")
        with pytest.raises(DatabaseError, match="cannot be used") as gone:
            reading.material("NMC811")
    process.stdin.write("go on\n")
    process.stdin.flush()
    message = said(process)
    for text in (message, str(gone.value)):
        assert "cannot be used" in text
        assert "s3cret" not in text
        assert text.strip().count("\n") == 0
    with pytest.raises(DatabaseError, match="refused"):
        open_catalogue(url)
    own_server.start()
    with open_catalogue(url) as catalogue:
        mine = [r for r in catalogue.records("NMC811", "density") if r.origin == "user"]
        assert [record.locator for record in mine] == ["kept"]
    assert add(find_address(url), None, TABLE, anyway=False) == Outcome(added=1)


SAVE = """
import sys, time
import sqlmodel
from celldesign.database.addresses import find_address
from celldesign.database.designs import keep
real = sqlmodel.Session.flush

def hang(session, *arguments):
    real(session, *arguments)
    if any(type(each).__name__ == "Result" for each in session.identity_map.values()):
        print("written, not committed", flush=True)
        time.sleep(600)

sqlmodel.Session.flush = hang
body = {"design_sha256": "ab" * 32, "name": "a cell", "software": "x", "database": {"dataset": "d"}}
keep(find_address(sys.argv[1]), text="schema = 2", settings=[], body=body, inputs=[])
"""


def test_a_process_killed_while_saving_leaves_no_design(
    address: Address, url: str, folder: Path, rows: Rows, start: Start
) -> None:
    seed(address, folder)
    process = start(SAVE, url)
    assert process.stdout is not None
    assert process.stdout.readline() == "written, not committed\n"
    process.kill()
    process.communicate()
    assert rows("SELECT count(*) FROM design") == [(0,)]
    assert rows("SELECT count(*) FROM result") == [(0,)]
