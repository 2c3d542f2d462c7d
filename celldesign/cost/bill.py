"""The cost of a cell from its masses and areas alone, in the plant, with no design of it.

For cells of which only a bill is known, such as those of BatPaC's workbook.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from celldesign.constants import CONSTANTS
from celldesign.database.catalogue import Catalogue
from celldesign.database.plant_catalogue import plant as find_plant
from celldesign.design.entry import between, possible, read_entry
from celldesign.equations import Kind, economy
from celldesign.errors import CelldesignError, DesignError
from celldesign.model.plan import Model
from celldesign.si import Numeric
from celldesign.vocabulary import find, vocabulary


def cost_of_bill(
    bill: Mapping[str, Any],
    catalogue: Catalogue,
    plant: str = "50 GWh",
    kind: Kind | None = None,
) -> dict[str, Any]:
    """Cost a bill, or many at once, and return every quantity by its dotted name, in SI.

    `bill` takes dotted names: texts with units, or SI numbers and arrays, of which a component
    quantity is (components,) or (components, n). What it does not give comes from the plant, and
    what neither gives is left uncomputed. Raises MissingInputError where that is the cost itself,
    and DesignError or UnitError for an unknown name, a number that its quantity cannot be, columns
    that do not go together, and a capacity outside the plant's range.

    Cell B1 of BatPaC 5.0, whose workbook has 79.02 USD/kWh and charges all of the solvent:

    >>> from celldesign.database.engine import open_catalogue
    >>> bill = {"energy": "0.25 kWh", "capacity": "68.17911 Ah", "plant.solvent_charge": "all"}
    >>> bill |= {"separator.area": "0.8878934 m^2", "separator.price": "0.9 USD/m^2"}
    >>> bill |= {"electrolyte.volume": "0.07087809 L", "electrolyte.price": "10 USD/L"}
    >>> bill |= {"cathode.solvent_price": "2.7 USD/kg", "casing.mass": "16.39657 g"}
    >>> cathode = [0.3191906, 6.649804e-3, 6.649804e-3], [26, 7, 15]
    >>> anode = [0.2165207, 0, 4.418791e-3], [10, 7, 10]
    >>> hardware = (0.8449313, 0.4736884, 0.2, 5.74952), (0.8791474, 0.5054756, 1.2, 12.71993)
    >>> for e, materials, sizes in zip(("cathode", "anode"), (cathode, anode), hardware):
    ...     (masses, prices), (coated, foil, price, tab) = materials, sizes
    ...     bill |= {
    ...         f"{e}.component_mass": masses,  # kg of active material, carbon and binder
    ...         f"{e}.component_active": [1, 0, 0],
    ...         f"{e}.component_binder": [0, 0, 1],
    ...         f"{e}.component_electrolyte": [0, 0, 0],
    ...         f"{e}.component_price": prices,
    ...         f"{e}.coated_area": f"{coated} m^2",
    ...         f"{e}.collector.area": f"{foil} m^2",
    ...         f"{e}.collector.price": f"{price} USD/m^2",
    ...         f"{e}.tab.mass": f"{tab} g",
    ...     }
    >>> with open_catalogue() as catalogue:
    ...     found = cost_of_bill(bill, catalogue)
    >>> round(float(found["cost.per_energy"]) * 3.6e6, 5)
    79.01921
    """
    values: dict[str, Numeric] = {}
    made = find_plant(catalogue, plant)
    values |= {name: parameter.si_value for name, parameter in made.values.items()}
    values["economics_annual_capacity"] = made.volume
    for name in made.stages[0].numbers:
        values[f"stage_{name}"] = np.array([stage.numbers[name] for stage in made.stages])
    for name in ("electricity", "heat"):
        steps = [getattr(step, name) for step in made.steps]
        values[f"footprint_step_{name}"] = np.array(steps)
    for dotted, value in bill.items():
        values[find(dotted).flat] = _si(dotted, value)
    for volume in np.ravel(values["economics_annual_capacity"]).tolist():
        made.see_volume(volume)
    _see_shapes({dotted: values[find(dotted).flat] for dotted in bill})
    model = Model(economy(kind or Kind(anode="composite", electrolyte="liquid")))
    known = frozenset(values) & model.names
    plan = model.plan(known)
    plan.require(["cost_cell", "price_cell"])
    found = plan.evaluate({name: values[name] for name in sorted(known)})
    words = vocabulary()
    return {words[flat].name: value for flat, value in found.items() if flat not in CONSTANTS}


def _si(name: str, value: Any) -> Numeric:
    quantity = find(name)
    if isinstance(value, str):
        try:
            return read_entry(quantity, value).value
        except CelldesignError as error:
            raise type(error)(f"{name}: {error}") from None
    numbers = np.asarray(value, dtype=float)
    if not quantity.choices and not possible(quantity, numbers):
        required = f"{name}: values {between(quantity)} are required, in SI without a unit"
        raise DesignError(required, given=str(numbers))
    return numbers


def _see_shapes(given: Mapping[str, Numeric]) -> None:
    """See that the cells are as many everywhere, and the parts of each formulation too."""
    sizes: dict[str, tuple[str, int]] = {}
    for name, value in given.items():
        shape = list(np.shape(value))
        if find(name).component and shape:
            _see_size(sizes, f"parts of the {name.partition('.')[0]}", name, shape.pop(0))
        if shape and shape[-1] != 1:
            _see_size(sizes, "cells", name, shape[-1])


def _see_size(sizes: dict[str, tuple[str, int]], what: str, name: str, size: int) -> None:
    first, known = sizes.setdefault(what, (name, size))
    if size != known:
        required = f"as many {what} everywhere are required"
        raise DesignError(required, given=f"{first} {known}, {name} {size}")
