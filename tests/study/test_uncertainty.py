from pathlib import Path

import numpy as np
import pytest

from celldesign.errors import CelldesignError
from celldesign.study.distributions import read_distribution
from celldesign.study.opened import open_design
from celldesign.study.uncertainty import uncertainty
from celldesign.study.whatif import read

EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"
COLUMNS = ("stack.specific_energy", "stack.energy_density", "np_ratio", "capacity")
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(scope="module")
def found(database):
    return uncertainty(EXAMPLE, count=20_000, columns=COLUMNS, shares=["capacity < 1.25 Ah"])


@pytest.fixture(scope="module")
def opened(catalogue):
    return open_design(read(EXAMPLE, {}), catalogue, {})


def test_it_agrees_with_first_order_where_the_model_is_near_linear(found, build):
    cell = build(EXAMPLE)
    for name in COLUMNS:
        (row,) = (r for label, r in found.outputs.iterrows() if label.split(" [")[0] == name)
        assert row["linear"]
        assert row["first-order std"] == pytest.approx(cell[name].spread, rel=1e-6)
        assert row["std"] == pytest.approx(cell[name].spread, rel=0.03)
        assert row["as designed"] == pytest.approx(cell[name].value)
        assert row["worst low"] < row["2.5 %"] < row["50 %"] < row["97.5 %"] < row["worst high"]


def test_it_says_where_first_order_does_not_hold():
    found = uncertainty(EXAMPLE, count=20_000, columns=["lifetime.cycles_to_depletion"])
    assert not found.outputs["linear"].iloc[0]


def test_shares_of_cells_that_fail(found):
    capacity = found.sample["capacity [Ah]"]
    assert found.shares["capacity < 1.25 Ah"] == pytest.approx(np.mean(capacity < 1.25))
    assert 0.05 < found.shares["capacity < 1.25 Ah"] < 0.2
    assert found.shares["np_ratio < 1"] == 0
    thin = uncertainty(
        EXAMPLE, {"anode.thickness": "30 um"}, count=4096, spreads={"anode.thickness": "20 %"}
    )
    assert 0.3 < thin.shares["np_ratio < 1"] < 0.5


def test_cells_thicker_than_their_case_are_counted():
    found = uncertainty(
        EXAMPLE, {"cell.thickness": "2.51 mm"}, count=4096, spreads={"separator.thickness": "3 um"}
    )
    thick = np.mean(found.sample["stack.energy_density [Wh/L]"] < 0)
    assert thick == 0
    assert 0 < found.shares["cannot be built"] < 0.5


def test_what_correlates(found):
    by_energy = found.correlations["stack.specific_energy [Wh/kg]"]
    assert by_energy["separator.thickness"] < -0.5
    assert by_energy["cathode.active_loading"] > 0.2
    assert abs(by_energy["material.thermal runaway.gas_per_charge"]) < 0.05


def test_the_worst_case_is_every_input_at_its_end(build):
    spreads = {"cathode.thickness": "uniform 2 um", "separator.thickness": "uniform 44:50um"}
    only = {"anode.thickness": "40 um"}
    found = uncertainty(
        EXAMPLE, only, count=64, spreads=spreads, columns=["stack.energy_density"]
    ).outputs.iloc[0]
    calm = uncertainty(EXAMPLE, only, count=64, columns=["stack.energy_density"]).outputs.iloc[0]
    assert found["worst low"] < calm["as designed"] < found["worst high"]


def test_a_seed_reproduces_and_counts_stay(found):
    again = uncertainty(EXAMPLE, count=20_000, columns=COLUMNS)
    np.testing.assert_array_equal(again.sample, found.sample)
    sheets = uncertainty(
        EXAMPLE, count=512, columns=["cathode.sheets"], spreads={"cathode.active_loading": "20 %"}
    )
    assert set(sheets.sample["cathode.sheets"]) == {6}


@pytest.mark.parametrize("shape", ["normal", "lognormal", "uniform", "triangular"])
def test_every_shape_has_the_deviation_that_it_says(opened, shape):
    spread = read_distribution(opened, "separator.thickness", f"{shape} 3 um")
    drawn = spread.spread((np.arange(200_000) + 0.5) / 200_000)
    assert drawn.mean() == pytest.approx(46e-6, rel=1e-3)
    assert drawn.std() == pytest.approx(spread.std, rel=5e-3)
    low, high = spread.ends
    if shape in ("uniform", "triangular"):
        assert (low, high) == pytest.approx((43e-6, 49e-6))
        assert drawn.min() >= low
        assert drawn.max() <= high


def test_what_is_impossible_is_cut_off(opened):
    spread = read_distribution(opened, "material.HCPE L2.lithium_efficiency", "3 %")
    drawn = spread.spread(np.linspace(0, 1, 1001))
    assert drawn.max() <= 1
    spread = read_distribution(opened, "separator.thickness", "normal 40 um")
    assert spread.spread(np.linspace(0, 1, 1001)).min() >= 0.1e-6


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("separator.thickness", "2 kg", "a length"),
        ("separator.thickness", "-2 um", "above zero"),
        ("separator.thickness", "normal 40:50um", "standard uncertainty"),
        ("separator.thickness", "uniform 47:50um", "both sides"),
        ("separator.thickness", "cauchy 2 um", "an unknown spread.* uniform 3 um"),
        ("separator.layers_per_pair", "1", "can spread"),
        ("separator.thicknes", "1 um", "did you mean"),
        ("stack.mass", "1 g", "is computed"),
    ],
)
def test_a_spread_that_makes_no_sense_is_refused(name, text, message):
    with pytest.raises(CelldesignError, match=message):
        uncertainty(EXAMPLE, count=16, spreads={name: text})


@pytest.mark.parametrize(("count", "message"), [(1, "2 to 10,000,000"), (10**12, "2 to")])
def test_a_count_without_sense_is_refused(count, message):
    with pytest.raises(CelldesignError, match=message):
        uncertainty(EXAMPLE, count=count)


@pytest.mark.parametrize("path", sorted(EXAMPLE.parent.glob("*.toml")), ids=lambda path: path.stem)
def test_every_example_has_an_uncertainty_and_no_constant_is_called_nonlinear(path):
    found = uncertainty(path, count=256)
    constant = found.outputs[found.outputs["first-order std"] == 0]
    for label, row in constant.iterrows():
        if np.ptp(found.sample[label]) == 0:
            assert (row["std"], row["linear"]) == (0, True)
            assert row["mean"] == pytest.approx(row["as designed"], rel=1e-9)
        else:  # at a kink, where both sides have the same slope: spread is real
            assert row["std"] > 1e-6 * abs(row["mean"])
