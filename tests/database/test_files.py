import os
from pathlib import Path

import pytest

from celldesign.database.files import content_hash, fingerprint
from celldesign.errors import DatabaseError
from celldesign.files import data_folder


def test_a_missing_data_folder_is_an_error() -> None:
    with pytest.raises(DatabaseError, match="data folder ornaments is missing"):
        data_folder("ornaments")


def test_the_content_hash_is_of_the_data_alone(folder: Path) -> None:
    before, looks = content_hash(folder), fingerprint(folder)
    path = folder / "lithium.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (folder / "readme.txt").write_text("no data")
    assert content_hash(folder) == before
    assert fingerprint(folder) != looks
    path.write_bytes(path.read_bytes() + b"# more\n")
    assert content_hash(folder) != before


def test_the_fingerprint_sees_times_and_names(folder: Path) -> None:
    seen = {fingerprint(folder)}
    os.utime(folder / "lithium.toml", (5, 5))
    seen.add(fingerprint(folder))
    (folder / "lithium.toml").rename(folder / "li.toml")
    seen.add(fingerprint(folder))
    assert len(seen) == 3
