"""Cells of other simulation programs: BattMo's files, and PyBaMM's parameter sets by their name."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from celldesign.constants import FARADAY
from celldesign.errors import ExchangeError, UnitError, nearest, reason
from celldesign.exchange.bpx import LARGEST_FILE, Imported, design_from
from celldesign.exchange.bpx_facts import Facts, Side
from celldesign.units.quantities import to_si

_POINTS = 101
_WORDS = (("gram", "g"), ("litre", "L"), ("centi*meter", "cm"), ("milli*meter", "mm"),
          ("micro*meter", "um"), ("meter", "m"), ("hour", "h"), ("ampere", "A"))  # fmt: skip


def is_battmo(content: Any) -> bool:
    """Tell BattMo's cells, of Matlab or Julia, by their electrodes with a coating."""
    side = _lower(content).get("negativeelectrode") if isinstance(content, dict) else None
    return isinstance(side, dict) and isinstance(side.get("coating"), dict)


def read_json(path: Path) -> Any:
    """Read a JSON file; raises ExchangeError for what is none."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ExchangeError("a JSON file of at most 50 MB is required", given=str(path))
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ExchangeError(f"the file cannot be read ({reason(error)})", given=str(path)) from None
    except (ValueError, RecursionError):
        raise ExchangeError("a JSON file is required", given=str(path)) from None


def from_battmo(content: Any, title: str) -> Imported:
    """Make a design of a cell file of BattMo (Matlab) or BattMo.jl.

    Raises ExchangeError that names what the file lacks.
    """
    cell = _lower(content)
    own, geometry = cell.get("cell", {}), cell.get("geometry", {})
    control = cell.get("control", {})
    area = _number(own, "electrodegeometricsurfacearea") or _number(geometry, "facearea")
    if not area:
        raise ExchangeError("an area of the electrodes is required (faceArea of a 1D geometry)")
    cathode, anode = (
        _battmo_side(cell, "positiveelectrode"),
        _battmo_side(cell, "negativeelectrode"),
    )
    capacity = _number(own, "nominalcapacity")
    separator = cell.get("separator", {})
    found = Facts(
        model="P2D",
        pairs=1,
        area=area,
        nominal_capacity=3600 * capacity if capacity else cathode.used * area,
        lower_voltage=_number(control, "lowercutoffvoltage") or 2.5,
        upper_voltage=_number(control, "uppercutoffvoltage") or 4.2,
        mass=None,
        volume=None,
        cathode=cathode,
        anode=anode,
        separator_thickness=_number(separator, "thickness"),
        separator_porosity=_number(separator, "porosity"),
    )
    notes = [] if control.get("uppercutoffvoltage") else ["no cut-offs in the file: 2.5 and 4.2 V"]
    name = own.get("name") or _lower(cell.get("metadata", {})).get("title") or title
    return design_from(found, str(name), _number(cell, "initt"), *notes)


def _battmo_side(cell: Mapping[str, Any], name: str) -> Side:
    electrode = cell.get(name, {})
    coating = electrode.get("coating", {})
    parts = {**electrode, **{k: v for k, v in coating.items() if isinstance(v, dict)}}
    solids = {
        key: part
        for key, part in parts.items()
        if isinstance(part, dict) and "massfraction" in part and "density" in part
    }
    actives = [part for key, part in solids.items() if key.startswith("activematerial")]
    thickness = _needed(coating, "thickness", name)
    effective = _needed(coating, "effectivedensity", name)
    shares = {
        key: effective * _needed(part, "massfraction", name) / _needed(part, "density", name)
        for key, part in solids.items()
    }
    sites = used = 0.0
    for key, part in solids.items():
        if part in actives:
            inner = {**part, **part.get("interface", {})}
            names = ("saturationconcentration", "maximumconcentration")
            most = next((n for n in names if n in inner), names[0])
            whole = FARADAY * _needed(inner, most, name) * shares[key] * thickness
            low, high = (_stoichiometry(inner, end, name) for end in ("0", "100"))
            sites, used = sites + whole, used + whole * abs(high - low)
    if not actives:
        raise ExchangeError(f"an active material of the {name} is required")
    return Side(
        thickness=thickness,
        porosity=1 - sum(shares.values()),
        active_fraction=sum(share for key, share in shares.items() if solids[key] in actives),
        sites=sites,
        used=used,
        blend=tuple(key for key in solids if key.startswith("activematerial"))
        if len(actives) > 1
        else (),
        hysteresis=False,
        potential=None,
        collector=_number(electrode.get("currentcollector", {}), "thickness"),
    )


def _stoichiometry(part: Mapping[str, Any], end: str, name: str) -> float:
    old = f"gueststoichiometry{end}"
    return _needed(part, old if old in part else f"stoichiometriccoefficientatsoc{end}", name)


def _lower(content: Any) -> Any:
    """Write all keys in lower case: Matlab's files and Julia's differ in it."""
    if isinstance(content, dict):
        return {str(key).casefold(): _lower(value) for key, value in content.items()}
    return [_lower(each) for each in content] if isinstance(content, list) else content


def _needed(table: Mapping[str, Any], key: str, where: str) -> float:
    found = _number(table, key)
    if found is None:
        raise ExchangeError(f"a number {key} of the {where} is required in a file of BattMo")
    return found


def _number(table: Mapping[str, Any], key: str) -> float | None:
    """Read a number in SI, plain or with a unit in BattMo's words; None where there is none."""
    value = table.get(key)
    unit = "1"
    if isinstance(value, dict):
        unit, value = str(value.get("unit", "1")), value.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    for theirs, ours in _WORDS:
        unit = unit.replace(theirs, ours)
    try:
        return float(to_si(float(value), unit.replace("(", "").replace(")", "")))
    except (UnitError, OverflowError):
        raise ExchangeError(f"a known unit of {key} is required", given=unit[:50]) from None


def from_pybamm(name: str) -> Imported:
    """Make a design of a parameter set that PyBaMM knows; raises ExchangeError for another name."""
    from celldesign.exchange.simulate import import_pybamm

    pybamm = import_pybamm()
    known = sorted(pybamm.parameter_sets)
    if name not in known:
        mend = nearest(name, known) or f"PyBaMM knows {', '.join(known)}"
        raise ExchangeError("a parameter set of PyBaMM is required", given=name, mend=mend)
    values = pybamm.ParameterValues(name)
    try:
        x0, x100, y100, y0 = map(float, pybamm.lithium_ion.get_min_max_stoichiometries(values))
        area = values["Electrode height [m]"] * values["Electrode width [m]"]
        pairs = values["Number of electrodes connected in parallel to make a cell"]
        found = Facts(
            model="DFN",
            pairs=round(float(pairs)),
            area=float(area),
            nominal_capacity=3600 * float(values["Nominal cell capacity [A.h]"]),
            lower_voltage=float(values["Lower voltage cut-off [V]"]),
            upper_voltage=float(values["Upper voltage cut-off [V]"]),
            mass=None,
            volume=None,
            cathode=_pybamm_side(pybamm, values, "positive", y0, y100),
            anode=_pybamm_side(pybamm, values, "negative", x0, x100),
            separator_thickness=float(values["Separator thickness [m]"]),
            separator_porosity=float(values["Separator porosity"]),
        )
    except Exception as error:  # it raises whatever its expressions meet
        why = " ".join(str(error).split())[:150]
        raise ExchangeError(
            "a parameter set of two porous lithium-ion electrodes is required",
            given=f"{name} ({why})",
        ) from None
    return design_from(found, name, float(values["Reference temperature [K]"]))


def _pybamm_side(pybamm: Any, values: Any, side: str, empty: float, full: float) -> Side:
    """Read an electrode; its stoichiometry goes from `empty` to `full` as the cell is charged."""
    called = side.capitalize()
    thickness = float(values[f"{called} electrode thickness [m]"])
    share = float(values[f"{called} electrode active material volume fraction"])
    most = float(values[f"Maximum concentration in {side} electrode [mol.m-3]"])
    curve = values[f"{called} electrode OCP [V]"]
    x = np.linspace(empty, full, _POINTS)
    found = [values.evaluate(curve(pybamm.Scalar(each))) for each in x]
    potential = np.array([float(np.asarray(each).squeeze()) for each in found])
    sites = FARADAY * most * share * thickness
    return Side(
        thickness=thickness,
        porosity=float(values[f"{called} electrode porosity"]),
        active_fraction=share,
        sites=sites,
        used=sites * abs(full - empty),
        blend=(),
        hysteresis=False,
        potential=potential,
        collector=float(values[f"{called} current collector thickness [m]"]),
    )


def read(source: str) -> Imported:
    """Read a file of BPX or BattMo, by its content, or `pybamm:NAME`."""
    from celldesign.exchange import bpx

    program, _, name = source.partition(":")
    if program == "pybamm" and name:
        return from_pybamm(name)
    path = Path(source)
    content = read_json(path)
    return from_battmo(content, path.stem) if is_battmo(content) else bpx.parse(content, source)
