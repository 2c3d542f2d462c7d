"""A case that does not give way: what room it has beside the layers and the liquid."""

from celldesign.si import CubicMetres


def casing_free_volume(
    casing_internal_volume: CubicMetres,
    stack_layer_volume: CubicMetres,
    electrolyte_free_volume: CubicMetres,
) -> CubicMetres:
    """Room that layers with their pores and the liquid beyond them leave: 23 - 19.5 - 1.5 mL.

    >>> round(casing_free_volume(23e-6, 19.5e-6, 1.5e-6) * 1e6, 9)
    2.0
    """
    return casing_internal_volume - stack_layer_volume - electrolyte_free_volume
