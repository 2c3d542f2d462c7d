"""Figures put into a page: their data, a table of their numbers, and the script that draws them.

Plotly's script comes with its Python package, whose figure classes are not needed for that.
"""

import base64
import hashlib
import html
import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from markupsafe import Markup

from celldesign.files import data_folder
from celldesign.report.figures import Figure
from celldesign.units.text import tidy

_OURS = {"hovertemplate"}  # never holds what a file says
_MOST_ROWS = 30


class Table(NamedTuple):
    """The numbers of a figure as text; of its rows each `step`-th is shown."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    step: int


def safe(content: Any) -> Any:
    """Escape every text, of which Plotly would take some HTML for markup.

    >>> safe({"name": "<b>NMC</b>", "hovertemplate": "%{x}<br>%{y}"})
    {'name': '&lt;b&gt;NMC&lt;/b&gt;', 'hovertemplate': '%{x}<br>%{y}'}
    """
    if isinstance(content, str):
        return html.escape(content, quote=False)
    if isinstance(content, dict):
        return {k: v if k in _OURS else safe(v) for k, v in content.items()}
    if isinstance(content, list) and content and not isinstance(content[0], int | float):
        return [safe(each) for each in content]
    return content


def figure_data(figure: Figure) -> Markup:
    """A figure as JSON to stand inside a page's script element; its title stands above it."""
    layout = {key: value for key, value in figure["layout"].items() if key != "title"}
    plain = safe({"data": figure["data"], "layout": layout})
    text = json.dumps(plain, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":  # what could end a script or begin a comment has another spelling in JSON
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def numbers_table(figure: Figure) -> Table:
    """Read a figure's numbers off it: a row for each place of the axis, or for each stacked part.

    >>> from celldesign.report.figures import lines
    >>> numbers_table(lines("t", ("x", [1.0, 2.0]), "y", [("a", [3.0, 4.5])]))
    Table(heads=('x', 'a'), rows=(('1', '3'), ('2', '4.5')), step=1)
    """
    traces = [trace for trace in figure["data"] if trace.get("hoverinfo") != "skip"]
    layout = figure["layout"]
    along, across = ("y", "x") if any("orientation" in t for t in traces) else ("x", "y")
    along_axis = layout[f"{along}axis"]
    head = layout["meta"]["rows"] if "meta" in layout else along_axis["title"]["text"]
    named = dict(zip(along_axis.get("tickvals", ()), along_axis.get("ticktext", ()), strict=True))
    places = list(dict.fromkeys(place for trace in traces for place in trace[along]))
    values = [dict(zip(t[along], t.get("customdata") or t[across], strict=True)) for t in traces]
    step = -(-len(places) // _MOST_ROWS)
    labels = [named.get(place) or _text(place) for place in places[::step]]
    columns = [[_text(each.get(place)) for place in places[::step]] for each in values]
    heads = [trace["name"] for trace in traces]
    if layout.get("barmode") == "stack":
        rows = zip(heads, *zip(*columns, strict=True), strict=True)
        heads = labels
    else:
        rows = zip(labels, *columns, strict=True)
    return Table((head, *heads), tuple(rows), step)


def _text(value: Any) -> str:
    if value is None:
        return "–"
    return tidy(f"{value:.5g}") if isinstance(value, int | float) else str(value)


@cache
def plotly_script() -> str:
    """Plotly's own script, as its Python package carries it."""
    return files("plotly").joinpath("package_data", "plotly.min.js").read_text(encoding="utf-8")


@cache
def drawing_script() -> str:
    """The few lines that hand the figures of a page to Plotly."""
    return (data_folder("templates") / "web" / "figures.js").read_text(encoding="utf-8")


@cache
def scripts() -> Markup:
    """Both scripts as elements of a page that is one file."""
    texts = (plotly_script(), drawing_script())
    return Markup("\n").join(Markup(f"<script>{text}</script>") for text in texts)


@cache
def policy() -> str:
    """What a page that is one file may do: run these very scripts, ask no network for anything."""
    digests = (hashlib.sha256(t.encode()).digest() for t in (plotly_script(), drawing_script()))
    hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
