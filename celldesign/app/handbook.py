"""The command `handbook`: the reference of all equations."""

import typer

from celldesign.app.options import Html
from celldesign.app.output import PAGE, write


def handbook(
    html: Html = None,
) -> None:
    """Write the reference of all equations from the code.

    Quantity, formula, unit, source, what it is computed from, and what uses it.
    """
    from celldesign.report.handbook import to_html, to_text

    if html:
        write(html, to_html(), PAGE)
    else:
        typer.echo(to_text())
