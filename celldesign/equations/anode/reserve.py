"""The reserve of a metal anode: what lies opposite a cathode as assembled."""

import numpy as np

from celldesign.si import Coulombs, CoulombsPerSquareMetre, Count, SquareMetres


def lithium_facing_excess_charge(
    stack_faces: Count,
    anode_areal_capacity: CoulombsPerSquareMetre,
    cathode_single_side_area: SquareMetres,
    anode_single_side_area: SquareMetres,
) -> Coulombs:
    """Charge of the metal opposite a cathode: 12 x 4.1246 mAh/cm^2 x 30 cm^2 are 1.485 Ah.

    >>> round(float(lithium_facing_excess_charge(12, 4.1246 * 36e3, 30e-4, 33e-4)) / 3600, 3)
    1.485
    """
    return (
        stack_faces
        * anode_areal_capacity
        * np.minimum(cathode_single_side_area, anode_single_side_area)
    )
