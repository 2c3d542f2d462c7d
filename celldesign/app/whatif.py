"""The command `whatif`: what changes with one value or many."""

from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.options import (
    AsJson,
    Columns,
    Database,
    Engine,
    File,
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
from celldesign.app.output import address, note, print_table, run, write_page, write_study

if TYPE_CHECKING:
    from celldesign.study.study import Frame, Study


def whatif(
    file: File,
    vary: Vary = None,
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    zipped: Annotated[bool, typer.Option("--zip", help="Values side by side, no grid.")] = False,
    sample: Sample = 0,
    method: Method = "sobol",
    seed: Seed = 1,
    where: Where = None,
    columns: Columns = None,
    top: Annotated[
        int, typer.Option(metavar="N", min=0, help="Return only the N designs highest in --by.")
    ] = 0,
    by: Annotated[str, typer.Option(metavar="NAME", help="What --top goes by.")] = "",
    lowest: Annotated[bool, typer.Option("--lowest", help="Return the lowest instead.")] = False,
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

    design = changed(file, settings, free, hold)
    with open_catalogue(database) as catalogue:
        study = prepare_whatif(
            design,
            pairs("--vary", vary),
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
    note(study.notes)
    if output or resume:
        write_study(study, output, resume, workers, scheduler)
        return
    from celldesign.study.warned import told, warnings_of

    frame = run(study, workers, scheduler)
    note(() if len(frame) else ("no design meets the conditions",))
    rows = warnings_of(study, frame)
    said = [*study.notes, *told(rows)]
    if len(frame) > len(rows):
        said.append(f"warnings are those of the first {len(rows):,} rows")
    if html:
        from celldesign.report.study_pages import whatif_page
        from celldesign.study.bands import deviations

        varied = [column.label for column in study.columns if column.key in study.varied]
        texts = ["; ".join(each) for each in rows] + [""] * (len(frame) - len(rows))
        shown = frame.assign(warnings=texts) if any(texts) else frame
        tables = shown, varied, deviations(study)
        write_page(html, whatif_page, study.description, *tables)
    if as_json:
        texts = ["; ".join(each) for each in rows] + [""] * (len(frame) - len(rows))
        print_table(frame.assign(warnings=texts), study.description, address(database), said)
    elif not html:
        _show(study, frame)
        note(said[len(study.notes) :])


def _show(study: "Study", frame: "Frame") -> None:
    from celldesign.report.studies import sparks, table

    keys = [column for column in study.columns if column.key in study.varied]
    shown = frame.drop(columns="feasible") if frame["feasible"].all() else frame
    typer.echo(table(shown, min(len(keys), 3)))
    labels = [c.label for c in study.columns if c not in keys and c.key != "feasible"]
    if len(frame) > 2 and not study.keep.reduces:
        typer.echo(sparks(frame, labels))
    refused = int((~frame["feasible"]).sum())
    if refused:
        typer.echo(f"\n{refused:,} of {len(frame):,} cannot be built (feasible: NO)", err=True)
        typer.echo(f"the first: {study.why_not(frame)}", err=True)
