"""Laws of balancing: lithium conserved, monotone cells, blends, and a root finder beside."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from celldesign.balancing.electrodes import CELLS, METAL, Curve, balance, blend, curve, metal
from celldesign.database.curve_reading import read_curve
from celldesign.files import data_folder


def shipped(material: str) -> Curve:
    files = sorted((data_folder("materials") / "curves").glob(f"{material}-*.csv"))
    found = next(each for each in map(read_curve, files) if each.material == material)
    return curve(found.key, found.degree, found.potential, found.capacity)


CATHODES = {name: shipped(name) for name in ("NMC811", "NMC532", "NCA", "LCO", "LMO", "NMC622")}
ANODES = {name: shipped(name) for name in ("graphite", "graphite-SiOx", "LTO")}
cells = st.tuples(
    st.sampled_from(sorted(CATHODES)),
    st.sampled_from(sorted(ANODES)),
    st.floats(0.8, 1.6),
    st.floats(0.85, 1.0),
    st.floats(0.85, 1.0),
    st.floats(2.0, 3.0),
    st.floats(3.6, 4.2),
)


@given(cells)
def test_lithium_is_conserved_over_any_window(
    cell: tuple[str, str, float, *tuple[float, ...]],
) -> None:
    cathode, anode, ratio, eta_c, eta_a, low, high = cell
    found = balance(
        CATHODES[cathode],
        ANODES[anode],
        ratio,
        low - 1.5 * (anode == "LTO"),
        high - 1.5 * (anode == "LTO"),
        cathode_efficiency=eta_c,
        anode_efficiency=eta_a,
    )
    discharged = found.cathode_low + ratio * found.anode_low
    assert found.cathode_high + ratio * found.anode_high == pytest.approx(discharged)
    assert found.capacity == pytest.approx(ratio * (found.anode_high - found.anode_low))
    for degree in (found.cathode_low, found.cathode_high, found.anode_low, found.anode_high):
        assert -1e-9 <= degree <= 1 + 1e-9


@given(cells)
def test_the_average_is_the_integral_over_the_cell(
    cell: tuple[str, str, float, *tuple[float, ...]],
) -> None:
    cathode, anode, ratio, _, _, low, high = cell
    drop = 1.5 * (anode == "LTO")
    found = balance(CATHODES[cathode], ANODES[anode], ratio, low - drop, high - drop)
    if found.capacity < 1e-6:
        return
    degree = np.linspace(found.cathode_high, found.cathode_low, 20001)
    inventory = found.cathode_low + ratio * found.anode_low
    voltage = CATHODES[cathode].at(degree) - ANODES[anode].at((inventory - degree) / ratio)
    assert np.all(np.diff(voltage) <= 1e-9)  # the cell is monotone where both halves are
    assert found.average_voltage == pytest.approx(np.trapezoid(voltage) / 20000, abs=2e-4)
    assert low - drop - 1e-6 <= found.average_voltage <= high - drop + 1e-6


@given(st.floats(0.9, 1.4), st.floats(2.5, 3.2), st.floats(4.0, 4.3))
def test_a_root_finder_finds_the_same(ratio: float, low: float, high: float) -> None:
    cathode, anode = CATHODES["NMC811"], ANODES["graphite"]
    found = balance(cathode, anode, ratio, low, high)

    def voltage(degree: float, cutoff: float) -> float:
        return (
            float(cathode.at(np.array(degree)) - anode.at(np.array((1 - degree) / ratio))) - cutoff
        )

    ends = max(1 - ratio, 0.0), 1.0
    for cutoff, mine in ((low, found.cathode_low), (high, found.cathode_high)):
        if voltage(ends[0], cutoff) > 0 > voltage(ends[1], cutoff):
            assert mine == pytest.approx(
                brentq(voltage, *ends, args=(cutoff,), xtol=1e-13), abs=1e-9
            )


@given(cells, st.floats(0.0, 0.2))
def test_a_charge_above_the_discharge_costs_what_lies_between(
    cell: tuple[str, str, float, *tuple[float, ...]], above: float
) -> None:
    cathode, anode, ratio, eta_c, eta_a, low, high = cell
    below = CATHODES[cathode], ANODES[anode]
    grid = np.linspace(0, 1, CELLS + 1)
    raised = curve("raised", grid, below[0].potential + above, below[0].capacity), below[1]
    drop = 1.5 * (anode == "LTO")
    found = balance(
        *below,
        ratio,
        low - drop,
        high - drop,
        cathode_efficiency=eta_c,
        anode_efficiency=eta_a,
        charging=raised,
    )
    full = found.cathode_high + ratio * found.anode_high
    assert full == pytest.approx(found.cathode_low + ratio * found.anode_low)
    if found.capacity > 1e-6:
        assert found.charge_voltage - found.average_voltage == pytest.approx(above, abs=1e-9)


@given(st.lists(st.floats(0.0, 0.9), min_size=2, max_size=5))
def test_blends_of_many_cells_are_the_blends_of_each(shares: list[float]) -> None:
    pair = [CATHODES["NMC811"], CATHODES["LMO"]]
    if any(share == 0 for share in shares):
        shares = [share + 0.05 for share in shares]
    many = blend(pair, [np.subtract(1, shares), shares])
    ratio = np.linspace(1.0, 1.2, len(shares)) * pair[0].capacity / many.capacity
    found = balance(many, ANODES["graphite"], ratio, 3.0, 4.1)
    for i, share in enumerate(shares):
        alone = blend(pair, [1 - share, share])
        one = balance(alone, ANODES["graphite"], ratio[i], 3.0, 4.1)
        assert many.capacity[i] == pytest.approx(alone.capacity, rel=1e-12)
        assert found.capacity[i] == pytest.approx(float(one.capacity), abs=1e-11)
        assert found.average_voltage[i] == pytest.approx(float(one.average_voltage), abs=1e-11)


@pytest.mark.parametrize("anode", sorted(ANODES))
@pytest.mark.parametrize("cathode", sorted(CATHODES))
def test_no_cell_of_very_many_is_off_its_cut_off(cathode: str, anode: str) -> None:
    random = np.random.default_rng(7)
    ratio, upper = random.uniform(0.8, 1.6, 20_000), random.uniform(2.0, 4.3, 20_000)
    found = balance(CATHODES[cathode], ANODES[anode], ratio, 1.0, upper)
    held = CATHODES[cathode].at(found.cathode_high) - ANODES[anode].at(found.anode_high)
    inside = (found.cathode_high > np.maximum(1 - ratio, 0) + 1e-9) & (found.cathode_high < 1)
    assert inside.any()
    np.testing.assert_allclose(held[inside], upper[inside], rtol=0, atol=1e-11)


def test_thousands_at_once_are_the_loop() -> None:
    ratio = np.linspace(0.7, 1.5, 20_000)
    upper = np.linspace(4.1, 4.3, 20_000)
    together = balance(CATHODES["NCA"], ANODES["graphite"], ratio, 2.8, upper)
    for i in (0, 7, 8191, 8192, 19_999):
        alone = balance(CATHODES["NCA"], ANODES["graphite"], ratio[i], 2.8, upper[i])
        assert together.capacity[i] == pytest.approx(float(alone.capacity), abs=1e-12)
        assert together.anode_limits[i] == alone.anode_limits


def test_a_blend_with_none_of_the_second_is_the_first() -> None:
    first, second = CATHODES["NMC811"], CATHODES["LMO"]
    assert blend([first, second], [1, 0]) is first
    almost = blend([first, second], [1 - 1e-9, 1e-9])
    degree = np.linspace(0, 1, 999)
    np.testing.assert_allclose(almost.at(degree), first.at(degree), atol=2e-3)


@given(st.floats(0.05, 0.95))
def test_a_blend_has_the_charge_of_both_at_every_potential(share: float) -> None:
    first, second = CATHODES["NMC811"], CATHODES["LMO"]
    mixed = blend([first, second], [share, 1 - share])
    assert mixed.capacity == pytest.approx(share * first.capacity + (1 - share) * second.capacity)
    assert np.all(np.diff(mixed.potential) <= 1e-9)
    for potential in (4.25, 4.0, 3.9):
        parts = [
            w * c.capacity * balance(c, metal(), METAL, 1.0, potential).cathode_high
            for w, c in ((share, first), (1 - share, second))
        ]
        whole = mixed.capacity * balance(mixed, metal(), METAL, 1.0, potential).cathode_high
        assert whole == pytest.approx(sum(map(float, parts)), abs=2e-3 * mixed.capacity)


def test_a_small_anode_limits_and_the_loss_is_said() -> None:
    small = balance(CATHODES["NMC811"], ANODES["graphite"], 0.5, 2.5, 4.3)
    large = balance(CATHODES["NMC811"], ANODES["graphite"], 1.2, 2.5, 4.3)
    assert small.anode_limits
    assert not large.anode_limits
    assert small.capacity == pytest.approx(0.5, abs=0.01)
    assert float(small.lost) == pytest.approx(float(large.capacity - small.capacity), abs=0.05)


def test_first_cycle_losses_move_the_inventory() -> None:
    plain, anode_lossy = (
        balance(CATHODES["NMC811"], ANODES["graphite"], 1.2, 3.0, 4.2, anode_efficiency=eta)
        for eta in (1.0, 0.9)
    )
    assert anode_lossy.capacity < plain.capacity
    assert not anode_lossy.discharge_limited_by_cathode
    cathode_lossy = balance(
        CATHODES["NMC811"], ANODES["graphite"], 1.2, 3.0, 4.2, cathode_efficiency=0.85
    )
    assert cathode_lossy.anode_low > plain.anode_low
    assert cathode_lossy.discharge_limited_by_cathode


def test_a_first_cycle_takes_what_its_efficiencies_say() -> None:
    # Half of the cathode's charge leaves it at 4 V; its first charge is that over 0.9. An anode of
    # as much as that charge would keep 0.2 of it, one that is 2.25 times as large all it can.
    line, flat = curve("line", [0, 1], [4.5, 3.5], 1.0), curve("flat", [0, 1], [0.0, 0.0], 1.0)
    lossy = {"cathode_efficiency": 0.9, "anode_efficiency": 0.8}
    found = balance(line, flat, 0.5, 3.0, 4.0, **lossy)
    assert found.capacity == pytest.approx(0.5 / 0.9 - 0.5 * 0.25, abs=1e-9)
    assert found.cathode_high == pytest.approx(0.5, abs=1e-9)
    found = balance(line, flat, 1.0, 3.0, 4.0, **lossy)
    assert found.capacity == pytest.approx(0.5 / 0.9 - 1.0 * 0.25, abs=1e-9)
    found = balance(line, flat, 1.0, 3.0, 4.0, **lossy, anode_conversion=1.0)
    assert found.capacity == pytest.approx(0.5 * 0.8 / 0.9, abs=1e-9)


def test_a_window_beyond_the_curves_is_marked() -> None:
    assert balance(CATHODES["NMC811"], metal(), METAL, 3.0, 4.9).beyond
    assert balance(CATHODES["NMC811"], metal(), METAL, 2.0, 4.3).cathode_full
    assert balance(CATHODES["NMC811"], metal(), METAL, 4.9, 5.0).capacity == 0
