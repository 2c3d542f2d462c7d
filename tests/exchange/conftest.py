from collections.abc import Callable
from pathlib import Path

import pytest

from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.exchange.collect import collect
from celldesign.exchange.parameters import Parameters

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def ion(build: Callable[..., Cell]) -> Cell:
    """A lithium-ion cell with everything that a physics-based model needs."""
    return build(ROOT / "templates" / "new" / "lithium-ion.toml")


@pytest.fixture(scope="session")
def coin(build: Callable[..., Cell]) -> Cell:
    """The paper's coin cell."""
    return build(ROOT / "examples" / "coin_2032.toml")


@pytest.fixture(scope="session")
def parameters(catalogue: Catalogue) -> Callable[[Cell], Parameters]:
    return lambda cell: collect(cell, catalogue)
