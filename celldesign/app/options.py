"""The options that commands share, and how NAME=VALUE is read."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.errors import DesignError

if TYPE_CHECKING:
    from celldesign.design.file import Design


def say_shipped(given: Any) -> Any:
    """Say which shipped example a name that is no file means, on stderr."""
    from celldesign.files import shipped_example

    for path in [given] if isinstance(given, Path) else given or []:
        if found := shipped_example(path):
            typer.echo(f"{path}: not found here; using the shipped example {found}", err=True)
    return given


def _replace(context: typer.Context, wanted: bool) -> bool:
    """Let files that are kept by hand be replaced while the command runs."""
    from celldesign.files import replacing

    if wanted:
        context.with_resource(replacing())
    return wanted


Force = Annotated[
    bool,
    typer.Option("--force", callback=_replace, help="Replace a design or list that is there."),
]
File = Annotated[
    Path, typer.Argument(metavar="FILE", callback=say_shipped, help="A design file or example.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Set a value on top of the file; repeatable."),
]
Free = Annotated[
    list[str] | None,
    typer.Option("--free", metavar="NAME,…", help="No longer give these, so that they follow."),
]
Hold = Annotated[
    list[str] | None,
    typer.Option("--hold", metavar="NAME,…", help="Hold these at the value of the cell as it is."),
]
Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained page.")
]
Xlsx = Annotated[
    Path | None, typer.Option("--xlsx", metavar="FILE", help="Write a workbook of live formulas.")
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="CELLDESIGN_DATABASE",
        metavar="URL",
        help="Another database: sqlite:///path, a plain path, or postgresql://user@host/name.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="NAME=…",
        help="Vary a name: 40:120:5um, 10,20,40um, 1:60um or words; repeatable.",
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where", metavar="CONDITION", help='Condition to meet: "stack.mass < 14 g"; repeatable.'
    ),
]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="NAMES", help="Results, as in energy,cell.mass; or: all."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="PATH", help="Write every row to .csv, .parquet or .html."
    ),
]
Out = Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="The file to write.")]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="At once; all cores where it pays."),
]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="URL", help="A Dask cluster to run on: tcp://…")
]
Method = Annotated[
    str, typer.Option("--method", metavar="NAME", help="Draw by sobol, lhs or random.")
]
Seed = Annotated[
    int, typer.Option("--seed", metavar="N", min=0, help="The same seed gives the same sample.")
]
Engine = Annotated[
    str,
    typer.Option("--engine", metavar="NAME", help="Evaluate by numpy, numba, or auto: what pays."),
]
Sample = Annotated[
    int, typer.Option("--sample", metavar="N", min=0, help="So many designs instead of a grid.")
]
Spread = Annotated[
    list[str] | None,
    typer.Option(
        "--spread",
        metavar="NAME=SPREAD",
        help="An uncertainty: 2 um, 3 %, uniform 3 um, triangular 38:43 um, lognormal 10 %;"
        " repeatable.",
    ),
]


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


# A quoted part of a name may hold anything, a bare one neither quotes nor the sign.
_PAIR = re.compile(r"""((?:"[^"]*"|'[^']*'|[^"'=])*)=(.*)""", re.DOTALL)
_NAME = re.compile(r"""(?:"[^"]*"|'[^']*'|[^"',])+""")


def pairs(option: str, texts: Iterable[str] | None) -> dict[str, str]:
    """Read a repeated option NAME=VALUE, a name as a design file writes it.

    Raises DesignError for what is no pair, and for a name that is given twice.

    >>> pairs("--set", ['material."HCPE L2".density = 1.3 g/cm^3'])
    {'material.HCPE L2.density': '1.3 g/cm^3'}
    """
    found: dict[str, str] = {}
    for text in texts or ():
        pair = _PAIR.fullmatch(text)
        name, value = (_plain(pair[1]), pair[2].strip()) if pair else ("", "")
        if not name or not value:
            raise DesignError(f"{option} takes NAME=VALUE", given=repr(text))
        if name in found:
            mend = "give it once" + (", with all values" if option == "--vary" else "")
            raise DesignError(f"{option} {name} is given twice", mend=mend)
        found[name] = value
    return found


def names(text: str | None) -> list[str] | None:
    """Split a list of names with commas.

    >>> names('energy, material."Li, thin".density')
    ['energy', 'material.Li, thin.density']
    """
    return [_plain(name) for name in _NAME.findall(text)] if text else None


def changed(
    file: Path,
    settings: Iterable[str] | None,
    free: Iterable[str] | None = None,
    hold: Iterable[str] | None = None,
) -> "Design":
    """Read a design with what is freed, held and set on top of it."""
    from celldesign.design.file import read_design
    from celldesign.design.overrides import set_values

    freed, held = ([n for text in texts or () for n in names(text) or ()] for texts in (free, hold))
    return set_values(read_design(file), pairs("--set", settings), freed, held)


def _plain(name: str) -> str:
    """A name without the quotes that a key of a file needs around blanks."""
    return re.sub(r"""["']""", "", name).strip()
