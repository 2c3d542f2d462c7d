"""Capacity, voltage and resistance at a rate: hand numbers, laws, and what is said of them."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from strategies import LIQUID, write

from celldesign.balancing.charge import FROM, TO, least_potential, plating_current
from celldesign.balancing.discharge import Cells, Electrode, Run, discharge
from celldesign.balancing.electrodes import curve
from celldesign.balancing.salt_profile import Pores, steady
from celldesign.design.file import parse_design
from celldesign.errors import InconsistentError
from celldesign.inputs.at_rate import lacks
from celldesign.inputs.resolve import resolve

EXAMPLES = Path(__file__).parents[1] / "examples"
G68, PAPER = EXAMPLES / "graphite_68Ah.toml", EXAMPLES / "pouch_1Ah.toml"
RATES = ("C/1000", "C/20", "C/5", "C/3", "C/2", "1C", "2C")
VARIED = {"operation.specific_capacity": None, "operation.average_voltage": None}


def line(name: str, high: float, low: float) -> Any:
    return curve(name, [0.0, 1.0], [high, low], 1.0)


def cells(**changes: Any) -> Cells:
    """A made-up cell of straight curves; 3.6 mAh/cm^2 between 4.2 and 3.0 V."""
    pores = Pores(30e-6, 4e-4, 2e-10)
    electrode = {
        "pores": pores,
        "charge": 36e3 * 3.6,
        "area": 30.0,
        "exchange": 3.0,
        "diffusion_time": 2000.0,
        "ionic": 4e-4,
        "electronic": 1e-5,
        "fall": 1.0,
    }
    known: dict[str, Any] = {
        "cathode": Electrode(line("c", 4.3, 3.3), False, start=0.0, **electrode),
        "anode": Electrode(line("a", 0.5, 0.1), False, start=1.0, **electrode),
        "separator": Pores(1e-5, 8e-5, 2e-10),
        "separator_resistance": 8e-5,
        "series_resistance": 0.0,
        "salt": 1000.0,
        "transference": 0.25,
        "thermal_voltage": 0.0257,
        "diffusion_voltage": 0.04,
        "charge": 36e3 * 3.6 * 0.8571,
        "lower": 3.0,
    }
    return Cells(**(known | changes))


def test_the_steady_salt_is_conserved_and_right_by_hand() -> None:
    """30/10/30 um of electrolyte, drops of 375, 150 and 375 mol/m^3: 1075 and 925 at the fronts."""
    pores, separator = Pores(30e-6, 4e-4, 2e-10), Pores(1e-5, 8e-5, 2e-10)
    for decay in (0.0, 6e-4):
        found = steady(pores, separator, pores, 3.75e-4, 1000.0, decay, (0.5, 0.5))
        if decay == 0:
            assert found.source_front == pytest.approx(1075, rel=1e-4)
            assert found.sink_front == pytest.approx(925, rel=1e-4)
            assert found.source_end == pytest.approx(1450, rel=1e-4)
        assert found.reach == 1
    dry = steady(pores, separator, pores, 1.5e-3, 1000.0, 0.0, (0.5, 0.5))
    assert 0 < dry.reach < 1
    assert dry.sink_end == pytest.approx(0, abs=1e-6)
    assert steady(pores, separator, pores, 4e-3, 1000.0, 0.0, (0.5, 0.5)).reach < 0


def test_the_limiting_rate_is_where_the_reach_becomes_nothing(build: Any) -> None:
    cell = build(G68)
    v = cell.values
    flux = (v["operation_limiting_rate"] * v["cathode_areal_capacity"] / 96485.33212) * (
        1 - v["salt_transference_number"]
    )
    parts = [
        Pores(*(v[f"{p}_salt_{n}"] for n in ("volume", "path", "diffusion_coefficient")))
        for p in ("anode", "separator", "cathode")
    ]
    rest = v["salt_concentration"]
    reach = [steady(*parts, k * flux, rest, 0.0, (0.5, 0.5)).reach for k in (0.98, 1.02)]
    assert reach[0] > 0 > reach[1]
    full = flux * v["operation_full_use_rate"] / v["operation_limiting_rate"]
    reach = [steady(*parts, k * full, rest, 0.0, (0.5, 0.5)).reach for k in (0.98, 1.02)]
    assert reach[0] == 1 > reach[1]


def test_a_slow_discharge_is_that_at_rest() -> None:
    found = discharge(cells(), np.array([36e3 * 3.6 / 3600 / 1e4]))
    assert found.share[0] == pytest.approx(1, abs=1e-3)
    assert found.overpotential[0] < 1e-3


def test_an_array_is_the_loop() -> None:
    currents = 36.0 * np.array([0.1, 0.5, 1.0, 2.0, 5.0])
    together = discharge(cells(), currents)
    for index, current in enumerate(currents):
        alone = discharge(cells(), np.array([current]))
        for one, many in zip(alone, together, strict=True):
            np.testing.assert_allclose(one[0], many[index], rtol=1e-12)


def test_capacity_and_voltage_never_rise_with_the_rate() -> None:
    found = discharge(cells(), 36.0 * np.geomspace(0.01, 30, 40))
    assert np.all(np.diff(found.share) <= 1e-6)
    wet = found.salt > 0
    assert np.all(np.diff(found.average[wet]) <= 1e-4)


def test_a_symmetric_cell_charges_as_it_discharges() -> None:
    """Two like electrodes: what one way costs, the other does too."""
    both = {"charge": 36e3, "area": 30.0, "pores": Pores(3e-5, 4e-4, 2e-10), "ionic": 4e-4}
    one = Electrode(line("x", 1.0, 0.0), False, start=0.25, **both)
    other = Electrode(line("x", 1.0, 0.0), False, start=0.75, **both)
    there = cells(cathode=one, anode=other, charge=18e3)
    back = cells(cathode=other, anode=one, charge=18e3)
    share = np.array([0.1, 0.5, 0.9])
    out = Run(there, np.full(3, 20.0)).at(share)
    home = Run(back, np.full(3, 20.0), charging=True).at(share)
    np.testing.assert_allclose(out.at_rest - out.voltage, home.voltage - home.at_rest, rtol=1e-9)


def test_plating_begins_where_the_anodes_potential_ends() -> None:
    same = {"charge": 36e3 * 3.6, "area": 30.0, "pores": Pores(3e-5, 4e-4, 2e-10)}
    same |= {"exchange": 3.0, "diffusion_time": 2000.0, "ionic": 4e-4, "electronic": 1e-5}
    made = cells(
        cathode=Electrode(line("c", 4.3, 3.3), False, start=0.86, **same),
        anode=Electrode(line("a", 0.3, 0.05), False, start=0.0, **same),
    )
    current = plating_current(made, 1)
    assert least_potential(made, current * 0.95)[0] > 0 > least_potential(made, current * 1.05)[0]
    assert (FROM, TO) == (0.1, 0.8)


def test_a_metal_without_pores_and_a_polymer(build: Any) -> None:
    cell = build(PAPER)
    assert cell["capacity"].value == pytest.approx(1.27872, rel=1e-12)
    assert cell["operation.average_voltage"].value == 3.789
    assert "operation.plating_rate" not in cell


@pytest.mark.parametrize("file", [G68, PAPER])
def test_a_given_capacity_holds_for_its_rate_and_scales_elsewhere(build: Any, file: Path) -> None:
    plain = build(file)
    found = [build(file, **{"operation.rate": rate}) for rate in RATES]
    capacities = [cell["capacity"].value for cell in found]
    assert capacities == sorted(capacities, reverse=True)
    assert len(set(capacities[1:])) > 3
    same = build(file, **{"operation.rate": "C/3" if file == G68 else "C/20"})
    assert same["capacity"].value == pytest.approx(plain["capacity"].value, rel=1e-12)
    # At C/1000 the slow particles of the paper's cell lag by r^2/(15 D) = 1.5 h of 1000.
    assert found[0]["capacity"].si == pytest.approx(found[0]["capacity_at_rest"].si, rel=2e-3)
    text = found[1].given.leaves["operation_modelled_rate_factor"][0].text
    assert "by the rate model at C/20" in text


def test_the_68_ah_cell_at_1c(build: Any) -> None:
    """As given at C/3, and by the model at 1C, where salt reaches a part of the cathode only."""
    cell = build(G68, **{"operation.rate": "1C"})
    assert cell["operation.regime"].value == "dry"
    assert cell["operation.specific_capacity"].value == pytest.approx(57.2, rel=0.02)
    assert cell["capacity"].spread > 2


def test_warmth_never_takes_capacity_away(build: Any) -> None:
    draft = write(LIQUID, **{"operation.rate": "1C"})
    found = [
        build(draft, **{"operation.temperature": t})["capacity"].value
        for t in ("0 degC", "10 degC", "25 degC", "40 degC")
    ]
    assert found == sorted(found)


def test_there_is_a_best_thickness_at_1c(build: Any) -> None:
    """Energy per area: at 1C it rises and falls with thickness, at C/20 it rises."""

    def energies(rate: str) -> list[float]:
        found = []
        for thickness in (40, 60, 80, 110, 140):
            changes = {
                "cathode.areal_capacity": f"{thickness / 80 * 4.2:.4f} mAh/cm^2",
                "operation.rate": rate,
            }
            cell = build(write(LIQUID, **changes))
            found.append(cell["energy"].si / cell["cathode.area"].si)
        return found

    fast, slow = energies("2C"), energies("C/20")
    assert slow == sorted(slow)
    assert 0 < int(np.argmax(fast)) < 4


def test_missing_kinetics_are_named(catalogue: Any) -> None:
    design = parse_design(write(LIQUID, **{"operation.rate": "1C"}), "f.toml")
    given = resolve(design, catalogue)
    del given.leaves["cathode_component_exchange_current_density"]
    said = lacks(given, ["cathode_exchange_current_density"])
    assert "no exchange current density of NMC811 is known" in said
    assert 'material."NMC811".exchange_current_density' in said


def test_a_window_that_the_loaded_cell_never_enters(build: Any) -> None:
    with pytest.raises(InconsistentError, match=r"operation\.rate: under load"):
        build(G68, **{"operation.rate": "500C"})


def test_results_are_json_at_any_rate(build: Any) -> None:
    for rate in ("C/100", "2C", "6C"):
        json.dumps(build(G68, **{"operation.rate": rate}).to_dict(), allow_nan=False)


def test_resistance_after_ten_seconds(build: Any) -> None:
    """graphite_68Ah: Doyle-Fuller-Newman gives 3.21 mohm after 10 s at C/3, the equations 3.48."""
    cell = build(G68)
    assert cell["resistance.dc"].value == pytest.approx(3.48e-3, rel=0.01)
    assert cell["resistance.ohmic"].value == pytest.approx(1.156e-3, rel=0.01)
    longer = build(G68, **{"resistance.pulse_time": "30 s"})
    assert longer["resistance.dc"].value > cell["resistance.dc"].value
