"""First-order uncertainty: every input up and down once, all in one array evaluation."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from celldesign.constants import CONSTANTS
from celldesign.given import Given
from celldesign.model import Plan
from celldesign.si import Numeric
from celldesign.vocabulary import vocabulary

_ROUNDING = 1e-12
# For each input, by its address: where it enters as (quantity, component) and its deviation.
Targets = dict[str, list[tuple[str, int, float]]]


class Spread(NamedTuple):
    """Standard deviations by quantity, and what each of the inputs adds to them.

    A contribution is half the change (inputs,) of a scalar quantity between an input one deviation
    up and one down, with its sign.
    """

    stds: dict[str, Any]
    inputs: tuple[str, ...]
    contributions: dict[str, NDArray[np.float64]]


def propagate(
    plan: Plan, given: Given, leaves: Mapping[str, Numeric], nominal: Mapping[str, Any]
) -> Spread:
    """Propagate the inputs' deviations; counts stay at their nominal value.

    A database record is one input however often it is used.
    """
    words = vocabulary()
    targets = _targets(given, leaves)
    count = len(targets)
    if not count:
        return Spread({}, (), {})
    pinned = {name: float(nominal[name]) for name in plan.by_quantity if words[name].count}
    perturbed = _perturbed(targets, leaves)
    if given.curves:
        perturbed |= given.curves.feed(perturbed)[0]
    varied = plan.evaluate({**perturbed, **pinned})
    stds: dict[str, Any] = {}
    contributions: dict[str, NDArray[np.float64]] = {}
    for name, value in varied.items():
        if name in CONSTANTS or np.shape(value)[-1:] != (2 * count,):
            continue  # no input bears on it
        change = np.asarray(value)
        half = (change[..., :count] - change[..., count:]) / 2
        half[np.abs(half) <= _ROUNDING * np.abs(change[..., :count])] = 0.0
        if not half.any():
            continue
        stds[name] = np.sqrt(np.sum(half**2, axis=-1))
        if not words[name].component:
            contributions[name] = half
    return Spread(stds, tuple(targets), contributions)


def _targets(given: Given, leaves: Mapping[str, Numeric]) -> Targets:
    targets: Targets = {}
    for name in leaves:
        for index, leaf in enumerate(given.leaves[name]):
            if leaf.std:
                targets.setdefault(leaf.address, []).append((name, index, leaf.std))
    return targets


def _perturbed(targets: Targets, leaves: Mapping[str, Numeric]) -> dict[str, Any]:
    """Leaves as arrays (2 inputs,) or (components, 2 inputs): first all up, then all down."""
    words, count = vocabulary(), len(targets)
    arrays: dict[str, Any] = dict(leaves)
    for column, entries in enumerate(targets.values()):
        for name, index, std in entries:
            if np.ndim(arrays[name]) == words[name].component:
                wide = np.asarray(leaves[name], dtype=float)[..., None]
                arrays[name] = np.repeat(wide, 2 * count, axis=-1)
            row = arrays[name][index] if words[name].component else arrays[name]
            ups = np.array([std, -std])
            if name.endswith("_mass_fraction"):  # a share that grows leaves less to the others
                share = row[column]
                arrays[name][:, [column, count + column]] *= 1 - ups / (1 - share)
                row[[column, count + column]] = share
            row[[column, count + column]] += ups
    return arrays
