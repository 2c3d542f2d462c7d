import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from database.own_values import OWN
from database.servers import Server, server

from celldesign.database.addresses import Address, find_address
from celldesign.database.connection import Connection, connect
from celldesign.database.seeding import seed

SOURCES = """
[handbook]
citation = "A handbook"
year = 2001
kind = "handbook"

[paper]
citation = "A paper"
doi = "10.1/x"
year = 2020
kind = "article"
"""
OXIDE = """
key = "NMC811"
name = "LiNi0.8Mn0.1Co0.1O2 (NMC-811)"
role = "cathode active"
formula = "LiNi0.8Mn0.1Co0.1O2"
aliases = ["NMC-811"]

[[property]]
name = "density"
value = "4.65 +/- 0.05 g/cm^3"
source = "handbook"
quality = "B"

[[property]]
name = "specific_capacity"
value = "222 mAh/g"
temperature = "60 degC"
conditions = { window = "3.0-4.35 V", rate = "C/20" }
source = "paper"
year = 2020
quality = "B"
preferred = true

[[price]]
value = "26 $/kg"
year = 2022
source = "paper"
quality = "B"
"""
METAL = """
key = "lithium"
name = "lithium metal"
role = "metal anode"
formula = "Li"
notes = "soft and silvery"

[[property]]
name = "density"
value = "0.534 g/cm^3"
source = "handbook"
quality = "B"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder of two materials."""
    made = tmp_path / "materials"
    made.mkdir()
    for name, text in (("sources", SOURCES), ("nmc811", OXIDE), ("lithium", METAL)):
        (made / f"{name}.toml").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def shipped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder, in the place of the data that the software comes with."""
    monkeypatch.setattr("celldesign.database.engine.material_folders", lambda: (folder,))
    return folder


@pytest.fixture
def edit() -> Callable[[Path, str, str], None]:
    def replace(path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def start() -> Callable[..., subprocess.Popen[str]]:
    """Start Python on a script, in a process of its own."""

    def run(script: str, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", script, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, ["", *sys.path]))},
        )

    return run


@pytest.fixture(scope="session")
def running() -> Iterator[Server | str]:
    with server() as started:
        yield started


@pytest.fixture
def postgres(running: Server | str) -> Server:
    """The tests' own PostgreSQL server."""
    pytest.importorskip("psycopg")
    if isinstance(running, str):
        pytest.skip(running)
    return running


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """A database that is still to be made, on each engine."""
    if request.param == "sqlite":
        return find_address(str(tmp_path / "cells.sqlite"))
    started: Server = request.getfixturevalue("postgres")
    return find_address(started.new_database())


@pytest.fixture
def url(address: Address) -> str:
    """How a user names the same database."""
    return address.dsn or str(address.path)


@pytest.fixture
def rows(address: Address) -> Callable[..., list[tuple[object, ...]]]:
    """Query the database, past the catalogue."""

    def run(query: str, *values: object) -> list[tuple[object, ...]]:
        connection: Connection = connect(address)
        try:
            return [tuple(row.values()) for row in connection.rows(query, *values)]
        finally:
            connection.close()

    return run


@pytest.fixture
def seeded(address: Address, folder: Path) -> Address:
    seed(address, folder)
    return address


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def run(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return run
