"""The commands `schema` and `mcp`: for editors and agents."""

from typing import Annotated

import typer

from celldesign.app.options import Database
from celldesign.app.output import json_text
from celldesign.errors import CelldesignError, install


def schema() -> None:
    """Print the JSON Schema of the design file.

    Editors complete and check TOML by it.
    """
    from celldesign.design.schema import design_schema

    typer.echo(json_text(design_schema()), nl=False)


def mcp(
    tools: Annotated[
        bool, typer.Option("--list", help="List the tools, and do not serve.")
    ] = False,
    database: Database = None,
) -> None:
    """Serve agents by the Model Context Protocol.

    Over standard input and output, as an agent's program starts it: build, explain, whatif, solve,
    compare, materials and examples.
    """
    try:
        from celldesign.web.agent import create_agent
    except ModuleNotFoundError as error:
        required = f"serving agents needs {error.name}"
        raise CelldesignError(required, mend=install("mcp")) from None
    server = create_agent(database)
    if not tools:
        server.run("stdio")
        return
    import asyncio

    for tool in asyncio.run(server.list_tools()):
        typer.echo(f"{tool.name:10} {(tool.description or '').splitlines()[0]}")
