"""Discharges a built cell in PyBaMM by the Doyle-Fuller-Newman model (extra `simulate`)."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from celldesign.errors import SimulationError, install
from celldesign.exchange.curves import Array
from celldesign.exchange.parameters import Metal, Parameters, Porous
from celldesign.exchange.pybamm_parameters import load, source
from celldesign.units.quantities import format_rate

_LONGER = 1.3  # times the capacity over the current, after which a discharge must have ended
_PARTICLE_POINTS = 60
_AT_ONCE = "the cut-off is met at once"


@dataclass(frozen=True, slots=True)
class Discharge:
    """One discharge from full to the lower cut-off, in SI; `problem` says why there is none.

    `heat` is what is lost against the voltage at rest, the reversible heat of entropy left out.
    `specific_energy` and `specific_power` are the Ragone line's, per mass of the whole cell.
    """

    rate: float
    current: float
    capacity: float = 0.0
    specific_capacity: float = 0.0
    energy: float = 0.0
    average_voltage: float = 0.0
    power: float = 0.0
    heat: float = 0.0
    specific_energy: float = 0.0
    specific_power: float = 0.0
    time: tuple[float, ...] = ()
    voltage: tuple[float, ...] = ()
    problem: str = ""


def simulate(
    parameters: Parameters, rates: Sequence[float], changes: Mapping[str, Any] | None = None
) -> tuple[Discharge, ...]:
    """Discharge at each rate in 1/s; a rate that fails is kept with its problem.

    `changes` replaces PyBaMM's parameters by name. Raises SimulationError where PyBaMM is missing
    or no rate at all can be run.
    """
    runner = Runner(parameters, changes)
    results = tuple(runner.discharge(rate) for rate in rates)
    if results and all(each.problem for each in results):
        raise SimulationError(
            f"no rate of {parameters.name} can be simulated",
            given="; ".join(f"{format_rate(r.rate)}: {r.problem}" for r in results),
        )
    return results


class Runner:
    """A model that is built once and run at any current; other names may be made inputs."""

    def __init__(
        self,
        parameters: Parameters,
        changes: Mapping[str, Any] | None = None,
        inputs: Sequence[str] = (),
    ) -> None:
        pybamm = import_pybamm()
        self.parameters = parameters
        values = pybamm.ParameterValues(load(source(parameters)))
        values.update({**(changes or {}), "Current function [A]": "[input]"})
        self.start = {name: values[name] for name in inputs}
        values.update(dict.fromkeys(inputs, "[input]"))
        options = {}
        if isinstance(parameters.negative, Metal):
            options = {"working electrode": "positive", "contact resistance": "true"}
        self.error = pybamm.SolverError
        model = pybamm.lithium_ion.DFN(options)
        self.simulation = pybamm.Simulation(
            model, parameter_values=values, solver=solver(pybamm), **mesh(pybamm, model)
        )

    def discharge(self, rate: float, inputs: Mapping[str, float] | None = None) -> Discharge:
        """Discharge at a rate in 1/s of the nominal capacity."""
        p = self.parameters
        current = p.nominal_capacity * rate
        end = _LONGER * p.capacity / current
        given = {**self.start, **(inputs or {}), "Current function [A]": current}
        try:
            solution = self.simulation.solve([0, end], inputs=given)
        except self.error as error:
            if "non-positive at initial conditions" in str(error):
                return Discharge(rate, current, problem=_AT_ONCE)
            reason = str(error).splitlines()[0][:200]
            return Discharge(rate, current, problem=f"does not converge ({reason})")
        return self._result(rate, current, solution)

    def pulse_resistance(self, rate: float = 1 / 3 / 3600, seconds: float = 10.0) -> float:
        """DC resistance of a pulse from rest at half charge, in ohm.

        The runner must have the names of `electrodes` as inputs.
        """
        p = self.parameters
        half = {
            name: 0.5 * (e.empty + e.full) * e.maximum_concentration
            for name, e in electrodes(p).items()
        }
        current = p.nominal_capacity * rate
        given = {**self.start, **half, "Current function [A]": current}
        try:
            solution = self.simulation.solve([0, seconds], inputs=given)
        except self.error as error:
            raise SimulationError(f"the pulse does not converge: {error}") from None
        rest = equilibrium_voltage(p, np.array(0.5 * p.capacity))
        return float((rest - solution["Voltage [V]"].entries[-1]) / current)

    def _result(self, rate: float, current: float, solution: Any) -> Discharge:
        p = self.parameters
        time, voltage = solution.t, solution["Voltage [V]"].entries
        if len(time) < 3:
            return Discharge(rate, current, problem=_AT_ONCE)
        capacity = float(current * time[-1])
        energy = float(np.trapezoid(voltage, time) * current)
        lost = equilibrium_voltage(p, time * current) - voltage
        heat = float(np.trapezoid(lost, time) * current)
        return Discharge(
            rate,
            current,
            capacity,
            capacity / p.active_mass,
            energy,
            energy / capacity,
            energy / float(time[-1]),
            heat,
            energy / p.mass,
            energy / float(time[-1]) / p.mass,
            tuple(map(float, time)),
            tuple(map(float, voltage)),
        )


def electrodes(parameters: Parameters) -> dict[str, Porous]:
    """Composite electrodes by PyBaMM's name of the concentration that they start with."""
    sides = {"positive": parameters.positive, "negative": parameters.negative}
    return {
        f"Initial concentration in {side} electrode [mol.m-3]": e
        for side, e in sides.items()
        if isinstance(e, Porous)
    }


def equilibrium_voltage(parameters: Parameters, charge: Array) -> Array:
    """Voltage without any loss after a charge in C was taken from the full cell."""
    share = charge / parameters.capacity
    positive, negative = parameters.positive, parameters.negative
    volts = np.interp(
        positive.empty + share * (positive.full - positive.empty),
        positive.curve.x,
        positive.curve.volts,
    )
    if isinstance(negative, Metal):
        return np.asarray(volts)
    x = negative.full - share * (negative.full - negative.empty)
    return np.asarray(volts - np.interp(x, negative.curve.x, negative.curve.volts))


def mesh(pybamm: Any, model: Any) -> dict[str, Any]:
    """Particles with many points towards their surface, where a pulse is all that diffuses.

    With PyBaMM's even points the paper's coin cell has 27 % less resistance after 10 s.
    """
    fine = pybamm.MeshGenerator(
        pybamm.Exponential1DSubMesh, submesh_params={"side": "right", "stretch": 4}
    )
    kinds, points = dict(model.default_submesh_types), dict(model.default_var_pts)
    kinds |= {name: fine for name in kinds if name.endswith("particle")}
    points |= {name: _PARTICLE_POINTS for name in points if name.startswith("r_")}
    return {"submesh_types": kinds, "var_pts": points}


def solver(pybamm: Any) -> Any:
    """Solver that keeps to itself what its library would print of each failed trial."""
    quiet = {"silence_sundials_errors": True}
    return pybamm.IDAKLUSolver(rtol=1e-6, atol=1e-6, options=quiet)


def import_pybamm() -> Any:
    """Import PyBaMM, which is told not to report its use; raises SimulationError without it."""
    os.environ["PYBAMM_DISABLE_TELEMETRY"] = "true"
    try:
        import pybamm
    except ImportError:
        raise SimulationError("a simulation needs PyBaMM", mend=install("simulate")) from None
    pybamm.set_logging_level("CRITICAL")
    return pybamm
