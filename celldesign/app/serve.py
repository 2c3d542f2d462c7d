"""The command `serve`: a local page to play with."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Annotated

import typer

from celldesign.app.options import Database, say_shipped
from celldesign.errors import CelldesignError, DesignError, install, reason

_EVERYWHERE = ("0.0.0.0", "::")


def serve(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", callback=say_shipped, help="Designs or examples to open."),
    ] = None,
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="N", min=0, max=65535, help="Port; 0 takes one that is free."
        ),
    ] = 0,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="An address of this computer.")
    ] = "127.0.0.1",
    exposed: Annotated[
        bool,
        typer.Option("--i-know-this-exposes-my-designs", help="Allow a host other than loopback."),
    ] = False,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
    api: Annotated[
        bool, typer.Option("--api", help="Serve the HTTP API for programs instead of the page.")
    ] = False,
    database: Database = None,
) -> None:
    """Open a local page to play with a design.

    Move sliders, pin variants, compare, ask what if; Ctrl-C ends it. With --api programs are
    answered under /api/v1 instead, which OpenAPI describes; the token goes into a header.
    """
    try:
        import uvicorn

        from celldesign.web.patience import PatientProtocol
        from celldesign.web.server import Settings, create_app

        if api:
            from celldesign.web.api import ROOT, create_api
    except ModuleNotFoundError as error:
        raise CelldesignError(f"the page needs {error.name}", mend=install("web")) from None
    from celldesign.design.file import read_design

    if not _loopback(host) and not exposed:
        raise DesignError(
            "anybody who reaches this address and learns the token reads and changes what the page "
            "shows, over a connection that is not encrypted",
            given=f"--host {host}",
            mend="leave --host out, or add --i-know-this-exposes-my-designs",
        )
    designs = tuple((str(path), read_design(path).text) for path in files or [])
    listening = _listen(host, port)
    number = listening.getsockname()[1]
    names = _names(host)
    settings = Settings(frozenset(f"{_bracketed(n)}:{number}" for n in names), designs, database)
    shown = min(names - {host}, key=len) if host in _EVERYWHERE else host
    start = f"http://{_bracketed(shown)}:{number}"
    address = f"{start}/?token={settings.token}"
    said = f"celldesign is at {address}"
    if api:
        said = f"the API is at {start}{ROOT}, described by {start}{ROOT}/openapi.json\n"
        said += f"Send the header Authorization: Bearer {settings.token}"
    typer.echo(f"{said}\nStop it with Ctrl-C.")
    config = uvicorn.Config(
        create_api(settings) if api else create_app(settings),
        http=PatientProtocol,
        log_level="warning",
        timeout_graceful_shutdown=3,
        server_header=False,
        limit_concurrency=500,
    )
    with _opened(address) if browser and not api else nullcontext():
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            pass
        finally:
            listening.close()
    typer.echo("stopped")


@contextmanager
def _opened(address: str) -> Iterator[None]:
    """Open the page through a file that only its user reads: any may read a command line."""
    import tempfile
    import webbrowser
    from html import escape

    with tempfile.TemporaryDirectory(prefix="celldesign-") as folder:  # readable by its owner alone
        page = Path(folder) / "open.html"
        to = escape(address)
        html = f'<!doctype html><meta http-equiv="refresh" content="0;url={to}">'
        page.write_text(f'{html}<a href="{to}">open</a>', encoding="utf-8")
        webbrowser.open(page.as_uri())
        yield


def _names(host: str) -> set[str]:
    """By what names a browser may reach a host; all of this machine's where it is every address."""
    if _loopback(host):
        return {host, "localhost"}
    if host not in _EVERYWHERE:
        return {host}
    own = socket.gethostname()
    found = {host, "localhost", "127.0.0.1", "::1", own, socket.getfqdn()}
    with suppress(OSError):
        found |= {str(place[0]) for *_, place in socket.getaddrinfo(own, None)}
    return found - {""}


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind(place)
            made.listen()  # who comes before the page is ready waits
        except BaseException:
            made.close()
            raise
    except (OSError, UnicodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "that is no host"
        given = f"{host}:{port}"
        raise DesignError(f"the page cannot be served there ({why})", given=given) from None
    return made
