"""Noise and repeated points taken out of a digitised or measured curve, and said."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from celldesign.database.curve_reading import LARGEST_NOISE
from celldesign.errors import MaterialError


def smoothed(
    degree: ArrayLike, potential: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], str]:
    """Sort points by stoichiometry (1), average repeated ones, and let no potential (V) rise.

    The potential that never rises is the nearest in least squares (isotonic regression). Returns
    both arrays and what was done, empty for a curve that needs nothing. Raises MaterialError for a
    rise that is no noise.

    >>> x, u, said = smoothed([0.1, 0.2, 0.2, 0.3], [4.0, 3.9, 3.9002, 3.9003])
    >>> u.round(4).tolist(), said
    ([4.0, 3.9002, 3.9002], '1 repeated point averaged; rises of up to 0.2 mV smoothed')
    """
    from scipy.optimize import isotonic_regression

    x, u = np.asarray(degree, float), np.asarray(potential, float)
    order = np.argsort(x, kind="stable")
    x, place, counts = np.unique(x[order], return_inverse=True, return_counts=True)
    u = np.bincount(place, u[order]) / counts
    said = []
    repeated = len(order) - len(x)
    if repeated:
        said.append(f"{repeated} repeated point{'s' * (repeated > 1)} averaged")
    rise = float(np.maximum(np.diff(u), 0.0).max(initial=0.0))
    if rise > 1e-9:
        flat = np.asarray(isotonic_regression(u, increasing=False).x, float)
        worst = float(np.abs(flat - u).max())
        if worst > LARGEST_NOISE:
            at = int(np.argmax(np.abs(flat - u)))
            raise MaterialError(
                "a potential that falls with lithiation is required",
                given=f"{1e3 * worst:.3g} mV off near {x[at]:.4g}, where it is {u[at]:.4g} V",
                mend="give one direction at a time, against the degree of lithiation (1 - x if "
                "the axis is the state of charge of a cathode)",
            )
        said.append(f"rises of up to {1e3 * rise:.2g} mV smoothed")
        u = flat
    return x, u, "; ".join(said)
