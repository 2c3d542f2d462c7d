"""What half-cell curves say of electrodes in a window, for one design or for arrays of them.

The balance is a look-up and no equation. It stands between two slices of a plan: the first, which
is kept here, gives loadings and first-cycle losses; what is looked up goes into the second beside
the given values.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from celldesign.balancing.at_rate import FACTOR, AtRate, stated_inputs
from celldesign.balancing.electrodes import METAL, Array, Balance, Curve, balance, blend, metal
from celldesign.errors import InconsistentError
from celldesign.model.plan import Plan

CAPACITY, VOLTAGE = "operation_stated_specific_capacity", "operation_stated_average_voltage"
HYSTERESIS, LIMIT = "operation_hysteresis_voltage", "operation_limit_by_curves"
ELECTRODES = ("cathode", "anode")
# What the curves are multiplied by, 1 as they stand: charge of each electrode, cell voltage.
SCALES = ("cathode_curve_scale", "anode_curve_scale", "operation_curve_scale")
_LEAST = 1e-2  # of the cathode's charge; a cell with less is none
_SHARES = "_mass_fraction"
_BLENDS = 256  # blends at a time, whose tables stay in the processor's cache
Pair = tuple[Curve, Curve]


@dataclass(frozen=True)
class Half:
    """The curves of one electrode's active materials, which stand at `places` of its recipe.

    Where a material is known in one direction alone, or as the mean of both, `charge` has the same
    curve as `discharge`, and `undirected` names it. `measured` has the range of potentials that was
    measured, by the key of a curve that goes on beyond it.
    """

    places: tuple[int, ...]
    discharge: tuple[Curve, ...]
    charge: tuple[Curve, ...]
    undirected: tuple[str, ...]
    citations: tuple[str, ...]
    occupied: tuple[float, float] = (0.0, 1.0)
    measured: Mapping[str, str] = field(default_factory=dict)

    @property
    def directed(self) -> bool:
        """Whether some material has a curve for each direction."""
        return len(self.undirected) < len(self.places)

    def blended(self, fractions: Array) -> Pair:
        """Curves of the discharge and of the charge, for mass fractions (components, ...)."""
        shares = fractions[list(self.places)]
        discharge = blend(self.discharge, shares)
        return discharge, blend(self.charge, shares) if self.directed else discharge


class Balanced(NamedTuple):
    """Cells between their cut-offs, at no current, with the curves of cathode and anode."""

    cells: Balance
    discharge: Pair
    charge: Pair
    ratio: Array
    at_rate: dict[str, Any]
    charge_scale: Any = 1.0
    voltage_scale: Any = 1.0

    @property
    def specific_capacity(self) -> Any:
        """Reversible charge per mass of the cathode's active material, C/kg."""
        return self.cells.capacity * self.discharge[0].capacity * self.charge_scale

    @property
    def average_voltage(self) -> Any:
        """Mean voltage of the discharge, V."""
        return self.cells.average_voltage * self.voltage_scale

    @property
    def hysteresis(self) -> Array:
        """Mean voltage of the charge less that of the discharge, V."""
        return self.cells.charge_voltage - self.cells.average_voltage

    @property
    def ends(self) -> str:
        """The electrode whose potential ends one cell's discharge."""
        return "cathode" if self.cells.discharge_limited_by_cathode else "anode"

    @property
    def anode_ends(self) -> NDArray[np.bool_]:
        """Where the anode ends the discharge, or is full before the cell is charged."""
        return self.cells.anode_limits | ~self.cells.discharge_limited_by_cathode

    @property
    def sound(self) -> NDArray[np.bool_]:
        """Where the curves reach the upper cut-off and leave some capacity."""
        return ~self.cells.beyond & (self.cells.capacity > _LEAST)


@dataclass(frozen=True)
class OpenCircuit:
    """Electrodes ready to be balanced in a window, for as many cells as there are values.

    `anode` is None for a metal. `fed` are the quantities that the balance gives to the model; where
    it is not `needed`, a window that the curves do not reach is no fault. Small, and free of files
    and databases.
    """

    plan: Plan
    cathode: Half
    anode: Half | None
    window: tuple[float, float]
    needs: tuple[str, ...]
    fed: frozenset[str]
    needed: bool
    at_rate: AtRate | None = None

    def only(self, wanted: Collection[str]) -> "OpenCircuit":
        """The same for those quantities alone, so that no other is worked out."""
        return replace(self, fed=self.fed & set(wanted))

    def balanced(self, values: Mapping[str, Any]) -> Balanced:
        """Balance the cells that values (SI) describe; they may be arrays, but one recipe."""
        return self._balanced(self._inputs(values))

    def feed(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], Any]:
        """What goes into the model for arrays of values, and which cells the curves allow."""
        inputs = self._inputs(values)
        wide = [name for name, array in inputs.items() if array.ndim > name.endswith(_SHARES)]
        if not any(name.endswith(_SHARES) for name in wide):
            return self.given_by(self._balanced(inputs))
        length = inputs[wide[0]].shape[-1]
        joined: dict[str, Any] = {name: np.empty(length) for name in self.fed}
        sound = np.empty(length, dtype=bool)
        for cells in self._alike(inputs, length):
            part = {name: inputs[name][..., cells] for name in wide}
            found, sound[cells] = self.given_by(self._balanced({**inputs, **part}))
            for name, value in found.items():
                joined[name][cells] = value
        return joined, sound

    def given_by(self, found: Balanced) -> tuple[dict[str, Any], Any]:
        """What balanced cells give to the model, and which of them the curves allow."""
        sound = found.sound
        every = found.at_rate | {
            CAPACITY: found.specific_capacity,
            VOLTAGE: found.average_voltage,
            HYSTERESIS: np.where(sound | self.needed, found.hysteresis, 0.0),
            LIMIT: np.where(sound | self.needed, found.anode_ends, 0.0),
        }
        enters = np.asarray(every.get(FACTOR, 1.0)) > 0  # a window that the loaded cell is in
        return {name: every[name] for name in self.fed}, (sound | (not self.needed)) & enters

    def refuse(self, found: Balanced) -> None:
        """Raise InconsistentError where one cell's curves do not reach, or leave no capacity."""
        low, high = self.window
        if not self.needed or found.sound:
            return
        cathode, anode = found.charge
        if found.cells.beyond:
            reach = (cathode.at(np.array(0.0)) - anode.at(found.cells.anode_high)).item()
            raise InconsistentError(
                f"operation.window: the curves of {cathode.key} end at {reach:.3f} V",
                given=f"an upper cut-off of {high:g} V",
                mend="lower it, or give operation.specific_capacity and operation.average_voltage",
            )
        raise InconsistentError(
            f"operation.window: between {low:g} and {high:g} V the curves of "
            f"{cathode.key} and {anode.key} leave no capacity to speak of",
            given=f"{found.cells.capacity.item():.2%} of the cathode's charge",
            mend="widen the window",
        )

    def refuse_rate(self, found: Balanced) -> None:
        """Raise InconsistentError where the loaded cell never enters its window."""
        if not np.all(np.asarray(found.at_rate.get(FACTOR, 1.0)) > 0):
            low = f"the lower cut-off of {self.window[0]:g} V"
            raise InconsistentError(
                f"operation.rate: under load the cell is at once below {low}",
                mend="lower the rate; operation.limiting_rate is what the salt allows",
            )

    def says(self, found: Balanced) -> str:
        """Name the curves, the window and what ends one cell's discharge."""
        keys = _keys(found.discharge)
        if found.charge is not found.discharge:
            keys += f" in discharge, {_keys(found.charge)} in charge"
        low, high = self.window
        return f"curves {keys}, {low:g}-{high:g} V, the {found.ends} ends the discharge"

    @property
    def halves(self) -> dict[str, Half]:
        """The electrodes that have curves."""
        return {"cathode": self.cathode} | ({"anode": self.anode} if self.anode else {})

    @property
    def _blends(self) -> list[str]:
        return [name for name, half in self.halves.items() if len(half.places) > 1]

    def _inputs(self, values: Mapping[str, Any]) -> dict[str, Array]:
        """Values of what the balance needs; fractions (components,) where all cells share them."""
        known = self.plan.evaluate(values)
        found = {name: np.asarray(known[name], dtype=float) for name in self.needs if name in known}
        if self.at_rate and self.at_rate.stated:
            own = {n: value for n, value in values.items() if n not in self.plan.by_quantity}
            before = self.plan.evaluate({**own, **self.at_rate.stated})
            found |= stated_inputs(self.at_rate.needs, before)
        for electrode in self.halves:
            fractions = found[electrode + _SHARES]
            if fractions.shape[1:] == (1,) or electrode not in self._blends:
                found[electrode + _SHARES] = fractions.reshape(len(fractions), -1)[:, 0]
        return found

    def _balanced(self, inputs: Mapping[str, Array]) -> Balanced:
        cathode = self.cathode.blended(inputs["cathode" + _SHARES])
        anode, ratio = (metal(), metal()), np.full(np.shape(cathode[0].start), METAL)
        returned = [inputs.get(f"{name}_first_cycle_efficiency", 1.0) for name in ELECTRODES]
        scales = [inputs.get(name, 1.0) for name in SCALES]
        converted = inputs.get("anode_first_cycle_conversion", 0.0)
        if self.anode:
            anode = self.anode.blended(inputs["anode" + _SHARES])
            loadings = inputs["anode_active_loading"] / inputs["cathode_active_loading"]
            ratio = loadings * anode[0].capacity / cathode[0].capacity
            ratio = ratio * scales[1] / scales[0]
        discharge, charge = (cathode[0], anode[0]), (cathode[1], anode[1])
        directed = any(half.directed for half in self.halves.values())
        found = balance(
            *discharge,
            ratio,
            *self.window,
            cathode_efficiency=returned[0],
            anode_efficiency=returned[1],
            anode_conversion=converted,
            charging=charge if directed else None,
        )
        at_rate: dict[str, Any] = {}
        if self.at_rate and self.fed & self.at_rate.fed:
            at_rate = self.at_rate.given_by(
                inputs, found, discharge, ratio, self.window[0], self.fed
            )
        used = charge if directed else discharge
        return Balanced(found, discharge, used, ratio, at_rate, scales[0], scales[2])

    def _alike(self, inputs: Mapping[str, Array], length: int) -> Iterator[NDArray[np.intp]]:
        """Groups of cells that can be blended together: they have some of the same materials."""
        held = np.zeros(length, dtype=np.int64)
        for electrode in self._blends:
            fractions = inputs[electrode + _SHARES]
            for place in self.halves[electrode].places:
                held = 2 * held + (fractions[place] > 0)
        for kind in np.unique(held):
            cells = np.flatnonzero(held == kind)
            yield from (cells[i : i + _BLENDS] for i in range(0, len(cells), _BLENDS))


def _keys(pair: Pair) -> str:
    return " and ".join(each.key for each in pair if each is not metal())
