"""Figures for notebooks: the very ones of the pages, as Plotly's own.

`cell.plot` is a `CellPlots`; the functions draw the frames of studies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from celldesign.cell.result import Cell
from celldesign.errors import DesignError
from celldesign.report import cell_figures, figures
from celldesign.report.embed import safe
from celldesign.report.html import environment
from celldesign.report.section import draw

if TYPE_CHECKING:
    import pandas as pd
    from plotly.graph_objects import Figure


@dataclass(frozen=True)
class Drawing:
    """A drawing that a notebook shows, as SVG."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg


@dataclass(frozen=True)
class CellPlots:
    """The pictures of one cell.

    >>> import celldesign
    >>> cell = celldesign.build("examples/pouch_1Ah.toml")
    >>> [trace.name for trace in cell.plot.voltage().data]
    ['cathode', 'cell', 'anode']
    """

    cell: Cell

    def mass(self) -> "Figure":
        """Draw the mass by material and part."""
        return _shown(cell_figures.mass([self.cell]))

    def volume(self) -> "Figure":
        """Draw the volume by part."""
        return _shown(cell_figures.volume([self.cell]))

    def cost(self) -> "Figure":
        """Draw the cost by part. Raises DesignError where the design has none."""
        return _shown(_known(cell_figures.cost([self.cell]), "the cost of this cell is not known"))

    def voltage(self) -> "Figure":
        """Draw the open-circuit voltage of both electrodes and of the cell in its window.

        Raises DesignError where the database's half-cell curves do not suffice.
        """
        why = "the database has no curves of both electrodes, or the window is not given"
        return _shown(_known(cell_figures.voltage(self.cell), why))

    def tornado(self, name: str) -> "Figure":
        """Draw what the standard uncertainty of each input does to a quantity."""
        return _shown(cell_figures.matters(self.cell, name))

    def section(self) -> Drawing:
        """Draw the stack's cross-section to scale, whole and as its repeat unit."""
        macros: Any = environment().get_template("macros.html.jinja").make_module()
        return Drawing(str(macros.section_svg(draw(self.cell), "cell", True)))


def whatif(frame: "pd.DataFrame", output: str, varied: Sequence[str] = ()) -> "Figure":
    """Draw a result of `whatif` over the first varied column, a line for each value of the second.

    Columns go by their labels; `varied` is the first column where it is left out.

    >>> from celldesign.study.whatif import whatif as ask
    >>> frame = ask("examples/pouch_1Ah.toml", {"anode.thickness": "20,40um"})
    >>> len(whatif(frame, "stack.specific_energy [Wh/kg]").data[0].x)
    2
    """
    from celldesign.report.study_figures import over

    return _shown(over(frame, output, varied or [str(frame.columns[0])]))


def sensitivity(frame: "pd.DataFrame", output: str) -> "Figure":
    """Draw the tornado of one output of `sensitivity`."""
    from celldesign.report.study_figures import tornado

    return _shown(tornado(frame, output))


def pareto(frame: "pd.DataFrame", one: str, other: str) -> "Figure":
    """Draw the front that `pareto` found in the plane of two objectives."""
    from celldesign.report.study_figures import front

    return _shown(front(frame, one, other))


def histogram(label: str, counts: Any, edges: Any) -> "Figure":
    """Draw a histogram of `uncertainty`, as its `histograms` hold it."""
    return _shown(figures.histogram(label, label, counts, edges))


def _known(figure: figures.Figure | None, otherwise: str) -> figures.Figure:
    if figure is None:
        raise DesignError(otherwise)
    return figure


def _shown(figure: figures.Figure) -> "Figure":
    from plotly.graph_objects import Figure

    made = Figure(safe(figure))
    made.update_layout(margin_t=60, autosize=True)
    return made
