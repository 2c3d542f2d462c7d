"""The command `uncertainty`: how sure a result is."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.options import (
    AsJson,
    Columns,
    Database,
    File,
    Free,
    Hold,
    Html,
    Method,
    Seed,
    Settings,
    Spread,
    changed,
    names,
    pairs,
)
from celldesign.app.output import address, print_json, records, write_page
from celldesign.errors import DesignError

if TYPE_CHECKING:
    from celldesign.study.uncertainty import Uncertainty


def uncertainty(
    file: File,
    count: Annotated[
        int, typer.Option("-n", "--count", metavar="N", min=1, help="Cells drawn.")
    ] = 100_000,
    spread: Spread = None,
    share: Annotated[
        list[str] | None,
        typer.Option(
            "--share", metavar="CONDITION", help='Probability of a condition: "capacity < 1.25 Ah".'
        ),
    ] = None,
    only_spread: Annotated[
        bool, typer.Option("--only-spread", help="Manufacture alone: the values the design gives.")
    ] = False,
    only_knowledge: Annotated[
        bool, typer.Option("--only-knowledge", help="Knowledge alone: database values and guesses.")
    ] = False,
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    columns: Columns = None,
    method: Method = "sobol",
    seed: Seed = 1,
    html: Html = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """See how sure a result is.

    Draws very many cells from the uncertainties of the inputs.
    """
    from celldesign.app.progress import ProgressBar
    from celldesign.study.uncertainty import uncertainty as draw

    if only_spread and only_knowledge:
        raise DesignError("one of --only-spread and --only-knowledge is required", given="both")
    design = changed(file, settings, free, hold)
    with ProgressBar() as progress:
        found = draw(
            design,
            count=count,
            spreads=pairs("--spread", spread),
            columns=names(columns),
            shares=share or (),
            method=method,
            seed=seed,
            only="spread" * only_spread + "knowledge" * only_knowledge,
            database=database,
            progress=progress,
        )
    if html:
        from celldesign.report.study_pages import uncertainty_page

        tables_of = (found.outputs, found.inputs, found.histograms, found.shares)
        write_page(html, uncertainty_page, found.description, *tables_of)
    if as_json:
        tables = {"outputs": found.outputs, "inputs": found.inputs}
        content: dict[str, Any] = {name: records(frame) for name, frame in tables.items()}
        content |= {
            "correlations": json.loads(found.correlations.to_json()),
            "shares": found.shares,
        }
        content |= {"study": "uncertainty", "arguments": found.description["arguments"]}
        print_json("uncertainty", content, address(database))
    elif not html:
        _show_uncertainty(found, count)


def _show_uncertainty(found: "Uncertainty", count: int) -> None:
    from celldesign.report.studies import bar, cell_text, spark, table

    typer.echo(f"{count:,} cells, {len(found.inputs)} inputs spread, counts as designed\n")
    ends = [found.outputs[f"worst {end}"].map(cell_text) for end in ("low", "high")]
    shown = found.outputs.drop(columns=["linear", "25 %", "75 %", "worst low", "worst high"])
    shown["worst cases"] = ends[0] + " to " + ends[1]
    shown = shown.rename(columns={"first-order std": "std by first order"})
    typer.echo(table(shown.rename_axis("result").reset_index()))
    typer.echo("  distributions, and what the results go with (rank correlation)")
    for label in found.outputs.index:
        counts, edges = found.histograms[label]
        picture = spark(counts.astype(float))
        typer.echo(f"  {label:<38.38} {edges[0]:>8.4g} {picture} {edges[-1]:.4g}")
        ranked = found.correlations[label].abs().sort_values(ascending=False)
        for name in ranked.index[:3]:
            value = float(found.correlations.loc[name, label])
            if abs(value) > 0.1:
                typer.echo(f"      {value:+.2f} {bar(abs(value)):<20} {name}")
    typer.echo("\n  share of the cells")
    for condition, value in found.shares.items():
        typer.echo(f"  {value:>9.3%}  {condition}")
    bent = [label for label, linear in found.outputs["linear"].items() if not linear]
    if bent:
        typer.echo("\n  first order does not hold, the model is not linear there:")
        typer.echo("\n".join(f"  - {label}" for label in bent))
