"""First-order uncertainty: every input up and down once, all in one array evaluation."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from celldesign.constants import CONSTANTS
from celldesign.inputs.resolve import Inputs
from celldesign.model.plan import Plan
from celldesign.si import Numeric
from celldesign.vocabulary import vocabulary

_ROUNDING = 1e-12
# For each input, by its address: where it enters as (quantity, component) and its deviation.
Targets = dict[str, list[tuple[str, int, float]]]


class Spread(NamedTuple):
    """Standard uncertainties by quantity, and what each of the inputs adds to them.

    A contribution is half the change (inputs,) of a scalar quantity between an input one standard
    uncertainty up and one down, with its sign.
    """

    stds: dict[str, Any]
    inputs: tuple[str, ...]
    contributions: dict[str, NDArray[np.float64]]


def propagate(
    plan: Plan, given: Inputs, leaves: Mapping[str, Numeric], nominal: Mapping[str, Any]
) -> Spread:
    """Propagate the inputs' uncertainties; counts stay at their nominal value.

    A database record is one input however often it is used.
    """
    targets = _targets(given, leaves)
    stds: dict[str, Any] = {}
    contributions: dict[str, NDArray[np.float64]] = {}
    for name, half, std in _halves(plan, given, leaves, nominal, 1):
        stds[name] = std[..., 0]
        if not vocabulary()[name].component:
            contributions[name] = half[0]
    return Spread(stds, tuple(targets), contributions)


def deviations(
    plan: Plan,
    given: Inputs,
    leaves: Mapping[str, Any],
    nominal: Mapping[str, Any],
    length: int,
) -> dict[str, NDArray[np.float64]]:
    """Standard uncertainties (length,) of scalar quantities of so many cells, in one evaluation.

    Some of the `leaves`, and of the `nominal` values, are arrays of them all: what is varied. It
    has no uncertainty of its own, as if it were set. What is not in the result has none.
    """
    return {
        name: std
        for name, _, std in _halves(plan, given, leaves, nominal, length)
        if not vocabulary()[name].component
    }


def _halves(
    plan: Plan,
    given: Inputs,
    leaves: Mapping[str, Any],
    nominal: Mapping[str, Any],
    length: int,
) -> Iterator[tuple[str, NDArray[np.float64], NDArray[np.float64]]]:
    """Half the change (…, length, inputs) of what any input bears on, and its uncertainty."""
    targets = _targets(given, leaves)
    words, count = vocabulary(), len(targets)
    if not count:
        return
    pinned = {
        name: np.repeat(value, 2 * count) if np.ndim(value := nominal[name]) else float(value)
        for name in plan.by_quantity
        if words[name].count
    }
    perturbed = _perturbed(targets, leaves, length)
    if given.curves:
        perturbed |= given.curves.feed(perturbed)[0]
    varied = plan.evaluate({**perturbed, **pinned})
    width = 2 * count * length
    moving = {
        name: np.asarray(value)
        for name, value in varied.items()
        if name not in CONSTANTS and np.shape(value)[-1:] == (width,)
    }
    rows = np.concatenate([value.reshape(-1, width) for value in moving.values()])
    change = rows.reshape(-1, length, 2 * count)
    half = (change[..., :count] - change[..., count:]) / 2
    half[np.abs(half) <= _ROUNDING * np.abs(change[..., :count])] = 0.0
    stds, start = np.sqrt(np.sum(half**2, axis=-1)), 0
    for name, value in moving.items():
        mine, shape = slice(start, start + value.size // width), value.shape[:-1]
        start = mine.stop
        if np.any(stds[mine]):
            yield (
                name,
                half[mine].reshape(*shape, length, count),
                stds[mine].reshape(*shape, length),
            )


def _targets(given: Inputs, leaves: Mapping[str, Numeric]) -> Targets:
    targets: Targets = {}
    for name in leaves:
        for index, leaf in enumerate(given.leaves[name]):
            if leaf.std:
                targets.setdefault(leaf.address, []).append((name, index, leaf.std))
    return targets


def _perturbed(targets: Targets, leaves: Mapping[str, Any], length: int) -> dict[str, Any]:
    """Leaves as arrays (2 inputs,) or (components, 2 inputs): first all up, then all down.

    Of several cells, one after the other; what is varied has its own value in each.
    """
    words, count = vocabulary(), len(targets)
    arrays: dict[str, Any] = {
        name: np.repeat(value, 2 * count, axis=-1)
        if np.ndim(value) > words[name].component
        else value
        for name, value in leaves.items()
    }
    for column, entries in enumerate(targets.values()):
        both = [column, count + column]
        for name, index, std in entries:
            if np.ndim(arrays[name]) == words[name].component:
                wide = np.asarray(leaves[name], dtype=float)[..., None]
                arrays[name] = np.repeat(wide, 2 * count * length, axis=-1)
            # a view of the same numbers, by cell and by input
            mine = arrays[name].reshape(*np.shape(arrays[name])[:-1], length, 2 * count)
            row = mine[index] if words[name].component else mine
            ups = np.array([std, -std])
            if name.endswith("_mass_fraction"):  # a share that grows leaves less to the others
                share = row[:, [column]]
                mine[..., both] *= 1 - ups / (1 - share)
                row[:, both] = share
            row[:, both] += ups
    return arrays
