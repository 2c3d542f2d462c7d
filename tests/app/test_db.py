import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from celldesign.app.db import db
from celldesign.database.migrating import upgrade
from celldesign.database.schema import CURRENT
from celldesign.database.writing import writing
from celldesign.errors import DatabaseError

Run = Callable[..., Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cells.sqlite"


@pytest.fixture
def run(file: Path) -> Run:
    def invoke(*arguments: str) -> Any:
        return CliRunner().invoke(db, arguments, env={"CELLDESIGN_DATABASE": str(file)})

    return invoke


def test_info_makes_nothing(run: Run, file: Path) -> None:
    refused = run("info")
    assert isinstance(refused.exception, DatabaseError)
    assert "celldesign db init" in str(refused.exception)
    assert not file.exists()


def test_init_makes_the_database_and_may_be_repeated(run: Run, file: Path) -> None:
    made = run("init")
    assert made.exit_code == 0
    assert f"sqlite:///{file}" in made.stdout
    assert run("init").stdout == made.stdout
    info = json.loads(run("info", "--json").stdout)
    assert info["schema"] == 2
    assert (info["schema_number"], info["up_to_date"], info["own_values"]) == (CURRENT, True, 0)
    assert info["materials"] > 50


def test_upgrade_says_from_where_to_where(run: Run, file: Path) -> None:
    from celldesign.database.addresses import find_address

    with writing(find_address(str(file))) as session:
        upgrade(session.connection(), to="0001")
    assert "0001" in run("info").stdout
    assert run("upgrade").stdout == f"schema 0001 to {CURRENT}\n"
    assert run("upgrade").stdout == f"schema {CURRENT}, as before\n"
    assert json.loads(run("info", "--json").stdout)["up_to_date"] is False
    seeded = run("seed")
    assert seeded.exit_code == 0
    assert "0 your own" in seeded.stdout
    assert json.loads(run("info", "--json").stdout)["up_to_date"] is True


def test_a_newer_database_is_refused_by_every_command(run: Run, file: Path) -> None:
    import sqlite3

    run("init")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE celldesign_schema SET version_num = '9999'")
    before = file.read_bytes()
    for command in ("init", "upgrade", "seed", "info"):
        refused = run(command)
        assert isinstance(refused.exception, DatabaseError)
        assert "upgrade celldesign" in str(refused.exception)
    assert file.read_bytes() == before
