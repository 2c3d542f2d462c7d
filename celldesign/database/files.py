"""A cheap way to see whether the shipped data folders changed."""

import hashlib
import os
from pathlib import Path

# Where a data folder has files, and of what kind.
PARTS = {".": ".toml", "plants": ".toml", "economics": ".toml", "curves": ".csv"}


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
