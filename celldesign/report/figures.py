"""Figures as plain data in Plotly's schema: described once, for pages, `serve` and notebooks.

Texts stand in them as they are; `report.embed` and `report.plot` make them safe to be drawn.
Where a point has `customdata`, that is the text of its number, in the hover label and in the table.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite, log10
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from celldesign.units.text import tidy, with_std

Figure = dict[str, Any]
# Okabe and Ito's colours, told apart by colour-blind readers, and what is legible on each.
PALETTE = (
    *(("#0072b2", "#ffffff"), ("#e69f00", "#000000"), ("#009e73", "#000000")),
    *(("#cc79a7", "#000000"), ("#56b4e9", "#000000"), ("#d55e00", "#000000")),
    *(("#f0e442", "#000000"), ("#999999", "#000000"), ("#4b2e83", "#ffffff")),
    ("#c9d3dd", "#000000"),
)
SHADES = len(PALETTE)
LINES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999", "#8b6fc9")
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
_INK, _GRID = "#1b1f24", "#d1d9e0"
_OUTLINE = {"color": _INK, "width": 0.4}
_LEGEND = {  # below all else, whole
    "orientation": "h",
    "x": 0,
    "xanchor": "left",
    "traceorder": "normal",
    "maxheight": 9999,
    "y": 0,
    "yref": "container",
    "yanchor": "bottom",
}
_INPUTS = {  # names of inputs, the first on top
    "type": "category",
    "autorange": "reversed",
    "automargin": True,
    "ticklabelstandoff": 5,
}
_ROW, _BAR, _FRAME = 19, 52, 70  # heights in pixels: a row of the legend, a bar, an axis


def numbers(values: ArrayLike) -> list[float | None]:
    """Numbers as JSON has them: what is not finite is None, a gap.

    >>> numbers([1.0, float("nan")])
    [1.0, None]
    """
    found = np.asarray(values, dtype=float)
    return [number if isfinite(number) else None for number in found.tolist()]


def axis(label: str, **more: Any) -> dict[str, Any]:
    """An axis with its label."""
    look = {"automargin": True, "gridcolor": _GRID, "zeroline": False, "ticks": ""}
    return {"title": {"text": tidy(label)}, **look, **more}


def _figure(title: str, data: list[dict[str, Any]], height: int, **layout: Any) -> Figure:
    font = {"family": "system-ui, Segoe UI, Roboto, Arial, sans-serif", "size": 12, "color": _INK}
    whole = {
        "title": {"text": tidy(title)},
        "font": font,
        "height": height,
        "margin": {"l": 10, "r": 14, "t": 8, "b": 10},
        "hoverlabel": {"namelength": -1},
        "template": {},
        **layout,
    }
    return {"data": data, "layout": whole}


def _legend(names: Iterable[str]) -> int:
    """The height of a legend with these names, in a figure 600 pixels wide."""
    lengths = [len(name) for name in names]
    columns = max(1, 92 // (max(lengths, default=1) + 8))
    return _ROW * -(-len(lengths) // columns) if len(lengths) > 1 else 0


def _hatched(colour: str) -> dict[str, Any]:
    return {"shape": "/", "bgcolor": colour, "fgcolor": _INK, "size": 7, "solidity": 0.2}


def bars(
    title: str,
    unit: str,
    cells: Sequence[tuple[str, Mapping[str, float]]],
    shades: Mapping[str, tuple[str, bool]],
    own: bool = False,
) -> Figure:
    """Stacked bars, one for each cell, of the parts in the order of `shades`.

    A part's shade is its colour, and whether it is hatched. With `own` each bar is as long as the
    other: the axis then shows shares.
    """
    totals = [sum(parts.values()) for _, parts in cells]
    ends = [total / 100 for total in totals] if own else [1.0] * len(cells)
    data = []
    for name, (colour, hatched) in shades.items():
        rows = [(i, parts[name]) for i, (_, parts) in enumerate(cells) if name in parts]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "y": [i for i, _ in rows],
                "x": [amount / ends[i] for i, amount in rows],
                "customdata": [f"{a:.4g} {tidy(unit)}, {a / totals[i]:.1%}" for i, a in rows],
                "hovertemplate": "%{fullData.name}<br>%{customdata}<extra></extra>",
                "text": [name] * len(rows),
                "textposition": "inside",
                "insidetextanchor": "start",
                "textangle": 0,
                "textfont": {"color": dict(PALETTE).get(colour, "#000000")},
                "marker": {
                    "color": colour,
                    "line": _OUTLINE,
                    "pattern": _hatched(colour) if hatched else {},
                },
            }
        )
    pairs = zip(cells, totals, strict=True)
    # the total first, since a long name is cut off where there is no room
    labels = [f"{total:.4g} {tidy(unit)}: {name}" for (name, _), total in pairs]
    written = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "middle", "showarrow": False}
    return _figure(
        title,
        data,
        _FRAME + _BAR * len(cells) + _legend(shades),
        barmode="stack",
        bargap=0.5,
        uniformtext={"minsize": 11, "mode": "hide"},
        hovermode="closest",
        xaxis=axis("share, %" if own else unit, rangemode="tozero", showgrid=False),
        yaxis={
            "visible": False,
            "tickvals": list(range(len(cells))),
            "ticktext": [name for name, _ in cells],
            "range": [len(cells) - 0.6, -0.65],
        },
        annotations=[{**written, "y": i - 0.42, "text": text} for i, text in enumerate(labels)],
        legend=_LEGEND,
        meta={"rows": "part"},
    )


def lines(
    title: str,
    x: tuple[str, ArrayLike],
    y: str,
    curves: Sequence[tuple[str, ArrayLike]],
    bands: Sequence[ArrayLike | None] = (),
    **layout: Any,
) -> Figure:
    """Curves over common points; a band is the standard uncertainty on either side of its curve."""
    places = np.asarray(x[1])
    across = numbers(places) if places.dtype.kind in "fiu" else places.tolist()
    data: list[dict[str, Any]] = []
    for number, (label, values) in enumerate(curves):
        colour, known = LINES[number % len(LINES)], np.asarray(values, dtype=float)
        band = bands[number] if number < len(bands) else None
        curve = {
            "type": "scatter",
            "mode": "lines+markers" if len(known) <= 60 else "lines",
            "name": label,
            "legendgroup": str(number),
            "x": across,
            "y": numbers(known),
            "line": {"color": colour, "width": 2.2, "dash": _DASHES[number % len(_DASHES)]},
            "marker": {"size": 4},
            "hovertemplate": "%{y:.5g}",
        }
        if band is not None:
            std = np.asarray(band, dtype=float)
            pairs = zip(known, std, strict=True)
            curve["customdata"] = [with_std(*pair) for pair in pairs]
            curve["hovertemplate"] = "%{customdata}"
            data += _band(across, known, std, colour, str(number))
        data.append(curve)
    return _figure(
        title,
        data,
        280 + _legend(label for label, _ in curves),
        **{
            "hovermode": "x unified",
            "showlegend": len(curves) > 1,
            "legend": _LEGEND,
            "xaxis": axis(x[0]),
            "yaxis": axis(y),
            **layout,
        },
    )


def upright(x: float, text: str, logarithmic: bool = False) -> dict[str, Any]:
    """Layout of a dotted line across a figure at one place, with its text at the top.

    >>> upright(10.0, "now", logarithmic=True)["annotations"][0]["x"]  # the exponent, says Plotly
    1.0
    """
    dotted = {"color": "#59636e", "width": 1, "dash": "dot"}
    line = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": x, "x1": x, "line": dotted}
    place = {"x": log10(x) if logarithmic else x, "yref": "paper", "y": 1}
    anchors = {"xanchor": "left", "yanchor": "top", "showarrow": False}
    return {"shapes": [line], "annotations": [{**place, **anchors, "text": tidy(text)}]}


def _band(x: list[Any], y: Any, std: Any, colour: str, group: str) -> list[dict[str, Any]]:
    """The edges of a band, the upper one filled down to the lower, in pieces between the gaps."""
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "line": {"width": 0, "color": colour},
        "legendgroup": group,
        "showlegend": False,
        "hoverinfo": "skip",
    }
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    filled = {"fill": "tonexty", "fillcolor": f"rgba({red},{green},{blue},0.2)"}
    return [{**edge, "y": numbers(y - std)}, {**edge, "y": numbers(y + std), **filled}]


def tornado(
    title: str,
    label: str,
    middle: float,
    rows: Sequence[tuple[str, float, float]],
    most: int = 12,
) -> Figure:
    """The inputs that move an output most: its value with each a std down, and up."""
    reach = {row: max(abs(row[1] - middle), abs(row[2] - middle)) for row in rows}
    shown = sorted((row for row in rows if reach[row] > 0), key=lambda row: -reach[row])[:most]
    ends = {
        "input down": (LINES[0], {}, [low for _, low, _ in shown]),
        "input up": (LINES[1], _hatched(LINES[1]), [high for _, _, high in shown]),
    }
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "y": [row[0] for row in shown],
            "x": [value - middle for value in values],
            "base": middle,
            "customdata": [f"{value:.5g} ({value - middle:+.3g})" for value in values],
            "hovertemplate": "%{y}<br>%{fullData.name}: %{customdata}<extra></extra>",
            "marker": {"color": colour, "line": _OUTLINE, "pattern": pattern},
        }
        for name, (colour, pattern, values) in ends.items()
    ]
    return _figure(
        title,
        data,
        _FRAME + _ROW + 26 * max(len(shown), 1),
        barmode="overlay",
        hovermode="closest",
        xaxis=axis(label),
        yaxis=_INPUTS,
        meta={"rows": "input"},
        legend=_LEGEND,
    )


def ranked(title: str, label: str, rows: Sequence[tuple[str, float, str]]) -> Figure:
    """Bars from zero, one below the other, each with its name and the text of its number."""
    bar = {
        "type": "bar",
        "orientation": "h",
        "name": label,
        "y": [name for name, _, _ in rows],
        "x": [value for _, value, _ in rows],
        "customdata": [text for _, _, text in rows],
        "text": [text for _, _, text in rows],
        "textposition": "auto",
        "insidetextfont": {"color": PALETTE[4][1]},
        "hovertemplate": "%{y}<br>%{customdata}<extra></extra>",
        "marker": {"color": PALETTE[4][0], "line": _OUTLINE},
    }
    return _figure(
        title,
        [bar],
        _FRAME + 26 * len(rows),
        hovermode="closest",
        xaxis=axis(label),
        yaxis=_INPUTS,
        meta={"rows": "input"},
    )


def histogram(title: str, label: str, counts: ArrayLike, edges: ArrayLike) -> Figure:
    """What share of the cells lies between each two edges."""
    ends, found = np.asarray(edges, dtype=float), np.asarray(counts, dtype=float)
    bar = {
        "type": "bar",
        "name": "cells, %",
        "x": numbers((ends[1:] + ends[:-1]) / 2),
        "y": numbers(100 * found / max(float(found.sum()), 1.0)),
        "width": numbers(np.diff(ends)),
        "marker": {"color": LINES[0], "line": _OUTLINE},
        "hovertemplate": "%{x:.5g}: %{y:.3g} %<extra></extra>",
    }
    return _figure(title, [bar], 280, xaxis=axis(label), yaxis=axis("cells, %"), bargap=0)


def points(title: str, x: tuple[str, ArrayLike], y: tuple[str, ArrayLike], name: str) -> Figure:
    """Points in the plane of two quantities."""
    dots = {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": numbers(x[1]),
        "y": numbers(y[1]),
        "marker": {"color": LINES[0], "size": 7, "line": _OUTLINE},
        "hovertemplate": "%{x:.5g}<br>%{y:.5g}<extra></extra>",
    }
    return _figure(title, [dots], 320, hovermode="closest", xaxis=axis(x[0]), yaxis=axis(y[0]))


def dated(title: str, y: str, series: Sequence[tuple[str, Sequence[tuple[Any, float]]]]) -> Figure:
    """Courses through the years, each with its own dates: years, or dates as ISO 8601 writes them.

    >>> figure = dated("Lithium carbonate", "USD/kg", [("a", [(2020, 8.0), ("2021-06", 17.0)])])
    >>> figure["data"][0]["x"]
    ['2020', '2021-06']
    """
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": label,
            "x": [str(date) for date, _ in sorted(course, key=lambda pair: str(pair[0]))],
            "y": numbers([value for _, value in sorted(course, key=lambda pair: str(pair[0]))]),
            "line": {
                "color": LINES[number % len(LINES)],
                "width": 2.2,
                "dash": _DASHES[number % len(_DASHES)],
            },
            "hovertemplate": "%{x}: %{y:.5g}",
        }
        for number, (label, course) in enumerate(series)
    ]
    return _figure(
        title,
        data,
        280 + _legend(label for label, _ in series),
        hovermode="closest",
        showlegend=len(data) > 1,
        legend=_LEGEND,
        xaxis=axis("", type="date"),
        yaxis=axis(y, rangemode="tozero"),
    )
