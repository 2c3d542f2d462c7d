"""PyBaMM parameter values as a Python file; `celldesign simulate` runs this very file."""

import math
import re
from collections.abc import Mapping
from typing import Any

from celldesign.constants import FARADAY, GAS
from celldesign.exchange.curves import Curve
from celldesign.exchange.parameters import Electrolyte, Metal, Parameters, Porous
from celldesign.units.quantities import from_si

_HEAD = '''"""{title}: parameter values for PyBaMM.

Written by celldesign from a built cell at {celsius:g} degC, SI units. {model}
{assumptions}

Every parameter that ends in "scale" is a factor on the function before it, to try another value.
"""

import numpy as np
import pybamm

_F = pybamm.constants.F


def _by_domain(like, separator, electrode):
    """One value in the membrane, another in the electrode."""
    if list(like.domain) == ["separator"]:
        return pybamm.Scalar(separator)
    if list(like.domain) == ["separator", "positive electrode"]:
        return pybamm.concatenation(
            pybamm.FullBroadcast(separator, ["separator"], "current collector"),
            pybamm.FullBroadcast(electrode, ["positive electrode"], "current collector"),
        )
    return pybamm.Scalar(electrode)

'''
_ELECTROLYTE = """
def {name}(c_e, T):
    return pybamm.Parameter("{scale}") * {value}

"""
_ELECTRODE = '''
_{side}_x = np.array([{x}])
_{side}_volts = np.array([{volts}])


def {side}_ocp(sto):
    """{source}."""
    return pybamm.Interpolant(
        _{side}_x, _{side}_volts, sto, name="{side}_ocp", interpolator="linear"
    )


def {side}_exchange_current_density(c_e, c_s_surf, c_s_max, T):
    k = pybamm.Parameter("{scale}") * {rate!r}
    return _F * k * c_e**0.5 * c_s_surf**0.5 * (c_s_max - c_s_surf) ** 0.5

'''
_METAL = '''
def metal_exchange_current_density(c_e, c_metal, T):
    """RT/(F R) of an interface of {ohm_cm2:g} ohm cm^2."""
    return pybamm.Scalar({value!r})

'''


def source(parameters: Parameters) -> str:
    """Write the Python file of a cell's parameters."""
    p = parameters
    metal = isinstance(p.negative, Metal)
    model = (
        'Half cell: run it with options={"working electrode": "positive", '
        '"contact resistance": "true"}.'
        if metal
        else "Full cell."
    )
    text = _HEAD.format(
        title=_quoted(p.name),
        celsius=from_si(p.temperature, "degC"),
        model=model,
        assumptions="".join(f"\n- {_quoted(each)}" for each in p.assumptions),
    )
    text += _electrolyte(p)
    if isinstance(p.negative, Metal):
        value = GAS * p.temperature / (FARADAY * p.negative.interface_resistance)
        ohm_cm2 = 1e4 * p.negative.interface_resistance
        text += _METAL.format(value=value, ohm_cm2=ohm_cm2)
    else:
        text += _functions("negative", p.negative)
    text += _functions("positive", p.positive)
    rows = "".join(f'        "{name}": {value},\n' for name, value in _rows(p).items())
    return f"{text}\ndef get_parameter_values():\n    return {{\n{rows}    }}\n"


def load(text: str) -> dict[str, Any]:
    """Read the values of a file that `source` wrote."""
    namespace: dict[str, Any] = {"__name__": "celldesign_parameters"}
    exec(compile(text, "celldesign_parameters.py", "exec"), namespace)
    values: dict[str, Any] = namespace["get_parameter_values"]()
    return values


def identifier(name: str) -> str:
    """Make a name that Python and an entry point take.

    >>> identifier("1 Ah Li|HCPE pouch, C/20")
    'cell_1_Ah_Li_HCPE_pouch_C_20'
    """
    tidy = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_") or "cell"
    return tidy if tidy[0].isalpha() else f"cell_{tidy}"


def package(parameters: Parameters, name: str) -> Mapping[str, str]:
    """Files of a folder that registers the parameters with PyBaMM once it is on PYTHONPATH."""
    info = f"{name}-1.0.dist-info"
    return {
        f"{name}.py": source(parameters),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/entry_points.txt": (
            f"[pybamm_parameter_sets]\n{name} = {name}:get_parameter_values\n"
        ),
    }


def _quoted(text: str) -> str:
    """Keep a text from ending the docstring that it stands in."""
    return text.replace("\\", "/").replace('"', "'").replace("\n", " ")


def _electrolyte(p: Parameters) -> str:
    text = ""
    for name, key in (
        ("electrolyte_conductivity", "conductivity"),
        ("electrolyte_diffusivity", "diffusivity"),
        ("transference_number", "transference_number"),
    ):
        value = getattr(p.electrolyte, key)
        inside = value if p.catholyte is None else getattr(p.catholyte, key)
        body = f"_by_domain(c_e, {value!r}, {inside!r})" if inside != value else f"{value!r}"
        body += _over_concentration(p.electrolyte, key)
        text += _ELECTROLYTE.format(name=name, value=body, scale=f"{name} scale")
    return text


def _over_concentration(e: Electrolyte, key: str) -> str:
    """The factor by which transport changes with the salt, as text; none where it is constant."""
    if key == "diffusivity" and e.decay:
        return f" * np.exp({-e.decay!r} * (c_e - {e.concentration!r}))"
    if key == "conductivity" and e.exponent:
        ratio = f"(pybamm.maximum(c_e, 1.0) / {e.concentration!r})"
        fall = f"np.exp({-e.exponent / e.peak!r} * (c_e - {e.concentration!r}))"
        return f" * {ratio} ** {e.exponent!r} * {fall}"
    return ""


def _functions(side: str, electrode: Porous) -> str:
    curve = _sampled(electrode)
    return _ELECTRODE.format(
        side=side,
        x=", ".join(f"{x:.8g}" for x in curve.x),
        volts=", ".join(f"{u:.8g}" for u in curve.volts),
        source=_quoted(electrode.curve.source),
        rate=electrode.rate_constant,
        scale=f"{side} rate constant scale",
    )


def _sampled(electrode: Porous) -> Curve:
    """Every fifth point of the curve, and all of where it falls steeply."""
    curve = electrode.curve
    steep = abs(curve.volts[1:] - curve.volts[:-1]) > 0.005
    kept = [0, *(k for k in range(1, len(curve.x) - 1) if k % 5 == 0 or steep[k] or steep[k - 1])]
    kept.append(len(curve.x) - 1)
    return Curve(curve.x[kept], curve.volts[kept], curve.source)


def _cell_rows(p: Parameters) -> dict[str, Any]:
    return {
        "Electrode height [m]": p.single_side_area**0.5,
        "Electrode width [m]": p.single_side_area**0.5,
        "Number of electrodes connected in parallel to make a cell": float(p.faces),
        "Number of cells connected in series to make a battery": 1.0,
        "Nominal cell capacity [A.h]": p.nominal_capacity / 3600,
        "Current function [A]": p.nominal_capacity / 3600,
        "Contact resistance [Ohm]": p.series_resistance / p.area,
        "Cell volume [m3]": p.volume,
        "Cell cooling surface area [m2]": p.surface_area,
        "Separator thickness [m]": p.separator_thickness,
        "Separator porosity": p.separator_fraction,
        "Separator Bruggeman coefficient (electrolyte)": _exponent(
            p.separator_efficiency, p.separator_fraction
        ),
        "Initial concentration in electrolyte [mol.m-3]": p.electrolyte.concentration,
        "Thermodynamic factor": p.electrolyte.thermodynamic_factor,
        "electrolyte_conductivity scale": 1.0,
        "electrolyte_diffusivity scale": 1.0,
        "transference_number scale": 1.0,
        "Reference temperature [K]": p.temperature,
        "Ambient temperature [K]": p.temperature,
        "Initial temperature [K]": p.temperature,
        "Lower voltage cut-off [V]": p.lower_voltage,
        "Upper voltage cut-off [V]": p.upper_voltage,
        "Open-circuit voltage at 0% SOC [V]": p.lower_voltage,
        "Open-circuit voltage at 100% SOC [V]": p.upper_voltage,
    }


def _rows(p: Parameters) -> dict[str, str]:
    rows = _cell_rows(p) | _electrode_rows("positive", p.positive, p.positive.empty)
    functions = {
        "Cation transference number": "transference_number",
        "Electrolyte conductivity [S.m-1]": "electrolyte_conductivity",
        "Electrolyte diffusivity [m2.s-1]": "electrolyte_diffusivity",
        "Positive electrode OCP [V]": "positive_ocp",
        "Positive electrode exchange-current density [A.m-2]": (
            "positive_exchange_current_density"
        ),
    }
    if isinstance(p.negative, Metal):
        rows |= _metal_rows(p.negative)
        name = "Exchange-current density for lithium metal electrode [A.m-2]"
        functions[name] = "metal_exchange_current_density"
    else:
        rows |= _electrode_rows("negative", p.negative, p.negative.full)
        functions["Negative electrode OCP [V]"] = "negative_ocp"
        name = "Negative electrode exchange-current density [A.m-2]"
        functions[name] = "negative_exchange_current_density"
    return {"chemistry": '"lithium_ion"'} | {k: repr(v) for k, v in rows.items()} | functions


def _exponent(efficiency: float, fraction: float) -> float:
    """PyBaMM takes a transport efficiency as a Bruggeman exponent; a dense membrane needs none."""
    return math.log(efficiency) / math.log(fraction) if fraction < 1 else 0.0


def _metal_rows(metal: Metal) -> dict[str, Any]:
    return {
        "Negative electrode thickness [m]": metal.thickness,
        "Negative electrode conductivity [S.m-1]": 1.0776e7,
        "Negative electrode OCP [V]": 0.0,
        "Negative electrode OCP entropic change [V.K-1]": 0.0,
        "Negative electrode charge transfer coefficient": 0.5,
        "Negative electrode double-layer capacity [F.m-2]": 0.2,
        "Lithium metal partial molar volume [m3.mol-1]": 1.3e-5,
    }


def _electrode_rows(side: str, electrode: Porous, start: float) -> dict[str, Any]:
    name, e = side.capitalize(), electrode
    return {
        f"{name} electrode thickness [m]": e.thickness,
        f"{name} electrode conductivity [S.m-1]": e.conductivity,
        f"{name} electrode porosity": e.electrolyte_fraction,
        f"{name} electrode active material volume fraction": e.active_fraction,
        f"{name} electrode Bruggeman coefficient (electrolyte)": _exponent(
            e.transport_efficiency, e.electrolyte_fraction
        ),
        f"{name} electrode Bruggeman coefficient (electrode)": 0.0,
        f"{name} particle radius [m]": e.particle_radius,
        f"{name} particle diffusivity [m2.s-1]": e.diffusivity,
        f"Maximum concentration in {side} electrode [mol.m-3]": e.maximum_concentration,
        f"Initial concentration in {side} electrode [mol.m-3]": start * e.maximum_concentration,
        f"{side} rate constant scale": 1.0,
        f"{name} electrode OCP entropic change [V.K-1]": 0.0,
        f"{name} electrode charge transfer coefficient": 0.5,
        f"{name} electrode double-layer capacity [F.m-2]": 0.2,
    }
