"""The command `sensitivity`: what a result depends on most."""

from typing import TYPE_CHECKING, Annotated

import typer

from celldesign.app.options import (
    AsJson,
    Database,
    File,
    Free,
    Hold,
    Html,
    Seed,
    Settings,
    Spread,
    changed,
    names,
    pairs,
)
from celldesign.app.output import address, print_json, records, write_page

if TYPE_CHECKING:
    from celldesign.study.study import Frame


def sensitivity(
    file: File,
    outputs: Annotated[
        str | None,
        typer.Option("--outputs", metavar="NAMES", help="Results, as in energy,cell.mass."),
    ] = None,
    spread: Spread = None,
    sobol: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="Sobol indices from so many samples, such as 4096."),
    ] = 0,
    top: Annotated[int, typer.Option(metavar="N", min=1, help="Inputs shown.")] = 12,
    settings: Settings = None,
    free: Free = None,
    hold: Hold = None,
    seed: Seed = 1,
    html: Html = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Rank the inputs by what they do to a result.

    Tornado, elasticities, and Sobol indices.
    """
    from celldesign.app.progress import ProgressBar
    from celldesign.study.sensitivity import sensitivity as rank

    design = changed(file, settings, free, hold)
    with ProgressBar() as progress:
        found = rank(
            design,
            names(outputs),
            spreads=pairs("--spread", spread),
            sobol=sobol,
            seed=seed,
            database=database,
            progress=progress,
        )
    if html:
        from celldesign.report.study_pages import sensitivity_page

        told = {"design": {"name": design.name}, "arguments": {"set": list(design.settings)}}
        write_page(html, sensitivity_page, told, found)
    if as_json:
        content = {"study": "sensitivity", "rows": records(found)}
        print_json("sensitivity", content, address(database))
    if as_json or html:
        return
    for label in dict.fromkeys(found["output"]):
        typer.echo(_tornado(label, found[found["output"] == label], top))


def _tornado(label: str, rows: "Frame", top: int) -> str:
    from celldesign.report.studies import bar

    lines = [label, f"  by 1 % of each input{'':33} elasticity"]
    by_share = rows.reindex(rows["elasticity"].abs().sort_values(ascending=False).index)
    largest = float(by_share["elasticity"].abs().iloc[0])
    for row in by_share.head(top).to_dict("records"):
        picture = bar(abs(row["elasticity"]) / largest, 14)
        lines.append(f"  {row['input']:<52.52} {row['elasticity']:+10.4f} {picture}")
    known = rows[rows["std"].notna()]
    if len(known):
        span = (known["plus std"] - known["minus std"]).abs()
        by_std = known.reindex(span.sort_values(ascending=False).index)
        lines += ["", f"  by its own uncertainty{'':26} -std      +std"]
        for row in by_std.head(top).to_dict("records"):
            picture = bar(abs(row["plus std"] - row["minus std"]) / float(span.max()), 14)
            ends = f"{row['minus std']:>9.4g} {row['plus std']:>9.4g}"
            lines.append(f"  {row['input']:<42.42} {ends} {picture}")
    if "total" in rows and rows["total"].notna().any():
        lines += ["", f"  share of the variance{'':21} first order     total"]
        for row in rows.sort_values("total", ascending=False).head(top).to_dict("records"):
            if row["total"] == row["total"]:
                ends = f"{row['first order']:>11.3f} {row['total']:>9.3f}"
                lines.append(f"  {row['input']:<42.42} {ends} {bar(row['total'], 12)}")
    return "\n".join([*lines, ""])
