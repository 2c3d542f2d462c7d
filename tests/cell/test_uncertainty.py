"""Standard uncertainties by central differences, one input at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from celldesign.cell.result import Cell

TEMPLATE = Path(__file__).parents[2] / "templates" / "new" / "lithium-ion.toml"


def test_a_share_that_grows_leaves_less_to_the_others(build: Callable[..., Cell]) -> None:
    """Of 96 +/- 1 % the rest is 4 -/+ 1 %, in its proportions.

    1/rho = sum of w/rho_i, so the derivative by one share w, the others rescaled, is
    1/rho_1 - (1/rho - w/rho_1) / (1 - w).
    """
    text = TEMPLATE.read_text(encoding="utf-8")
    exact = build(text)
    loose = build(text.replace('NMC811 = "96 wt%"', 'NMC811 = { value = "96 wt%", std = "1 wt%" }'))
    key = "cathode.recipe.NMC811"
    assert key in loose.inputs
    # a quarter of a point where the design states nothing
    assert exact.given.leaves["cathode_mass_fraction"][0].std == pytest.approx(0.0025)
    assert loose.given.leaves["cathode_mass_fraction"][1].std is None
    volume = 1 / float(exact["cathode.solid_density"].si)
    active = 1 / float(exact.given.leaves["cathode_component_density"][0].value)
    slope = active - (volume - 0.96 * active) / 0.04
    change = abs(0.01 * slope) / volume * float(exact["cathode.solid_density"].si)
    found = loose.contributions["cathode_solid_density"][loose.inputs.index(key)]
    assert abs(found) == pytest.approx(change, rel=1e-3)


def test_contributions_add_up_in_squares(build: Callable[..., Cell]) -> None:
    cell = build(TEMPLATE)
    assert len(set(cell.inputs)) == len(cell.inputs)
    assert cell.contributions
    for name, parts in cell.contributions.items():
        assert float(cell.stds[name]) == pytest.approx(float((parts**2).sum() ** 0.5), rel=1e-12)
