import os
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

from celldesign.cell.build import build_cell
from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.database.engine import open_catalogue
from celldesign.design.file import parse_design, read_design
from celldesign.design.overrides import set_values

# The modules that import an extra when they are imported, as the search for doctests does.
_OF_EXTRAS = {
    "fastapi": ("api.py", "server.py"),
    "uvicorn": ("patience.py",),
    "mcp": ("agent.py",),
}
collect_ignore = [
    f"celldesign/web/{file}"
    for package, files in _OF_EXTRAS.items()
    if not find_spec(package)
    for file in files
]

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session", autouse=True)
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a database of this process alone, which every test finds, and no user's own."""
    url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'celldesign.sqlite'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CELLDESIGN_DATABASE", url)
        yield url


@pytest.fixture(scope="session")
def catalogue(database: str) -> Iterator[Catalogue]:
    with open_catalogue(database) as opened:
        yield opened


@pytest.fixture(scope="session")
def build(catalogue: Catalogue) -> Callable[..., Cell]:
    """Build a cell from the text or the path of a design, with settings on top."""

    def run(
        design: str | Path, free: Sequence[str] = (), hold: Sequence[str] = (), **settings: str
    ) -> Cell:
        read = read_design(design) if isinstance(design, Path) else parse_design(design, "f.toml")
        return build_cell(set_values(read, settings, free, hold), catalogue)

    return run
