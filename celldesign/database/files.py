"""The data folders that come with the software, and a cheap way to see whether they changed."""

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from celldesign.errors import DatabaseError, MaterialError

# Where a data folder has files, and of what kind.
PARTS = {".": ".toml", "plants": ".toml", "economics": ".toml", "curves": ".csv"}


def data_folder(name: str) -> Path:
    """Return a shipped data folder: inside the installed package, or beside it in a checkout.

    >>> data_folder("materials").is_dir()
    True
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise DatabaseError(
        f"the data folder {name} is missing from the installation", mend="install celldesign again"
    )


def fingerprint(folder: Path) -> str:
    """Digest the names, sizes and times of a folder's data files, without opening one."""
    seen = sorted(
        (f"{part}/{entry.name}", (stat := entry.stat()).st_size, stat.st_mtime_ns)
        for part, kind in PARTS.items()
        for entry in _entries(folder / part)
        if entry.name.endswith(kind)
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def content_hash(folder: Path) -> str:
    """Digest the names and contents of a folder's data files: equal data, equal digest."""
    digest = hashlib.sha256()
    for part, kind in PARTS.items():
        for path in sorted((folder / part).glob(f"*{kind}")):
            # Line endings differ between checkouts of the same data.
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{part}/{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return list(entries)


def write_beside(path: Path, lines: Iterable[str]) -> None:
    """Write a text file whole or not at all: beside it first, and renamed in the end.

    Raises MaterialError where it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MaterialError(f"the file cannot be written ({reason})", given=str(path)) from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()
