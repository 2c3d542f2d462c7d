"""`validate --paper`: every statement of a paper beside what comes out here."""

import io
import json
import re
import shlex
from collections.abc import Mapping
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

import typer

from celldesign.app.output import address, print_json
from celldesign.cell.statements import Paper, Statement, Verdict, judge, quantity_of, read_paper
from celldesign.errors import CelldesignError, DesignError, nearest

_STEP = re.compile(r"(\w+)\[([^\]]*)\]|([^.\[\]]+)")


def validate_paper(which: str, markdown: bool, as_json: bool, database: str | None) -> None:
    """Print the statements of a shipped paper, or of a file of statements."""
    from celldesign.report.statements import page, table

    paper = _read(which)
    found = [judge(each, _ours(database)) for each in paper.statements]
    if markdown:
        typer.echo(page(paper, found), nl=False)
    elif as_json:
        print_json("validate", _plain(paper, found), address(database))
    else:
        typer.echo(table(paper, found))


def _plain(paper: Paper, found: list[Verdict]) -> Mapping[str, Any]:
    rows = [
        {
            "section": each.statement.section,
            "says": each.statement.says,
            "published": each.statement.value,
            "published_std": each.statement.std or None,
            "unit": each.statement.unit,
            "ours": each.ours,
            "ours_std": each.ours_std,
            "difference": each.difference,
            "verdict": each.verdict,
            "reason": each.reason,
            "command": each.statement.shown,
        }
        for each in found
    ]
    return {"paper": paper.key, "title": paper.title, "rows": rows}


def _read(which: str) -> Paper:
    from celldesign.files import data_folder

    path = Path(which)
    if not path.suffix:
        folder = data_folder("examples") / "papers"
        known = sorted(each.stem for each in folder.glob("*.toml"))
        if which not in known:
            hint = nearest(which, known) or f"the papers are {', '.join(known)}"
            raise DesignError("an unknown paper", given=which, mend=hint)
        path = folder / f"{which}.toml"
    return read_paper(path)


def _ours(database: str | None) -> Any:
    """Give ours for a statement; a design is built and a command run once."""

    @cache
    def built(design: str, settings: tuple[tuple[str, str], ...]) -> Any:
        from celldesign.cell.build import build

        return build(design, dict(settings), database=database)

    @cache
    def ran(command: str) -> Any:
        return _run(command)

    def ours(statement: Statement) -> tuple[float, float, str, str]:
        if statement.command:
            return _taken(ran(statement.command), statement)
        cell = built(statement.design, tuple(statement.settings.items()))
        return quantity_of(cell, statement)

    return ours


def _run(command: str) -> Any:
    """Run one of our own commands and read its JSON; files are those of the examples."""
    from celldesign.app import app
    from celldesign.files import data_folder

    examples = data_folder("examples")
    words = [str(examples / w) if (examples / w).is_file() else w for w in shlex.split(command)]
    printed = io.StringIO()
    with redirect_stdout(printed):
        app(words, standalone_mode=False)
    return json.loads(printed.getvalue())


def _taken(content: Any, statement: Statement) -> tuple[float, float, str, str]:
    """Follow a path such as `results[label=R1].value` through the JSON."""
    beside: Mapping[str, Any] = {}
    for name, wanted, key in _STEP.findall(statement.take):
        beside = content
        content = _chosen(content[name], wanted) if name else content[key]
    if not isinstance(content, int | float):
        raise CelldesignError(f"{statement.take} has no value")
    unit = str(beside.get("unit", statement.unit))
    std = beside.get("std")
    return float(content), float(std) if std else 0.0, unit, "computed"


def _chosen(items: list[Mapping[str, Any]], wanted: str) -> Mapping[str, Any]:
    conditions = dict(part.split("=", 1) for part in wanted.split(";"))
    for item in items:
        if all(str(item.get(key)) == value for key, value in conditions.items()):
            return item
    raise CelldesignError(f"nothing has {wanted}")
