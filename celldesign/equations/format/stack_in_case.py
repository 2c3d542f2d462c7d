"""A stack in a case of known depth."""

from celldesign.si import Fraction, Metres


def casing_fill_factor(stack_thickness: Metres, casing_internal_thickness: Metres) -> Fraction:
    """Share of the room in the case that the stack takes: 2 mm of 2.5 mm.

    >>> casing_fill_factor(2e-3, 2.5e-3)
    0.8
    """
    return stack_thickness / casing_internal_thickness


def stack_target_fill_factor(
    stack_thickness: Metres, casing_internal_thickness: Metres
) -> Fraction:
    """A stack of given sheets takes what it takes.

    >>> stack_target_fill_factor(2e-3, 2.5e-3)
    0.8
    """
    return stack_thickness / casing_internal_thickness
