"""The files of a study while they grow: CSV, a page, and Parquet in parts that are each whole."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from celldesign.errors import CelldesignError, DesignError, install
from celldesign.vocabulary.renamed import current

KEY = b"celldesign"
ROW_GROUP = 2**20
CHECKPOINT = 30.0  # seconds of work that a killed study may lose, at most


class StoreError(CelldesignError):
    """A file that cannot be written, or does not belong to the study."""


class Writer(Protocol):
    """Takes tables in order; `close` ends the file with what it says of itself."""

    def write(self, frame: pd.DataFrame) -> None:
        """Add the rows of a table."""

    def reached(self, state: Mapping[str, Any]) -> None:
        """Take note of how far the study is, so that this much survives whatever comes."""

    def close(self, metadata: Mapping[str, Any]) -> None:
        """End the file, and have it say of itself what `metadata` does."""

    def abandon(self) -> None:
        """Let go of what is not whole; parts that are whole stay."""


def writer_for(path: Path, ending: str) -> Writer:
    """Choose the writer for an ending; it writes to `path`, and Parquet to parts beside it."""
    if ending == ".parquet":
        return _Parquet(path)
    return _Page(path) if ending == ".html" else _Csv(path)


class _Csv:
    def __init__(self, path: Path) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")
        self.begun = False

    def write(self, frame: pd.DataFrame) -> None:
        frame.to_csv(self.file, index=False, header=not self.begun, float_format="%.12g")
        self.begun = True

    def reached(self, state: Mapping[str, Any]) -> None:
        self.file.flush()

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

    def reached(self, state: Mapping[str, Any]) -> None:
        pass

    def close(self, metadata: Mapping[str, Any]) -> None:
        from html import escape

        title = escape(f"{metadata['study']}: {metadata['design']['name']}")
        table = self.frame.to_html(index=False, float_format=lambda x: f"{x:.5g}", border=0)
        told = escape(json.dumps(metadata["arguments"], ensure_ascii=False, indent=1))
        self.file.write(
            "<!doctype html><html lang='en'><meta charset='utf-8'>"
            "<meta http-equiv='Content-Security-Policy' "
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
            f"<title>{title}</title>"
            "<style>body{font:14px sans-serif;margin:2em}td,th{padding:2px 8px;text-align:right}"
            "tr:nth-child(even){background:#f4f4f4}</style>"
            f"<h1>{title}</h1>{table}<h2>Made from</h2><pre>{told}</pre></html>\n"
        )
        self.file.close()

    def abandon(self) -> None:
        self.file.close()


class _Parquet:
    """Rows in groups of one size, so that the file is the same to the bit however it was made.

    The file is `path`. From one checkpoint to the next its rows are parts of their own beside it,
    `path` with a number behind, which are joined in the end.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.parquet = path, pyarrow_parquet()
        self.parts: list[Path] = []
        self.first = 0  # the first block of the part that grows
        self.since = time.monotonic()
        self.file: _Groups | None = None

    def write(self, frame: pd.DataFrame) -> None:
        self.file = self.file or _Groups(self.path)
        self.file.write(frame)

    def reached(self, state: Mapping[str, Any]) -> None:
        if self.file is None or time.monotonic() - self.since < CHECKPOINT:
            return
        part = self.path.with_name(f"{self.path.name}.{len(self.parts):04d}")
        self.file.close({**state, "first": self.first})
        self.path.replace(part)
        self.parts.append(part)
        self.first, self.file, self.since = state["blocks"], None, time.monotonic()

    def close(self, metadata: Mapping[str, Any]) -> None:
        if self.parts:
            tail = self.path.with_name(f"{self.path.name}.{len(self.parts):04d}")
            if self.file:
                self.file.close({**metadata, "first": self.first})
                self.path.replace(tail)
                self.parts.append(tail)
            self.file = _Groups(self.path)
            for part in self.parts:
                for frame in row_groups(part):
                    self.file.write(frame)
        if self.file is None:
            raise StoreError("nothing was evaluated yet")
        self.file.close(metadata)
        for part in self.parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def abandon(self) -> None:
        if self.file:
            self.file.abandon()


class _Groups:
    """One Parquet file of row groups of the same size."""

    def __init__(self, path: Path) -> None:
        self.parquet, self.path = pyarrow_parquet(), path
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


def row_groups(path: Path) -> Iterator[pd.DataFrame]:
    """The tables of a Parquet file, one row group at a time."""
    file = pyarrow_parquet().ParquetFile(path)
    for number in range(file.num_row_groups):
        yield file.read_row_group(number).to_pandas()


def description(path: Path) -> dict[str, Any]:
    """What a Parquet file says of its study, by the names of today. Raises StoreError."""
    parquet = pyarrow_parquet()
    try:
        metadata = parquet.read_metadata(path).metadata or {}
        found: dict[str, Any] = json.loads(metadata[KEY])
    except (OSError, ValueError, KeyError) as error:
        raise StoreError("a Parquet file of a study is required", given=str(path)) from error
    for column in found.get("columns", {}).values():
        column["name"] = current(column["name"])
    return found


def pyarrow_parquet() -> Any:
    """The Parquet module of pyarrow. Raises DesignError where it is not installed."""
    try:
        from pyarrow import parquet
    except ImportError:
        raise DesignError("Parquet needs the package pyarrow", mend=install("parquet")) from None
    return parquet
