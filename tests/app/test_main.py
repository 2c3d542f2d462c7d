import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"
COMMAND = [sys.executable, "-c", "from celldesign.app import main; main()"]


def test_what_is_wrong_inside_is_one_line_and_no_traceback(run, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("inside \x1b[31m")

    monkeypatch.setattr("celldesign.cell.build.build", broken)
    status, _, said = run("build", EXAMPLE)
    assert status == 1
    assert said.count("\n") == 1
    assert "inside celldesign (ZeroDivisionError)" in said


def test_control_characters_of_a_name_do_not_reach_the_terminal(run, tmp_path):
    _, _, said = run("build", tmp_path / "\x1b[31mforged")
    assert "\x1b" not in said
    assert "?[31mforged" in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [("--version",), ("build", EXAMPLE)])
def test_a_full_output_is_said_in_one_line(arguments, database):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "no space left" in done.stderr


def test_a_code_page_without_our_signs_gets_question_marks(database):
    done = subprocess.run(
        [*COMMAND, "explain", EXAMPLE, "np_ratio"],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert b"np_ratio = " in done.stdout


@pytest.mark.parametrize(
    "url", ["postgresql:/ada:secret@host/cells", "ada:secret@host/cells", "cells:/x:secret@y"]
)
def test_a_slip_in_an_address_makes_no_file_named_after_a_password(run, tmp_path, monkeypatch, url):
    monkeypatch.chdir(tmp_path)
    status, _, said = run("build", EXAMPLE, "--database", url)
    assert status == 1
    assert "secret" not in said
    assert not list(tmp_path.iterdir())


def test_another_programs_database_is_left_as_it_was(run, tmp_path):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = path.read_bytes()
    status, _, said = run("db", "upgrade", "--database", path)
    assert status == 1
    assert "one of something else" in said
    assert path.read_bytes() == before


def test_a_design_is_replaced_only_by_force(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "cell.toml"
    mine.write_text("mine")
    for command in (
        ("new", mine),
        ("build", EXAMPLE, "--html", mine),
        ("build", EXAMPLE, "--xlsx", mine),
        ("export", EXAMPLE, "--to", "jsonld", "-o", mine),
        ("materials", "export", mine),
    ):
        status, _, said = run(*command)
        assert status == 1
        assert "--force" in said or "ends in" in said
        assert mine.read_text() == "mine"
    status, _, said = run("new", mine, "--force")
    assert (status, said.split(";")[0]) == (0, f"replaced {mine}")
    assert run("build", mine)[0] == 0
    assert run("new", mine)[0] == 1  # force is over with its command


def test_a_front_is_written_whole_or_not_at_all(run, tmp_path):
    folder = tmp_path / "front"
    folder.mkdir()
    (folder / "002.toml").write_text("mine")
    status, _, said = run(
        *("pareto", EXAMPLE, "--vary", "anode.thickness=10,20,40um", "--write", folder),
        *("--minimise", "cell.mass", "--maximise", "lithium.excess_charge"),
    )
    assert (status, "--force" in said) == (1, True), said
    assert [each.name for each in folder.iterdir()] == ["002.toml"]
