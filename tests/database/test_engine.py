import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from database.servers import PASSWORD, USER, Server

from celldesign.cell.build import build
from celldesign.database import engine
from celldesign.database.addresses import Address, find_address, masked
from celldesign.database.engine import open_catalogue
from celldesign.errors import DatabaseError


@pytest.mark.usefixtures("shipped")
def test_first_use_makes_the_database(address: Address, url: str) -> None:
    for _ in range(2):
        with open_catalogue(url) as catalogue:
            assert [material.key for material in catalogue.materials()] == ["lithium", "NMC811"]
            assert catalogue.url == address.url
            assert len(catalogue.dataset) == 12


@pytest.mark.usefixtures("shipped")
def test_first_use_makes_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "cells.sqlite"
    with open_catalogue(str(path)) as catalogue:
        assert [material.key for material in catalogue.materials()] == ["lithium", "NMC811"]
        assert catalogue.url == f"sqlite:///{path}"
        assert len(catalogue.dataset) == 12


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("name", ["my cells.sqlite", "ä#1%20.sqlite", "a?mode=memory"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    for _ in range(2):
        with open_catalogue(str(tmp_path / name)) as catalogue:
            assert catalogue.materials()
    assert (tmp_path / name).stat().st_size


@pytest.mark.usefixtures("shipped")
def test_an_empty_file_counts_as_new(tmp_path: Path) -> None:
    path = tmp_path / "cells.sqlite"
    path.touch()
    with open_catalogue(str(path)) as catalogue:
        assert catalogue.materials()


@pytest.mark.usefixtures("shipped")
def test_the_file_is_in_wal_mode_and_its_references_hold(tmp_path: Path) -> None:
    path = tmp_path / "cells.sqlite"
    open_catalogue(str(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        references = connection.execute("PRAGMA foreign_key_list(property_value)").fetchall()
        assert {row[2] for row in references} == {"material", "source", "property_value"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("sqlite:////data/cells.sqlite", Path("/data/cells.sqlite")),
        ("sqlite:///cells.sqlite", Path.cwd() / "cells.sqlite"),
        ("cells.sqlite", Path.cwd() / "cells.sqlite"),
        ("~/cells.sqlite", Path.home() / "cells.sqlite"),
    ],
)
def test_a_url_or_a_path_names_the_file(given: str, expected: Path) -> None:
    assert find_address(given).path == expected.absolute()


def test_the_environment_names_the_file_unless_a_url_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def named(url: str | None = None) -> str:
        path = find_address(url).path
        assert path
        return path.name

    monkeypatch.setenv("CELLDESIGN_DATABASE", "sqlite:////one.sqlite")
    assert named() == "one.sqlite"
    assert named("two.sqlite") == "two.sqlite"
    monkeypatch.setenv("CELLDESIGN_DATABASE", "")
    assert named() == "celldesign.sqlite"
    assert "celldesign" in str(find_address().path.parent)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "url", ["mysql://ada:cret@host/cells", "sqlite://", "sqlite:///", ":memory:"]
)
def test_other_databases_are_refused_without_their_password(url: str) -> None:
    with pytest.raises(DatabaseError, match="SQLite file or on a PostgreSQL") as refused:
        find_address(url)
    assert "cret" not in str(refused.value)


@pytest.mark.parametrize("password", ["se@cret", "se/cret", "a@b/cret"])
def test_a_password_that_would_be_read_as_something_else_is_refused(password: str) -> None:
    with pytest.raises(DatabaseError, match="%40 for @") as refused:
        find_address(f"postgresql://ada:{password}@host/cells")
    assert "cret" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada:cret@host:5432/cells",
        "postgresql://ada:%40cret@host/cells?sslmode=require",
        "postgresql://host/cells?user=ada&password=cret&sslmode=require",
        "postgres://ada:cret@/cells?host=/run/postgresql",
    ],
)
def test_no_text_of_an_address_has_the_password(url: str) -> None:
    address = find_address(url)
    assert address.engine == "postgresql"
    assert address.dsn == url
    assert "cret" not in f"{address} {address!r} {address.url} {address.shown}"
    assert "***" in address.url


def test_a_server_that_is_not_there_is_one_clear_line_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(DatabaseError, match="refused") as refused:
        open_catalogue("postgresql://ada:cret@127.0.0.1:1/cells")
    assert "\n" not in str(refused.value)
    assert "cret" not in str(refused.value)


def test_a_wrong_password_is_not_repeated(postgres: Server) -> None:
    wrong = postgres.url("postgres").replace(PASSWORD, "unguessable")
    with pytest.raises(DatabaseError, match="password authentication failed") as refused:
        open_catalogue(wrong)
    assert "unguessable" not in str(refused.value)


def test_without_its_driver_a_server_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseError, match="pip install 'celldesign\\[postgres\\]'"):
        open_catalogue("postgresql://ada@host/cells")


def test_an_address_without_a_password_is_not_masked() -> None:
    assert masked("postgresql://ada@host/cells") == "postgresql://ada@host/cells"


def _folder(path: Path) -> None:
    path.mkdir()


def _text(path: Path) -> None:
    path.write_text("not a database at all, but long enough to look like a file " * 40)


def _below_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("a file")


def _of_something_else(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE celldesign_schema (version_num TEXT)")
        connection.execute("INSERT INTO celldesign_schema VALUES ('9999')")


def _unsigned(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE celldesign_schema (version_num TEXT)")


def _unfinished(path: Path) -> None:
    _made(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM dataset")


def _cut_short(path: Path) -> None:
    _made(path)
    path.write_bytes(path.read_bytes()[:5000])


def _made(path: Path) -> None:
    open_catalogue(str(path)).close()


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_folder, "it is a folder"),
        (_text, "damaged, or no database"),
        (_below_a_file, "cannot be used"),
        (_of_something_else, "one of something else"),
        (_newer, "made by a newer celldesign \\(schema 9999, known is \\d+\\)"),
        (_unsigned, "one of something else"),
        (_cut_short, "damaged, or no database"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_line(
    tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "place" / "cells.sqlite"
    path.parent.mkdir()
    spoil(path)
    with pytest.raises(DatabaseError, match=said) as refused:
        open_catalogue(str(path))
    message = str(refused.value)
    assert "\n" not in message
    assert str(path) in message
    assert "--database" in message


@pytest.mark.usefixtures("shipped")
def test_a_database_without_data_is_seeded(tmp_path: Path) -> None:
    path = tmp_path / "cells.sqlite"
    _unfinished(path)
    with open_catalogue(str(path)) as catalogue:
        assert catalogue.dataset


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere"
)
@pytest.mark.usefixtures("shipped")
def test_a_folder_without_permission_is_one_clear_line(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    try:
        for path in (closed / "cells.sqlite", closed / "deeper" / "cells.sqlite"):
            with pytest.raises(DatabaseError, match="cannot be used"):
                open_catalogue(str(path))
    finally:
        closed.chmod(0o700)


def test_damage_found_while_reading_is_reported(shipped: Path, tmp_path: Path) -> None:
    path = tmp_path / "cells.sqlite"
    with open_catalogue(str(path)) as catalogue:
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("DROP VIEW property_view")
        with pytest.raises(DatabaseError, match="property_view"):
            catalogue.records("NMC811", "density")


def test_files_that_only_look_newer_change_nothing(shipped: Path, tmp_path: Path) -> None:
    path = tmp_path / "cells.sqlite"
    open_catalogue(str(path)).close()
    for file in shipped.iterdir():
        os.utime(file, (1, 1))
    open_catalogue(str(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        stored = connection.execute("SELECT fingerprint FROM dataset").fetchall()
    assert stored == [(engine.fingerprint(shipped),)]


def test_changed_files_are_taken_over_on_the_next_start(
    shipped: Path, tmp_path: Path, edit: Callable[[Path, str, str], None]
) -> None:
    path = tmp_path / "cells.sqlite"
    with open_catalogue(str(path)) as catalogue:
        before = catalogue.dataset
    edit(shipped / "lithium.toml", "0.534", "0.535")
    with open_catalogue(str(path)) as catalogue:
        (record,) = catalogue.records("lithium", "density")
        assert record.value == 0.535
        assert catalogue.dataset != before


WARM = """
import sys
from celldesign.database import engine
from pathlib import Path
engine.material_folders = lambda: (Path(sys.argv[2]),)
with engine.open_catalogue(sys.argv[1]) as catalogue:
    assert catalogue.records_of(["NMC811", "lithium"])
heavy = {"sqlmodel", "sqlalchemy", "pydantic", "pandas", "numpy", "pint", "tomllib", "typer"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
"""


def test_a_look_up_in_a_seeded_database_imports_nothing_heavy(
    shipped: Path, tmp_path: Path, start: Callable[..., "object"]
) -> None:
    path = tmp_path / "cells.sqlite"
    open_catalogue(str(path)).close()
    out, err = start(WARM, path, shipped).communicate()  # type: ignore[attr-defined]
    assert (out.strip(), err) == ("[]", "")


def test_opening_a_server_leaves_its_data_as_they_are(
    shipped: Path, postgres: Server, edit: Callable[[Path, str, str], None]
) -> None:
    url = postgres.new_database()
    open_catalogue(url).close()
    edit(shipped / "lithium.toml", "0.534", "0.535")
    with open_catalogue(url) as catalogue:
        assert [record.value for record in catalogue.records("lithium", "density")] == [0.534]


@pytest.mark.usefixtures("shipped")
def test_a_server_s_database_of_something_else_is_refused(postgres: Server) -> None:
    import psycopg

    url = postgres.new_database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    with pytest.raises(DatabaseError, match="one of something else") as refused:
        open_catalogue(url)
    assert PASSWORD not in str(refused.value)


@pytest.mark.usefixtures("shipped")
def test_a_server_without_trigrams_and_a_reader_without_rights_will_do(postgres: Server) -> None:
    import psycopg

    url = postgres.new_database()
    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("maker", "reader"):
            connection.execute(f"DROP ROLE IF EXISTS {name}")
            connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'word'")
        connection.execute("GRANT ALL ON SCHEMA public TO maker")
    made = url.replace(f"{USER}:{PASSWORD}", "maker:word")
    with open_catalogue(made) as catalogue:
        assert [each.key for each in catalogue.search("silvery")] == ["lithium"]
    with psycopg.connect(url, autocommit=True) as connection:
        assert (
            connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'").rowcount == 0
        )
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    with open_catalogue(url.replace(f"{USER}:{PASSWORD}", "reader:word")) as catalogue:
        assert catalogue.material("nmc 811").key == "NMC811"
    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("maker", "reader"):
            connection.execute(f"DROP OWNED BY {name}")
            connection.execute(f"DROP ROLE {name}")


def test_a_build_on_a_server_is_the_build_on_a_file(postgres: Server, tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"
    built = [
        build(example, database=url).to_dict()
        for url in (str(tmp_path / "cells.sqlite"), postgres.new_database())
    ]
    addresses = [each["database"].pop("url") for each in built]
    assert addresses[0].startswith("sqlite:///")
    assert "***" in addresses[1]
    assert built[0] == built[1]
