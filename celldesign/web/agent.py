"""The server for agents: the Model Context Protocol over standard input and output."""

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from celldesign.design.schema import design_schema
from celldesign.errors import CelldesignError
from celldesign.files import example_names
from celldesign.web.tools import Tools

INSTRUCTIONS = """\
celldesign computes battery cells: capacities, Wh/kg, Wh/L, masses, resistance, runaway energy,
life, cost and footprint. A design is the name of a shipped example (the tool `examples` lists
them) or the whole text of a design file in TOML. Values carry their unit in the text: "70 um",
"40 %", "2.7 g/cm^3", "C/20". Report every number with its unit and `std` (standard uncertainty,
absent where nothing is known), and pass on the assumptions and warnings. An error says what was
required, what was given and how to mend it: mend the input, do not work around it, and never
replace a refused value by a guess."""

Design = Annotated[str, Field(description="A shipped example's name, or a design file's text.")]
Set = Annotated[
    dict[str, str] | None,
    Field(description='Values on top of it, as {"anode.thickness": "20 um"}.'),
]
Free = Annotated[list[str] | None, Field(description="Names that are no longer given.")]
Hold = Annotated[list[str] | None, Field(description="Names held at the value of the cell now.")]
Names = Annotated[
    list[str] | None,
    Field(description='Quantities to give; none: headlines, ["*"]: all.'),
]
Vary = Annotated[
    dict[str, str],
    Field(description='Values, as {"anode.thickness": "20:60:10um"} or {"np_ratio": "1.05,1.1"}.'),
]
Bounds = Annotated[
    dict[str, str], Field(description='Bounds of the unknowns, as {"anode.thickness": "1:60um"}.')
]
Targets = Annotated[
    dict[str, str], Field(description='Wanted, as {"stack.specific_energy": "365 Wh/kg"}.')
]


def create_agent(database: str | None = None) -> MCPServer:
    """Make the server with its seven tools, and the schema of the design file as a resource."""
    server = MCPServer(
        "celldesign", instructions=INSTRUCTIONS, version=version("celldesign"), log_level="ERROR"
    )
    tools = Tools(database)

    @server.tool(structured_output=False)
    def build(
        design: Design, settings: Set = None, free: Free = None, hold: Hold = None,
        names: Names = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Build a cell: quantities with unit, standard uncertainty and origin, and warnings."""
        return _told(
            lambda: tools.build(design, settings or {}, free or (), hold or (), names or ())
        )

    @server.tool(structured_output=False)
    def explain(
        design: Design, name: str, settings: Set = None, free: Free = None, hold: Hold = None
    ) -> dict[str, Any]:
        """Explain one quantity of a cell: formula, numbers, units, down to sources."""
        return _told(lambda: tools.explain(design, name, settings or {}, free or (), hold or ()))

    @server.tool(structured_output=False)
    def whatif(
        design: Design, vary: Vary, settings: Set = None, free: Free = None, hold: Hold = None,
        names: Names = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Evaluate a design for every combination of values; a row for each cell."""
        return _told(
            lambda: tools.whatif(design, vary, settings or {}, free or (), hold or (), names or ())
        )

    @server.tool(structured_output=False)
    def solve(
        design: Design, vary: Bounds, targets: Targets, settings: Set = None, free: Free = None,
        hold: Hold = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Find values of unknowns that give wanted results, or say why none does."""
        return _told(
            lambda: tools.solve(design, vary, targets, settings or {}, free or (), hold or ())
        )

    @server.tool(structured_output=False)
    def compare(
        designs: Annotated[
            list[dict[str, Any]], Field(description="Each {design, settings, free, hold, title}.")
        ],
        names: Names = None,
    ) -> dict[str, Any]:
        """Set two to eight cells side by side."""
        return _told(lambda: tools.compare(designs, names or ()))

    @server.tool(structured_output=False)
    def materials(query: str = "", name: str = "") -> dict[str, Any]:
        """Find materials by words (query), or give all values of one (name) with sources."""
        return _told(lambda: tools.materials(query, name))

    @server.tool(structured_output=False)
    def examples(name: str = "") -> dict[str, Any]:
        """List the shipped designs, or give the text of one, to start a design from."""
        return _told(lambda: _examples(name))

    @server.resource("celldesign://schema", mime_type="application/schema+json")
    def schema() -> dict[str, Any]:
        """The JSON Schema of a design file."""
        return design_schema()

    return server


def _examples(name: str) -> dict[str, Any]:
    from celldesign.web.tools import design_of

    if name:
        return {"name": name, "text": design_of(name, {}).text}
    return {"examples": [each.removesuffix(".toml") for each in example_names()]}


def _told(answer: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Answer, or refuse in one line as everywhere."""
    try:
        return answer()
    except CelldesignError as error:
        raise ToolError(str(error)) from None
