import os
import stat
import threading

import pytest

from celldesign.errors import DesignError
from celldesign.files import replacing, write_file


def test_a_link_is_followed_and_other_names_keep_the_content(tmp_path):
    target, link, other = tmp_path / "a.html", tmp_path / "link.html", tmp_path / "other.html"
    target.write_text("before")
    link.symlink_to(target)
    os.link(target, other)
    write_file(link, "after")
    assert link.is_symlink()
    assert target.read_text() == other.read_text() == "after"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.html", "link.html", "other.html"]


def test_a_pipe_is_written_to(tmp_path):
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write_file(pipe, ["one ", "two"], endings=(".html",))
    reader.join(timeout=10)
    assert read == ["one two"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("name", "endings", "message"),
    [
        ("kept.toml", (), "a new file is required.*--force"),
        ("kept.toml", (".html",), "ends in .html"),
        ("x.txt", (".html", ".htm"), "ends in .html or .htm"),
        ("protected.html", (), "write-protected"),
        ("folder", (), "a folder"),
        ("none/x.html", (), "no such file"),
    ],
)
def test_what_would_be_lost_is_refused(tmp_path, name, endings, message):
    (tmp_path / "kept.toml").write_text("mine")
    (tmp_path / "protected.html").write_text("mine")
    (tmp_path / "protected.html").chmod(0o444)
    (tmp_path / "folder").mkdir()
    with pytest.raises(DesignError, match=message):
        write_file(tmp_path / name, "ours", endings)
    assert (tmp_path / "kept.toml").read_text() == "mine"
    assert (tmp_path / "protected.html").read_text() == "mine"


def test_a_design_is_replaced_where_that_was_asked_for(tmp_path):
    (tmp_path / "a.toml").write_text("before")
    with replacing():
        write_file(tmp_path / "a.toml", "after")
    assert (tmp_path / "a.toml").read_text() == "after"
