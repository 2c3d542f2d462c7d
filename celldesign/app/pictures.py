"""Pictures of measurements and simulations: the option, and writing the file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from celldesign.measure.result import Plot


def _picture(path: Path | None) -> Path | None:
    """Refuse another kind of picture before anything is computed."""
    if path is not None:
        from celldesign.measure.figure import check

        check(path.suffix)
    return path


Picture = Annotated[
    Path | None,
    typer.Option("--figure", metavar="FILE", help="Draw it: png, svg or pdf.", callback=_picture),
]


def write_picture(figure: Path, plots: Sequence["Plot"], title: str) -> None:
    """Draw, and write the file whole or not at all."""
    from celldesign.files import write_file
    from celldesign.measure.figure import draw

    write_file(figure, draw(plots, title, figure.suffix))
