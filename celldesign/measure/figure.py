"""Draws a measured curve and its fit; matplotlib comes with the extra `measure`."""

import os
from pathlib import Path

from celldesign.errors import MeasurementError
from celldesign.measure.result import Fit

KINDS = (".png", ".svg", ".pdf")


def draw(fit: Fit, title: str, path: Path) -> None:
    """Write a picture beside its place and rename it; the ending says which kind."""
    if path.suffix.casefold() not in KINDS:
        raise MeasurementError(f"a picture ends in {', '.join(KINDS)}", given=str(path))
    try:
        from matplotlib.figure import Figure
    except ImportError:
        mend = "install it: pip install celldesign[measure]"
        raise MeasurementError("a picture needs matplotlib", mend=mend) from None
    figure = Figure(figsize=(6.4, 4.2), layout="constrained")
    axes = figure.add_subplot()
    axes.plot(fit.x, fit.y, ".", color="#0072b2", label="measured", markersize=4)
    few = len(fit.fitted_x) < 10
    style = "o-" if few and len(fit.fitted_x) != 2 else "-"
    axes.plot(fit.fitted_x, fit.fitted_y, style, color="#d55e00", label="fit")
    axes.set(xlabel=fit.x_label, ylabel=fit.y_label, title=title)
    axes.legend(frameon=False)
    beside = path.with_name(f".{path.name}.{os.getpid()}{path.suffix}")
    try:
        figure.savefig(beside, dpi=150)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        required = f"the picture cannot be written ({reason})"
        raise MeasurementError(required, given=str(path)) from None
