"""Files: the shipped folders, and writing whole or not at all, never half over an older one."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from celldesign.errors import DatabaseError, DesignError, reason


def data_folder(name: str) -> Path:
    """Return a shipped data folder: inside the installed package, or beside it in a checkout.

    >>> data_folder("materials").is_dir()
    True
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise DatabaseError(
        f"the data folder {name} is missing from the installation", mend="install celldesign again"
    )


def write_file(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write a file, or lines as they come, beside its place and rename it.

    Raises DesignError where that cannot be.
    """
    parts = [content] if isinstance(content, str | bytes) else content
    try:
        if path.is_dir():
            raise DesignError("a file to write is required", given=f"{path}, a folder")
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                for part in parts:
                    file.write(part.encode() if isinstance(part, str) else part)
                file.flush()
                os.fsync(file.fileno())
            beside.chmod(mode)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DesignError(
            f"the file cannot be written ({reason(error)})", given=str(path)
        ) from None


def make_folder(path: Path) -> None:
    """Make a folder, with those above it, unless it is there; raises DesignError otherwise."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DesignError(f"the folder cannot be made ({reason(error)})", given=str(path)) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
