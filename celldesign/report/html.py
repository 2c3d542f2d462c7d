"""One self-contained page of one cell or several: no script needed, no request to any network."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from celldesign.cell import Cell
from celldesign.database.files import data_folder
from celldesign.explain import Node, explain_all
from celldesign.published import compare as published
from celldesign.report.charts import charts
from celldesign.report.compare import groups, headlines, sources
from celldesign.report.plots import Plot
from celldesign.report.section import draw
from celldesign.vocabulary import by_dotted_name

_KIND = re.compile(r"[^\w.-]+")
_SIGNS = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"(?<=[a-z])\^2\b", "²"),
        (r"(?<=[a-z])\^3\b", "³"),
        (r"\bum\b", "µm"),
        (r"\b(m?)ohm\b", r"\1Ω"),
        (r"(?<=[Ωa-zA-Z])\*(?=[a-zA-Z])", "·"),
        (r"\bdegC\b", "°C"),
        (r"(?<!\S)-(?=\d)", "−"),
    )
)


@cache
def environment() -> Environment:
    """Return the templates, which escape whatever is put into them and refuse unknown names."""
    made = Environment(
        loader=FileSystemLoader(data_folder("templates") / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["anchor"] = anchor
    made.filters["tidy"] = tidy
    return made


def anchor(name: str) -> str:
    """Turn a name into what may stand in a link.

    >>> anchor("stack.specific_energy"), anchor("<a b>")
    ('stack.specific_energy', '-a-b-')
    """
    return _KIND.sub("-", name)


def tidy(text: str) -> str:
    """Set units, signs and powers as print does.

    >>> tidy("-3.5 um, 2.88 mAh/cm^2, 101 ohm*cm^2")
    '−3.5 µm, 2.88 mAh/cm², 101 Ω·cm²'
    """
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return text


def page(cells: Sequence[Cell], voltages: Sequence[Plot | None] = ()) -> str:
    """Write the page of one cell, or of several side by side; the first is what others differ from.

    `voltages` are the cells' voltage curves, as far as there are any.
    """
    explained = [_explained(cell) for cell in cells]
    return (
        environment()
        .get_template("page.html.jinja")
        .render(
            cells=cells,
            names=[cell.design.name for cell in cells],
            groups=groups(cells),
            headlines=headlines(cells),
            sections=[draw(cell) for cell in cells],
            charts=charts(cells),
            sources=sources(cells),
            published=[published(cell) for cell in cells],
            explained=explained,
            software=f"celldesign {version('celldesign')}",
            voltages=voltages or [None] * len(cells),
        )
    )


def _explained(cell: Cell) -> list[Node]:
    """Explain every quantity, in the order of the vocabulary, constants last."""
    order = {name: index for index, name in enumerate(by_dotted_name())}
    nodes = explain_all(cell).values()
    return sorted(nodes, key=lambda node: order.get(node.name, len(order)))
