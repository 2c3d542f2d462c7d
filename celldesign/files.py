"""Files: what is written, whole or not at all and never by surprise, and what is shipped."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

from celldesign.errors import DatabaseError, DesignError, reason

# A design is work done by hand; everything else that we write can be made again.
BY_HAND = (".toml",)
_replacing: ContextVar[bool] = ContextVar("replacing", default=False)


@contextmanager
def replacing() -> Iterator[None]:
    """Let `write_file` replace designs and other files that are kept by hand."""
    token = _replacing.set(True)
    try:
        yield
    finally:
        _replacing.reset(token)


def write_file(
    path: Path, content: str | bytes | Iterable[str], endings: tuple[str, ...] = ()
) -> None:
    """Write a file, or lines as they come, beside its place and rename it.

    A link is followed, other names of the same file keep its content, and a device or a pipe is
    written to as it is. With `endings` the name must have one of them, so that a page never takes
    a design's place.

    Parameters
    ----------
    path
        The file to write.
    content
        All of it, or its parts in order.
    endings
        The endings that the name may have; empty allows any.

    Raises
    ------
    DesignError
        Where it cannot be written, is write-protected, has another ending, or is a design that
        exists and `replacing` is not in force.
    """
    parts = [content] if isinstance(content, str | bytes) else content
    try:
        target = Path(os.path.realpath(path))
        if _checked(path, target, endings):
            with target.open("wb") as file:
                _fill(file, parts)
            return
        with beside(target) as part:
            with part.open("wb") as file:
                _fill(file, parts)
                os.fsync(file.fileno())
            _settle(part, target)
    except OSError as error:
        raise DesignError(
            f"the file cannot be written ({reason(error)})", given=str(path)
        ) from None


def check_target(path: Path, endings: tuple[str, ...] = ()) -> None:
    """Refuse a place that `write_file` would refuse, before anything is computed for it."""
    try:
        _checked(path, Path(os.path.realpath(path)), endings)
    except OSError as error:
        raise DesignError(
            f"the file cannot be written ({reason(error)})", given=str(path)
        ) from None


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Give an empty hidden file in the folder of `target`; whatever is left of it is removed."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _checked(path: Path, target: Path, endings: tuple[str, ...]) -> bool:
    """Whether the target is a device or a pipe; raises DesignError for what is not written to."""
    try:
        found = target.stat()
    except FileNotFoundError:
        found = None
    if found and stat.S_ISDIR(found.st_mode):
        raise DesignError("a file to write is required", given=f"{path}, a folder")
    if found and not stat.S_ISREG(found.st_mode):
        return True
    if endings and path.suffix.lower() not in endings:
        required = f"a file that ends in {' or '.join(endings)} is required"
        raise DesignError(required, given=str(path))
    if found and not found.st_mode & 0o222:
        raise DesignError("the file is write-protected", given=str(path), mend="name another file")
    if found and target.suffix.lower() in BY_HAND and not _replacing.get():
        mend = "name another file, or add --force"
        raise DesignError("a new file is required", given=f"{path}, which exists", mend=mend)
    return False


def _settle(part: Path, target: Path) -> None:
    """Put the finished file in its place: by its name, or where it has several, into it."""
    try:
        found = target.stat()
    except FileNotFoundError:
        part.chmod(0o666 & ~_umask())
    else:
        if found.st_nlink > 1:
            with part.open("rb") as source, target.open("wb") as file:
                shutil.copyfileobj(source, file)
            return
        part.chmod(found.st_mode & 0o777)
    part.replace(target)


def _fill(file: BinaryIO, parts: Iterable[str | bytes]) -> None:
    for part in parts:
        file.write(part.encode() if isinstance(part, str) else part)


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


def example_names() -> list[str]:
    """Name the shipped examples.

    >>> "pouch_1Ah.toml" in example_names()
    True
    """
    return sorted(path.name for path in data_folder("examples").glob("*.toml"))


def shipped_example(path: Path) -> Path | None:
    """Find the shipped example that a path which is no file means, by name alone.

    `examples/NAME`, as the documentation writes it, means the same; the ending may be left out.

    >>> shipped_example(Path("lg_m50")).name
    'lg_m50.toml'
    >>> shipped_example(Path("no_such_folder/lg_m50.toml"))
    """
    if path.exists() or path.parent not in (Path(), Path("examples")):
        return None
    name = f"{path.name.removesuffix('.toml')}.toml"
    return data_folder("examples") / name if name in example_names() else None
