"""BPX out, valid and running in PyBaMM, and in again."""

import json
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from celldesign.cell.result import Cell
from celldesign.errors import ExchangeError
from celldesign.exchange import bpx
from celldesign.exchange.parameters import Parameters

Collect = Callable[[Cell], Parameters]


@pytest.fixture(scope="module")
def package() -> Any:
    try:
        return bpx.import_bpx()
    except ExchangeError:
        pytest.skip("needs bpx")


@pytest.fixture
def document(ion: Cell, parameters: Collect) -> dict[str, Any]:
    return bpx.document(ion, parameters(ion))


def test_the_document_is_valid_bpx(package: Any, document: dict[str, Any]) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = package.parse_bpx_obj(json.loads(json.dumps(document)))
    assert not [each for each in caught if "bpx" in str(each.message).casefold()]
    assert found.parameterisation.cell.nominal_cell_capacity == pytest.approx(10.05, rel=0.01)


def test_the_equilibrium_voltages_are_the_window(ion: Cell, parameters: Collect) -> None:
    p = parameters(ion)
    charged = p.positive.curve.at(p.positive.empty) - p.negative.curve.at(p.negative.full)
    empty = p.positive.curve.at(p.positive.full) - p.negative.curve.at(p.negative.empty)
    assert charged == pytest.approx(p.upper_voltage, abs=2e-3)
    assert empty == pytest.approx(p.lower_voltage, abs=2e-3)


def test_it_runs_in_pybamm_and_delivers_the_cells_capacity(
    package: Any, document: dict[str, Any], ion: Cell, tmp_path: Path
) -> None:
    pytest.importorskip("pybamm")
    from celldesign.exchange.simulate import import_pybamm

    pybamm = import_pybamm()
    file = tmp_path / "cell.json"
    file.write_text(json.dumps(document))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = pybamm.ParameterValues.create_from_bpx(str(file))
        run = pybamm.Simulation(pybamm.lithium_ion.SPM(), parameter_values=values, C_rate=1 / 20)
        solution = run.solve([0, 20 * 3600], initial_soc=1)
    delivered = float(solution["Discharge capacity [A.h]"].entries[-1])
    assert "Minimum voltage" in solution.termination
    assert delivered == pytest.approx(ion["capacity"].value, rel=0.01)


@pytest.mark.parametrize("name", ["lg_m50", "byd_blade"])
def test_the_file_and_our_own_simulation_give_the_same_discharge(
    name: str, package: Any, build: Callable[..., Cell], parameters: Collect, tmp_path: Path
) -> None:
    """BPX has no thermodynamic factor, so ours runs without; curves have a hundred points."""
    pytest.importorskip("pybamm")
    from celldesign.exchange.simulate import import_pybamm, simulate

    pybamm = import_pybamm()
    cell = build(Path(__file__).parents[2] / "examples" / f"{name}.toml")
    file = tmp_path / "cell.json"
    file.write_text(json.dumps(bpx.document(cell, parameters(cell))))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = pybamm.ParameterValues.create_from_bpx(str(file))
        run = pybamm.Simulation(pybamm.lithium_ion.DFN(), parameter_values=values, C_rate=1)
        solution = run.solve([0, 5000], initial_soc=1)
    said = parameters(cell)
    plain = replace(said.electrolyte, thermodynamic_factor=1.0, decay=0.0, exponent=0.0)
    (ours,) = simulate(replace(said, electrolyte=plain), [1 / 3600])
    delivered = float(solution["Discharge capacity [A.h]"].entries[-1])
    assert delivered == pytest.approx(ours.capacity / 3600, rel=0.01)
    energy = float(np.trapezoid(solution["Voltage [V]"].entries, solution.t)) * ours.current
    assert energy == pytest.approx(ours.energy, rel=0.01)


def test_out_and_in_is_the_same_cell(
    package: Any, document: dict[str, Any], ion: Cell, build: Callable[..., Cell]
) -> None:
    imported = bpx.parse(json.loads(json.dumps(document)))
    assert imported.missing == ()
    again = build(imported.text)
    assert set(again.quantities) == set(ion.quantities)
    for name, value in ion.quantities.items():
        if isinstance(value.value, float):
            assert again[name].value == pytest.approx(value.value, rel=1e-9), name


def test_what_was_changed_in_the_file_counts(
    package: Any, document: dict[str, Any], build: Callable[..., Cell]
) -> None:
    changed = json.loads(json.dumps(document))
    changed["Parameterisation"]["Separator"]["Thickness [m]"] = 25e-6
    again = build(bpx.parse(changed).text)
    assert again["separator.thickness"].value == pytest.approx(25)


def test_a_foreign_file_becomes_a_design_that_lists_what_is_missing(
    package: Any, document: dict[str, Any]
) -> None:
    foreign = json.loads(json.dumps(document))
    del foreign["Parameterisation"]["User-defined"]
    foreign["Header"]["Description"] = "an unknown cell"
    imported = bpx.parse(foreign)
    assert any("formulations" in each for each in imported.missing)
    assert all(f"# missing: {each}" in imported.text for each in imported.missing)
    design = bpx.design_of(imported)
    assert design.values["anode_thickness"].value == pytest.approx(
        document["Parameterisation"]["Negative electrode"]["Thickness [m]"]
    )


def test_a_metal_anode_is_refused_with_the_reason(coin: Cell, parameters: Collect) -> None:
    with pytest.raises(ExchangeError, match=r"porous electrodes only.*metal anode.*--to pybamm"):
        bpx.document(coin, parameters(coin))


def test_a_cell_without_recipes_lists_all_that_it_lacks(
    build: Callable[..., Cell], parameters: Collect
) -> None:
    cell = build(Path(__file__).parents[2] / "examples" / "lacey_nmc811_graphite.toml")
    with pytest.raises(ExchangeError, match=r"needs: .*cathode.recipe, anode.recipe; give it"):
        parameters(cell)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d["Header"].update(BPX="2.0.0"), "1.1.0 or older is required: given 2.0.0"),
        (lambda d: d.pop("Header"), "with Header and BPX version"),
        (lambda d: d["Parameterisation"].pop("Cell"), "not valid BPX: Cell: Field required$"),
        (
            lambda d: d["Parameterisation"]["Cell"].update(typo=1),
            "not valid BPX: Cell: typo: Extra",
        ),
    ],
)
def test_another_version_or_a_broken_file_is_refused(
    package: Any, document: dict[str, Any], change: Callable[[Any], Any], message: str
) -> None:
    change(document)
    with pytest.raises(ExchangeError, match=message):
        bpx.parse(document, "cell.json")


def test_an_old_version_is_converted_and_that_is_noted(
    package: Any, document: dict[str, Any]
) -> None:
    old = json.loads(json.dumps(document))
    old["Header"]["BPX"] = "0.5.0"
    state = old.pop("State")
    cell = old["Parameterisation"]["Cell"]
    cell["Ambient temperature [K]"] = state["Thermal environment"]["Ambient temperature [K]"]
    cell["Initial temperature [K]"] = cell["Ambient temperature [K]"]
    concentration = state["Initial conditions"]["Initial electrolyte concentration [mol.m-3]"]
    old["Parameterisation"]["Electrolyte"]["Initial concentration [mol.m-3]"] = concentration
    assert bpx.parse(old).notes[0] == "BPX 0.5.0 was converted to 1.1.0"


@pytest.mark.parametrize("content", ["", "[1", "[]", '"x"', '{"Header": 1}', "\x00"])
def test_what_is_no_bpx_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "f.json"
    file.write_text(content)
    with pytest.raises(ExchangeError):
        bpx.read(file)
    with pytest.raises(ExchangeError, match="cannot be read"):
        bpx.read(tmp_path)


def test_a_hostile_description_becomes_no_design(package: Any, document: dict[str, Any]) -> None:
    texts = {"format": "pouch", "materials": {"x\nschema": "1"}, "recipes": {}, "properties": {}}
    document["Header"]["Description"] = f"The design in words: {json.dumps(texts)}"
    assert "schema = 2" in bpx.parse(document).text
    assert bpx.parse(document).text.count("schema") == 1


def test_an_electrode_by_hand(ion: Cell, document: dict[str, Any]) -> None:
    """Transport by Bruggeman's exponent of 1.5; the surface of spheres, 3 shares per radius.

    The template's anode has 30 % of pores, and of its 96 wt% graphite at 2.26 g/cm^3, 1 wt%
    carbon black and 3 wt% binder the volume that is left.
    """
    found = document["Parameterisation"]["Negative electrode"]
    assert found["Porosity"] == pytest.approx(0.30, abs=1e-9)
    assert found["Transport efficiency"] == pytest.approx(0.30**1.5, rel=1e-6)
    assert found["Transport efficiency"] == pytest.approx(0.164317, abs=1e-6)
    active = float(ion["anode.active_volume_fraction"].si)
    surface = 3 * active / found["Particle radius [m]"]
    assert found["Surface area per unit volume [m-1]"] == pytest.approx(surface, rel=1e-6)
    separator = document["Parameterisation"]["Separator"]
    if "tortuosity" not in "".join(ion.plan.known):
        assert separator["Transport efficiency"] == pytest.approx(0.45**1.5, rel=1e-6)
