"""Curves in a design: what they feed, what goes before them, and what they refuse."""

from collections.abc import Callable

import numpy as np
import pytest
from strategies import LIQUID, SOLID, Draft, write

from celldesign.balancing.electrodes import METAL, balance, metal
from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.errors import InconsistentError
from celldesign.inputs.half_cells import tables

Build = Callable[..., Cell]


def test_a_window_alone_gives_capacity_and_voltage(build: Build) -> None:
    cell = build(write(LIQUID))
    assert cell["operation.stated_specific_capacity"].origin == "database"
    assert 180 < cell["operation.specific_capacity"].value < 213
    assert 3.6 < cell["operation.average_voltage"].value < 3.85
    (leaf,) = cell.given.leaves["operation_stated_specific_capacity"]
    assert "NMC811-Chen2020 and graphite-Ai2020, 3-4.2 V" in leaf.text


def test_a_wider_window_holds_more(build: Build) -> None:
    found = [
        build(write(LIQUID, **{"operation.window": ["3.0 V", upper]}))
        for upper in ("4.1 V", "4.2 V", "4.3 V")
    ]
    capacities = [cell["operation.specific_capacity"].value for cell in found]
    assert capacities == sorted(capacities)
    assert capacities[0] < capacities[2]


def test_what_is_given_goes_before_the_curve_and_is_compared(build: Build) -> None:
    given = {"operation.specific_capacity": "150 mAh/g", "operation.average_voltage": "3.7 V"}
    cell = build(write(LIQUID, **given))
    assert cell["operation.specific_capacity"].value == pytest.approx(150)
    (said,) = [each for each in cell.warnings if "open-circuit" in each]
    assert "operation.specific_capacity is given as 150 mAh/g" in said
    close = build(write(LIQUID, **{**given, "operation.specific_capacity": "200 mAh/g"}))
    assert not [each for each in close.warnings if "open-circuit" in each]


def test_a_capacity_measured_in_the_very_window_goes_before_the_curve(build: Build) -> None:
    plain = {"operation.specific_capacity": None, "operation.average_voltage": None}
    cell = build(write(SOLID, **plain))
    assert cell["operation.specific_capacity"].value == pytest.approx(222)
    other = build(write(SOLID, **plain, **{"operation.window": ["3.0 V", "4.3 V"]}))
    # Of another window the half cell's curve knows, drawn through the 177 and 222 mAh/g that were
    # measured in this cell to 4.2 and 4.35 V; alone it gives 203.1 mAh/g to 4.3 V.
    # That holds at the operation's rate, as what was measured does; at rest there is more.
    carried = other["operation.specific_capacity"].value
    assert carried == pytest.approx(207.8, rel=0.01)
    at_rest = other["operation.specific_capacity_at_rest"].value
    assert at_rest == pytest.approx(carried / other["operation.rate_factor"].si, rel=1e-9)
    liquid = build(write(LIQUID, **{"operation.window": ["3.0 V", "4.35 V"]}))
    assert liquid["operation.specific_capacity"].value < 215


@pytest.mark.parametrize(
    ("draft", "window", "message"),
    [
        (SOLID, ["3.0 V", "4.9 V"], r"the curves of NMC811-Chen2020 end at 4\.\d+ V"),
        (LIQUID, ["1.0 V", "1.5 V"], "leave no capacity"),
    ],
)
def test_windows_without_sense_are_refused(
    build: Build, draft: Draft, window: list[str], message: str
) -> None:
    plain = {"operation.specific_capacity": None, "operation.average_voltage": None}
    with pytest.raises(InconsistentError, match=message):
        build(write(draft, **plain, **{"operation.window": window}))


def test_a_curve_that_ends_before_the_cut_off_is_said(build: Build) -> None:
    plain = {"operation.specific_capacity": None, "operation.average_voltage": None}
    window = {"operation.window": ["2.5 V", "4.3 V"]}
    cell = build(write(SOLID, **plain, **window))
    (said,) = [each for each in cell.assumptions if "the discharge ends at" in each]
    assert said.endswith("with the curve of NMC811-Chen2020, above the cut-off of 2.5 V")
    above = build(write(LIQUID, **{"operation.window": ["3.4 V", "4.2 V"]}))
    assert not [each for each in above.assumptions if "discharge ends at" in each]


def test_an_anode_that_limits_is_a_warning_with_the_charge(build: Build) -> None:
    cell = build(write(LIQUID, np_ratio=0.7))
    (said,) = [each for each in cell.warnings if "limits the charge" in each]
    assert "mAh per gram" in said
    assert cell["capacity"].value < build(write(LIQUID))["capacity"].value


def test_blends_and_halves_of_hysteresis(build: Build) -> None:
    silicon = {"graphite": "91 wt%", "silicon": "5 wt%", "CMC": "2 wt%", "SBR": "2 wt%"}
    mixed = {"NMC811": "60 wt%", "LMO": "35 wt%", "C45": "3 wt%", "PVDF": "2 wt%"}
    cell = build(write(LIQUID, **{"anode.recipe": silicon, "cathode.recipe": mixed}))
    (leaf,) = cell.given.leaves["operation_stated_specific_capacity"]
    for name in ("NMC811-Chen2020 + LMO-Doyle1996", "silicon-delithiation", "silicon-lithiation"):
        assert name in leaf.text


SILICON = {"graphite": "91 wt%", "silicon": "5 wt%", "CMC": "2 wt%", "SBR": "2 wt%"}


def test_charge_and_discharge_have_their_own_curves(build: Build) -> None:
    cell = build(write(LIQUID, **{"anode.recipe": SILICON}))
    v, curves = cell.values, cell.given.curves
    assert curves is not None
    found = curves.balanced(v)
    share = np.linspace(0, 1, 20001)
    cathode = found.cells.cathode_high + share * found.cells.capacity
    anode = found.cells.anode_high - share * found.cells.capacity / found.ratio
    back, forth = (
        np.trapezoid(c.at(cathode) - a.at(anode), share) for c, a in (found.discharge, found.charge)
    )
    assert found.charge[1].key == "graphite-Ai2020 + silicon-lithiation-Ai2022"
    assert v["operation_average_voltage_at_rest"] == pytest.approx(back, abs=1e-4)
    assert v["operation_hysteresis_voltage"] == pytest.approx(forth - back, abs=1e-4)
    assert 0.01 < forth - back < 0.3
    # The charge ends on its own curves, the discharge on the others.
    ends = found.charge[0].at(cathode[0]) - found.charge[1].at(anode[0])
    assert ends == pytest.approx(4.2, abs=1e-6)
    ends = found.discharge[0].at(cathode[-1]) - found.discharge[1].at(anode[-1])
    assert ends == pytest.approx(3.0, abs=1e-6)


def test_hysteresis_is_lost_in_every_cycle(build: Build) -> None:
    v = build(write(LIQUID, **{"anode.recipe": SILICON})).values
    drop, hysteresis = v["operation_overpotential"], v["operation_hysteresis_voltage"]
    apart = v["operation_charge_voltage"] - v["operation_loaded_voltage"]
    assert apart == pytest.approx(2 * drop + hysteresis)
    assert v["operation_charge_energy"] == pytest.approx(
        v["capacity"] * v["operation_charge_voltage"]
    )
    assert v["operation_energy_loss_per_cycle"] == pytest.approx(v["capacity"] * apart)


def test_hysteresis_that_is_not_known_is_an_assumption(build: Build) -> None:
    plain = build(write(LIQUID))
    assert plain["operation.hysteresis_voltage"].origin == "assumed"
    said = "hysteresis between charge and discharge is not known and taken as none"
    assert any(said in each for each in plain.assumptions)
    silicon = build(write(LIQUID, **{"anode.recipe": SILICON}))
    for key in ("NMC811", "graphite"):
        assert f"the hysteresis of {key} is not known and taken as none" in silicon.assumptions
    given = build(write(LIQUID, **{"operation.hysteresis_voltage": "50 mV"}))
    assert given["operation.hysteresis_voltage"].value == pytest.approx(50)


def test_the_papers_cell_charges_a_fifth_of_a_volt_above_its_discharge(
    catalogue: Catalogue,
) -> None:
    # Trapezoids of Tables S3 and S2: (1.5 + 32.94 + 2.1) / 10 and (1.5 + 34.97 + 2.1) / 10.
    pair = tuple(each for each in catalogue.curves("NMC811") if each.direction != "mean")
    discharge, charge = tables(pair, "cathode")
    found = balance(discharge, metal(), METAL, 3.0, 4.2, charging=(charge, metal()))
    assert found.average_voltage == pytest.approx(3.654, abs=1e-4)
    assert found.charge_voltage == pytest.approx(3.857, abs=1e-4)


def test_one_direction_alone_serves_both(catalogue: Catalogue) -> None:
    pair = {each.direction: each for each in catalogue.curves("silicon")}
    alone = tables((pair["lithiation"],), "anode")
    assert alone[0] is alone[1]
    both = tables(tuple(pair.values()), "anode")
    assert [each.key for each in both] == [
        "silicon-delithiation-Ai2022",
        "silicon-lithiation-Ai2022",
    ]
    assert both[0].capacity == both[1].capacity == pair["lithiation"].capacity


def test_capacities_keep_their_names(build: Build) -> None:
    v = build(write(LIQUID)).values
    assert v["cathode_first_cycle_capacity"] > v["cathode_specific_capacity"]
    ratio = v["cathode_specific_capacity"] / v["cathode_first_cycle_capacity"]
    assert ratio == pytest.approx(v["cathode_first_cycle_efficiency"])


def test_an_anode_without_room_limits_a_cell_without_curves(build: Build) -> None:
    given = {"operation.specific_capacity": "190 mAh/g", "operation.average_voltage": "3.7 V"}
    full = build(write(LIQUID, **given))
    short = build(write(LIQUID, np_ratio=0.8, **given))
    share = short.values["np_ratio_operating"]
    assert share < 0.95
    for cell, expected in ((full, 1.0), (short, share)):
        v = cell.values
        assert v["operation_cathode_utilisation"] == pytest.approx(expected)
        whole = v["cathode_area"] * v["cathode_active_loading"] * v["operation_specific_capacity"]
        assert v["capacity"] == pytest.approx(expected * whole)
        assert v["capacity"] + v["operation_lost_capacity"] == pytest.approx(whole)
    assert short["operation.limiting_electrode"].value == "anode"
    assert short["capacity"].value < full["capacity"].value
    (said,) = [each for each in short.warnings if "the anode limits" in each]
    assert f"{short['operation.lost_capacity'].value:.4g} Ah of the cathode's charge" in said


def test_a_metal_takes_all_charge_whatever_its_foil(build: Build) -> None:
    cell = build(write(SOLID, **{"anode.thickness": "5 um"}))
    assert cell["np_ratio_operating"].value < 1
    assert cell["operation.cathode_utilisation"].value == 100
    assert cell["operation.limiting_electrode"].value == "cathode"


def test_the_limiting_electrode_is_of_the_curves_or_assumed(build: Build) -> None:
    cell = build(write(LIQUID, np_ratio=0.7))
    assert cell["operation.limiting_electrode"].value == "anode"
    row = cell.to_dict()["quantities"]["operation.limiting_electrode"]
    assert row == {"value": "anode", "unit": "1", "std": None, "origin": "computed"}
    given = {"operation.specific_capacity": "190 mAh/g", "operation.average_voltage": "3.7 V"}
    plain = build(write(LIQUID, **given, **{"operation.window": None}))
    assert plain["operation.limiting_electrode"].value == "cathode"
    assert any("operation.limit_by_curves" in each for each in plain.assumptions)


def test_charge_takes_more_voltage_than_discharge(build: Build) -> None:
    known = {"operation.specific_capacity": "190 mAh/g", "operation.average_voltage": "3.7 V"}
    for cell in (build(write(LIQUID)), build(write(LIQUID, **known))):
        v = cell.values
        drop, mean = v["operation_overpotential"], v["operation_average_voltage"]
        assert drop > v["operation_voltage_drop"] > 0
        assert v["operation_loaded_voltage"] == pytest.approx(mean)
        assert v["operation_charge_voltage"] == pytest.approx(mean + 2 * drop)
        ratio = v["operation_loaded_voltage"] / v["operation_charge_voltage"]
        assert v["operation_energy_efficiency"] == pytest.approx(ratio)


def test_a_capacity_above_the_theoretical_is_a_warning(build: Build) -> None:
    cell = build(write(LIQUID, **{"operation.specific_capacity": "300 mAh/g"}))
    (said,) = [each for each in cell.warnings if "exceeds the theoretical" in each]
    assert said.startswith("operation.specific_capacity of 300 mAh/g exceeds the theoretical 275.")
    assert not [each for each in build(write(LIQUID)).warnings if "theoretical" in each]


def test_a_theoretical_capacity_follows_from_the_formula(build: Build) -> None:
    recipe = {"NMC622": "95 wt%", "C45": "3 wt%", "PVDF": "2 wt%"}
    cell = build(write(LIQUID, **{"cathode.recipe": recipe}))
    assert cell["cathode.theoretical_specific_capacity"].value == pytest.approx(276.5, rel=2e-3)
    assert cell["anode.theoretical_specific_capacity"].value == pytest.approx(372, rel=2e-3)
    leaf = cell.given.leaves["cathode_component_theoretical_capacity"][0]
    assert "1 Li of LiNi0.6Mn0.2Co0.2O2" in leaf.text


def test_ions_that_do_not_belong_together_are_one_warning(build: Build) -> None:
    given = {"operation.specific_capacity": "110 mAh/g", "operation.average_voltage": "3.4 V"}
    recipe = {"NVP": "95 wt%", "C45": "3 wt%", "PVDF": "2 wt%"}
    mixed = build(write(LIQUID, **given, **{"cathode.recipe": recipe}))
    (said,) = [each for each in mixed.warnings if "ions" in each]
    assert "graphite and LP57 with Li, NVP with Na" in said
    sodium = {
        "anode.recipe": {"hard carbon": "96 wt%", "CMC": "2 wt%", "SBR": "2 wt%"},
        "electrolyte.material": "NaPF6 electrolyte",
    }
    right = build(write(LIQUID, **given, **sodium, **{"cathode.recipe": recipe}))
    assert not [each for each in right.warnings if "ions" in each]
    assert not [each for each in build(write(LIQUID)).warnings if "ions" in each]
