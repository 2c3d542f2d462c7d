"""The command `examples`: the designs that come with the software, to read, build and copy."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from celldesign.app.options import AsJson, Force
from celldesign.app.output import print_json, write
from celldesign.errors import DesignError, nearest


def examples(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The example to print; else all are named.")
    ] = None,
    copy: Annotated[
        bool,
        typer.Option("--copy", help="Copy it to this folder; without NAME, all to ./examples."),
    ] = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """List, print or copy the example designs.

    Every command takes an example by its name from any folder.
    """
    from celldesign.files import data_folder, example_names

    if name is None:
        if copy:
            _copied(data_folder("examples"), Path("examples"))
        else:
            _list(example_names(), as_json)
        return
    names = example_names()
    file = f"{name.removesuffix('.toml')}.toml"
    if file not in names:
        mend = nearest(file, names) or "`celldesign examples` lists them"
        raise DesignError("an unknown example", given=name, mend=mend)
    path = data_folder("examples") / file
    if copy:
        _copied(path, Path(file))
    elif as_json:
        text = path.read_text(encoding="utf-8")
        print_json("examples", {"name": file, "path": str(path), "text": text})
    else:
        typer.echo(path.read_text(encoding="utf-8"), nl=False)


def _copied(source: Path, target: Path) -> None:
    if source.is_file():
        write(target, source.read_bytes(), then=f"; now run: celldesign build {target}")
        return
    if target.exists():
        given = f"{target}, which exists"
        raise DesignError("a new folder is required", given=given, mend="copy from elsewhere")
    shutil.copytree(source, target)
    typer.echo(f"copied {len(list(target.glob('*.toml')))} designs to {target}")


def _list(names: list[str], as_json: bool) -> None:
    from celldesign.design.file import read_design
    from celldesign.files import data_folder

    folder = data_folder("examples")
    titles = {name: read_design(folder / name).name for name in names}
    if as_json:
        content = [{"name": name, "title": title} for name, title in titles.items()]
        print_json("examples", {"examples": content})
        return
    width = max(map(len, titles))
    typer.echo("\n".join(f"{name:{width}}  {title}" for name, title in titles.items()))
