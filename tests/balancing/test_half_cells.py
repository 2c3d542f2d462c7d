"""One choice of half-cell curves: what a cell follows in discharge and in charge."""

from dataclasses import replace

import numpy as np
import pytest

from celldesign.balancing.half_cells import chosen_curves, followed
from celldesign.database.catalogue import Catalogue


@pytest.mark.parametrize(
    ("electrode", "order"),
    [("anode", ("delithiation", "lithiation")), ("cathode", ("lithiation", "delithiation"))],
)
def test_an_anode_gives_its_lithium_in_a_discharge_and_a_cathode_takes_it(
    catalogue: Catalogue, electrode: str, order: tuple[str, str]
) -> None:
    found = followed(chosen_curves(catalogue.curves("silicon"), 298.15), electrode)
    assert tuple(each.direction for each in found) == order


def test_what_is_cut_keeps_its_potentials_and_the_charge_per_degree(catalogue: Catalogue) -> None:
    halves = chosen_curves(catalogue.curves("silicon"), 298.15)
    shorter = [
        replace(c, degree=tuple(0.1 + 0.8 * np.array(c.degree))) if c.direction == "lithiation"
        else c
        for c in halves
    ]  # fmt: skip
    discharge, charge = followed(shorter, "anode")
    whole = next(c for c in halves if c.direction == "delithiation")
    assert discharge.degree == charge.degree
    low, high = discharge.degree[0], discharge.degree[-1]
    assert low >= 0.1
    assert high <= 0.9 + 1e-12
    at = 0.5 * (low + high)
    assert np.interp(at, discharge.degree, discharge.potential) == pytest.approx(
        np.interp(at, whole.degree, whole.potential), abs=2e-3
    )
    assert discharge.capacity / (high - low) == pytest.approx(
        whole.capacity / (whole.degree[-1] - whole.degree[0])
    )


def test_a_lone_curve_serves_both_directions(catalogue: Catalogue) -> None:
    (lone,) = chosen_curves(catalogue.curves("graphite"), 298.15)
    assert followed([lone], "anode") == (lone, lone)
