"""Runs PyBaMM's Doyle-Fuller-Newman model for one set of parameters on the grid of rate.py."""

import os
from typing import Any

os.environ["PYBAMM_DISABLE_TELEMETRY"] = "true"

import numpy as np
import pybamm

FARADAY = pybamm.constants.F.value
KELVIN = 298.15
HALF_CELLS = {"Xu2019"}
ALIAS = {"Chen2020chi": ("Chen2020", 2.18)}  # with this thermodynamic factor
CONSTANT = {"Ecker2015"}  # solid diffusion as the mean of its logarithm
THICKER, POROSITIES = (1.0, 2.0, 0.5, 1.5), (0.3, 0.2, 0.4)
RATES, PULSES, CHARGES = (0.05, 0.2, 0.5, 1, 2, 3, 4), (1, 6), (0.5, 1, 2, 4)
PLATING = "Negative electrode surface potential difference at separator interface [V]"


def run_set(name: str) -> dict[str, Any]:
    """Run a set on all of the grid; about a minute on a quiet core."""
    runs = [run(name, thick, pores) for thick in THICKER for pores in POROSITIES]
    return {"parameters": constants(name), "runs": runs}


def base_of(name: str) -> Any:
    """PyBaMM's set of this name, with what is changed in it."""
    real, factor = ALIAS.get(name, (name, None))
    values = pybamm.ParameterValues(real)
    if factor:
        values["Thermodynamic factor"] = factor
    if name in CONSTANT:
        for side in sides_of(name):
            key = f"{side} particle diffusivity [m2.s-1]"
            values[key] = _mean_diffusivity(values, key)
    return values


def sides_of(name: str) -> tuple[str, ...]:
    """The porous electrodes of a set."""
    return ("Positive",) if name in HALF_CELLS else ("Positive", "Negative")


def _value(values: Any, key: str, *arguments: float) -> float:
    function = values[key]
    if not callable(function):
        return float(function)
    found = values.evaluate(function(*(pybamm.Scalar(each) for each in arguments)))
    return float(np.squeeze(found))


def _mean_diffusivity(values: Any, key: str) -> float:
    found = [_value(values, key, x, KELVIN) for x in np.linspace(0.05, 0.95, 19)]
    return float(np.exp(np.mean(np.log(found))))


def _curve(values: Any, side: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    x = np.linspace(0.001, 0.999, 400)
    return x, np.array([_value(values, f"{side} electrode OCP [V]", each) for each in x])


def constants(name: str) -> dict[str, Any]:
    """Curves and constants of a set at 25 degC, so that comparing needs no PyBaMM."""
    p = base_of(name)
    rest, salts = p["Initial concentration in electrolyte [mol.m-3]"], np.linspace(1, 4000, 50)
    found: dict[str, Any] = {
        "c": salts.tolist(),
        "D": [_value(p, "Electrolyte diffusivity [m2.s-1]", c, KELVIN) for c in salts],
        "k": [_value(p, "Electrolyte conductivity [S.m-1]", c, KELVIN) for c in salts],
        "t": _value(p, "Cation transference number", rest, KELVIN),
        "chi": _value(p, "Thermodynamic factor", rest, KELVIN),
        "c0": rest,
        "Ls": p["Separator thickness [m]"],
        "ps": p["Separator porosity"],
        "bs": p["Separator Bruggeman coefficient (electrolyte)"],
        "lo": p["Lower voltage cut-off [V]"],
    }
    for side in sides_of(name):
        full = p[f"Maximum concentration in {side.lower()} electrode [mol.m-3]"]
        x, y = _curve(p, side)
        current = f"{side} electrode exchange-current density [A.m-2]"
        found[side] = {
            "x": x.tolist(),
            "y": y.tolist(),
            "cm": full,
            "j0": _value(p, current, rest, full / 2, full, KELVIN),
            "D": _mean_diffusivity(p, f"{side} particle diffusivity [m2.s-1]"),
            "r": _value(p, f"{side} particle radius [m]", 0.0),
            "L": p[f"{side} electrode thickness [m]"],
            "ea": p[f"{side} electrode active material volume fraction"],
            "bru": p[f"{side} electrode Bruggeman coefficient (electrolyte)"],
            "sig": _value(p, f"{side} electrode conductivity [S.m-1]", KELVIN),
            "brus": p[f"{side} electrode Bruggeman coefficient (electrode)"],
        }
    if name in HALF_CELLS:
        metal = "Exchange-current density for lithium metal electrode [A.m-2]"
        found["jm"] = _value(p, metal, rest, 7e4, KELVIN)
    return found


class Design:
    """One design of a set: its simulations, and its degrees where it is charged and discharged."""

    def __init__(self, name: str, thick: float, pores: float) -> None:
        self.base, self.values, self.sides = base_of(name), base_of(name), sides_of(name)
        self.metal = name in HALF_CELLS
        self.low = self.base["Lower voltage cut-off [V]"]
        self.high = self.base["Upper voltage cut-off [V]"]
        for side in self.sides:
            active = f"{side} electrode active material volume fraction"
            self.values[f"{side} electrode thickness [m]"] *= thick
            self.values[f"{side} electrode porosity"] = pores
            self.values[active] = self.base[active] * (1 - pores) / 0.7
        self.curves = {side: _curve(self.base, side) for side in self.sides}
        self.ends, self.charge = self._balance()
        inputs = [f"Initial concentration in {side.lower()} electrode [mol.m-3]" for side in SIDES]
        own = {key: "[input]" for key in inputs if key in self.values}
        own = {k: v for k, v in own.items() if not (self.metal and "negative" in k)}
        self.values.update({**own, "Current function [A]": "[input]"})
        self.values.update({"Upper voltage cut-off [V]": self.high + 1.5})

    def _sites(self, values: Any, side: str) -> float:
        full = values[f"Maximum concentration in {side.lower()} electrode [mol.m-3]"]
        active = values[f"{side} electrode active material volume fraction"]
        return float(FARADAY * full * active * values[f"{side} electrode thickness [m]"])

    def _start(self, side: str) -> float:
        key = f"{side.lower()} electrode [mol.m-3]"
        first = self.base[f"Initial concentration in {key}"]
        return float(first / self.base[f"Maximum concentration in {key}"])

    def _balance(self) -> tuple[dict[str, tuple[float, float]], float]:
        x = np.linspace(0.001, 0.999, 8000)
        whole = self._sites(self.values, "Positive")
        volts = np.interp(x, *self.curves["Positive"])
        if not self.metal:
            both = {side: self._sites(self.base, side) for side in self.sides}
            held = sum(self._start(side) * both[side] for side in self.sides)
            held *= whole / both["Positive"]
            other = (held - x * whole) / self._sites(self.values, "Negative")
            inside = (other > 0.0005) & (other < 0.9995)
            x, other, volts = x[inside], other[inside], volts[inside]
            volts = volts - np.interp(other, *self.curves["Negative"])
        volts = np.minimum.accumulate(volts)
        full, empty = (float(np.interp(-each, -volts, x)) for each in (self.high, self.low))
        ends = full, empty
        found = {"Positive": ends}
        if not self.metal:
            found["Negative"] = (
                float(np.interp(full, x, other)),
                float(np.interp(empty, x, other)),
            )
        return found, whole * (ends[1] - ends[0])

    def simulation(self, until_plating: bool = False) -> Any:
        """The model on a mesh that converges, to be run at any current and from any state."""
        options = {"working electrode": "positive"} if self.metal else {}
        model = pybamm.lithium_ion.DFN(options)
        if until_plating:
            model.events = [pybamm.Event("plated", model.variables[PLATING] + 0.005)]
        fine = pybamm.MeshGenerator(pybamm.Exponential1DSubMesh, {"side": "right", "stretch": 2.5})
        kinds, points = dict(model.default_submesh_types), dict(model.default_var_pts)
        kinds |= {key: fine for key in kinds if key.endswith("particle")}
        ours = {"x_n": 20, "x_s": 10, "x_p": 20, "r_n": 40, "r_p": 40}
        points |= {key: value for key, value in ours.items() if key in points}
        solver = pybamm.IDAKLUSolver(
            rtol=1e-6, atol=1e-6, options={"silence_sundials_errors": True}
        )
        return pybamm.Simulation(
            model,
            parameter_values=self.values,
            submesh_types=kinds,
            var_pts=points,
            solver=solver,
        )

    def inputs(self, share: float, rate: float) -> dict[str, float]:
        """Where a share of the charge has been taken, and the current of a rate."""
        area = self.base["Electrode height [m]"] * self.base["Electrode width [m]"]
        area *= self.base["Number of electrodes connected in parallel to make a cell"]
        given = {"Current function [A]": self.charge / 3600 * rate * area}
        for side in self.sides:
            first, last = self.ends[side]
            key = f"{side.lower()} electrode [mol.m-3]"
            full = self.base[f"Maximum concentration in {key}"]
            given[f"Initial concentration in {key}"] = (first + share * (last - first)) * full
        return given

    def at_rest(self, share: float) -> float:
        """Voltage at rest where a share of the charge has been taken."""
        volts = 0.0
        for side, sign in zip(self.sides, (1.0, -1.0), strict=False):
            first, last = self.ends[side]
            volts += sign * float(np.interp(first + share * (last - first), *self.curves[side]))
        return volts


SIDES = ("Positive", "Negative")


def run(name: str, thick: float, pores: float) -> dict[str, Any]:
    """All discharges, pulses and charges of one design."""
    design = Design(name, thick, pores)
    simulation = design.simulation()
    found: dict[str, Any] = {"thick": thick, "por": pores, "q0": design.charge}
    found["ends"] = {side: list(ends) for side, ends in design.ends.items()}
    found["dis"] = [discharged(design, simulation, rate) for rate in RATES]
    found["pul"] = [pulsed(design, simulation, rate) for rate in PULSES]
    charged_ = design.simulation(until_plating=True) if not design.metal else None
    found["chg"] = [charged(design, charged_, rate) for rate in CHARGES] if charged_ else []
    return found


def discharged(design: Design, simulation: Any, rate: float) -> list[Any]:
    """Rate, share of the charge at rest, average voltage, least and most salt."""
    try:
        solution = simulation.solve([0, 3600 / rate * 1.05], inputs=design.inputs(0.0, rate))
    except pybamm.SolverError as error:
        return [rate, 0.0 if "initial" in str(error) else None, None, None, None]
    t, volts = solution.t, solution["Voltage [V]"].entries
    salt = solution["Electrolyte concentration [mol.m-3]"].entries
    mean = float(np.trapezoid(volts, t) / t[-1]) if len(t) > 2 else None
    return [rate, float(t[-1] * rate / 3600), mean, float(salt.min()), float(salt.max())]


def pulsed(design: Design, simulation: Any, rate: float) -> list[Any]:
    """Rate, voltage at rest, at the end of 10 s, the seconds reached, least salt."""
    rest = design.at_rest(0.5)
    try:
        solution = simulation.solve([0, 10.0], inputs=design.inputs(0.5, rate))
    except pybamm.SolverError:
        return [rate, rest, None, 0.0, None]
    salt = solution["Electrolyte concentration [mol.m-3]"].entries
    volts = solution["Voltage [V]"].entries
    return [rate, rest, float(volts[-1]), float(solution.t[-1]), float(salt.min())]


def charged(design: Design, simulation: Any, rate: float) -> list[Any]:
    """Rate, state of charge at which lithium plates at the separator, and whether it does."""
    try:
        solution = simulation.solve([0, 3600 / rate * 0.9], inputs=design.inputs(0.9, -rate))
    except pybamm.SolverError:
        return [rate, None, None]
    t, volts = solution.t, solution[PLATING].entries
    below = np.flatnonzero(volts < 0)
    if not len(below):
        return [rate, min(1.0, 0.1 + t[-1] * rate / 3600), False]
    k = below[0]
    if k == 0:
        return [rate, 0.1, True]
    part = volts[k - 1] / (volts[k - 1] - volts[k])
    return [rate, float(0.1 + (t[k - 1] + part * (t[k] - t[k - 1])) * rate / 3600), True]
