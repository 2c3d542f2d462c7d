"""A PostgreSQL server of the tests' own, in a folder of its own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER, PASSWORD = "ada", "s3cret-word"


class Server:
    """A running server; `stop` and `start` as a fault would."""

    def __init__(self, programs: Path, folder: Path, owner: str | None, port: int) -> None:
        self.programs, self.folder, self.owner, self.port = programs, folder, owner, port
        self.made = 0

    def url(self, database: str) -> str:
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make an empty database and return its URL."""
        import psycopg

        self.made += 1
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE cells{self.made}")
        return self.url(f"cells{self.made}")

    def start(self) -> None:
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
            f"{self.folder} -c fsync=off -c max_connections=60"
        )
        log = self.folder / "log"
        self._run("pg_ctl", "start", "-w", "-D", self.folder / "data", "-o", options, "-l", log)

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "stop", "-w", "-D", self.folder / "data", "-m", mode)

    def make(self) -> None:
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        if self.owner:
            for path in (self.folder, secret):
                shutil.chown(path, self.owner)
        self._run(
            "initdb", "-D", self.folder / "data", "-U", USER, f"--pwfile={secret}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip

    def _run(self, program: str, *arguments: object) -> None:
        subprocess.run(
            [self.programs / program, *map(str, arguments)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            # The server refuses to run as the superuser.
            **({"user": self.owner, "group": _group(self.owner)} if self.owner else {}),
        )


@contextmanager
def server() -> Iterator[Server | str]:
    """Start a server and stop it in the end; yields why where there is none to start."""
    if not hasattr(os, "geteuid"):
        yield "no PostgreSQL is looked for on this system"
        return
    programs = _programs()
    owner = "nobody" if os.geteuid() == 0 else None
    if programs is None:
        yield "no PostgreSQL server (initdb) is installed"
        return
    with tempfile.TemporaryDirectory(prefix="celldesign-", ignore_cleanup_errors=True) as folder:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        made = Server(programs, Path(folder), owner, port)
        made.make()
        made.start()
        try:
            yield made
        finally:
            made.stop()


def _programs() -> Path | None:
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _group(owner: str) -> int:
    return pwd.getpwnam(owner).pw_gid
