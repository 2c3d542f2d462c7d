"""Full balances, two curves and two cut-offs, in one call against a loop over scipy's root finder.

The loop is timed on a part and scaled.
"""

import time

import numpy as np
from scipy.optimize import brentq

from celldesign.balancing.electrodes import Curve, balance, curve
from celldesign.database.curve_reading import read_curve
from celldesign.files import data_folder

CELLS, LOOPED = 100_000, 1_000


def shipped(name: str) -> Curve:
    found = read_curve(data_folder("materials") / "curves" / f"{name}.csv")
    return curve(found.key, found.degree, found.potential, found.capacity)


def looped(
    cathode: Curve, anode: Curve, ratio: np.ndarray, cutoffs: tuple[float, float]
) -> list[float]:
    grid = np.linspace(0, 1, len(cathode.potential))
    found = []
    for each in ratio:

        def voltage(degree: float, cutoff: float, each: float = each) -> float:
            positive = np.interp(degree, grid, cathode.potential)
            return float(positive - np.interp((1 - degree) / each, grid, anode.potential) - cutoff)

        ends = max(1 - each, 0.0), 1.0
        low, high = (brentq(voltage, *ends, args=(cutoff,), xtol=1e-12) for cutoff in cutoffs)
        found.append(low - high)
    return found


def main() -> None:
    cathode, anode = shipped("NMC811-Chen2020"), shipped("graphite-Ai2020")
    ratio = np.linspace(1.05, 1.4, CELLS)
    balance(cathode, anode, ratio[:100], 3.2, 4.2)
    start = time.perf_counter()
    together = balance(cathode, anode, ratio, 3.2, 4.2).capacity
    vectorised = time.perf_counter() - start
    part = ratio[:: CELLS // LOOPED]
    start = time.perf_counter()
    alone = looped(cathode, anode, part, (3.2, 4.2))
    scaled = (time.perf_counter() - start) * CELLS / LOOPED
    apart = np.max(np.abs(together[:: CELLS // LOOPED] - alone))
    print(f"{CELLS} balances in one call: {vectorised:.3f} s")
    print(f"a loop over brentq: {scaled:.1f} s, from {LOOPED}")
    print(f"ratio {scaled / vectorised:.0f}, largest difference {apart:.1e}")


if __name__ == "__main__":
    main()
