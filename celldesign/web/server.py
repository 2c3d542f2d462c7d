"""The page's server: local, one user, and guarded as if it were not."""

import asyncio
import gzip
import hashlib
import json
import secrets
import sys
import threading
import traceback
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from celldesign.database.shelf import CachedCatalogue
from celldesign.errors import CelldesignError
from celldesign.files import data_folder
from celldesign.report.embed import drawing_script, plotly_script
from celldesign.report.html import environment
from celldesign.web import live
from celldesign.web.live import Asked

LARGEST_BODY = 1_000_000
SECONDS = 30.0
KEPT_ANSWERS = 256
# The one style that this keeps Plotly from adding is that of its maps.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Settings:
    """Whom the server answers: the host names it goes by, and the token that opens it."""

    hosts: frozenset[str]
    designs: tuple[tuple[str, str], ...] = ()
    database: str | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies do not know ports, and two servers may run."""
        return "celldesign-" + "-".join(sorted(host.rpartition(":")[2] for host in self.hosts)[:1])


def create_app(settings: Settings) -> FastAPI:
    """Make the application that answers the page."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    shelf = CachedCatalogue(settings.database)
    _pages(app, settings)
    _answers(app, shelf)
    _downloads(app, shelf)
    guard(app, lambda request: _refusal(request, settings))
    return app


def guard(app: FastAPI, refusal: Callable[[Request], Response | None]) -> None:
    """Answer nothing that is refused, nothing that takes too long, and all with strict headers."""

    @app.middleware("http")
    async def guarded(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
        response = refusal(request)
        try:
            if response is None:
                response = await asyncio.wait_for(call(request), SECONDS)
        except TimeoutError:
            response = error(f"this takes longer than {SECONDS:.0f} s; ask for less", 503)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def foreign(request: Request, settings: Settings, by_page: bool = True) -> Response | None:
    """Refuse another host, another origin and too much; a program need not name its origin."""
    if request.headers.get("host", "") not in settings.hosts:
        return error("this server is addressed by another name", 421)
    length = request.headers.get("content-length", "0")
    if request.method == "POST":
        origin = request.headers.get("origin", "").partition("://")
        named = by_page or "origin" in request.headers
        if named and (origin[0] != "http" or origin[2] not in settings.hosts):
            return error("a request from another page is not answered", 403)
        if not length.isdecimal() or "content-length" not in request.headers:
            return error("the length of a request is required", 411)
        if int(length) > LARGEST_BODY:
            return error(f"a request may have up to {LARGEST_BODY // 1000} kB", 413)
    return None


def _refusal(request: Request, settings: Settings) -> Response | None:
    """Say why a request is not answered: what is foreign, and what has no token."""
    if (response := foreign(request, settings)) is not None:
        return response
    opening = request.url.path == "/" and same(request.query_params.get("token"), settings)
    if not opening and not same(request.cookies.get(settings.cookie), settings):
        return error("open the address that `celldesign serve` printed, with its token", 403)
    return None


def same(given: str | None, settings: Settings) -> bool:
    """Compare a token in a time that does not depend on it."""
    return given is not None and secrets.compare_digest(given.encode(), settings.token.encode())


def error(message: str, status: int) -> JSONResponse:
    """Say in one line why a request is not answered."""
    return JSONResponse({"error": message}, status)


def _pages(app: FastAPI, settings: Settings) -> None:
    folder = data_folder("templates") / "web"
    style = environment().get_template("style.css.jinja").render()
    style += (folder / "page.css").read_text(encoding="utf-8")
    script = (folder / "page.js").read_text(encoding="utf-8")
    start = [*settings.designs, *_beginnings()]
    version = hashlib.sha256(plotly_script().encode()).hexdigest()[:16]
    page = environment().get_template("live_page.html.jinja")
    html = page.render(names=live.names(), plotly=version)

    @app.get("/")
    def home(token: str | None = None) -> Response:
        if token is None:
            return Response(html, media_type="text/html; charset=utf-8")
        # The token leaves the address, and with it the history, at once.
        response = RedirectResponse("/", 303)
        response.set_cookie(settings.cookie, settings.token, httponly=True, samesite="strict")
        return response

    @app.get("/page.css")
    def css() -> Response:
        return Response(style, media_type="text/css")

    @app.get("/page.js")
    def javascript() -> Response:
        return Response(script, media_type="text/javascript")

    @app.get("/figures.js")
    def figures() -> Response:
        return Response(drawing_script(), media_type="text/javascript")

    @app.get("/plotly.js")
    def drawing_library() -> Response:
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        headers["Content-Encoding"] = "gzip"
        return Response(_packed_plotly(), media_type="text/javascript", headers=headers)

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(status_code=204)

    @app.get("/api/designs")
    def designs() -> JSONResponse:
        return JSONResponse([{"title": title, "text": text} for title, text in start])


@cache
def _packed_plotly() -> bytes:
    return gzip.compress(plotly_script().encode(), 6)


def _beginnings() -> list[tuple[str, str]]:
    folder = data_folder("templates") / "new"
    return [
        (f"new {path.stem}", path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.toml"))
    ]


async def _content(request: Request) -> Mapping[str, Any]:
    try:
        content = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise CelldesignError("JSON is required") from None
    if not isinstance(content, dict):
        raise CelldesignError("a JSON object is required")
    return content


_Key = tuple[str, tuple[object, ...], object]


class _Kept:
    """The last answers. New ones are made one after the other, and asked for twice made once.

    Python works on one at a time in any case; side by side they would only make each other late.
    An answer holds while `stamp` stays as it was; where that is false, none is kept.
    """

    def __init__(
        self, make: Callable[[Asked], bytes], stamp: Callable[[], object] = lambda: True
    ) -> None:
        self.make, self.stamp = make, stamp
        self.known: OrderedDict[_Key, bytes] = OrderedDict()
        self.reading, self.making = threading.Lock(), threading.Lock()

    def answer(self, asked: Asked) -> bytes:
        with self.making:
            if found := self.find(asked):
                return found
            key = self._key(asked)
            made = self.make(asked)
            with self.reading:  # before the next one may look, or it would be made again
                if key[-1]:
                    self.known[key] = made
                if len(self.known) > KEPT_ANSWERS:
                    self.known.popitem(last=False)
        return made

    def find(self, asked: Asked) -> bytes | None:
        """Give an answer that is there already."""
        key = self._key(asked)
        with self.reading:
            if key in self.known:
                self.known.move_to_end(key)
            return self.known.get(key)

    def _key(self, asked: Asked) -> _Key:
        return asked.text, (*asked.settings.items(), *asked.hold), self.stamp()


def _answers(app: FastAPI, where: CachedCatalogue) -> None:
    kept = _Kept(lambda asked: json.dumps(live.shown(asked, where)).encode(), where.stamp)

    def build(content: Mapping[str, Any]) -> Response:
        return Response(kept.answer(Asked.read(content)), media_type="application/json")

    def known(content: Mapping[str, Any]) -> Response | None:
        found = kept.find(Asked.read(content))
        return Response(found, media_type="application/json") if found else None

    def one(answer: Callable[[Asked, Mapping[str, Any]], Any]) -> Callable[[Any], Response]:
        return lambda content: JSONResponse(answer(Asked.read(content), content))

    def word(content: Mapping[str, Any], key: str) -> str:
        return str(content.get(key, ""))[:200]

    answers: dict[str, Callable[[Any], Response]] = {
        "build": build,
        "inputs": one(lambda a, _: live.inputs(a)),
        "explain": one(lambda a, c: {"html": live.explained(a, word(c, "name"), where)}),
        "whatif": one(lambda a, c: live.what_if(a, c, where)),
        "matters": one(lambda a, c: {"html": live.what_matters(a, word(c, "output"), where)}),
        "solve": one(lambda a, c: live.solved(a, c, where)),
        "compare": lambda c: JSONResponse({"html": live.compared(*_variants(c), where)}),
        "materials": lambda c: JSONResponse(live.materials(word(c, "query"), where)),
        "material": lambda c: JSONResponse({"html": live.material(word(c, "key"), where)}),
    }

    @app.post("/api/{name}")
    async def answer(name: str, request: Request) -> Response:
        if name not in answers:
            return error("there is nothing of this name", 404)
        return await _told(answers[name], request, known if name == "build" else None)


def _variants(content: Mapping[str, Any]) -> tuple[Sequence[Asked], Sequence[str]]:
    variants = content.get("variants")
    if not isinstance(variants, list) or not all(isinstance(each, dict) for each in variants):
        raise CelldesignError("a list of variants is required")
    if len(variants) > live.MOST_VARIANTS:
        raise CelldesignError(f"at most {live.MOST_VARIANTS} variants are compared")
    titles = [str(each.get("title", "")) for each in variants]
    return [Asked.read(each) for each in variants], titles


def _downloads(app: FastAPI, where: CachedCatalogue) -> None:
    def workbook(content: Mapping[str, Any]) -> bytes:
        from celldesign.report.workbook import workbook as write

        return write(live.titled(*_variants(content), where))

    def data(content: Mapping[str, Any]) -> bytes:
        cells = live.titled(*_variants(content), where)
        found = [cell.to_dict() for cell in cells]
        return json.dumps(found[0] if len(found) == 1 else found, indent=1).encode()

    def design(content: Mapping[str, Any]) -> bytes:
        (asked, *_), (title, *_) = _variants(content)
        return live.design_file(asked, title, where).encode()

    kinds: dict[str, tuple[str, Callable[[Any], bytes]]] = {
        "html": ("text/html", lambda c: live.report(*_variants(c), where).encode()),
        "xlsx": (_XLSX, workbook),
        "json": ("application/json", data),
        "toml": ("application/toml", design),
    }

    @app.post("/download/{kind}")
    async def download(kind: str, request: Request) -> Response:
        if kind not in kinds:
            return error("there is nothing of this name", 404)
        media, write = kinds[kind]
        return await _told(lambda content: Response(write(content), media_type=media), request)


async def _told(
    answer: Callable[[Any], Response],
    request: Request,
    known: Callable[[Any], Response | None] | None = None,
) -> Response:
    """Answer, or say in one line why not; what is our own fault goes to the terminal.

    What is `known` is answered at once, without a thread.
    """
    try:
        content = await _content(request)
        if known and (found := known(content)):
            return found
        return await run_in_threadpool(answer, content)
    except CelldesignError as refused:
        return error(str(refused), 400)
    except Exception:
        traceback.print_exc(file=sys.stderr)
        return error("this went wrong inside celldesign; the terminal shows where", 500)
