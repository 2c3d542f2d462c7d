"""The command `new`: a design file to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from celldesign.app.options import Force
from celldesign.app.output import DESIGN, write
from celldesign.errors import DesignError


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help="lithium-metal (solid electrolyte), lithium-ion (liquid), anode-free, cylindrical,"
            " prismatic, wound-prismatic, coin or unit-cell.",
        ),
    ] = "lithium-metal",
    force: Force = False,
) -> None:
    """Write a commented design file that builds as it stands."""
    from celldesign.errors import nearest
    from celldesign.files import data_folder

    folder = data_folder("templates") / "new"
    kinds = sorted(path.stem for path in folder.glob("*.toml"))
    if kind not in kinds:
        mend = nearest(kind, kinds) or f"the kinds are {', '.join(kinds)}"
        raise DesignError("an unknown kind of cell", given=repr(kind), mend=mend)
    text = (folder / f"{kind}.toml").read_bytes()
    write(file, text, DESIGN, f"; now run: celldesign build {file}")
