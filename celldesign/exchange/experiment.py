"""Charges, holds, pulses and drive cycles of a built cell by PyBaMM (extra `simulate`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from celldesign.errors import SimulationError
from celldesign.exchange.parameters import Metal, Parameters
from celldesign.exchange.pybamm_parameters import load, source
from celldesign.exchange.simulate import import_pybamm, mesh, solver

_CYCLE = {"current_A": "current", "power_W": "power", "c_rate": "c_rate"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an experiment in SI: charge and energy are positive in a discharge."""

    text: str
    seconds: float
    charge: float
    energy: float
    voltage_start: float
    voltage_end: float
    problem: str = ""


def run_experiment(
    parameters: Parameters,
    steps: Sequence[str],
    cycle: Path | None = None,
    changes: Mapping[str, Any] | None = None,
) -> tuple[Step, ...]:
    """Run steps in PyBaMM's words from the full cell on, and after them a drive cycle.

    A step is a text such as `Charge at 1C until 4.2 V` or `Hold at 4.2 V until C/20`. A drive cycle
    is a CSV file with the columns `time_s` and one of `current_A`, `power_W`, `c_rate`; discharge
    is positive. Raises SimulationError for words that PyBaMM does not know, and where nothing runs.
    """
    pybamm = import_pybamm()
    values = pybamm.ParameterValues(load(source(parameters)))
    values.update(changes or {})
    options = {}
    if isinstance(parameters.negative, Metal):
        options = {"working electrode": "positive", "contact resistance": "true"}
    asked: list[Any] = [text.strip() for text in steps if text.strip()]
    if cycle is not None:
        asked.append(_drive_cycle(pybamm, cycle))
    try:
        experiment = pybamm.Experiment(asked)
    except ValueError as error:
        raise SimulationError(
            f"a step in PyBaMM's words is required ({str(error).splitlines()[0]})",
            mend='write for example "Charge at 1C until 4.2 V; Hold at 4.2 V until C/20"',
        ) from None
    model = pybamm.lithium_ion.DFN(options)
    simulation = pybamm.Simulation(
        model,
        parameter_values=values,
        experiment=experiment,
        solver=solver(pybamm),
        **mesh(pybamm, model),
    )
    try:
        solution = simulation.solve()
    except pybamm.SolverError as error:
        raise SimulationError(f"the experiment does not converge: {error}") from None
    texts = [*map(str, steps), *([cycle.name] if cycle else [])]
    found = _steps(texts, solution)
    if not found:
        raise SimulationError("not one step of the experiment can be run")
    return tuple(found)


def _steps(texts: Sequence[str], solution: Any) -> list[Step]:
    parts = [part for each in solution.cycles for part in each.steps]
    found = [_step(text, part) for text, part in zip(texts, parts, strict=False)]
    for text in texts[len(parts) :]:
        found.append(
            Step(text, 0.0, 0.0, 0.0, 0.0, 0.0, "not reached: an earlier step ended early")
        )
    return found


def _step(text: str, part: Any) -> Step:
    time, volts, current = (part[n].entries for n in ("Time [s]", "Voltage [V]", "Current [A]"))
    return Step(
        text.strip(),
        float(time[-1] - time[0]),
        float(np.trapezoid(current, time)),
        float(np.trapezoid(current * volts, time)),
        float(volts[0]),
        float(volts[-1]),
    )


def _drive_cycle(pybamm: Any, path: Path) -> Any:
    try:
        table = np.genfromtxt(path, delimiter=",", names=True)
    except (OSError, ValueError) as error:
        raise SimulationError(f"a drive cycle cannot be read: {error}", given=str(path)) from None
    names = table.dtype.names or ()
    kind = next((name for name in _CYCLE if name in names), "")
    if "time_s" not in names or not kind:
        raise SimulationError(
            "a drive cycle with the columns time_s and current_A, power_W or c_rate is required",
            given=f"{path}: {', '.join(names) or 'no header'}",
        )
    rows = np.column_stack([table["time_s"], table[kind]])
    if len(rows) < 2 or not np.all(np.isfinite(rows)) or np.any(np.diff(rows[:, 0]) <= 0):
        raise SimulationError("two rows or more with rising times are required", given=str(path))
    return getattr(pybamm.step, _CYCLE[kind])(rows, duration=float(rows[-1, 0]))
