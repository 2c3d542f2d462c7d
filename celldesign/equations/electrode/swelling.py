"""How coatings change with charge, from the volume change of what they hold."""

import numpy as np

from celldesign.si import Fraction


def active_swelling(volume_fraction: Fraction, component_volume_change: Fraction) -> Fraction:
    """Change of the coating's volume by its particles between empty and full of charge.

    Half graphite that grows by 12 % in a coating: 6 %.

    >>> float(active_swelling(np.array([0.5, 0.2]), np.array([0.12, 0.0])))
    0.06
    """
    return np.sum(volume_fraction * component_volume_change, axis=0)
