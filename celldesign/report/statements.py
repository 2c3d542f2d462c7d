"""A paper's statements with their verdicts: for the terminal, and as a page of the docs."""

from collections import Counter
from collections.abc import Sequence

from celldesign.cell.statements import (
    CONTRADICTED,
    DIFFERS,
    FAILS,
    INPUT,
    NOT_MODELLED,
    OUT,
    WITHIN,
    Paper,
    Verdict,
)
from celldesign.units.text import plain_unit, tidy, with_std

_ORDER = (OUT, INPUT, WITHIN, DIFFERS, CONTRADICTED, NOT_MODELLED, FAILS)


def counts(found: Sequence[Verdict]) -> str:
    """Say in one line how many statements have which verdict."""
    number = Counter(each.verdict for each in found)
    parts = [f"{verdict} {number[verdict]}" for verdict in _ORDER if number[verdict]]
    return f"{len(found)} statements: {', '.join(parts)}"


def _ours(each: Verdict) -> str:
    if each.ours is None:
        return ""
    return with_std(each.ours, each.ours_std or 0.0)


def _difference(each: Verdict) -> str:
    return "" if each.difference is None else f"{100 * each.difference:+.1f} %"


def table(paper: Paper, found: Sequence[Verdict]) -> str:
    """Write the statements for a terminal of 80 columns."""
    lines, section = [paper.title, counts(found)], ""
    for each in found:
        if each.statement.section != section:
            section = each.statement.section
            lines += ["", section]
        printed = tidy(each.statement.printed)
        ours = tidy(_ours(each))
        lines.append(f"  {each.statement.says:.76}")
        lines.append(f"    {printed:<22.22} {ours:<17} {_difference(each):>9}  {each.verdict}")
    return "\n".join(line.rstrip() for line in lines)


def page(paper: Paper, found: Sequence[Verdict]) -> str:
    """Write the page of the docs: every statement, ours, the verdict and the command."""
    lines = [
        f"# {paper.title}: every statement",
        "",
        f"{counts(found)}.",
        "",
        "A figure *comes out* within 3 % or the printed precision, is *an input* where",
        "the design file gives it, and is *within the uncertainty* within two standard",
        "uncertainties of both. The page is made by",
        f"`celldesign validate --paper {paper.key} --markdown`.",
    ]
    section = ""
    for each in found:
        if each.statement.section != section:
            section = each.statement.section
            lines += ["", f"## {section}", ""]
            lines += ["| the paper says | printed | here | difference | verdict |"]
            lines += ["| --- | --- | --- | --- | --- |"]
        unit = plain_unit(each.statement.unit)
        ours = f"{_ours(each)}{unit}" if each.ours is not None else ""
        reason = f": {each.reason}" if each.reason else ""
        shown = f"`{each.statement.shown}`" if each.statement.shown else ""
        lines.append(
            f"| {tidy(each.statement.says)}<br>{shown} | {tidy(each.statement.printed)} | "
            f"{tidy(ours)} | {_difference(each)} | {each.verdict}{tidy(reason)} |"
        )
    return "\n".join(line.rstrip() for line in lines) + "\n"
