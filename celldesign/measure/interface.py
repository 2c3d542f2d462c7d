"""Resistances of a symmetric Li||Li cell, per area (equation 4)."""

import numpy as np

from celldesign.measure.result import Array, Measurement, positive, repeats, spread


def interface(
    bulk: Array, electrode: Array, area: Array, internal: Array | None = None
) -> tuple[Measurement, ...]:
    r"""Interface :math:`R_2A/2`, internal layer :math:`R_3A`, and the total of all over the area.

    Two lithium interfaces share R2, so that each has half; the layer between two coats is one.

    >>> cell = np.array([19.614]), np.array([23.386]), np.array([1.5394e-4])
    >>> for each in interface(*cell, np.array([6.0])):
    ...     print(each)
    membrane resistance = 30.19 ohm*cm^2
    interface resistance = 18 ohm*cm^2
    internal layer resistance = 9.236 ohm*cm^2
    total resistance = 75.43 ohm*cm^2
    """
    positive(area=area, electrode_resistance=electrode)
    rows = [
        ("", "membrane resistance", bulk * area),
        ("interface_resistance", "interface resistance", electrode * area / 2),
    ]
    if internal is not None:
        rows.append(("internal_layer_resistance", "internal layer resistance", internal * area))
    third = 0.0 if internal is None else internal
    rows.append(("", "total resistance", (bulk + electrode + third) * area))
    plot = repeats("resistance / (ohm cm^2)", {label: 1e4 * values for _, label, values in rows})
    note = "values of one cell's pressure do not carry over to another's"
    return tuple(
        Measurement(
            prop,
            label,
            float(np.mean(values)),
            spread(values),
            "ohm*cm^2",
            diagnostics={"cells": float(np.size(values))},
            notes=(note,) if prop == "interface_resistance" else (),
            plots=(plot,),
        )
        for prop, label, values in rows
    )
