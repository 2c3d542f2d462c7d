"""Draws what was measured and the fit through it; matplotlib comes with the extra `measure`."""

import io
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import cycle
from typing import Any

from celldesign.errors import MeasurementError, install
from celldesign.measure.result import Plot, Series

KINDS = (".png", ".svg", ".pdf")
_STYLES: dict[str, dict[str, Any]] = {
    "points": {"fmt": "."},
    "line": {"fmt": "-", "linewidth": 1.6},
    "marks": {"fmt": "D", "markersize": 6},
    "outliers": {"fmt": "x", "markersize": 8, "markeredgewidth": 2},
}
# Wong's colours, which the colour-blind tell apart: blue for what was measured, red for the fit.
_MEASURED = "#0072b2", "#009e73", "#56b4e9", "#000000"
_FITTED = "#d55e00", "#cc79a7", "#e69f00", "#0072b2", "#009e73", "#56b4e9"
_FEW = 30  # points that are drawn large


def check(kind: str) -> None:
    """Refuse an ending that is none of a picture's, and any without matplotlib."""
    if kind.casefold() not in KINDS:
        raise MeasurementError(f"a picture ends in {', '.join(KINDS)}", given=kind or "no ending")
    if find_spec("matplotlib") is None:
        raise MeasurementError("a picture needs matplotlib", mend=install("measure"))


def draw(plots: Sequence[Plot], title: str, kind: str) -> bytes:
    """Draw one picture of the kind that an ending such as ".png" says.

    Raises MeasurementError for another kind, and where matplotlib is missing.
    """
    check(kind)
    from matplotlib.figure import Figure

    figure = Figure(figsize=(0.8 + 5.6 * len(plots), 4.4), layout="constrained")
    for axes, plot in zip(figure.subplots(1, len(plots), squeeze=False)[0], plots, strict=True):
        _panel(axes, plot)
    figure.suptitle(title)
    file = io.BytesIO()
    figure.savefig(file, format=kind.casefold()[1:], dpi=150)
    return file.getvalue()


def _panel(axes: Any, plot: Plot) -> None:
    palettes = {"points": cycle(_MEASURED), "marks": cycle(_FITTED[::-1])}
    fitted = cycle(_FITTED)
    colour = _MEASURED[0]
    for series in plot.series:
        if series.label:
            colour = next(palettes.get(series.kind, fitted))
        _add(axes, series, colour)
    if plot.window is not None:
        axes.axvspan(*plot.window, color="#999999", alpha=0.2, linewidth=0, label="window")
    if plot.include:
        low, high = axes.get_ylim()
        axes.set_ylim(min(low, *plot.include), max(high, *plot.include))
    axes.set(xlabel=plot.x_label, ylabel=plot.y_label)
    axes.ticklabel_format(useOffset=False)
    if plot.x_label in ("cell", "cycle"):
        left, right = axes.get_xlim()
        axes.set_xlim(min(left, 0.5), max(right, 1.5))
        axes.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
    axes.grid(alpha=0.25)
    if plot.square:
        axes.set_aspect("equal", adjustable="datalim")
    if any(series.label for series in plot.series):
        axes.legend(frameon=False, fontsize="small")


def _add(axes: Any, series: Series, colour: str) -> None:
    size = {"markersize": 9 if len(series.x) < _FEW else 5} if series.kind == "points" else {}
    axes.errorbar(
        series.x,
        series.y,
        series.std,
        color=colour,
        label=series.label or None,
        capsize=3,
        **_STYLES[series.kind],
        **size,
    )
