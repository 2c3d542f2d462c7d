"""What to look at first in a built cell: its warnings, and the guesses behind its results."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from celldesign.cell.result import Cell
from celldesign.errors import MissingInputError
from celldesign.inputs.value import Input
from celldesign.vocabulary import vocabulary

# What a guess is ranked by: its largest relative effect on one of these.
RANKED_BY = ("cell_specific_energy", "cost_per_energy", "lifetime_cycles_to_depletion")
_LEAST = 0.002  # of the result; a smaller effect is not worth a line


class Check(NamedTuple):
    """One thing to look at: what it is, the command that mends or explains it, and its effect.

    The effect is relative, of one standard uncertainty on one of `RANKED_BY`; infinite for what
    concerns the whole cell.
    """

    text: str
    command: str
    effect: float


def checks(cell: Cell) -> list[Check]:
    """What to look at, that with the largest effect first.

    Parameters
    ----------
    cell
        A built cell.

    Returns
    -------
    list of Check
        Warnings in their order, then guesses by their effect.

    >>> from celldesign import build
    >>> found = checks(build("examples/pouch_1Ah.toml"))
    >>> "lithium" in found[0].text or found[0].effect > 0.01
    True
    """
    found = [Check(warning, "", np.inf) for warning in (*cell.warnings, *_uncosted(cell))]
    return found + sorted(_guesses(cell), key=lambda check: -check.effect)


def _uncosted(cell: Cell) -> Iterator[str]:
    """Why there is no cost, where there is none."""
    try:
        cell.plan.require(["cost_per_energy"])
    except MissingInputError as error:
        yield str(error)


def _guesses(cell: Cell) -> Iterator[Check]:
    effects = {name: _effects(cell, name) for name in RANKED_BY if name in cell.contributions}
    leaves = {
        leaf.address: leaf
        for name, found in cell.given.leaves.items()
        for leaf in (found if name in cell.plan.known else ())
    }
    for index, address in enumerate(cell.inputs):
        leaf = leaves.get(address)
        if leaf is None or not _guessed(leaf):
            continue
        name, effect = max(
            ((name, abs(float(each[index]))) for name, each in effects.items()),
            key=lambda pair: pair[1],
            default=("", 0.0),
        )
        if effect >= _LEAST:
            label = vocabulary()[name].label
            text = f"{_called(leaf)} = {leaf.text} is an estimate: {label} ± {100 * effect:.1f} %"
            yield Check(text, f"--set '{_key(address)}=\"VALUE ± STD\"'", effect)


def _effects(cell: Cell, name: str) -> np.ndarray:
    value = float(cell.values[name])
    return cell.contributions[name] / value if np.isfinite(value) and value else np.zeros(1)


def _guessed(leaf: Input) -> bool:
    if leaf.choice:
        return leaf.choice.record.quality == "D"
    return leaf.origin == "assumed" or bool(leaf.entry and leaf.entry.note)


def _called(leaf: Input) -> str:
    """An address in words: the property of a material, or the quantity's label."""
    first, _, rest = leaf.address.partition(".")
    if first in ("material", "price"):
        material, _, prop = rest.rpartition(".") if first == "material" else (rest, "", "price")
        return f"{material}, {prop.partition('@')[0].replace('_', ' ')}"
    flat = leaf.address.replace(".", "_")
    return vocabulary()[flat].label if flat in vocabulary() else leaf.address


def _key(address: str) -> str:
    """The address as `--set` takes it: a material with blanks or dots is quoted."""
    first, _, rest = address.partition(".")
    if first == "material":
        material, _, prop = rest.rpartition(".")
        return f'material."{material}".{prop.partition("@")[0]}'
    return f'price."{rest}"' if first == "price" else address
