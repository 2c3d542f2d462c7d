"""The command `upgrade`: files of an older version, rewritten with the names of today."""

from pathlib import Path
from typing import Annotated

import typer

from celldesign.app.options import AsJson
from celldesign.app.output import print_json
from celldesign.errors import DesignError, reason


def upgrade(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Design and plant files.")],
    as_json: AsJson = False,
) -> None:
    """Rewrite design and plant files with the names of today.

    Comments stay. Nothing is written unless every file can be.
    """
    from celldesign.design.upgrade import upgrade as upgraded
    from celldesign.files import check_target, replacing, write_file

    with replacing():
        results = []
        for path in files:
            before = _text(path)
            after, found = upgraded(before, str(path))
            check_target(path)
            results.append((path, before != after, after, found))
        for path, changed, after, _ in results:
            if changed:
                write_file(path, after)
    if as_json:
        rows = [{"file": str(path), "changed": new, "renamed": r} for path, new, _, r in results]
        print_json("upgrade", {"files": rows})
        return
    for path, changed, _, found in results:
        typer.echo(f"{path}: {'upgraded to schema 2' if changed else 'as it was'}")
        for old, new in found.items():
            typer.echo(f"  {old} is now {new}")


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        required = f"the file cannot be read ({reason(error)})"
        raise DesignError(required, given=str(path)) from None
    except UnicodeDecodeError:
        raise DesignError("a text file in TOML is required", given=f"{path}, binary") from None
