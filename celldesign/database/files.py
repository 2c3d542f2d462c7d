"""The data folders that are seeded, and a cheap way to see whether they changed."""

import hashlib
import os
from pathlib import Path

from celldesign.errors import MaterialError
from celldesign.files import data_folder

GROUP = "celldesign.materials"
# Where a data folder has files, and of what kind.
PARTS = {".": ".toml", "plants": ".toml", "economics": ".toml", "curves": ".csv"}


def material_folders() -> tuple[Path, ...]:
    """The shipped materials, and those that installed packages offer as `celldesign.materials`.

    Raises MaterialError for an entry point that names no package.

    >>> [folder.name for folder in material_folders()][0]
    'materials'
    """
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    found = [data_folder("materials")]
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            spec = find_spec(entry.value)
        except ImportError:
            spec = None
        if spec is None or not spec.submodule_search_locations:
            required = f"the entry point {entry.name} in {GROUP} must name a package of TOML files"
            raise MaterialError(required, given=entry.value, mend="install its package again")
        found.append(Path(spec.submodule_search_locations[0]))
    return tuple(found)


def fingerprint(*folders: Path) -> str:
    """Digest the names, sizes and times of the folders' data files, without opening one."""
    seen = [
        sorted(
            (f"{part}/{entry.name}", (stat := entry.stat()).st_size, stat.st_mtime_ns)
            for part, kind in PARTS.items()
            for entry in _entries(folder / part)
            if entry.name.endswith(kind)
        )
        for folder in folders
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def content_hash(*folders: Path) -> str:
    """Digest the names and contents of the folders' data files: equal data, equal digest."""
    digest = hashlib.sha256()
    for place, kind in (
        (folder / part, kind) for folder in folders for part, kind in PARTS.items()
    ):
        for path in sorted(place.glob(f"*{kind}")):
            # Line endings differ between checkouts of the same data.
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{place.name}/{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return list(entries)
