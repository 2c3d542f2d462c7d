"""`celldesign db`: making a database, bringing it up to date, and what it is."""

from typing import Any

import typer

from celldesign.app.options import AsJson, Database
from celldesign.app.output import print_json

db = typer.Typer(
    help="Make a database, bring it up to date, see what it is.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@db.command()
def init(database: Database = None) -> None:
    """Make the database, or bring it up to date.

    It holds the shipped data then; values of your own stay as they are.
    """
    _write(database, seeds=True)
    _print(_info(database))


@db.command()
def upgrade(database: Database = None) -> None:
    """Bring the schema up to this software's.

    Every row is kept, and a failure changes nothing.
    """
    before, after = _write(database, seeds=False)
    typer.echo(f"schema {after}, as before" if before == after else f"schema {before} to {after}")


@db.command()
def seed(database: Database = None) -> None:
    """Bring the shipped data up to this software's.

    That of installed packages too; values of your own stay as they are.
    """
    _write(database, seeds=True)
    info = _info(database)
    typer.echo(f"data {info['dataset']}: {info['values']} values, {info['own_values']} your own")


@db.command()
def info(as_json: AsJson = False, database: Database = None) -> None:
    """Say where the database is, and how much it holds.

    With the versions of its schema and data; nothing is changed.
    """
    found = _info(database)
    if as_json:
        print_json("db info", found, {"url": found["url"]})
    else:
        _print(found)


def _write(database: str | None, *, seeds: bool) -> tuple[str, str]:
    from celldesign.database.addresses import find_address
    from celldesign.database.files import material_folders
    from celldesign.database.seeding import migrate
    from celldesign.database.seeding import seed as seed_database
    from celldesign.database.writing import writing

    address = find_address(database)
    if seeds:
        seed_database(address, *material_folders())
        return "", ""
    with writing(address) as session:
        return migrate(session, address)


def _info(database: str | None) -> dict[str, Any]:
    from celldesign.database.addresses import find_address
    from celldesign.database.engine import describe

    return describe(find_address(database))


def _print(found: dict[str, Any]) -> None:
    for name, value in found.items():
        typer.echo(f"{name.replace('_', ' '):14} {value}")
