"""Studies in files: Parquet and CSV written as they go, HTML for a page; whole or not at all.

A file is written beside its place and renamed. A Parquet file says in its metadata what the study
was, and after an interruption how far it came, so that it can be taken up again.
"""

import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from celldesign.errors import CelldesignError, DesignError, install
from celldesign.study.space import blocks
from celldesign.study.study import Study
from celldesign.study.work import ClusterError, Progress

KEY = b"celldesign"
ROW_GROUP = 2**20
ENDINGS = (".csv", ".parquet", ".html")
_LARGEST_PAGE = 10_000
_BYTES_OF_TEXT = 2.2  # a number in CSV against the same in binary


class StoreError(CelldesignError):
    """A file that cannot be written, or does not belong to the study."""


class Interrupted(KeyboardInterrupt):
    """A study that was stopped after a part of it was written; `cause` is why, if not by hand."""

    def __init__(self, path: Path, rows: int, cause: ClusterError | None) -> None:
        hint = "; go on with --resume" if path.suffix == ".parquet" else ""
        self.cause = cause
        super().__init__(f"{path} is whole as far as it came, {rows:,} rows{hint}")


class _Writer(Protocol):
    def write(self, frame: pd.DataFrame) -> None: ...

    def close(self, metadata: Mapping[str, Any]) -> None: ...

    def abandon(self) -> None: ...


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

    Ctrl-C, or a cluster that fails, leaves a Parquet or CSV file that is whole as far as it came
    and raises Interrupted; `resume` goes on with a Parquet file where it was left. What is reduced
    to its best rows, and a page, come whole or not at all. Raises StoreError.
    """
    if path.suffix not in ENDINGS:
        required = f"a file that ends in {', '.join(ENDINGS)} is required"
        raise StoreError(required, given=str(path))
    before = _left(study, path) if resume else None
    if before and before["complete"]:
        return int(before["rows"])
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
    return _stream(study, path, tables, skip, old=path if before else None)


def _stream(
    study: Study, path: Path, tables: Iterator[pd.DataFrame], skip: int, old: Path | None
) -> int:
    done, rows, cause = skip, 0, None
    with _beside(path) as (part, keep), _abandoned(_writer(study, part)) as writer:
        if old:
            for table in _row_groups(old):
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
        except ClusterError as error:
            if done == skip:
                raise
            cause = error
        total = len(blocks([task.space for task in study.tasks]))
        state = {"complete": done == total, "blocks": done, "rows": rows}
        writer.close({**study.description, "columns": columns_of(study), **state})
        keep()
    if not state["complete"]:
        raise Interrupted(path, rows, cause)
    return rows


@contextmanager
def _abandoned(writer: _Writer) -> Iterator[_Writer]:
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

    try:
        before = signal.signal(signal.SIGINT, ask)
    except ValueError:  # not the main thread, which alone receives signals
        yield asked
        return
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)


def columns_of(study: Study) -> dict[str, dict[str, str]]:
    """Describe the columns by label: the quantity or the input, and the unit."""
    return {
        column.label: {"name": column.label.partition(" [")[0], "unit": column.unit}
        for column in study.columns
    }


def description(path: Path) -> dict[str, Any]:
    """What a Parquet file says of the study that it holds. Raises StoreError."""
    parquet = _pyarrow()
    try:
        metadata = parquet.read_metadata(path).metadata or {}
        found: dict[str, Any] = json.loads(metadata[KEY])
    except (OSError, ValueError, KeyError) as error:
        raise StoreError("a Parquet file of a study is required", given=str(path)) from error
    return found


def _left(study: Study, path: Path) -> dict[str, Any] | None:
    """How far an earlier run of the same study came; None where there was none."""
    if path.suffix != ".parquet":
        raise StoreError("only a Parquet file can be resumed", given=str(path))
    if not path.exists():
        return None
    before = description(path)
    mine = json.loads(json.dumps(study.description))
    if {key: before.get(key) for key in mine} != mine:
        mend = "name another file, or leave out --resume to begin anew"
        if before == {**before, **mine, "engine": before.get("engine")}:
            mend = f"it was begun with --engine {before.get('engine')}"
        raise StoreError("the file holds another study", given=str(path), mend=mend)
    return before


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
    part = path.with_name(f".{path.name}.{os.getpid()}")

    def keep() -> None:
        part.replace(path)

    try:
        yield part, keep
    except OSError as error:
        reason = (os.strerror(error.errno) if error.errno else str(error)).lower()
        raise StoreError(f"the file cannot be written ({reason})", given=str(path)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _writer(study: Study, part: Path) -> _Writer:
    name = part.name.rpartition(".")[0]
    if name.endswith(".parquet"):
        return _Parquet(part)
    return _Page(part) if name.endswith(".html") else _Csv(part)


class _Csv:
    def __init__(self, path: Path) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")
        self.begun = False

    def write(self, frame: pd.DataFrame) -> None:
        frame.to_csv(self.file, index=False, header=not self.begun, float_format="%.12g")
        self.begun = True

    def close(self, metadata: Mapping[str, Any]) -> None:
        self.file.close()

    def abandon(self) -> None:
        self.file.close()


class _Page:
    def __init__(self, path: Path) -> None:
        self.file = path.open("w", encoding="utf-8")
        self.frame = pd.DataFrame()

    def write(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def close(self, metadata: Mapping[str, Any]) -> None:
        from html import escape

        title = escape(f"{metadata['study']}: {metadata['design']['name']}")
        table = self.frame.to_html(index=False, float_format=lambda x: f"{x:.5g}", border=0)
        told = escape(json.dumps(metadata["arguments"], ensure_ascii=False, indent=1))
        self.file.write(
            f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{title}</title>"
            "<style>body{font:14px sans-serif;margin:2em}td,th{padding:2px 8px;text-align:right}"
            "tr:nth-child(even){background:#f4f4f4}</style>"
            f"<h1>{title}</h1>{table}<h2>Made from</h2><pre>{told}</pre></html>\n"
        )
        self.file.close()

    def abandon(self) -> None:
        self.file.close()


class _Parquet:
    """Rows are gathered into groups of one size, so that the file is the same to the bit."""

    def __init__(self, path: Path) -> None:
        self.parquet, self.path = _pyarrow(), path
        self.writer: Any = None
        self.waiting: list[Any] = []
        self.rows = 0

    def write(self, frame: pd.DataFrame) -> None:
        import pyarrow

        table = pyarrow.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata()
        if self.writer is None:
            self.writer = self.parquet.ParquetWriter(
                self.path, table.schema, compression="snappy", use_dictionary=_words(table.schema)
            )
        self.waiting.append(table)
        self.rows += len(table)
        while self.rows >= ROW_GROUP:
            self._flush(ROW_GROUP)

    def _flush(self, rows: int) -> None:
        import pyarrow

        table = pyarrow.concat_tables(self.waiting)
        self.writer.write_table(table.slice(0, rows), row_group_size=ROW_GROUP)
        self.waiting, self.rows = [table.slice(rows)], self.rows - rows

    def close(self, metadata: Mapping[str, Any]) -> None:
        if self.writer is None:
            raise StoreError("nothing was evaluated yet")
        if self.rows or not self.waiting:
            self._flush(self.rows)
        self.writer.add_key_value_metadata({KEY: json.dumps(metadata, ensure_ascii=False)})
        self.writer.close()

    def abandon(self) -> None:
        if self.writer is not None:
            self.writer.close()


def _words(schema: Any) -> list[str]:
    """Only words are worth a dictionary; numbers of a study hardly repeat."""
    return [field.name for field in schema if str(field.type).startswith("dictionary")]


def _row_groups(path: Path) -> Iterator[pd.DataFrame]:
    file = _pyarrow().ParquetFile(path)
    for number in range(file.num_row_groups):
        yield file.read_row_group(number).to_pandas()


def _pyarrow() -> Any:
    try:
        from pyarrow import parquet
    except ImportError:
        raise DesignError("Parquet needs the package pyarrow", mend=install("parquet")) from None
    return parquet
