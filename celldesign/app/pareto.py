"""The command `pareto`: the Pareto-optimal designs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.options import (
    AsJson,
    Columns,
    Database,
    Engine,
    File,
    Force,
    Free,
    Hold,
    Html,
    Method,
    Output,
    Sample,
    Scheduler,
    Seed,
    Settings,
    Vary,
    Where,
    Workers,
    changed,
    names,
    pairs,
)
from celldesign.app.output import address, note, print_table, write_page, write_study

if TYPE_CHECKING:
    from celldesign.study.study import Frame, Study


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
    free: Free = None,
    hold: Hold = None,
    sample: Sample = 0,
    method: Method = "sobol",
    seed: Seed = 1,
    generations: Annotated[
        int,
        typer.Option(
            "--evolve",
            metavar="N",
            min=0,
            help="Generations of an evolutionary search besides (pymoo).",
        ),
    ] = 0,
    where: Where = None,
    columns: Columns = None,
    output: Output = None,
    folder: Annotated[
        Path | None, typer.Option("--write", metavar="FOLDER", help="Write the designs as files.")
    ] = None,
    force: Force = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
    engine: Engine = "auto",
    html: Html = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Find the Pareto-optimal designs.

    In everything that is to be maximised or minimised: the front of a sample.
    """
    from celldesign.app.progress import ProgressBar
    from celldesign.database.engine import open_catalogue
    from celldesign.study.evolve import evolved
    from celldesign.study.pareto import front_of, prepare_pareto

    design = changed(file, settings, free, hold)
    with open_catalogue(database) as catalogue:
        study = prepare_pareto(
            design,
            pairs("--vary", vary),
            maximise or (),
            minimise or (),
            catalogue=catalogue,
            where=where or (),
            columns=names(columns),
            sample=sample,
            method=method,
            seed=seed,
            engine=engine,
        )
    note(study.notes)
    if generations:
        with ProgressBar() as progress:
            study = evolved(study, generations, seed, progress)
    if output:
        write_study(study, output, False, workers, scheduler)
        return
    with ProgressBar() as progress:
        frame = front_of(study, workers, scheduler, progress)
    if html:
        from celldesign.report.study_pages import front_page

        write_page(html, front_page, study.description, frame, _objectives(study), len(study))
    if as_json:
        print_table(frame, study.description, address(database))
    elif not html:
        _show_front(study, frame)
    if folder:
        _write_front(study, frame, folder)


def _objectives(study: "Study") -> list[str]:
    from celldesign.study.selection import Front

    assert isinstance(study.keep, Front)
    labels = {c.key: c.label for c in study.columns}
    return [labels[flat] for flat, _ in study.keep.objectives]


def _show_front(study: "Study", frame: "Frame") -> None:
    from celldesign.report.studies import scatter, table

    keys = [c for c in study.columns if c.key in study.varied]
    typer.echo(table(frame.drop(columns="feasible"), min(len(keys), 3)))
    x, y = _objectives(study)[:2]
    if len(frame) > 2:
        typer.echo(scatter(frame[x].to_numpy(dtype=float), frame[y].to_numpy(dtype=float), (x, y)))
    typer.echo(f"\n{len(frame):,} of {len(study):,} designs are Pareto-optimal")


def _write_front(study: "Study", frame: "Frame", folder: Path) -> None:
    from celldesign.design.writing import write_designs
    from celldesign.study.pareto import settings_of

    design = study.opened[0].design  # with all that was set, held and freed
    rows = (
        (f"{design.name}, front {number}", row)
        for number, row in enumerate(settings_of(study, frame), 1)
    )
    written = write_designs(design, rows, folder)
    typer.echo(f"wrote {len(written)} designs to {folder}", err=True)
