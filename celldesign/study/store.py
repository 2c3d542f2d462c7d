"""Studies in files: Parquet and CSV written as they go, HTML for a page; whole or not at all.

A file is written beside its place and renamed. A Parquet file says in its metadata what the study
was, and after an interruption how far it came, so that it can be taken up again.
"""

import json
import os
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from glob import escape as glob_escape
from pathlib import Path
from typing import Any

import pandas as pd

from celldesign.errors import reason
from celldesign.files import check_target
from celldesign.study.space import blocks
from celldesign.study.study import Study
from celldesign.study.work import ClusterError, Progress
from celldesign.study.writers import StoreError, Writer, description, row_groups, writer_for

ENDINGS = (".csv", ".parquet", ".html")
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # a terminal's, a batch system's, a lost line's
_LARGEST_PAGE = 10_000
_BYTES_OF_TEXT = 2.2  # a number in CSV against the same in binary


class Interrupted(KeyboardInterrupt):
    """A study that was stopped after a part of it was written; `cause` is why, if not by hand."""

    def __init__(self, path: Path, rows: int, cause: ClusterError | None) -> None:
        hint = "; go on with --resume" if path.suffix == ".parquet" else ""
        self.cause = cause
        super().__init__(f"{path} is whole as far as it came, {rows:,} rows{hint}")


def write(
    study: Study,
    path: Path,
    *,
    resume: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> int:
    """Run a study into a file and return the number of its rows.

    Ctrl-C, the signals TERM and HUP, or a cluster that fails leave a Parquet or CSV file that is
    whole as far as it came and raise Interrupted. Of a Parquet study that is killed outright no
    more than the last half minute is lost: `resume` goes on from its parts, or from the file. What
    is reduced to its best rows, and a page, come whole or not at all. Raises StoreError.
    """
    if path.suffix not in ENDINGS:
        required = f"a file that ends in {', '.join(ENDINGS)} is required"
        raise StoreError(required, given=str(path))
    check_target(path)
    before, old = _left(study, path) if resume else (None, [])
    if before and before["complete"]:
        return int(before["rows"])
    if not resume:
        _remove(_orphans(path))
    if study.keep.reduces or path.suffix == ".html":
        frame = study.frame(workers, scheduler, progress)
        tables: Iterator[pd.DataFrame] = iter([frame])
        skip = len(blocks([task.space for task in study.tasks])) - 1
        if path.suffix == ".html" and len(frame) > _LARGEST_PAGE:
            mend = "write Parquet, or keep less with --where or --top"
            raise StoreError("a page of at most 10,000 rows is possible", mend=mend)
    else:
        skip = int(before["blocks"]) if before else 0
        _see_room(study, path)
        tables = map(study.label, study.tables(workers, scheduler, progress, skip))
    return _stream(study, path, tables, skip, old)


def _stream(
    study: Study, path: Path, tables: Iterator[pd.DataFrame], skip: int, old: Sequence[Path]
) -> int:
    done, rows, cause = skip, 0, None
    about = {**study.description, "columns": columns_of(study)}
    before = _orphans(path)
    with _beside(path) as (part, keep), _abandoned(writer_for(part, path.suffix)) as writer:
        for file in old:
            for table in row_groups(file):
                writer.write(table)
                rows += len(table)
        try:
            with _patient() as interrupted, suppress(KeyboardInterrupt):
                for table in tables:
                    writer.write(table)
                    rows += len(table)
                    done += 1
                    if interrupted:
                        break
                    writer.reached({**about, "complete": False, "blocks": done, "rows": rows})
        except ClusterError as error:
            if done == skip:
                raise
            cause = error
        total = len(blocks([task.space for task in study.tasks]))
        state = {"complete": done == total, "blocks": done, "rows": rows}
        writer.close({**about, **state})
        keep()
        _remove(before)
    if not state["complete"]:
        raise Interrupted(path, rows, cause)
    return rows


@contextmanager
def _abandoned(writer: Writer) -> Iterator[Writer]:
    """Close the file of a writer that does not come to its end."""
    try:
        yield writer
    except BaseException:
        with suppress(OSError, ValueError):
            writer.abandon()
        raise


@contextmanager
def _patient() -> Iterator[list[int]]:
    """Gather interrupts instead of raising them, so that no row is cut; the third one raises."""
    asked: list[int] = []

    def ask(number: int, _: Any) -> None:
        asked.append(number)
        if len(asked) > 2:
            raise KeyboardInterrupt

    asking = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    try:
        before = {number: signal.signal(number, ask) for number in asking}
    except ValueError:  # not the main thread, which alone receives signals
        yield asked
        return
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def columns_of(study: Study) -> dict[str, dict[str, str]]:
    """Describe the columns by label: the quantity or the input, and the unit."""
    return {
        column.label: {"name": column.label.partition(" [")[0], "unit": column.unit}
        for column in study.columns
    }


def _left(study: Study, path: Path) -> tuple[dict[str, Any] | None, list[Path]]:
    """How far an earlier run of the same study came, and the files that hold its rows in order."""
    if path.suffix != ".parquet":
        raise StoreError("only a Parquet file can be resumed", given=str(path))
    best: dict[str, Any] | None = None
    files: list[Path] = []
    if path.exists():
        best, files = _same(study, path), [path]
    for chain in _chains(path):
        state = description(chain[-1])
        if _is_of(study, state) and (best is None or state["blocks"] > best["blocks"]):
            best, files = state, chain
    return best, files


def _same(study: Study, path: Path) -> dict[str, Any]:
    before = description(path)
    if not _is_of(study, before):
        mend = "name another file, or leave out --resume to begin anew"
        if _is_of(study, {**before, "engine": study.description.get("engine")}):
            mend = f"it was begun with --engine {before.get('engine')}"
        raise StoreError("the file holds another study", given=str(path), mend=mend)
    return before


def _is_of(study: Study, before: dict[str, Any]) -> bool:
    mine = json.loads(json.dumps(study.description))
    return bool({key: before.get(key) for key in mine} == mine)


def _orphans(path: Path) -> list[Path]:
    """What studies of the same file whose process is gone have left beside it."""
    found = []
    path = Path(os.path.realpath(path))
    for each in path.parent.glob(f".{glob_escape(path.name)}.*"):
        process = each.name.removeprefix(f".{path.name}.").partition(".")[0]
        if process.isdecimal() and (int(process) == os.getpid() or not _alive(int(process))):
            found.append(each)
    return sorted(found)


def _chains(path: Path) -> Iterator[list[Path]]:
    """The whole parts of each such study, from its first block on without a gap."""
    parts: dict[str, list[Path]] = {}
    path = Path(os.path.realpath(path))
    for each in _orphans(path):
        process, _, number = each.name.removeprefix(f".{path.name}.").partition(".")
        if number.isdecimal():
            parts.setdefault(process, []).append(each)
    for files in parts.values():
        reached, chain = 0, []
        for each in files:
            try:
                state = description(each)
            except StoreError:
                break
            if state.get("first") != reached:
                break
            reached = state["blocks"]
            chain.append(each)
        if chain:
            yield chain


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def _see_room(study: Study, path: Path) -> None:
    if study.keep.conditions or not path.parent.is_dir():
        return
    size = study.bytes * (_BYTES_OF_TEXT if path.suffix == ".csv" else 1.0)
    disk = shutil.disk_usage(path.parent)
    if disk.total and size > disk.free:
        raise StoreError(
            "the disk has no room for the study",
            given=f"about {size / 1e9:.2g} GB into {disk.free / 1e9:.2g} GB",
            mend="keep less with --where, --top or --columns",
        )


@contextmanager
def _beside(path: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """Write to a file beside; what is not kept in the end leaves nothing behind."""
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.{os.getpid()}")

    def keep() -> None:
        part.replace(target)

    try:
        yield part, keep
    except OSError as error:
        required = f"the file cannot be written ({reason(error)})"
        raise StoreError(required, given=str(path)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
