"""What a current leaves of a cell: a discharge to the cut-off, or a charge until lithium plates.

The reduced model of the documentation's page on operation, for any number of cells at once: the
equations of `equations.performance` along a discharge, with the salt of `salt_profile` and the
half-cell curves. Like the balance it is a look-up and no equation: numpy only, no files.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from celldesign.balancing.electrodes import Curve
from celldesign.balancing.salt_profile import Pores, Profile, steady
from celldesign.constants import CONSTANTS
from celldesign.equations.performance.kinetics import (
    reaction_overpotential,
    surface_exchange_current_density,
    surface_shift,
)
from celldesign.equations.performance.porous_drop import (
    interface_resistance_in_pores,
    ohmic_drop,
    reaction_spread,
    reaction_stiffness,
)

# Fitted by eye to the Doyle-Fuller-Newman model, beside the weights in `reaction_spread`.
_LAG, _LAG_BEYOND, _SHIFT = 0.5, 0.3, 0.5
_NODES = np.array([1e-3, 0.02, 0.06, 0.13, 0.25, 0.4, 0.55, 0.7, 0.82, 0.9, 0.96, 1.0])
_SHARES = 4  # states at which the salt is solved, between which it is interpolated
_CHORDS = 7
_STANDARD = CONSTANTS["standard_concentration"].value
_ALL = 0.97  # of the charge at rest, from which on particles have cost nothing to speak of
_FAR = 0.3  # V from the cut-off, beyond which a voltage says no more than on which side it is
_GAUSS, _WEIGHTS = (each / 2 for each in np.polynomial.legendre.leggauss(6))
_QUADRATURE = _GAUSS + 0.5, _WEIGHTS
_BEYOND_CURVE = 100.0  # V for each half-cell curve that a surface goes beyond its end
_DRY = 1e-3  # of the salt at rest, or of the reach: the least that is reckoned with
_LOG_POINTS = (0.5 - np.sqrt(0.15), 0.5, 0.5 + np.sqrt(0.15)), (5 / 18, 8 / 18, 5 / 18)


@dataclass(frozen=True)
class Electrode:
    """One electrode for a current, in SI; a metal (`pores.path` 0) has only its `interface`.

    `start` is the degree of its curve where the cell is charged, `charge` that of the whole curve
    per area, `occupied` the occupancies at the curve's ends, `fall` what holds the reaction even.
    """

    curve: Curve
    metal: bool
    pores: Pores
    charge: Any = 1.0
    start: Any = 0.0
    occupied: tuple[float, float] = (0.0, 1.0)
    area: Any = 1.0
    exchange: Any = 1.0
    diffusion_time: Any = 1.0
    ionic: Any = 0.0
    electronic: Any = 0.0
    interface: Any = 0.0
    fall: Any = 0.0


@dataclass(frozen=True)
class Cells:
    """Cells for a current, in SI; each value a number or an array (n,).

    `charge` is that at rest between the cut-offs, per area; `decay` -d ln D/dc of the salt,
    `conduction` exponent and peak of the conductivity over concentration.
    """

    cathode: Electrode
    anode: Electrode
    separator: Pores
    separator_resistance: Any
    series_resistance: Any
    salt: Any
    transference: Any
    thermal_voltage: Any
    diffusion_voltage: Any
    charge: Any
    lower: float
    decay: Any = 0.0
    conduction: tuple[Any, Any] = (0.0, 1e9)
    faraday: float = CONSTANTS["faraday_constant"].value


class Delivered(NamedTuple):
    """What a discharge delivers: share of the charge at rest, voltages in V, and how it ends.

    `average` is the mean voltage, `overpotential` the mean loss over the same charge; `salt` the
    least salt over that at rest, `reach` the share of the cathode that has any at the end,
    `spread` the larger of both electrodes', `exhausted` 1 where particles end it.
    """

    share: Any
    average: Any
    overpotential: Any
    salt: Any
    reach: Any
    spread: Any
    exhausted: Any


class _State(NamedTuple):
    voltage: Any
    at_rest: Any
    plating: Any
    surface: Any


class Run:
    """Cells at a current density in A/m^2; `charging` from the discharged side on."""

    def __init__(self, cells: Cells, current: Any, charging: bool = False, even: bool = False):
        self.cells, self.current, self.charging = cells, np.asarray(current, dtype=float), charging
        self.sink, self.source = (
            (cells.anode, cells.cathode) if charging else (cells.cathode, cells.anode)
        )
        self.flux = self.current * (1 - cells.transference) / cells.faraday
        self.spread = tuple(
            0.0 if even else self._spread(each) for each in (self.sink, self.source)
        )
        self.profiles = [self._profile(k / (_SHARES - 1)) for k in range(_SHARES)]

    def _spread(self, electrode: Electrode) -> Any:
        if electrode.metal:
            return 0.0
        pores = electrode.pores
        ratio = self.flux * pores.path / (2 * pores.diffusion * self.cells.salt)
        u = self.cells.thermal_voltage
        stiffness = reaction_stiffness(self.current / electrode.area, electrode.exchange, u)
        return reaction_spread(
            self.current,
            electrode.ionic,
            self.cells.diffusion_voltage,
            ratio,
            electrode.fall,
            stiffness,
        )

    def _centroids(self, share: Any) -> tuple[Any, Any]:
        """Where the reactions of sink and source lie on average, at a share of the charge."""
        sink, source = (0.5 + spread * (share - 0.5) for spread in self.spread)
        return sink, source

    def _profile(self, share: float) -> Profile:
        sink, source = self._centroids(share)
        cells = self.cells
        return steady(
            self.source.pores,
            cells.separator,
            self.sink.pores,
            self.flux,
            cells.salt,
            cells.decay,
            (source, sink),
        )

    def _interpolated(self, share: Any) -> Profile:
        place = np.clip(share, 0.0, 1.0) * (_SHARES - 1)
        hats = [np.maximum(1 - np.abs(place - k), 0.0) for k in range(_SHARES)]
        return Profile(
            *(
                sum(hat * value for hat, value in zip(hats, values, strict=True))
                for values in zip(*self.profiles, strict=True)
            )
        )

    def at(self, share: Any, time: Any = None, begin: Any = 0.0) -> _State:
        """The state after a share of the charge at rest (nodes, n) or (n,), begun at `begin`."""
        cells, current = self.cells, self.current
        charge = share * cells.charge
        time = charge / current
        sink_mid, _ = self._centroids(begin + share)
        steady_salt = self._interpolated(begin + share)
        salt, sunk, reached = self._grown(steady_salt, time, charge, sink_mid)
        losses = self._salt_voltage(salt)
        conductivity = self._conductivity((salt[1] + salt[2]) / 2)
        losses = losses + current * (
            cells.separator_resistance / conductivity + cells.series_resistance
        )
        plating: Any = 0.0
        surface = []
        voltage: Any = 0.0
        rest: Any = 0.0
        for electrode, into, passed, reach, end, front, spread, mid in (
            (self.sink, 1.0, sunk, reached, salt[3], salt[2], self.spread[0], sink_mid),
            (self.source, -1.0, charge, 1.0, salt[0], salt[1], self.spread[1], None),
        ):
            sign = 1.0 if electrode is cells.cathode else -1.0
            if electrode.metal:
                losses = losses + current * electrode.interface
                continue
            mean = end + (front - end) / 3
            middle = 0.5 + spread * (begin + share - 0.5) if mid is None else mid
            drop, potential, resting, over = self._drop(
                electrode,
                into,
                begin * cells.charge,
                passed,
                charge,
                time,
                reach,
                mean,
                spread,
                middle,
            )
            voltage, rest = voltage + sign * potential, rest + sign * resting
            losses = losses + drop
            surface.append(over)
            if electrode is cells.anode:
                plating = potential - drop
        if self.charging:
            plating = plating + self._front_voltage(salt)
        across = voltage + losses if self.charging else voltage - losses
        return _State(
            across, rest, plating, np.maximum(*surface) if len(surface) > 1 else surface[0]
        )

    def _grown(self, steady_salt: Profile, time: Any, charge: Any, middle: Any) -> Any:
        """Salt as it is by now, charge of the part of the sink that is reached, and that part."""
        cells, current, pores = self.cells, self.current, self.sink.pores
        rest, flux = cells.salt, self.flux
        rich = steady_salt.source_end + (steady_salt.source_front - steady_salt.source_end) / 3
        poor = steady_salt.free + (steady_salt.sink_front - steady_salt.free) / 3
        within = steady_salt.sink_end + (steady_salt.sink_front - steady_salt.sink_end) / 3
        into, out = pores.volume, self.source.pores.volume
        if self.source.metal:
            relaxation = (rest - poor) * into / flux
        elif self.sink.metal:
            relaxation = (rich - rest) * out / flux
        else:
            relaxation = (rich - within) * into * out / (flux * (into + out))
        grown = 1 - np.exp(-time / np.maximum(relaxation, 1e-9))
        salt = tuple(
            rest + (value - rest) * grown
            for value in (
                steady_salt.source_end,
                steady_salt.source_front,
                np.maximum(steady_salt.sink_front, 2 * _DRY * rest),
                np.maximum(steady_salt.sink_end, _DRY * rest),
            )
        )
        if self.sink.metal:
            return salt, charge, 1.0
        dry = steady_salt.free < 0
        if not np.any(dry):
            return salt, charge, 1.0
        missing = np.where(dry, rest - steady_salt.free, 2 * rest)
        until = missing * into / (2 * middle * flux)
        until = -until * np.log(1 - rest / missing)
        reach = steady_salt.reach * middle * (2 - self.spread[0])
        reach = np.minimum(np.where(np.abs(reach) < _DRY, _DRY, reach), 1.0)
        lag = np.where(reach < 0, _LAG_BEYOND * until, np.minimum(relaxation, _LAG * until))
        late = np.where(dry, np.maximum(time - until, 0.0), 0.0)
        now = reach + (1 - reach) * np.exp(-late / lag)
        left = np.maximum(now, _DRY)
        sunk = charge + np.where(
            late > 0, current * ((late + lag * np.log(left)) / reach - late), 0.0
        )
        sunk = np.where((now <= _DRY) & (late > 0), charge + 100 * self.sink.charge, sunk)
        return salt, sunk, np.where(late > 0, left, 1.0)

    def _drop(
        self,
        electrode: Electrode,
        into: float,
        begun: Any,
        passed: Any,
        charge: Any,
        time: Any,
        reach: Any,
        salt: Any,
        spread: Any,
        middle: Any,
    ) -> tuple[Any, Any, Any, Any]:
        """Loss in one electrode, potential at its surface and at rest, and how far beyond it is."""
        current, curve = self.current, electrode.curve
        begun = electrode.start + into * begun / electrode.charge
        shift = surface_shift(current, time, electrode.diffusion_time, electrode.charge * reach)
        degree = begun + into * (passed / electrode.charge + shift)
        held = np.clip(degree, 0.0, 1.0)
        beyond = np.abs(degree - held)
        low, high = electrode.occupied
        sites = np.clip(low + held * (high - low), 1e-3, 1 - 1e-3)
        exchange = surface_exchange_current_density(
            electrode.exchange, sites, np.maximum(salt, _DRY * self.cells.salt), _STANDARD
        )
        reaction = reaction_overpotential(
            current / (electrode.area * reach), exchange, self.cells.thermal_voltage
        )
        step = 0.01
        slope = np.abs(curve.at(held - step) - curve.at(held + step)) / (2 * step)
        interface = interface_resistance_in_pores(
            reaction, slope, shift, current, time, electrode.charge
        )
        ionic = electrode.ionic * reach / self._conductivity(salt)
        lines = ohmic_drop(current, ionic, electrode.electronic, interface)
        front = (1 - spread) * lines + spread * current * ionic * middle
        potential = curve.within(held) - into * _BEYOND_CURVE * beyond
        resting = curve.at(begun + into * charge / electrode.charge)
        return reaction + np.maximum(lines, front), potential, resting, beyond

    def _conductivity(self, salt: Any) -> Any:
        """Conductivity over that at rest."""
        exponent, peak = self.cells.conduction
        ratio = np.maximum(salt / self.cells.salt, 0.02)
        return ratio**exponent * np.exp(-exponent * (ratio - 1) * self.cells.salt / peak)

    def _mean_logs(self, salt: Any) -> tuple[Any, Any]:
        end, front, entry, far = salt
        rich, poor = _mean_log(end, front), _mean_log(far, entry)
        weight = (1 - far / entry) ** 2
        poor = np.log(entry) + (poor - np.log(entry)) * (1 - _SHIFT * weight)
        return rich, poor

    def _salt_voltage(self, salt: Any) -> Any:
        rich, poor = self._mean_logs(salt)
        return self.cells.diffusion_voltage * (rich - poor)

    def _front_voltage(self, salt: Any) -> Any:
        """Potential of the anode's front over its mean, as the sink of a charge, by the salt."""
        return self.cells.diffusion_voltage * (self._mean_logs(salt)[1] - np.log(salt[2]))


def _mean_log(end: Any, front: Any) -> Any:
    found: Any = 0.0
    for point, weight in zip(*_LOG_POINTS, strict=True):
        found = found + weight * np.log(end + (front - end) * point**2)
    return found


def discharge(cells: Cells, current: Any) -> Delivered:
    """Discharge cells (n,) at a current density to the lower cut-off."""
    run = Run(cells, current)
    nodes = _NODES[:, None]
    over = _over(np.atleast_2d(run.at(nodes).voltage), cells.lower)
    below = over < 0
    index = np.where(below.any(axis=0), below.argmax(axis=0), len(_NODES) - 1)
    columns = np.arange(over.shape[1])
    first = np.maximum(index, 1)
    low, high = _NODES[first - 1], _NODES[first]
    ends = (over[row, columns] for row in (first - 1, first))
    share = _crossing(run, low, high, *ends)
    share = np.where(below.any(axis=0), np.where(index == 0, 0.0, share), 1.0)
    points, weights = _QUADRATURE
    state = run.at(points[:, None] * np.maximum(share, 1e-6))
    loss = weights @ np.atleast_2d(state.at_rest - state.voltage)
    average = _mean_at_rest(cells, np.maximum(share, 1e-6)) - loss
    average, loss = np.nan_to_num(average, nan=cells.lower), np.nan_to_num(loss)
    profiles = run.profiles[0], run._interpolated(share)
    least = np.minimum(*(each.free for each in profiles)) / cells.salt
    reach = np.minimum(*(each.reach for each in profiles))
    spread = np.maximum(*(np.broadcast_to(each, share.shape) for each in run.spread))
    surface = np.atleast_1d(run.at(np.maximum(share, 1e-6)).surface)
    exhausted = np.where((surface > 1e-9) & (share < _ALL), 1.0, 0.0)
    return Delivered(share, average, loss, least, reach, spread, exhausted)


def _mean_at_rest(cells: Cells, share: Any) -> Any:
    """Mean voltage without current over a share of the charge, exact for the curves."""
    mean: Any = 0.0
    for electrode, sign in ((cells.cathode, 1.0), (cells.anode, -1.0)):
        if not electrode.metal:
            span = share * cells.charge / electrode.charge
            ends = electrode.curve.integral(electrode.start + sign * span)
            mean = mean + (ends - electrode.curve.integral(electrode.start + 0 * span)) / span
    return mean


def _over(volts: Any, lower: float) -> Any:
    """Voltage above the cut-off, within bounds; what is no number is below it."""
    return np.clip(np.nan_to_num(volts - lower, nan=-_FAR), -_FAR, _FAR)


def _crossing(run: Run, low: Any, high: Any, at_low: Any, at_high: Any) -> Any:
    """Where a falling voltage meets the cut-off, by the Illinois rule."""
    middle, before = low, 0.0 * low
    for _ in range(_CHORDS):
        fall = np.where(at_low > at_high, at_low - at_high, 1.0)
        middle = np.clip(low + (high - low) * np.maximum(at_low, 0.0) / fall, low, high)
        here = _over(run.at(middle).voltage, run.cells.lower)
        above = here > 0
        at_low = np.where(above, here, np.where(before < 0, at_low / 2, at_low))
        at_high = np.where(above, np.where(before > 0, at_high / 2, at_high), here)
        low, high = np.where(above, middle, low), np.where(above, high, middle)
        before = np.where(above, 1.0, -1.0)
    return middle
