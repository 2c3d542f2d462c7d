r"""A wound roll: two strips and their separators, whose cross-section is a circle or a racetrack.

A strip's `width` is its length along the winding. The cross-section of a roll is a rectangle of
its flat width, none in a circle, between two halves of a circle; the roll's diameter is its
thickness. Length times the thickness of one repeat is the area between core and outside.
"""

import numpy as np

from celldesign.si import Coulombs, CoulombsPerSquareMetre, Count, Fraction, Metres


def cathode_sheets(jelly_roll_count: Count) -> Count:
    """One cathode strip in each roll.

    >>> cathode_sheets(2.0)
    2.0
    """
    return jelly_roll_count


def anode_sheets(jelly_roll_count: Count) -> Count:
    """One anode strip in each roll.

    >>> anode_sheets(2.0)
    2.0
    """
    return jelly_roll_count


def stack_faces(jelly_roll_count: Count) -> Count:
    """Both sides of each strip face the other electrode.

    >>> stack_faces(2.0)
    4.0
    """
    return 2 * jelly_roll_count


def cathode_width(
    cell_target_capacity: Coulombs,
    cathode_areal_capacity: CoulombsPerSquareMetre,
    cathode_height: Metres,
    jelly_roll_count: Count,
) -> Metres:
    """Length of the cathode that a nominal capacity asks for, coated on both sides.

    3.6 Ah with 3 mAh/cm^2 on strips of 6 cm are 1 m, half of it in each of two rolls.

    >>> round(cathode_width(3.6 * 3600, 3 * 36e3, 6e-2, 2), 9)
    0.5
    """
    return cell_target_capacity / (2 * cathode_areal_capacity * cathode_height * jelly_roll_count)


def cathode_width_from_roll(jelly_roll_length: Metres) -> Metres:
    """The cathode is as long as the roll's spiral.

    >>> cathode_width_from_roll(1.0)
    1.0
    """
    return jelly_roll_length


def cathode_height(
    cell_outer_height: Metres,
    casing_lid_thickness: Metres,
    casing_headspace: Metres,
    anode_overhang: Metres,
    separator_overhang: Metres,
) -> Metres:
    """Height left between the lids, less the headspace and the highest strip's overhang.

    >>> round(float(cathode_height(70e-3, 0.165e-3, 6e-3, 0.5e-3, 1.5e-3)) * 1e3, 6)
    60.67
    """
    return (
        cell_outer_height
        - 2 * casing_lid_thickness
        - casing_headspace
        - 2 * np.maximum(anode_overhang, separator_overhang)
    )


def anode_width(cathode_width: Metres, jelly_roll_anode_excess: Metres) -> Metres:
    """Length of the anode strip.

    >>> round(anode_width(0.8, 0.05), 9)
    0.85
    """
    return cathode_width + jelly_roll_anode_excess


def separator_width(cathode_width: Metres, jelly_roll_separator_excess: Metres) -> Metres:
    """Length of each separator strip.

    >>> round(separator_width(0.8, 0.1), 9)
    0.9
    """
    return cathode_width + jelly_roll_separator_excess


def jelly_roll_winding_thickness(stack_thickness: Metres, jelly_roll_count: Count) -> Metres:
    """Thickness of one winding: both strips and their separator layers.

    >>> jelly_roll_winding_thickness(6e-4, 2)
    0.0003
    """
    return stack_thickness / jelly_roll_count


def jelly_roll_outer_diameter(
    jelly_roll_length: Metres,
    jelly_roll_winding_thickness: Metres,
    jelly_roll_mandrel_diameter: Metres,
    jelly_roll_flat_width: Metres,
) -> Metres:
    r"""Diameter of the roll, :math:`\pi D^2/4 + wD = \pi d^2/4 + wd + LT` solved for D.

    >>> round(float(jelly_roll_outer_diameter(1.0863422, 295.6e-6, 2.5e-3, 0.0)) * 1e3, 3)
    20.374

    A flat one of 10 mm round 4 mm, both 40 mm wide, has (21 pi + 240) mm^2 of windings:

    >>> wound = (21 * np.pi + 240) * 1e-6
    >>> round(float(jelly_roll_outer_diameter(wound / 3e-4, 3e-4, 4e-3, 40e-3)) * 1e3, 6)
    10.0
    """
    area = (
        np.pi / 4 * jelly_roll_mandrel_diameter**2
        + jelly_roll_flat_width * jelly_roll_mandrel_diameter
        + jelly_roll_length * jelly_roll_winding_thickness
    )
    return (np.sqrt(jelly_roll_flat_width**2 + np.pi * area) - jelly_roll_flat_width) / (np.pi / 2)


def jelly_roll_length(cathode_width: Metres) -> Metres:
    """The spiral is as long as its cathode.

    >>> jelly_roll_length(1.0)
    1.0
    """
    return cathode_width


def jelly_roll_length_from_diameter(
    jelly_roll_outer_diameter: Metres,
    jelly_roll_mandrel_diameter: Metres,
    jelly_roll_flat_width: Metres,
    jelly_roll_winding_thickness: Metres,
) -> Metres:
    r"""Length of the spiral between core and outside, their areas over the thickness of a winding.

    A roll of 20.3744 mm round 2.5 mm with turns of 295.6 um:

    >>> round(jelly_roll_length_from_diameter(20.3744e-3, 2.5e-3, 0.0, 295.6e-6), 4)
    1.0863

    A flat one of 10 mm round 4 mm, both 40 mm wide, has (21 pi + 240) mm^2 of windings:

    >>> round(jelly_roll_length_from_diameter(10e-3, 4e-3, 40e-3, 3e-4), 6)
    1.019911
    """
    area = np.pi / 4 * (
        jelly_roll_outer_diameter**2 - jelly_roll_mandrel_diameter**2
    ) + jelly_roll_flat_width * (jelly_roll_outer_diameter - jelly_roll_mandrel_diameter)
    return area / jelly_roll_winding_thickness


def jelly_roll_windings(
    jelly_roll_outer_diameter: Metres,
    jelly_roll_mandrel_diameter: Metres,
    jelly_roll_winding_thickness: Metres,
) -> Fraction:
    """Turns between core and outside.

    >>> round(jelly_roll_windings(20e-3, 2e-3, 300e-6), 9)
    30.0
    """
    return (jelly_roll_outer_diameter - jelly_roll_mandrel_diameter) / (
        2 * jelly_roll_winding_thickness
    )


def jelly_roll_outer_diameter_charged(
    jelly_roll_length: Metres,
    stack_thickness_charged: Metres,
    jelly_roll_count: Count,
    jelly_roll_outer_diameter: Metres,
    jelly_roll_flat_width: Metres,
) -> Metres:
    """Least diameter of the roll when each turn has swollen, first into the core.

    1 m of 330 um fills 20.5 mm without a core, and 1 m of 300 um stays within its 20.3 mm.

    >>> wide = jelly_roll_outer_diameter_charged(1.0, 330e-6, 1, 20.3e-3, 0.0)
    >>> same = jelly_roll_outer_diameter_charged(1.0, 300e-6, 1, 20.3e-3, 0.0)
    >>> round(float(wide) * 1e3, 2), round(float(same) * 1e3, 2)
    (20.5, 20.3)

    Two flat rolls of 30 mm, each with (25 pi + 300) mm^2 of windings, come to 10 mm:

    >>> pair = 2 * (25 * np.pi + 300) * 1e-6
    >>> flat = jelly_roll_outer_diameter_charged(pair / 5e-4, 5e-4, 2, 9e-3, 30e-3)
    >>> round(float(flat) * 1e3, 6)
    10.0
    """
    area = jelly_roll_length * stack_thickness_charged / jelly_roll_count
    full = (np.sqrt(jelly_roll_flat_width**2 + np.pi * area) - jelly_roll_flat_width) / (np.pi / 2)
    return np.maximum(full, jelly_roll_outer_diameter)
