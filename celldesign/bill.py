"""The cost of a cell from its masses and areas alone, in the plant, with no design of it.

For cells of which only a bill is known, such as those of BatPaC's workbook.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from celldesign.constants import CONSTANTS
from celldesign.database.catalogue import Catalogue
from celldesign.database.plant_catalogue import plant as find_plant
from celldesign.equations import Kind, economy
from celldesign.model import Model
from celldesign.si import Numeric
from celldesign.units import parse_as
from celldesign.vocabulary import find


def cost_of_bill(
    bill: Mapping[str, Any],
    catalogue: Catalogue,
    plant: str = "50 GWh",
    kind: Kind | None = None,
) -> dict[str, Any]:
    """Cost a bill, or many at once, and return every quantity by its dotted name, in SI.

    `bill` takes dotted names: texts with units, or SI numbers and arrays, of which a component
    quantity is (components,) or (components, n). What it does not give comes from the plant, and
    what neither gives is left uncomputed. Raises MissingInputError where that is the cost itself.
    """
    values: dict[str, Numeric] = {}
    made = find_plant(catalogue, plant)
    values |= {name: parameter.si_value for name, parameter in made.values.items()}
    values["economics_volume"] = made.volume
    for name in made.stages[0].numbers:
        values[f"stage_{name}"] = np.array([stage.numbers[name] for stage in made.stages])
    for name in ("electricity", "heat"):
        steps = [getattr(step, name) for step in made.steps]
        values[f"footprint_step_{name}"] = np.array(steps)
    for dotted, value in bill.items():
        values[find(dotted).flat] = _si(dotted, value)
    model = Model(economy(kind or Kind(anode="composite", electrolyte="liquid")))
    known = frozenset(values) & model.names
    plan = model.plan(known)
    plan.require(["cost_cell", "price_cell"])
    found = plan.evaluate({name: values[name] for name in sorted(known)})
    return {find_name(flat): value for flat, value in found.items() if flat not in CONSTANTS}


def find_name(flat: str) -> str:
    """Spell a flat name with its dots.

    >>> find_name("cost_cell")
    'cost.cell'
    """
    from celldesign.vocabulary import vocabulary

    return vocabulary()[flat].name


def _si(name: str, value: Any) -> Numeric:
    if not isinstance(value, str):
        return np.asarray(value, dtype=float)
    quantity = find(name)
    if quantity.choices:
        return float(quantity.choices.index(value))
    return parse_as(value, quantity.unit)[0]
