"""PyBaMM's parameters as a file, and what running them gives."""

import subprocess
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from celldesign.cell.result import Cell
from celldesign.errors import ExchangeError, SimulationError
from celldesign.exchange.comparison import Comparison, Fitted
from celldesign.exchange.parameters import Parameters
from celldesign.exchange.pybamm_parameters import identifier, package, source
from celldesign.measure.rates import read_measured

pytest.importorskip("pybamm")
from celldesign.exchange.simulate import Runner, electrodes, equilibrium_voltage, simulate

Collect = Callable[[Cell], Parameters]
HOUR = 3600.0
MEASURED = Path(__file__).parents[2] / "examples" / "measurements" / "coin_rates.csv"


def test_the_papers_coin_cell_beside_its_measurement(coin: Cell, parameters: Collect) -> None:
    """Nothing is fitted: the model comes within 40 mAh/g and shows the fall at C/3 to C/2."""
    measured = read_measured(MEASURED)
    found = simulate(parameters(coin), sorted(measured))
    ours = [each.specific_capacity / 3600 for each in found]
    assert ours == sorted(ours, reverse=True)
    for each in found:
        assert not each.problem
        assert abs(each.specific_capacity - measured[each.rate]) / 3600 < 40
    assert ours[0] == pytest.approx(189, abs=3)  # 190 were given for C/20
    assert ours[-1] == pytest.approx(10, abs=3)


def test_a_lithium_ion_cell_delivers_its_capacity_slowly_and_loses_to_heat(
    ion: Cell, parameters: Collect
) -> None:
    p = parameters(ion)
    slow, fast = simulate(p, [1 / 50 / HOUR, 1 / HOUR])
    assert slow.capacity == pytest.approx(p.capacity, rel=0.01)
    assert fast.capacity < slow.capacity
    for each in (slow, fast):
        x = np.linspace(0, each.capacity, 2000)
        available = float(np.trapezoid(equilibrium_voltage(p, x), x))
        assert each.energy + each.heat == pytest.approx(available, rel=2e-3)
    assert fast.heat / fast.energy > slow.heat / slow.energy > 0


def test_a_current_that_the_resistance_alone_stops_is_said_in_words(
    coin: Cell, parameters: Collect
) -> None:
    found = simulate(parameters(coin), [1 / 20 / HOUR, 200 / HOUR])
    assert [each.problem for each in found] == ["", "the cut-off is met at once"]


def test_a_lithium_electrode_without_interface_resistance_has_fast_kinetics(
    build: Callable[..., Cell], parameters: Collect
) -> None:
    p = parameters(build(Path(__file__).parents[2] / "examples" / "xu2019_coin.toml"))
    assert "interface of the metal: 0.01 ohm*cm^2" in p.assumptions
    (slow,) = simulate(p, [1 / 50 / HOUR])
    assert slow.capacity == pytest.approx(p.capacity, rel=0.02)


def test_a_lattice_has_as_many_sites_as_its_density_and_molar_mass_say(
    build: Callable[..., Cell], parameters: Collect
) -> None:
    """NMC622 of 4.65 g/cm^3: Li 6.94, 0.6 Ni 58.69, 0.2 Mn 54.94, 0.2 Co 58.93, 2 O 16.00 g/mol."""
    p = parameters(build(Path(__file__).parents[2] / "examples" / "vw_id3_e78.toml"))
    assert p.positive.maximum_concentration == pytest.approx(4.65e6 / 96.93, rel=1e-3)
    assert any("maximum concentration of NMC622: 47" in each for each in p.assumptions)


def test_a_rate_that_fails_is_named_and_the_others_are_kept(ion: Cell, parameters: Collect) -> None:
    found = simulate(parameters(ion), [1 / 5 / HOUR, 5000 / HOUR])
    assert not found[0].problem
    assert found[1].problem
    assert found[1].capacity == 0


def test_when_no_rate_runs_that_is_an_error(ion: Cell, parameters: Collect) -> None:
    with pytest.raises(SimulationError, match="5000C: "):
        simulate(parameters(ion), [5000 / HOUR])


def test_a_worse_membrane_delivers_less(coin: Cell, parameters: Collect) -> None:
    runner = Runner(parameters(coin), inputs=["electrolyte_diffusivity scale"])
    rate = 1 / 5 / HOUR
    plain = runner.discharge(rate).capacity
    assert runner.discharge(rate, {"electrolyte_diffusivity scale": 0.7}).capacity < plain
    assert runner.discharge(rate, {"electrolyte_diffusivity scale": 1.5}).capacity > plain


def test_the_folder_registers_the_set_with_pybamm(
    coin: Cell, parameters: Collect, tmp_path: Path
) -> None:
    for name, content in package(parameters(coin), "paper_coin").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    code = (
        "import pybamm; v = pybamm.ParameterValues('paper_coin');"
        "print(v['Separator thickness [m]'])"
    )
    environment = {"PYTHONPATH": str(tmp_path), "PYBAMM_DISABLE_TELEMETRY": "true"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert float(done.stdout) == pytest.approx(5.0e-05), done.stderr


def test_the_file_is_python_whatever_the_cell_is_called(coin: Cell, parameters: Collect) -> None:
    name = 'x"""\nimport os\\'
    text = source(replace(parameters(coin), name=name))
    compile(text, "f.py", "exec")
    assert "\nimport os" not in text
    assert identifier(name).isidentifier()


def test_two_active_materials_or_none_known_are_refused(
    build: Callable[..., Cell], parameters: Collect
) -> None:
    path = Path(__file__).parents[2] / "templates" / "new" / "lithium-ion.toml"
    blend = path.read_text().replace('NMC811 = "96 wt%"', 'NMC811 = "50 wt%", LFP = "46 wt%"')
    with pytest.raises(ExchangeError, match="one active material in the cathode"):
        parameters(build(blend))


def test_the_comparison_names_the_parameter_that_explains_most() -> None:
    fits = (Fitted("salt diffusion coefficient", 1.4, 3600.0), Fitted("other", 2.0, 7200.0))
    comparison = Comparison(((1 / HOUR, 36e3, 72e3),), 36e3, fits)
    text = "\n".join(comparison.lines())
    assert "1C       10.0      20.0      -10.0" in text
    assert "most: salt diffusion coefficient x 1.4 leaves 1.0 mAh/g" in text


def test_no_warning_of_pybamm_escapes(ion: Cell, parameters: Collect) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        simulate(parameters(ion), [1 / HOUR])


def test_pulse_and_parts_agree_for_the_papers_pouch_but_for_gradients_and_charge_transfer(
    build: Callable[..., Cell], parameters: Collect
) -> None:
    cell = build(Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml")
    p = parameters(cell)
    runner = Runner(p, inputs=list(electrodes(p)))
    at_once, after = runner.pulse_resistance(seconds=0.1), runner.pulse_resistance(seconds=10)
    parts = cell["resistance.ohmic"].value
    assert parts < at_once < after
    assert at_once == pytest.approx(parts, rel=0.1)
    assert after == pytest.approx(cell["resistance.dc"].value, rel=0.05)
    # The paper's pulses of 10 s give 0.31 ohm: a diffusion coefficient of 5e-17 m^2/s, fitted
    # with the same model, is slow for them, as soon as the particles have points enough.
    assert after == pytest.approx(0.388, rel=0.02)
