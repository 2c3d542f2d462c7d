"""The HTTP API for programs: version 1 under /api/v1, described by OpenAPI.

It has the page's guards: known host names, a token (as a bearer), bounded requests and answers.
"""

import json
import math
import sys
import traceback
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from celldesign.design.schema import design_schema
from celldesign.errors import CelldesignError
from celldesign.web.server import Settings, error, foreign, guard, same
from celldesign.web.tools import Tools

ROOT = "/api/v1"
SCHEMA = 2  # of the envelope, as of every --json


class Cell(BaseModel):
    """A design with values set on top of it."""

    model_config = ConfigDict(extra="forbid")

    design: str = Field(
        description="The name of a shipped example, or the text of a design file in TOML.",
        examples=["pouch_1Ah"],
    )
    settings: dict[str, str] = Field(
        default={}, description="Values with units.", examples=[{"anode.thickness": "20 um"}]
    )
    free: list[str] = Field(default=[], description="Names that are no longer given.")
    hold: list[str] = Field(default=[], description="Names held at the value of the cell as it is.")


class Named(Cell):
    """A design, and which quantities to give: none for the headlines, `["*"]` for all."""

    names: list[str] = Field(default=[], examples=[["stack.specific_energy", "np_ratio"]])


class Explained(Cell):
    """A design, and the quantity to explain."""

    name: str = Field(examples=["np_ratio"])


class Varied(Named):
    """A design, and what varies: START:STOP:STEP with a unit, or values parted by commas."""

    vary: dict[str, str] = Field(examples=[{"anode.thickness": "20:60:10um"}])


class Sought(Cell):
    """A design, unknowns with their bounds, and the results that are wanted."""

    vary: dict[str, str] = Field(examples=[{"anode.thickness": "1:60um"}])
    targets: dict[str, str] = Field(examples=[{"stack.specific_energy": "365 Wh/kg"}])


class Titled(Cell):
    """A design under a title."""

    title: str = ""


class Several(BaseModel):
    """Two to eight designs."""

    model_config = ConfigDict(extra="forbid")

    designs: list[Titled]
    names: list[str] = []


class Refusal(BaseModel):
    """What was required, what was given, and how to mend it, in one line."""

    error: str


def create_api(settings: Settings) -> FastAPI:
    """Make the application that answers programs."""
    app = FastAPI(
        title="celldesign",
        version=version("celldesign"),
        description="Battery cells: every number with its unit, standard uncertainty and origin.",
        openapi_url=f"{ROOT}/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses={400: {"model": Refusal}, 403: {"model": Refusal}, 503: {"model": Refusal}},
    )
    _routes(app, Tools(settings.database))
    _refusals(app)
    guard(app, lambda request: _refusal(request, settings))
    return app


def _refusal(request: Request, settings: Settings) -> Response | None:
    if (response := foreign(request, settings, by_page=False)) is not None:
        return response
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not same(token.strip(), settings):
        return error(
            "the header 'Authorization: Bearer TOKEN' is required, as `serve` printed", 403
        )
    return None


def _routes(app: FastAPI, tools: Tools) -> None:
    @app.post(f"{ROOT}/build")
    def build(cell: Named) -> JSONResponse:
        """Build a cell: quantities with unit, standard uncertainty and origin; warnings."""
        return _answer("build", tools.build(**cell.model_dump()))

    @app.post(f"{ROOT}/explain")
    def explain(cell: Explained) -> JSONResponse:
        """Explain one quantity: formula, numbers and units, down to sources."""
        return _answer("explain", tools.explain(**cell.model_dump()))

    @app.post(f"{ROOT}/whatif")
    def whatif(cell: Varied) -> JSONResponse:
        """Evaluate every combination of values; a row for each cell."""
        return _answer("whatif", tools.whatif(**cell.model_dump()))

    @app.post(f"{ROOT}/solve")
    def solve(cell: Sought) -> JSONResponse:
        """Find values within bounds that give the targets, or say why none does."""
        return _answer("solve", tools.solve(**cell.model_dump()))

    @app.post(f"{ROOT}/compare")
    def compare(several: Several) -> JSONResponse:
        """Set cells side by side."""
        asked = several.model_dump()
        return _answer("compare", tools.compare(asked["designs"], asked["names"]))

    @app.get(f"{ROOT}/materials")
    def materials(query: str = "", name: str = "") -> JSONResponse:
        """Find materials by words, or give all values of one with their sources."""
        return _answer("materials", tools.materials(query, name))

    @app.get(f"{ROOT}/schema")
    def schema() -> JSONResponse:
        """The JSON Schema of a design file."""
        return JSONResponse(design_schema())


def _answer(command: str, content: dict[str, Any]) -> JSONResponse:
    envelope = {
        "schema": SCHEMA,
        "command": command,
        "software": f"celldesign {version('celldesign')}",
        "warnings": [],
    }
    return JSONResponse(_finite({**envelope, **content, "schema": SCHEMA}))


def _finite(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _finite(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_finite(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content


def _refusals(app: FastAPI) -> None:
    @app.exception_handler(CelldesignError)
    def refused(_: Request, found: CelldesignError) -> JSONResponse:
        return error(str(found), 400)

    @app.exception_handler(HTTPException)
    def other(_: Request, found: HTTPException) -> JSONResponse:
        return error(str(found.detail), found.status_code)

    @app.exception_handler(RequestValidationError)
    def malformed(_: Request, found: RequestValidationError) -> JSONResponse:
        places = [f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in found.errors()[:5]]
        said = json.dumps("; ".join(places))[1:-1]
        return error(f"a request of the documented form is required: {said}"[:500], 400)

    @app.exception_handler(Exception)
    def ours(_: Request, found: Exception) -> JSONResponse:
        traceback.print_exception(found, file=sys.stderr)
        return error("this went wrong inside celldesign; the terminal shows where", 500)
