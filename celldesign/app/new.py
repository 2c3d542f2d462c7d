"""The command `new`: a design file to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from celldesign.errors import DesignError


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND", help="lithium-metal (solid electrolyte) or lithium-ion (liquid)."
        ),
    ] = "lithium-metal",
) -> None:
    """Write a commented design file that builds as it stands."""
    from celldesign.errors import nearest
    from celldesign.files import data_folder, write_file

    folder = data_folder("templates") / "new"
    kinds = sorted(path.stem for path in folder.glob("*.toml"))
    if kind not in kinds:
        mend = nearest(kind, kinds) or f"the kinds are {', '.join(kinds)}"
        raise DesignError("an unknown kind of cell", given=repr(kind), mend=mend)
    if file.exists():
        raise DesignError("a new file is required", given=f"{file}, which exists")
    write_file(file, (folder / f"{kind}.toml").read_bytes())
    typer.echo(f"wrote {file}; now run: celldesign build {file}")
