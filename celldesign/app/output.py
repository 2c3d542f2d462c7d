"""What commands print and write: the JSON envelope, pages and tables, and the word of it."""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from celldesign.errors import CelldesignError, DatabaseError, DesignError
from celldesign.files import BY_HAND

if TYPE_CHECKING:
    from celldesign.cell.result import Cell
    from celldesign.measure.result import Plot
    from celldesign.study.study import Frame, Study

Item = TypeVar("Item")
Built = TypeVar("Built")
WIDTH = 80
PAGE = (".html", ".htm")  # endings of a page
DESIGN = (".toml",)
_SCHEMA = 2  # of the envelope of every --json
_MOST_JSON = 100_000
_WORTH_SAYING = 10**8  # bytes


def print_json(
    command: str, content: Mapping[str, Any], database: Mapping[str, str] | None = None
) -> None:
    """Print one JSON object: the envelope of every command, then what is this command's own.

    What is not finite is null.
    """
    from importlib.metadata import version

    envelope = {
        "schema": _SCHEMA,
        "command": command,
        "software": f"celldesign {version('celldesign')}",
        "database": database,
        "warnings": [],
    }
    typer.echo(json_text({**envelope, **content, "schema": _SCHEMA}), nl=False)


def address(database: str | None) -> dict[str, str]:
    """Say for the envelope which database a command reads, without a password."""
    from celldesign.database.addresses import find_address

    return {"url": find_address(database).shown}


def json_text(content: Any) -> str:
    """Write JSON; what is not finite is null."""
    return json.dumps(_finite(content), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _finite(content: Any) -> Any:
    """Replace what JSON cannot say by null."""
    if isinstance(content, dict):
        return {key: _finite(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_finite(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content


def records(frame: "Frame") -> Any:
    """Lay the rows of a table out for JSON."""
    plain = frame if str(frame.index.dtype).startswith("int") else frame.reset_index()
    return plain.to_dict(orient="records")  # a float's text is all of its digits


def print_table(
    frame: "Frame",
    description: Mapping[str, Any],
    database: Mapping[str, str],
    said: Sequence[str] = (),
) -> None:
    """Print the table of a study as JSON."""
    if len(frame) > _MOST_JSON:
        mend = "write it with --output x.parquet, or restrict it with --where or --top"
        raise DesignError(f"at most {_MOST_JSON:,} rows are printed as JSON", mend=mend)
    told = {key: description[key] for key in ("study", "dataset", "arguments")}
    content = {**told, "design_sha256": description["design"]["sha256"]}
    content |= {"columns": list(frame.columns), "rows": records(frame), "warnings": list(said)}
    print_json(description["study"], content, database)


def write(
    path: Path, content: str | bytes | Iterable[str], endings: tuple[str, ...] = (), then: str = ""
) -> None:
    """Write a file and say so, on stderr: stdout may carry JSON.

    Its name must have one of the `endings`, if there are any; `then` follows what is said.
    """
    from celldesign.files import write_file

    said = "replaced" if path.is_file() and path.suffix in BY_HAND else "wrote"
    write_file(path, content, endings)
    typer.echo(f"{said} {path}{then}", err=True)


def write_reports(cells: Sequence["Cell"], html: Path | None, xlsx: Path | None) -> None:
    """Write the page and the workbook that were asked for."""
    if html:
        from celldesign.report.html import page

        write(html, page(cells), PAGE)
    if xlsx:
        from celldesign.report.workbook import workbook

        write(xlsx, workbook(cells), (".xlsx",))


def write_page(path: Path, page: Callable[..., str], description: Any, *tables: Any) -> None:
    """Write the page of a study with what it was made from."""
    made = {key: value for key, value in description["arguments"].items() if value}
    write(path, page(description["design"]["name"], *tables, made), PAGE)


def write_picture(figure: Path, plots: Sequence["Plot"], title: str) -> None:
    """Draw a figure, of the kind that the file's ending names."""
    from celldesign.measure.figure import draw

    write(figure, draw(plots, title, figure.suffix))


def built(items: Iterable[Item], build: Callable[[Item], Built]) -> tuple[list[Built], list[str]]:
    """Build what can be built, and say of the others why not; raises where that is nothing."""
    found: list[Built] = []
    problems: list[CelldesignError] = []
    for item in items:
        try:
            found.append(build(item))
        except DatabaseError:
            raise
        except CelldesignError as error:
            problems.append(error)
    if problems and not found:
        raise problems[0]
    return found, [str(error) for error in problems]


def end(problems: Sequence[str]) -> None:
    """Say what could not be built, after what could be, and end with 1 for it."""
    for problem in problems:
        typer.echo(f"error: {problem}", err=True)
    if problems:
        raise typer.Exit(1)


def note(notes: Iterable[str]) -> None:
    """Say on stderr what is worth knowing of a result."""
    for each in notes:
        typer.echo(f"note: {each}", err=True)


def run(study: "Study", workers: int | None, scheduler: str | None) -> "Frame":
    """Run a study into a table, with a progress bar."""
    from celldesign.app.progress import ProgressBar

    with ProgressBar() as progress:
        return study.frame(workers, scheduler, progress)


def write_study(
    study: "Study",
    output: Path | None,
    resume: bool,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Write every row of a study to a file, with a progress bar; a stop leaves what was done."""
    from celldesign.app.progress import ProgressBar
    from celldesign.study.store import Interrupted, write

    if output is None:
        raise DesignError("--resume needs --output with the file to go on with")
    if not study.keep.reduces and study.bytes > _WORTH_SAYING:
        most = "at most " if study.keep.conditions else ""
        typer.echo(f"{len(study):,} designs, {most}about {study.bytes / 1e9:.2g} GB", err=True)
    try:
        with ProgressBar() as progress:
            rows = write(
                study,
                output,
                resume=resume,
                workers=workers,
                scheduler=scheduler,
                progress=progress,
            )
    except Interrupted as stopped:
        typer.echo(f"interrupted: {stopped}", err=True)
        if stopped.cause:
            raise stopped.cause from None
        raise typer.Exit(130) from None
    typer.echo(f"wrote {rows:,} rows to {output}")
