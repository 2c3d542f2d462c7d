"""A balanced cell at a rate: from the model's quantities to the discharge of `discharge`, and back.

What the rate leaves of capacity and voltage goes into the model beside what the balance gives,
and so do the curves' values at half charge, from which the equations make the resistance.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

import numpy as np

from celldesign.balancing.charge import plating_current
from celldesign.balancing.discharge import Cells, Delivered, Electrode, discharge
from celldesign.balancing.electrodes import Array, Balance, Curve, metal
from celldesign.balancing.salt_profile import Pores

FACTOR, POLARISATION = "operation_modelled_rate_factor", "operation_modelled_polarisation"
STATED_FACTOR, STATED_POLARISATION = (
    "operation_stated_rate_factor",
    "operation_stated_polarisation",
)
OVERPOTENTIAL = "operation_modelled_overpotential"
SALT, REACH = "operation_least_salt", "operation_least_reach"
EXHAUSTED = "operation_particles_exhausted"
PLATING = "operation_modelled_plating_rate"
HALF_VOLTAGE = "operation_half_charge_voltage"
OF_CURVE = ("occupancy", "potential_slope", "curve_fall", "curve_capacity")
_RATE, _TEMPERATURE = "operation_rate", "operation_temperature"
_OF_ELECTRODE = (
    "active_loading",
    "interfacial_area",
    "exchange_current_density",
    "diffusion_time",
    "salt_volume",
    "salt_path",
    "salt_diffusion_coefficient",
    "ionic_resistance",
    "electronic_resistance",
)
_OF_CELL = (
    "cathode_areal_capacity",
    "separator_salt_volume",
    "separator_salt_path",
    "separator_salt_diffusion_coefficient",
    "separator_resistance",
    "separator_internal_resistance",
    "salt_concentration",
    "salt_transference_number",
    "salt_diffusion_decay",
    "salt_conductivity_exponent",
    "salt_conductivity_peak",
    "operation_thermal_voltage",
    "operation_diffusion_voltage",
)
_SERIES = (
    "cathode_collector_resistance",
    "anode_collector_resistance",
    "cathode_tab_resistance",
    "anode_tab_resistance",
)
_STEP = 0.01  # of a half-cell curve, on either side of half charge
_STATED = "stated "
_LEAST = 1e-6
_CHUNK = 2048  # cells at a time, whose states stay in the processor's cache


def required(anode_is_metal: bool) -> list[str]:
    """Quantities that a discharge at a rate depends on, but for the rate itself."""
    sides = ("cathode",) if anode_is_metal else ("cathode", "anode")
    own = [f"{side}_{name}" for side in sides for name in _OF_ELECTRODE]
    return [*own, *_OF_CELL, *(["anode_interface_resistance"] if anode_is_metal else [])]


def helpful(known: Collection[str]) -> list[str]:
    """Quantities that it takes besides where they are known."""
    series = [*_SERIES, "cathode_area"]
    return series if set(series) <= set(known) else []


class _Known(NamedTuple):
    """What is known of balanced cells: quantities, degrees, curves, and the cut-off."""

    inputs: Mapping[str, Any]
    balance: Balance
    pair: tuple[Curve, Curve]
    ratio: Any
    lower: float
    middle: Mapping[str, Any]


@dataclass(frozen=True)
class AtRate:
    """How cells are operated: `stated` has the conditions that a given capacity holds for.

    It is empty where those are the conditions of operation, and None where it holds at rest.
    `occupied` are the shares of sites taken at the ends of each electrode's curve; without `rated`
    only the values at half charge are asked for.
    """

    needs: tuple[str, ...]
    occupied: Mapping[str, tuple[float, float]]
    stated: Mapping[str, float] | None
    rated: bool

    @property
    def fed(self) -> frozenset[str]:
        """Every quantity that this gives to the model."""
        names = {HALF_VOLTAGE, *(f"{e}_{name}" for e in self.occupied for name in OF_CURVE)}
        if "anode" in self.occupied:
            names.add(PLATING)
        if self.rated:
            names |= {FACTOR, POLARISATION, OVERPOTENTIAL, SALT, REACH, EXHAUSTED}
            names |= {STATED_FACTOR, STATED_POLARISATION}
        return frozenset(names)

    def given_by(
        self,
        inputs: Mapping[str, Any],
        balance: Balance,
        pair: tuple[Curve, Curve],
        ratio: Array,
        lower: float,
        wanted: Collection[str],
    ) -> dict[str, Any]:
        """What balanced cells give to the model, each an array of the balance's shape."""
        middle = self._middle(balance, pair)
        known = _Known(inputs, balance, pair, ratio, lower, middle)
        more = {PLATING: self._plating(known)} if PLATING in wanted else {}
        if not (self.rated and set(wanted) - {*middle, PLATING}):
            return middle | more
        found = self._delivered(known)
        rest = balance.average_voltage
        stated = found
        if self.stated:
            before = {n: inputs[_STATED + n] for n in self.needs} | dict(self.stated)
            stated = self._delivered(known._replace(inputs={**inputs, **before}))
        at_rest = self.stated is None
        return {
            **middle,
            **more,
            FACTOR: found.share,
            POLARISATION: rest - found.average,
            OVERPOTENTIAL: found.overpotential,
            SALT: found.salt,
            REACH: found.reach,
            EXHAUSTED: found.exhausted,
            STATED_FACTOR: np.ones_like(rest) if at_rest else stated.share,
            STATED_POLARISATION: np.zeros_like(rest) if at_rest else rest - stated.average,
        }

    def _middle(self, balance: Balance, pair: tuple[Curve, Curve]) -> dict[str, Any]:
        """The curves at half charge."""
        found: dict[str, Any] = {}
        volts: Any = 0.0
        ends = {
            "cathode": (balance.cathode_low, balance.cathode_high),
            "anode": (balance.anode_low, balance.anode_high),
        }
        for name, curve, sign in (("cathode", pair[0], 1.0), ("anode", pair[1], -1.0)):
            low, high = ends[name]
            at = np.clip((low + high) / 2, _STEP, 1 - _STEP)
            volts = volts + sign * curve.at((low + high) / 2)
            if name not in self.occupied:
                continue
            first, last = self.occupied[name]
            fall = curve.at(low + 0.2 * (high - low)) - curve.at(low + 0.8 * (high - low))
            found[f"{name}_occupancy"] = first + at * (last - first)
            found[f"{name}_potential_slope"] = (curve.at(at - _STEP) - curve.at(at + _STEP)) / (
                2 * _STEP
            )
            found[f"{name}_curve_fall"] = np.abs(fall) / 0.6
            found[f"{name}_curve_capacity"] = curve.capacity + 0.0 * at
        found[HALF_VOLTAGE] = volts
        return found

    def _plating(self, known: "_Known") -> Array:
        """The rate in 1/s above which lithium plates on the way from 10 to 80 %."""
        shape, parts = self._split(known)
        found = [
            plating_current(self._cells(part, charged=False), rows)
            / np.broadcast_to(part.inputs["cathode_areal_capacity"], (rows,))
            for part, rows in parts
        ]
        return np.reshape(np.concatenate(found), shape)

    def _delivered(self, known: "_Known") -> Delivered:
        shape, parts = self._split(known)
        found = []
        for part, rows in parts:
            current = part.inputs["cathode_areal_capacity"] * part.inputs[_RATE]
            found.append(discharge(self._cells(part), np.broadcast_to(current, (rows,))))
        joined = (np.concatenate(values) for values in zip(*found, strict=True))
        return Delivered(*(np.reshape(value, shape) for value in joined))

    def _split(self, known: "_Known") -> tuple[tuple[int, ...], list[tuple["_Known", int]]]:
        """The shape of all cells, and a chunk of them at a time."""
        own = {name: np.asarray(known.inputs[name], dtype=float) for name in self.needs}
        states = {field.name: getattr(known.balance, field.name) for field in fields(Balance)}
        every = [*own.values(), *states.values(), *known.middle.values(), known.ratio]
        shape = np.broadcast_shapes(*(np.shape(each) for each in every))
        length = max(1, *shape) if shape else 1
        parts = []
        for start in range(0, length, _CHUNK):
            part = slice(start, start + _CHUNK)
            cells = _Known(
                {name: _part(value, part) for name, value in own.items()},
                Balance(**{name: _part(value, part) for name, value in states.items()}),
                (known.pair[0].of(part), known.pair[1].of(part)),
                _part(known.ratio, part),
                known.lower,
                {name: _part(value, part) for name, value in known.middle.items()},
            )
            parts.append((cells, len(range(length)[part])))
        return shape, parts

    def _cells(self, known: "_Known", charged: bool = True) -> Cells:
        """Cells that begin charged, or discharged."""
        v, balance, pair, ratio, lower, middle = known
        charge = v["cathode_active_loading"] * pair[0].capacity
        electrodes = {}
        starts = {
            "cathode": balance.cathode_high if charged else balance.cathode_low,
            "anode": balance.anode_high if charged else balance.anode_low,
        }
        for name, curve in zip(("cathode", "anode"), pair, strict=True):
            if name not in self.occupied:
                pores = Pores(0.0, 0.0, v["separator_salt_diffusion_coefficient"])
                interface = v["anode_interface_resistance"]
                electrodes[name] = Electrode(metal(), True, pores, interface=interface)
                continue
            electrodes[name] = Electrode(
                curve,
                False,
                _pores(v, name),
                charge=charge if name == "cathode" else charge * ratio,
                start=starts[name],
                occupied=self.occupied[name],
                area=v[f"{name}_interfacial_area"],
                exchange=v[f"{name}_exchange_current_density"],
                diffusion_time=v[f"{name}_diffusion_time"],
                ionic=v[f"{name}_ionic_resistance"],
                electronic=v[f"{name}_electronic_resistance"],
                fall=middle[f"{name}_curve_fall"],
            )
        series = v["separator_internal_resistance"]
        if "cathode_area" in v:
            series = series + v["cathode_area"] * sum(v[name] for name in _SERIES)
        return Cells(
            electrodes["cathode"],
            electrodes["anode"],
            _pores(v, "separator"),
            v["separator_resistance"],
            series,
            v["salt_concentration"],
            v["salt_transference_number"],
            v["operation_thermal_voltage"],
            v["operation_diffusion_voltage"],
            np.maximum(charge * balance.capacity, _LEAST),
            lower,
            v["salt_diffusion_decay"],
            (v["salt_conductivity_exponent"], v["salt_conductivity_peak"]),
        )


def _part(value: Any, part: slice) -> Any:
    """Some of the cells of an array (n,); one number is that of all."""
    return value[part] if np.size(value) > 1 else value


def _pores(values: Mapping[str, Any], part: str) -> Pores:
    names = ("volume", "path", "diffusion_coefficient")
    return Pores(*(values[f"{part}_salt_{name}"] for name in names))


def stated_inputs(needs: Collection[str], known: Mapping[str, Any]) -> dict[str, Any]:
    """Quantities at the stated conditions, under names of their own beside those of operation."""
    return {_STATED + name: np.asarray(known[name], dtype=float) for name in needs}
