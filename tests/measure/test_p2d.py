"""The paper's inversion, on pulses that the model itself made with known parameters."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from celldesign.cell.result import Cell
from celldesign.constants import FARADAY
from celldesign.database.catalogue import Catalogue
from celldesign.errors import MeasurementError, SimulationError
from celldesign.exchange.collect import collect
from celldesign.exchange.parameters import Parameters
from celldesign.measure.gitt import Segment, diffusivity

pytest.importorskip("pybamm")
from celldesign.measure.p2d import PulseModel, invert, values

D, K = 1e-15, 5e-12
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def parameters(build: Callable[..., Cell], catalogue: Catalogue) -> Parameters:
    return collect(build(ROOT / "examples" / "coin_2032.toml"), catalogue)


@pytest.fixture(scope="module")
def made(parameters: Parameters) -> tuple[PulseModel, tuple[Segment, ...]]:
    """Two discharge pulses of 2 % at C/20, as the paper's, rested for ever."""
    p = parameters.positive
    sites = FARADAY * p.maximum_concentration * p.active_fraction * p.thickness * parameters.area
    current = -parameters.nominal_capacity / 20 / 3600
    time = np.linspace(10, 0.02 * parameters.nominal_capacity / -current, 60)
    step = -current * time[-1] / sites
    empty = [
        Segment(n, time, np.zeros(60), current, p.curve.at(x), p.curve.at(x + step), 0.0, passed)
        for n, x, passed in ((1, 0.5, 0.0), (2, 0.55, -0.05 * sites))
    ]
    model = PulseModel(parameters, empty)
    pulses = tuple(
        replace(each, voltage=model.voltage(model.lithium[each.number], current, time, D, K))
        for each in empty
    )
    return model, pulses


@pytest.mark.parametrize("optimiser", ["scipy", "pygmo"])
def test_known_parameters_come_back_within_the_spread(
    made: tuple[PulseModel, tuple[Segment, ...]], optimiser: str
) -> None:
    pytest.importorskip(optimiser)
    model, pulses = made
    (found,) = invert(model, pulses[:1], optimiser)
    assert found.misfit < 1e-4
    assert found.solutions > 10
    assert found.diffusivity_range[0] <= D <= found.diffusivity_range[1]
    assert found.rate_constant_range[0] <= K <= found.rate_constant_range[1]
    assert found.diffusivity == pytest.approx(D, rel=0.1, abs=0)


def test_equations_6_and_7_come_out_lower_where_the_electrolyte_limits(
    made: tuple[PulseModel, tuple[Segment, ...]], parameters: Parameters
) -> None:
    for pulse in made[1]:
        by_equations = diffusivity(pulse, parameters.positive.particle_radius).diffusivity
        assert by_equations is not None
        assert by_equations < D / 5


def test_noise_of_the_instrument_does_not_move_the_answer_beyond_its_spread(
    made: tuple[PulseModel, tuple[Segment, ...]],
) -> None:
    model, pulses = made
    noise = 1e-4 * np.random.default_rng(2).normal(size=60)
    noisy = replace(pulses[0], voltage=pulses[0].voltage + noise)
    (found,) = invert(model, (noisy,))
    assert found.misfit == pytest.approx(1e-4, rel=0.5)
    assert found.diffusivity == pytest.approx(D, rel=0.25, abs=0)


def test_what_cannot_be_inverted_is_refused(
    made: tuple[PulseModel, tuple[Segment, ...]], parameters: Parameters
) -> None:
    model, pulses = made
    with pytest.raises(MeasurementError, match="one of scipy, pygmo: given 'ants'"):
        invert(model, pulses, "ants")
    back = replace(pulses[1], passed=-pulses[1].passed, current=-pulses[1].current)
    with pytest.raises(MeasurementError, match="all charge or all discharge"):
        PulseModel(parameters, (pulses[0], pulses[1], back))
    ion = replace(parameters, negative=parameters.positive)
    with pytest.raises(MeasurementError, match="metal anode"):
        PulseModel(ion, pulses)


def test_a_titration_that_leaves_the_lattice_is_refused(
    made: tuple[PulseModel, tuple[Segment, ...]], parameters: Parameters
) -> None:
    p = parameters.positive
    sites = FARADAY * p.maximum_concentration * p.active_fraction * p.thickness * parameters.area
    last = replace(made[1][1], passed=-0.6 * sites)
    with pytest.raises(MeasurementError, match=r"given 110% of them full before pulse 2"):
        PulseModel(parameters, (made[1][0], last))


def test_pulses_that_fail_keep_their_problem_and_the_others_their_answer(
    made: tuple[PulseModel, tuple[Segment, ...]], capfd: pytest.CaptureFixture[str]
) -> None:
    """A current that no parameters carry; what SUNDIALS would print of each trial stays unsaid."""
    model, pulses = made
    huge = replace(pulses[1], current=1e4 * pulses[1].current)
    good, bad = invert(model, (pulses[0], huge))
    assert not good.problem
    assert bad.problem == "the model follows this pulse with no parameters"
    assert values((pulses[0], huge), (good, bad)).y.tolist() == [np.log10(good.diffusivity)]
    assert capfd.readouterr() == ("", "")
    with pytest.raises(SimulationError, match="none of the pulses"):
        invert(model, (huge,))


def test_a_pulse_that_the_model_cannot_follow_is_a_failure_of_that_solution(
    made: tuple[PulseModel, tuple[Segment, ...]],
) -> None:
    model, pulses = made
    with pytest.raises(SimulationError):
        model.voltage(0.5, 1e4 * pulses[0].current, pulses[0].time, D, K)


def test_the_command_sets_both_answers_side_by_side(
    made: tuple[PulseModel, tuple[Segment, ...]],
    parameters: Parameters,
    tmp_path: Path,
    database: str,
) -> None:
    from celldesign.app import app

    pulse = made[1][0]
    # A file of one pulse knows the curve from that pulse's rests alone; so does what made it.
    model = PulseModel(parameters, (pulse,))
    volts = model.voltage(model.lithium[1], pulse.current, pulse.time, D, K)
    pulse = replace(pulse, voltage=volts)
    by_equations = diffusivity(pulse, parameters.positive.particle_radius).diffusivity
    assert by_equations is not None
    file, span = tmp_path / "pulse.csv", float(pulse.time[-1])
    rows = ["time / s,current / A,voltage / V", f"0,0,{pulse.before}"]
    rows += [f"{t},{pulse.current},{u}" for t, u in zip(pulse.time, pulse.voltage, strict=True)]
    rows += [f"{span + 9e5 + k},0,{pulse.after}" for k in range(5)]
    file.write_text("\n".join(rows))
    design = str(ROOT / "examples" / "coin_2032.toml")
    picture = tmp_path / "titration.svg"
    arguments = ["measure", "gitt", str(file), "--model", "p2d", "--design", design]
    arguments += ["--figure", str(picture), "--database", database]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert "solid diffusion coefficient by the p2d model" in done.stdout
    assert "p2d model" in picture.read_text()
    (line,) = (text for text in done.stdout.splitlines() if text.startswith("the p2d model"))
    assert float(line.split()[4]) == pytest.approx(D / by_equations, rel=0.1)
