import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from celldesign.database.engine import open_catalogue
from celldesign.database.shelf import CachedCatalogue


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "cells.sqlite"
    open_catalogue(f"sqlite:///{path}").close()
    return path


def test_a_shelf_makes_a_database_and_says_what_it_says(tmp_path):
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    with CachedCatalogue(url).open() as shelved, open_catalogue(url) as opened:
        assert shelved.url == opened.url
        assert shelved.dataset == opened.dataset
        assert shelved.material("NMC811") == opened.material("NMC811")
        assert shelved.records_of(["NMC811"]) == opened.records_of(["NMC811"])


def test_what_was_read_is_not_read_again(path, monkeypatch):
    shelf = CachedCatalogue(f"sqlite:///{path}")
    with shelf.open() as catalogue:
        first = catalogue.material("NMC811"), catalogue.curves("NMC811")
    monkeypatch.setattr("celldesign.database.shelf.connect", None)  # nobody connects
    with shelf.open() as catalogue:
        assert (catalogue.material("NMC811"), catalogue.curves("NMC811")) == first


def test_a_change_of_the_file_is_seen(path):
    shelf = CachedCatalogue(f"sqlite:///{path}")
    with shelf.open() as catalogue:
        assert catalogue.material("NMC811").notes != "mine"
    before = shelf.stamp()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE material SET notes = 'mine' WHERE key = 'NMC811'")
    os.utime(path)  # a clock may be coarser than this test is quick
    assert shelf.stamp() != before
    with shelf.open() as catalogue:
        assert catalogue.material("NMC811").notes == "mine"


def test_threads_share_a_shelf(path):
    shelf = CachedCatalogue(f"sqlite:///{path}")

    def read(_):
        with shelf.open() as catalogue:
            return catalogue.material("NMC811")

    with ThreadPoolExecutor(8) as pool:
        assert len({each.key for each in pool.map(read, range(40))}) == 1


def test_a_server_is_read_anew(monkeypatch):
    asked = []
    monkeypatch.setattr("celldesign.database.shelf.open_catalogue", asked.append)
    shelf = CachedCatalogue("postgresql://ada@host/cells")
    assert shelf.stamp() == ()
    shelf.open()
    assert asked == ["postgresql://ada@host/cells"]
