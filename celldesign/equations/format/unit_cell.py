"""A repeat unit: one cathode and one anode sheet of an endless stack, without a casing."""

from celldesign.si import Count, CubicMetres, Kilograms, Metres


def stack_faces() -> Count:
    """In an endless stack both sides of both sheets work.

    >>> stack_faces()
    2.0
    """
    return 2.0


def cell_mass(stack_wet_mass: Kilograms) -> Kilograms:
    """The unit has no casing.

    >>> cell_mass(0.1)
    0.1
    """
    return stack_wet_mass


def cell_thickness(stack_thickness: Metres) -> Metres:
    """The unit has no casing.

    >>> cell_thickness(325e-6)
    0.000325
    """
    return stack_thickness


def cell_volume(stack_volume: CubicMetres) -> CubicMetres:
    """The unit has no casing.

    >>> cell_volume(1e-6)
    1e-06
    """
    return stack_volume
