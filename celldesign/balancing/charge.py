"""How fast a cell may be charged: the current at which lithium begins to plate on its anode.

Plating begins where the anode's potential against the electrolyte falls to 0 V, first at the
separator. The same reduced model as for a discharge, with the anode as the electrode that takes.
"""

from typing import Any

import numpy as np

from celldesign.balancing.discharge import Cells, Run

FROM, TO = 0.1, 0.8  # of the charge at rest
_NODES = np.array([0.002, 0.02, 0.08, 0.18, 0.3, 0.42, 0.54, 0.64, 0.7])
_RATES = np.geomspace(0.02, 20.0, 14)  # per hour, of the charge at rest
_FINER = np.linspace(0.0, 1.0, 7)
_BOUND = 0.5  # V


def least_potential(cells: Cells, current: Any) -> Any:
    """Lowest potential of the anode at the separator, from FROM to TO at a current density.

    `cells` start where they are discharged; currents (..., n) give potentials (..., n).
    """
    run = Run(cells, current, charging=True)
    nodes = _NODES.reshape(-1, *(1,) * np.ndim(run.current))
    volts = run.at(nodes * np.ones_like(run.current), begin=FROM).plating
    return np.min(np.nan_to_num(volts, nan=-_BOUND), axis=0)


def plating_current(cells: Cells, length: int) -> Any:
    """The highest current density (n,) that leaves the anode above 0 V from FROM to TO.

    On a grid of rates, and once more within the step where the potential changes its sign; at the
    ends of the grid where it does not.
    """
    scale = np.broadcast_to(cells.charge / 3600, (length,))
    first, last = _bracket(cells, _RATES[:, None] * scale)
    first, last = _bracket(cells, first * (last / first) ** _FINER[:, None])
    ends = [np.clip(least_potential(cells, each), -_BOUND, _BOUND) for each in (first, last)]
    fall = np.where(ends[0] > ends[1], ends[0] - ends[1], 1.0)
    part = np.clip(ends[0] / fall, 0.0, 1.0)
    return first * (last / first) ** part


def _bracket(cells: Cells, currents: Any) -> tuple[Any, Any]:
    """The neighbours (n,) in rising currents (k, n) between which plating begins."""
    above = least_potential(cells, currents) > 0
    index = np.clip(np.where(above.all(axis=0), len(currents), (~above).argmax(axis=0)), 1, None)
    index = np.minimum(index, len(currents) - 1)
    columns = np.arange(currents.shape[1])
    return currents[index - 1, columns], currents[index, columns]
