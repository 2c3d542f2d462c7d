"""One self-contained page of one cell or several: it reads without script and asks no network."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from celldesign.cell.explain import Node, explain_all
from celldesign.cell.published import compare as published
from celldesign.cell.result import Cell
from celldesign.files import data_folder
from celldesign.report.cell_figures import figures, voltage
from celldesign.report.compare import groups, headlines, sources
from celldesign.report.embed import figure_data, numbers_table, policy, scripts
from celldesign.report.section import ROLE_COLOURS, draw
from celldesign.units.text import tidy
from celldesign.vocabulary import by_dotted_name

_KIND = re.compile(r"[^\w.-]+")


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
    for filter_ in (anchor, tidy, figure_data, numbers_table):
        made.filters[filter_.__name__] = filter_
    made.globals |= {"role_colours": ROLE_COLOURS, "policy": policy, "scripts": scripts}
    made.globals["software"] = f"celldesign {version('celldesign')}"
    return made


def anchor(name: str) -> str:
    """Turn a name into what may stand in a link.

    >>> anchor("stack.specific_energy"), anchor("<a b>")
    ('stack.specific_energy', '-a-b-')
    """
    return _KIND.sub("-", name)


def page(cells: Sequence[Cell]) -> str:
    """Write the page of one cell, or of several side by side; the others differ from the first."""
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
            figures=figures(cells),
            sources=sources(cells),
            published=[published(cell) for cell in cells],
            explained=explained,
            voltages=[voltage(cell) for cell in cells],
        )
    )


def _explained(cell: Cell) -> list[Node]:
    """Explain every quantity, in the order of the vocabulary, constants last."""
    order = {name: index for index, name in enumerate(by_dotted_name())}
    nodes = explain_all(cell).values()
    return sorted(nodes, key=lambda node: order.get(node.name, len(order)))
