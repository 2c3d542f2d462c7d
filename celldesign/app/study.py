"""Commands on many cells at once: `whatif` and `pareto`."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.cells import File, Html, Settings
from celldesign.app.materials import AsJson, Database
from celldesign.errors import DesignError

if TYPE_CHECKING:
    from celldesign.study.study import Frame, Study

_MOST_JSON = 100_000
_WORTH_SAYING = 10**8  # bytes

Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="NAME=…",
        help="Vary a name: 40:120:5um, 10,20,40um, 1:60um or words; repeatable.",
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where", metavar="CONDITION", help='Keep what meets it: "stack.mass < 14 g"; repeatable.'
    ),
]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="NAMES", help="Results, as in energy,cell.mass; or: all."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="PATH", help="Write every row to .csv, .parquet or .html."
    ),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="At once; all cores where it pays."),
]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="URL", help="A Dask cluster to run on: tcp://…")
]
Method = Annotated[
    str, typer.Option("--method", metavar="NAME", help="Draw by sobol, lhs or random.")
]
Seed = Annotated[
    int, typer.Option("--seed", metavar="N", min=0, help="The same seed gives the same sample.")
]
Engine = Annotated[
    str,
    typer.Option("--engine", metavar="NAME", help="Evaluate by numpy, numba, or auto: what pays."),
]
Sample = Annotated[
    int, typer.Option("--sample", metavar="N", min=0, help="So many designs instead of a grid.")
]


def pairs(option: str, texts: Iterable[str] | None) -> dict[str, str]:
    """Split repeated NAME=VALUE options; a name twice is an error."""
    found: dict[str, str] = {}
    for text in texts or ():
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not value or not name:
            raise DesignError(f"{option} takes NAME=VALUE", given=repr(text))
        if name in found:
            mend = "give it once" + (", with all values" if option == "--vary" else "")
            raise DesignError(f"{option} {name} is given twice", mend=mend)
        found[name] = value
    return found


def names(text: str | None) -> list[str] | None:
    """Split a list with commas."""
    return [name.strip() for name in text.split(",")] if text else None


def whatif(
    file: File,
    vary: Vary = None,
    settings: Settings = None,
    zipped: Annotated[bool, typer.Option("--zip", help="Values side by side, no grid.")] = False,
    sample: Sample = 0,
    method: Method = "sobol",
    seed: Seed = 1,
    where: Where = None,
    columns: Columns = None,
    top: Annotated[
        int, typer.Option(metavar="N", min=0, help="Keep so many, the highest in --by.")
    ] = 0,
    by: Annotated[str, typer.Option(metavar="NAME", help="What --top goes by.")] = "",
    lowest: Annotated[bool, typer.Option("--lowest", help="Keep the lowest instead.")] = False,
    output: Output = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the .parquet of --output.")
    ] = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
    engine: Engine = "auto",
    html: Html = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """See what changes with one value or many.

    A grid of values, values side by side, or a sample of ranges.
    """
    from celldesign.database.engine import open_catalogue
    from celldesign.study.whatif import prepare_whatif

    with open_catalogue(database) as catalogue:
        study = prepare_whatif(
            file,
            pairs("--vary", vary),
            pairs("--set", settings),
            catalogue=catalogue,
            zipped=zipped,
            sample=sample,
            method=method,
            seed=seed,
            where=where or (),
            columns=names(columns),
            top=top,
            by=by,
            lowest=lowest,
            engine=engine,
        )
    _note(study.notes)
    if output or resume:
        _write(study, output, resume, workers, scheduler)
        return
    frame = run(study, workers, scheduler)
    _note(() if len(frame) else ("no design meets the conditions",))
    if html:
        from celldesign.report.study_pages import whatif_page
        from celldesign.study.bands import deviations

        varied = [column.label for column in study.columns if column.key in study.varied]
        tables = frame, varied, deviations(study)
        write_page(html, whatif_page, study.description, *tables)
    if as_json:
        print_json(frame, study.description)
    elif not html:
        _show(study, frame)


def write_page(path: Path, page: Callable[..., str], description: Any, *tables: Any) -> None:
    """Write the page of a study with what it was made from."""
    from celldesign.files import write_file

    made = {key: value for key, value in description["arguments"].items() if value}
    write_file(path, page(description["design"]["name"], *tables, made))
    typer.echo(f"wrote {path}", err=True)


def run(study: "Study", workers: int | None, scheduler: str | None) -> "Frame":
    """Run a study into a table, with a progress bar."""
    from celldesign.app.progress import ProgressBar

    with ProgressBar() as progress:
        return study.frame(workers, scheduler, progress)


def _note(notes: Iterable[str]) -> None:
    for note in notes:
        typer.echo(f"note: {note}", err=True)


def _write(
    study: "Study",
    output: Path | None,
    resume: bool,
    workers: int | None,
    scheduler: str | None,
) -> None:
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


def print_json(frame: "Frame", description: Any, **more: Any) -> None:
    """Print a table as one JSON object; what is not finite is null."""
    if len(frame) > _MOST_JSON:
        mend = "write it with --output x.parquet, or keep less with --where or --top"
        raise DesignError(f"at most {_MOST_JSON:,} rows are printed as JSON", mend=mend)
    rows = json.loads(frame.to_json(orient="records", double_precision=15))
    told = {key: description[key] for key in ("study", "software", "dataset", "arguments")}
    content = {"schema": 1, **told, "design_sha256": description["design"]["sha256"], **more}
    content |= {"columns": list(frame.columns), "rows": rows}
    typer.echo(json.dumps(content, indent=1, allow_nan=False, ensure_ascii=False))


def _show(study: "Study", frame: "Frame") -> None:
    from celldesign.report.studies import sparks, table

    keys = [column for column in study.columns if column.key in study.varied]
    shown = frame.drop(columns="possible") if frame["possible"].all() else frame
    typer.echo(table(shown, min(len(keys), 3)))
    labels = [c.label for c in study.columns if c not in keys and c.key != "possible"]
    if len(frame) > 2 and not study.keep.reduces:
        typer.echo(sparks(frame, labels))
    refused = int((~frame["possible"]).sum())
    if refused:
        typer.echo(f"\n{refused:,} of {len(frame):,} cannot be built (possible: NO)", err=True)
        typer.echo(f"the first: {study.why_not(frame)}", err=True)


def pareto(
    file: File,
    vary: Vary = None,
    maximise: Annotated[
        list[str] | None,
        typer.Option(
            "--maximise", metavar="NAME", help="A result that should be high; repeatable."
        ),
    ] = None,
    minimise: Annotated[
        list[str] | None,
        typer.Option("--minimise", metavar="NAME", help="A result that should be low; repeatable."),
    ] = None,
    settings: Settings = None,
    sample: Sample = 0,
    method: Method = "sobol",
    seed: Seed = 1,
    generations: Annotated[
        int,
        typer.Option(
            "--evolve", metavar="N", min=0, help="Breed so many generations besides (pymoo)."
        ),
    ] = 0,
    where: Where = None,
    columns: Columns = None,
    output: Output = None,
    folder: Annotated[
        Path | None, typer.Option("--write", metavar="FOLDER", help="Write the designs as files.")
    ] = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    engine: Engine = "auto",
    html: Html = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Find the designs that no other beats.

    In everything that is to be maximised or minimised: the front of a sample.
    """
    from celldesign.app.progress import ProgressBar
    from celldesign.database.engine import open_catalogue
    from celldesign.study.evolve import evolved
    from celldesign.study.pareto import front_of, prepare_pareto

    with open_catalogue(database) as catalogue:
        study = prepare_pareto(
            file,
            pairs("--vary", vary),
            maximise or (),
            minimise or (),
            pairs("--set", settings),
            catalogue=catalogue,
            where=where or (),
            columns=names(columns),
            sample=sample,
            method=method,
            seed=seed,
            engine=engine,
        )
    _note(study.notes)
    if generations:
        with ProgressBar() as progress:
            study = evolved(study, generations, seed, progress)
    if output:
        _write(study, output, False, workers, scheduler)
        return
    with ProgressBar() as progress:
        frame = front_of(study, workers, scheduler, progress)
    if html:
        from celldesign.report.study_pages import front_page

        write_page(html, front_page, study.description, frame, _objectives(study), len(study))
    if as_json:
        print_json(frame, study.description)
    elif not html:
        _show_front(study, frame)
    if folder:
        _write_front(study, frame, file, pairs("--set", settings), folder)


def _objectives(study: "Study") -> list[str]:
    from celldesign.study.selection import Front

    assert isinstance(study.keep, Front)
    labels = {c.key: c.label for c in study.columns}
    return [labels[flat] for flat, _ in study.keep.objectives]


def _show_front(study: "Study", frame: "Frame") -> None:
    from celldesign.report.studies import scatter, table

    keys = [c for c in study.columns if c.key in study.varied]
    typer.echo(table(frame.drop(columns="possible"), min(len(keys), 3)))
    x, y = _objectives(study)[:2]
    if len(frame) > 2:
        typer.echo(scatter(frame[x].to_numpy(dtype=float), frame[y].to_numpy(dtype=float), (x, y)))
    typer.echo(f"\n{len(frame):,} of {len(study):,} designs are beaten by none")


def _write_front(
    study: "Study", frame: "Frame", file: Path, settings: dict[str, str], folder: Path
) -> None:
    from celldesign.design.writing import write_designs
    from celldesign.study.pareto import settings_of
    from celldesign.study.whatif import read

    design = read(file, settings)
    rows = (
        (f"{design.name}, front {number}", row)
        for number, row in enumerate(settings_of(study, frame), 1)
    )
    written = write_designs(design, rows, folder)
    typer.echo(f"wrote {len(written)} designs to {folder}", err=True)
