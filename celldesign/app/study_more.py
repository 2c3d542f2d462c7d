"""Commands around one design: `uncertainty`, `sensitivity` and `solve`."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.cells import File, Html, Settings
from celldesign.app.materials import AsJson, Database
from celldesign.app.study import Columns, Method, Seed, names, pairs, write_page

if TYPE_CHECKING:
    from celldesign.study.problem import Solution
    from celldesign.study.study import Frame
    from celldesign.study.uncertainty import Uncertainty

Spread = Annotated[
    list[str] | None,
    typer.Option(
        "--spread",
        metavar="NAME=SPREAD",
        help="A deviation: 2 um, 3 %, uniform 3 um, triangular 38:43 um, lognormal 10 %;"
        " repeatable.",
    ),
]
_FEW = 5


def uncertainty(
    file: File,
    count: Annotated[
        int, typer.Option("-n", "--count", metavar="N", min=1, help="Cells drawn.")
    ] = 100_000,
    spread: Spread = None,
    share: Annotated[
        list[str] | None,
        typer.Option(
            "--share", metavar="CONDITION", help='How many meet it: "capacity < 1.25 Ah".'
        ),
    ] = None,
    settings: Settings = None,
    columns: Columns = None,
    method: Method = "sobol",
    seed: Seed = 1,
    html: Html = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """See how sure a result is.

    Draws very many cells from the deviations of the inputs.
    """
    from celldesign.app.progress import ProgressBar
    from celldesign.study.uncertainty import uncertainty as draw

    with ProgressBar() as progress:
        found = draw(
            file,
            pairs("--set", settings),
            count=count,
            spreads=pairs("--spread", spread),
            columns=names(columns),
            shares=share or (),
            method=method,
            seed=seed,
            database=database,
            progress=progress,
        )
    if html:
        from celldesign.report.study_pages import uncertainty_page

        tables_of = (found.outputs, found.inputs, found.histograms, found.shares)
        write_page(html, uncertainty_page, found.description, *tables_of)
    if as_json:
        tables = {"outputs": found.outputs, "inputs": found.inputs}
        content: dict[str, Any] = {name: _records(frame) for name, frame in tables.items()}
        content |= {
            "correlations": json.loads(found.correlations.to_json()),
            "shares": found.shares,
        }
        _print({"study": "uncertainty", "arguments": found.description["arguments"], **content})
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

    with ProgressBar() as progress:
        found = rank(
            file,
            names(outputs),
            pairs("--set", settings),
            spreads=pairs("--spread", spread),
            sobol=sobol,
            seed=seed,
            database=database,
            progress=progress,
        )
    if html:
        from celldesign.design.file import read_design
        from celldesign.report.study_pages import sensitivity_page

        told = {"design": {"name": read_design(file).name}, "arguments": pairs("--set", settings)}
        write_page(html, sensitivity_page, told, found)
    if as_json:
        _print({"study": "sensitivity", "rows": _records(found)})
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
        lines += ["", f"  by its own deviation{'':26} -std      +std"]
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


def solve(
    file: File,
    vary: Annotated[
        list[str] | None,
        typer.Option("--vary", metavar="NAME=LOW:HIGH", help="An unknown; repeatable."),
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option("--target", metavar="NAME=VALUE", help="A wanted result; repeatable."),
    ] = None,
    published: Annotated[
        bool, typer.Option("--published", help="Agree with the file's published figures.")
    ] = False,
    settings: Settings = None,
    seed: Seed = 1,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Find what gives a wanted result.

    Values of the unknowns, or what stands in the way.
    """
    from celldesign.app.progress import ProgressBar
    from celldesign.study.solve import solve as search

    with ProgressBar() as progress:
        found = search(
            file,
            pairs("--vary", vary),
            pairs("--target", target),
            pairs("--set", settings),
            published=published,
            seed=seed,
            database=database,
            progress=progress,
        )
    if as_json:
        content = {"kind": found.kind, "settings": found.settings, "messages": found.messages}
        _print({"study": "solve", **content, "rows": _records(found.designs.head(1000))})
        return
    _show_solution(found)


def _show_solution(found: "Solution") -> None:
    from celldesign.report.studies import table

    typer.echo("\n".join(found.messages) + "\n" if found.messages else "", nl=False)
    if found.kind == "unreachable":
        return
    typer.echo(table(found.designs.head(_FEW), min(len(found.unknowns), 3)))
    if found.kind == "solved":
        options = " ".join(f'--set "{name}={text}"' for name, text in found.settings.items())
        typer.echo(f"to build it: {options}")


def _records(frame: "Frame") -> Any:
    plain = frame if str(frame.index.dtype).startswith("int") else frame.reset_index()
    return json.loads(plain.to_json(orient="records", double_precision=15))


def _print(content: dict[str, Any]) -> None:
    whole = {"schema": 1, **content}
    typer.echo(json.dumps(whole, indent=1, allow_nan=False, ensure_ascii=False))
