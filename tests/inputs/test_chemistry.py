"""Safety by chemistry: whose runaway a cell's is, what its foil may be, and its UN number."""

from collections.abc import Callable

import pytest
from strategies import LIQUID, write

from celldesign.cell.result import Cell
from celldesign.errors import MaterialError
from celldesign.report.terminal import details

Build = Callable[..., Cell]


def _with(cathode: str, anode: str = "graphite", foil: str = "copper") -> dict[str, object]:
    return LIQUID | {
        "cathode.recipe": {cathode: "95 wt%", "C45": "2 wt%", "PVDF": "3 wt%"},
        "anode.recipe": {anode: "95 wt%", "C45": "2 wt%", "PVDF": "3 wt%"},
        "anode.collector.material": foil,
        "operation.window": None,
        "operation.specific_capacity": "110 mAh/g",
        "operation.average_voltage": "3 V",
    }


@pytest.mark.parametrize(
    ("cathode", "anode", "heat", "gas"),
    [
        ("NMC811", "graphite", 18.5, 0.085),  # the NREL databank; between 0.07 and 0.10
        ("LFP", "graphite", 7.5, 0.02),  # 6 to 9 from memory; Batteries 11 (2025) 323
        ("NVPF", "hard carbon", 18.5, 0.05),  # none known; Batteries 11 (2025) 323
    ],
)
def test_heat_and_gas_are_of_the_chemistry(
    build: Build, cathode: str, anode: str, heat: float, gas: float
) -> None:
    cell = build(write(_with(cathode, anode)))
    assert cell["thermal.heat_per_charge"].value == pytest.approx(heat)
    assert cell["thermal.gas_per_charge"].value == pytest.approx(gas)
    assert ("NMC's stand in" in details(cell, ["safety"])) == (cathode == "NVPF")


@pytest.mark.parametrize("anode", ["graphite", "silicon", "SiO"])
def test_aluminium_under_an_anode_that_lithiates_it_is_refused(build: Build, anode: str) -> None:
    build(write(_with("NMC811", anode)))
    with pytest.raises(MaterialError, match=r"does not alloy with lithium .* take copper"):
        build(write(_with("NMC811", anode, "aluminium")))


@pytest.mark.parametrize(("cathode", "anode"), [("NMC622", "LTO"), ("NVPF", "hard carbon")])
def test_aluminium_serves_titanate_and_sodium(build: Build, cathode: str, anode: str) -> None:
    assert build(write(_with(cathode, anode, "aluminium")))["cell.mass"].value > 0


def test_a_sodium_cell_has_sodiums_un_numbers(build: Build) -> None:
    large = {"cathode.sheets": 40}
    sodium = build(write(_with("NVPF", "hard carbon") | large))
    lithium = build(write(_with("NMC811") | large))
    assert any("sodium-ion cell (UN 3551/3552)" in each for each in sodium.warnings)
    assert not any("UN 348" in each for each in sodium.warnings)
    assert any("lithium-ion cell (UN 3480/3481)" in each for each in lithium.warnings)
