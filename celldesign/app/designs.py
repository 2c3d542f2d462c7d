"""`celldesign designs`: what `build --save` saved, and whether it still comes out the same."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celldesign.app.options import AsJson, Database
from celldesign.app.output import address, print_json, write

if TYPE_CHECKING:
    from celldesign.cell.saved import Cause, Change, Replay
    from celldesign.database.designs import Kept

designs = typer.Typer(
    help="Find a saved design, and build it again with today's data.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Which = Annotated[
    str, typer.Argument(metavar="NAME", help="A design's name, the start of its hash, or #NUMBER.")
]
_HEADLINES = (
    "nominal_capacity", "capacity", "energy", "operation.average_voltage", "np_ratio", "stack.mass",
    "cell.mass", "stack.specific_energy", "stack.energy_density", "cell.specific_energy",
    "cell.energy_density", "lithium.excess_charge", "thermal.energy", "resistance.dc",
    "lifetime.cycles_to_depletion", "cost.cell", "cost.per_energy", "price.per_energy",
    "footprint.ghg_per_energy",
)  # fmt: skip


@designs.command("list")
def list_designs(
    limit: Annotated[
        int, typer.Option(metavar="N", min=0, help="How many at most; 0 lists all.")
    ] = 200,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """List the saved results, newest first."""
    from celldesign.database.designs import kept_results
    from celldesign.database.engine import open_catalogue

    with open_catalogue(database) as catalogue:
        found = kept_results(catalogue, limit or None)
    if as_json:
        print_json("designs list", {"results": found}, address(database))
        return
    for row in found:
        numbers = f"#{row['id']:<5} {row['created_at'][:16]}  {row['sha256'][:12]}"
        typer.echo(f"{numbers}  {row['name']}")
    if not found:
        typer.echo("nothing is saved; `celldesign build FILE --save` saves a design", err=True)


@designs.command()
def show(which: Which, as_json: AsJson = False, database: Database = None) -> None:
    """Show a saved result.

    Where it comes from, its results, and every input with its record.
    """
    from celldesign.database.designs import find_kept
    from celldesign.database.engine import open_catalogue

    with open_catalogue(database) as catalogue:
        kept = find_kept(catalogue, which)
    if as_json:
        content = {"result": {**asdict(kept), "settings": list(kept.settings)}}
        print_json("designs show", content, address(database))
        return
    typer.echo(kept.name)
    typer.echo(f"result   #{kept.id} of {kept.created_at} UTC, {kept.software}")
    typer.echo(f"design   {kept.sha256}")
    typer.echo(f"data     {kept.dataset} of {kept.body['database']['url']}")
    if kept.plant:
        typer.echo("plant    the file that the design names, saved with it")
    for setting in kept.settings:
        typer.echo(f"set      {setting}")
    typer.echo("\nResults")
    for name in _HEADLINES:
        if quantity := kept.body["quantities"].get(name):
            typer.echo(f"  {name:40} {_shown(quantity['value'], quantity['unit'])}")
    typer.echo("\nInputs")
    for each in kept.inputs:
        record = f"#{each['record']}" if each["record"] else ""
        origin = ", ".join(filter(None, (each["origin"], record, each["source"])))
        typer.echo(f"  {each['name']:40} {each['text']} ({origin})")


@designs.command()
def export(
    which: Which,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; - prints it.")],
    database: Database = None,
) -> None:
    """Write the text of a saved design to a file.

    What had been set on top stands in it as comments. A plant file that it names is written beside
    it, unless there is another one of this name.
    """
    from celldesign.database.designs import find_kept
    from celldesign.database.engine import open_catalogue

    with open_catalogue(database) as catalogue:
        kept = find_kept(catalogue, which)
    text = kept.text if kept.text.endswith("\n") else f"{kept.text}\n"
    text += "".join(f"# built with --set {setting!r}\n" for setting in kept.settings)
    if str(file) == "-":
        sys.stdout.write(text)
        return
    if kept.plant:
        _write_plant(kept, file)
    write(file, text)


def _write_plant(kept: "Kept", file: Path) -> None:
    from celldesign.cell.saved import design_of
    from celldesign.errors import DesignError

    # Beside the design whatever folder it was in: a database may be another person's.
    path = file.with_name(Path(design_of(kept).economics.plant).name)
    if path.exists() and path.read_bytes() != kept.plant.encode():
        mend = "write to another folder"
        raise DesignError("another plant file is there already", given=str(path), mend=mend)
    write(path, kept.plant)


@designs.command()
def delete(
    which: Which,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    database: Database = None,
) -> None:
    """Delete a saved design with its results, for good."""
    from celldesign.database.addresses import find_address
    from celldesign.database.designs import delete_kept, find_kept
    from celldesign.database.engine import open_catalogue

    with open_catalogue(database) as catalogue:
        kept = find_kept(catalogue, which)
    if not yes:
        typer.confirm(f"Delete '{kept.name}' ({kept.sha256[:12]}) for good?", abort=True)
    name, count = delete_kept(find_address(database), which)
    typer.echo(f"deleted {name} with {count} result{'' if count == 1 else 's'}")


@designs.command()
def replay(which: Which, as_json: AsJson = False, database: Database = None) -> None:
    """Build a saved design with today's data.

    Shows what changed, and which record caused it.
    """
    from celldesign.cell.saved import replay as replay_kept
    from celldesign.database.designs import find_kept
    from celldesign.database.engine import open_catalogue

    with open_catalogue(database) as catalogue:
        found = replay_kept(find_kept(catalogue, which), catalogue)
    if as_json:
        print_json("designs replay", found.to_dict(), address(database))
    else:
        typer.echo("\n".join(_lines(found)))


def _lines(found: "Replay") -> list[str]:
    kept, today = found.kept, found.cell.to_dict()
    lines = [
        kept.name,
        f"saved    #{kept.id} of {kept.created_at} UTC, {kept.software}, data {kept.dataset}",
        f"today    {today['software']}, data {today['database']['dataset']}",
        "",
    ]
    if not found.changes and not found.causes:
        return [*lines, "nothing changed"]
    lines += [line for cause in found.causes for line in _cause_lines(cause)]
    if found.changes and not found.causes:
        what = "another version of it" if found.other_software else "its equations or constants"
        lines.append(f"no input changed: the software did ({what})")
    shown = [change for change in found.changes if change.name in _HEADLINES]
    lines += ["", "Results"] + [_change_line(change) for change in shown]
    rest = len(found.changes) - len(shown)
    return lines + ([f"  and {rest} more; --json lists them"] if rest else [])


def _cause_lines(cause: "Cause") -> list[str]:
    record = f" (#{cause.record_now})" if cause.record_now else ""
    lines = [f"{cause.name}: {cause.before or 'no input'} is now {cause.now or 'none'}{record}"]
    lines.append(f"  because {cause.reason}")
    for name in _HEADLINES:
        if name in cause.effects:
            lines.append(f"  {name:40} {cause.effects[name]:+.4g}")
    return lines


def _change_line(change: "Change") -> str:
    before, now = _shown(change.before, ""), _shown(change.now, change.unit)
    share = ""
    if isinstance(change.before, float) and isinstance(change.now, float) and change.before:
        share = f"  ({change.now / change.before - 1:+.2%})"
    return f"  {change.name:40} {before} to {now}{share}"


def _shown(value: Any, unit: str) -> str:
    if value is None:
        return "no value"
    number = f"{value:.5g}" if isinstance(value, float) else str(value)
    return number if unit in ("", "1", "C-rate") else f"{number} {unit}"
