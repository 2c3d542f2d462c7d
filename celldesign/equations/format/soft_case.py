"""A case that gives way to its stack: a pouch, or none at all."""

from celldesign.si import Metres


def cell_thickness_charged(
    cell_thickness: Metres, stack_thickness: Metres, stack_thickness_charged: Metres
) -> Metres:
    """The cell grows as its stack does.

    >>> round(cell_thickness_charged(2502e-6, 2326e-6, 2530e-6) * 1e6, 6)
    2706.0
    """
    return cell_thickness + stack_thickness_charged - stack_thickness
