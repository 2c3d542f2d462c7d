"""What cells usually have: a value far from it is most often a slip, and said in one line."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np


class Usual(NamedTuple):
    """A quantity, and what cells have of it, in its display unit.

    It holds where a cell has the quantities `needs`, and `when` says so of their values. What
    `follows` from a quantity that is unusual itself is not said again.
    """

    name: str
    low: float
    high: float
    needs: tuple[str, ...] = ()
    when: Callable[..., Any] = lambda *_: True
    follows: tuple[str, ...] = ()


def _some(amount: Any) -> Any:
    return amount > 0


def _usual() -> Iterator[Usual]:
    """Ranges of commercial and laboratory cells; from experience, so that they only warn."""
    liquid = ("electrolyte_fills_pores",), _some
    yield Usual("cathode_areal_capacity", 0.5, 8.5)
    yield Usual("np_ratio", 1.0, 1.4, ("anode_porosity",))
    for electrode in ("cathode", "anode"):
        foil, mass = f"{electrode}_collector_thickness", f"{electrode}_collector_mass"
        causes = "active_fraction", "porosity"
        yield Usual(f"{electrode}_active_fraction", 60, 100)
        yield Usual(f"{electrode}_porosity", 15, 52, *liquid)
        yield Usual(foil, 4, 30, (mass,), _some)
        yield Usual(
            f"{electrode}_thickness",
            *(20, 250, (f"{electrode}_porosity",)),
            follows=("cathode_areal_capacity", "np_ratio", *(f"{electrode}_{c}" for c in causes)),
        )
    yield Usual("separator_thickness", 5, 50, *liquid)
    yield Usual("separator_thickness", 5, 200, ("electrolyte_fills_pores",), lambda f: f == 0)
    yield Usual("separator_porosity", 30, 70, ("separator_porosity",), _some)
    yield Usual("casing_thickness", 60, 300, ("casing_seal_margin",))
    yield Usual("casing_thickness", 100, 1500, ("casing_internal_volume",))


USUAL = tuple(_usual())


def outside(rule: Usual, shown: Any, needed: tuple[Any, ...]) -> Any:
    """Tell of a value in its display unit, or of an array of them, whether it is not usual.

    >>> thick = USUAL[0]
    >>> outside(thick, np.array([0.4, 3.5, 35.0]), ())
    array([ True, False,  True])
    """
    slack = 1e-9 * rule.high
    beyond = (np.asarray(shown) < rule.low - slack) | (np.asarray(shown) > rule.high + slack)
    return beyond & np.asarray(rule.when(*needed), dtype=bool)
