"""Cells of BattMo and of PyBaMM's parameter sets."""

import json
from pathlib import Path
from typing import Any

import pytest

from celldesign.errors import ExchangeError
from celldesign.exchange import neighbours
from celldesign.exchange.bpx import design_of

INTERFACE = {"saturationConcentration": 30000, "guestStoichiometry0": 0.1}
MATLAB: dict[str, Any] = {
    "Geometry": {"case": "1D", "faceArea": 0.01},
    "NegativeElectrode": {
        "Coating": {
            "thickness": 64e-6,
            "effectiveDensity": {"value": 1.9, "unit": "gram/((centi*meter)^3)"},
            "ActiveMaterial": {
                "massFraction": 0.94,
                "density": 2240,
                "Interface": INTERFACE | {"guestStoichiometry100": 0.9},
            },
            "Binder": {"massFraction": 0.06, "density": 1500},
        },
        "CurrentCollector": {"thickness": 10e-6},
    },
    "PositiveElectrode": {
        "Coating": {
            "thickness": 57e-6,
            "effectiveDensity": 3500,
            "ActiveMaterial": {
                "massFraction": 0.95,
                "density": 4650,
                "Interface": {
                    "saturationConcentration": 55554,
                    "guestStoichiometry0": 0.99,
                    "guestStoichiometry100": 0.49,
                },
            },
        },
    },
    "Separator": {"thickness": 15e-6, "porosity": 0.55},
    "Control": {"lowerCutoffVoltage": 3.0, "upperCutoffVoltage": 4.1},
    "initT": 298.15,
}


def _write(folder: Path, content: Any) -> str:
    file = folder / "cell.json"
    file.write_text(json.dumps(content))
    return str(file)


def test_a_cell_of_battmo_by_hand(tmp_path: Path) -> None:
    """1900 x 0.94 / 2240 = 0.7973 of graphite; x 30000 x 64 um x F = 4.103 mAh/cm^2.

    Cathode 3500 x 0.95 / 4650 = 0.715; x 55554 x 57 um x 0.5 x F = 3.035 mAh/cm^2.
    """
    imported = neighbours.read(_write(tmp_path, MATLAB))
    values = design_of(imported).values
    assert values["anode_areal_capacity"].value / 3.6e4 == pytest.approx(4.1028, rel=1e-3)
    assert values["cathode_areal_capacity"].value / 3.6e4 == pytest.approx(3.0341, rel=1e-3)
    assert "N/P ratio: 1.352" in imported.facts
    # pores: 1 - 0.7973 - 1900 x 0.06 / 1500
    assert values["anode_porosity"].value == pytest.approx(0.1267, abs=1e-3)
    assert values["anode_collector_thickness"].value == pytest.approx(10e-6)
    assert values["operation_upper_voltage"].value == 4.1


def test_the_names_of_battmo_jl(tmp_path: Path) -> None:
    def side(thickness: float, density: float, active: dict[str, float]) -> dict[str, Any]:
        coating = {"Thickness": thickness, "EffectiveDensity": density}
        return {"Coating": coating, "ActiveMaterial": {"MassFraction": 1.0, **active}}

    ends = "StoichiometricCoefficientAtSOC0", "StoichiometricCoefficientAtSOC100"
    anode = dict(zip(ends, (0.0279, 0.9014), strict=True))
    cathode = dict(zip(ends, (0.9084, 0.27), strict=True))
    content = {
        "Cell": {"Name": "LG", "ElectrodeGeometricSurfaceArea": 0.1027, "NominalCapacity": 5.0},
        "NegativeElectrode": side(
            85.2e-6, 1695, {"Density": 2260.0, "MaximumConcentration": 33133.0, **anode}
        ),
        "PositiveElectrode": side(
            75.6e-6, 3292, {"Density": 4950, "MaximumConcentration": 63104.0, **cathode}
        ),
        "Separator": {"Porosity": 0.47, "Thickness": 12e-6},
    }
    imported = neighbours.read(_write(tmp_path, content))
    assert design_of(imported).name == "LG"
    ratio = 1695 / 2260 * 33133 * 85.2 / (3292 / 4950 * 63104 * 75.6 * 0.6384)
    assert f"N/P ratio: {ratio:.3f}" in imported.facts
    assert "no cut-offs in the file: 2.5 and 4.2 V" in imported.notes


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c["PositiveElectrode"]["Coating"].pop("thickness"), "thickness of the positive"),
        (lambda c: c["Geometry"].pop("faceArea"), "an area of the electrodes"),
        (lambda c: c["NegativeElectrode"]["Coating"].pop("ActiveMaterial"), "an active material"),
        (
            lambda c: c["NegativeElectrode"]["Coating"].update(
                thickness={"value": 1, "unit": "blorp"}
            ),
            "a known unit",
        ),
    ],
)
def test_what_a_file_of_battmo_lacks_is_named(change: Any, message: str, tmp_path: Path) -> None:
    content = json.loads(json.dumps(MATLAB))
    change(content)
    with pytest.raises(ExchangeError, match=message):
        neighbours.read(_write(tmp_path, content))


def test_pybamm_s_sets_by_name() -> None:
    """Chen 2020: 0.75 x 33133 x 85.2 um x F = 5.674 mAh/cm^2 of 5 Ah on 0.1027 m^2."""
    pytest.importorskip("pybamm")
    imported = neighbours.read("pybamm:Chen2020")
    values = design_of(imported).values
    assert values["anode_areal_capacity"].value / 3.6e4 == pytest.approx(5.674, rel=1e-3)
    assert values["cathode_collector_thickness"].value == pytest.approx(16e-6)
    assert "1 pair of 1027 cm^2" in imported.facts[3]
    with pytest.raises(ExchangeError, match="did you mean Chen2020"):
        neighbours.read("pybamm:Chen202")
    with pytest.raises(ExchangeError, match="two porous lithium-ion electrodes"):
        neighbours.read("pybamm:Sulzer2019")


@pytest.mark.parametrize("content", ["", "[" * 100_000, "[]", '{"NegativeElectrode": 1}', "\x00"])
def test_what_is_no_cell_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "f.json"
    file.write_text(content)
    with pytest.raises(ExchangeError):
        neighbours.read(str(file))
