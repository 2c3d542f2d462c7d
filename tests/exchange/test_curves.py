"""The curves that simulations and exports take are those of the build."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from celldesign.balancing.half_cells import chosen_curves
from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.errors import ExchangeError
from celldesign.exchange.curves import curve_of
from celldesign.exchange.parameters import Parameters, Porous
from celldesign.exchange.simulate import simulate

TEMPLATE = Path(__file__).parents[2] / "templates" / "new" / "lithium-ion.toml"


@pytest.fixture(scope="module")
def silicon(build: Callable[..., Cell]) -> Cell:
    text = TEMPLATE.read_text().replace('graphite = "96 wt%"', 'silicon = "96 wt%"')
    return build(
        text.replace('capacity_factor = "91 %"', "").replace("np_ratio = 1.1", "np_ratio = 1.5")
    )


def test_an_anode_follows_its_delithiation_in_a_discharge(
    silicon: Cell, parameters: Callable[[Cell], Parameters], catalogue: Catalogue
) -> None:
    found = parameters(silicon).negative
    assert isinstance(found, Porous)
    halves = {c.direction: c for c in chosen_curves(catalogue.curves("silicon"), 298.15)}
    cells = silicon.given.balanced.cells
    x = np.linspace(found.empty, found.full, 7)
    degrees = np.linspace(float(cells.anode_low), float(cells.anode_high), 7)
    for direction, same in (("delithiation", True), ("lithiation", False)):
        half = halves[direction]
        by_hand = np.interp(degrees, half.degree, half.potential)
        ours = np.array([found.curve.at(each) for each in x])
        assert bool(np.all(abs(ours - by_hand) < 5e-3)) == same, direction


def test_a_cell_under_load_stays_below_its_equilibrium(
    silicon: Cell, parameters: Callable[[Cell], Parameters]
) -> None:
    (found,) = simulate(parameters(silicon), [0.05 / 3600])
    at_rest = float(silicon["operation.average_voltage_at_rest"].value)
    assert at_rest - 0.04 < found.average_voltage < at_rest
    at_rest = float(silicon["capacity_at_rest"].value)
    assert found.capacity / 3600 == pytest.approx(at_rest, rel=0.02)


def test_a_material_without_a_curve_is_named() -> None:
    with pytest.raises(ExchangeError, match="a voltage curve of unobtainium is required"):
        curve_of("unobtainium", [], "anode", 298.15)
