"""The standard uncertainty of a value that comes without one: that of its class.

A class is a kind of quantity and a quality: A measured and published with care, B published, C
second hand, D an estimate. What follows from a formula or a role, counts, choices and conditions of
operation are exact.
"""

from celldesign.database.records import Record
from celldesign.design.entry import Entry
from celldesign.vocabulary import Quantity

_QUALITIES = "ABCD"
Class = tuple[float, float, float, float]
_GEOMETRY: Class = (0.01, 0.02, 0.05, 0.10)  # from drawings; and whatever has no class of its own
_TRANSPORT: Class = (0.05, 0.15, 0.30, 0.50)
_POINTS: Class = (0.005, 0.01, 0.02, 0.04)  # of an efficiency
_REST: Class = (0.05, 0.10, 0.20, 0.50)  # of the smaller part of a fraction
_RELATIVE: dict[str, Class] = {
    "density": (0.005, 0.01, 0.02, 0.05),
    "specific_capacity": (0.01, 0.03, 0.05, 0.10),
    "average_voltage": (0.002, 0.005, 0.01, 0.03),
    "volume_change": (0.05, 0.10, 0.25, 0.50),
    "ionic_conductivity": _TRANSPORT,
    "diffusion_coefficient": _TRANSPORT,
    "solid_diffusion_coefficient": _TRANSPORT,
    "exchange_current_density": _TRANSPORT,
    "interface_resistance": _TRANSPORT,
    "internal_layer_resistance": _TRANSPORT,
}
_ABSOLUTE: dict[str, Class] = {"transference_number": (0.02, 0.05, 0.10, 0.15)}
_EXACT = ("molar_mass", "charge_number", "theoretical_capacity", "first_cycle_conversion")
_FRACTIONS = ("porosity", "body_heat_fraction")
# Set points and conditions, by what they are of: no body can be a little off them.
_SET = ("cell_target", "lifetime_", "economics_", "plant_", "stage_", "price_", "footprint_")
_SET_UNITS = ("V", "degC", "C-rate", "Ah", "Wh")


def record_std(record: Record) -> float | None:
    """Standard uncertainty of a database value, SI: its own, or that of its class."""
    if record.std is not None:
        return record.std
    return class_std(record.property, record.quality, record.si_value)


def class_std(prop: str, quality: str, value: float) -> float | None:
    """Standard uncertainty of a property's class, SI; None of what is exact.

    An efficiency's is in points, and no more than half of what is lost.

    >>> class_std("specific_capacity", "B", 200.0), class_std("first_cycle_efficiency", "B", 0.9)
    (6.0, 0.01)
    """
    place = _QUALITIES.index(quality)
    if prop in _EXACT:
        return None
    if prop.endswith("efficiency"):
        return min(_POINTS[place], abs(1 - value) / 2) or None
    if prop in _ABSOLUTE:
        return _ABSOLUTE[prop][place]
    if prop in _FRACTIONS:
        return _REST[place] * min(value, 1 - value) or None
    return _RELATIVE.get(prop, _GEOMETRY)[place] * abs(value) or None


def entry_std(quantity: Quantity, entry: Entry) -> float | None:
    """Standard uncertainty of a value that a design gives, SI: its own, or that of its class.

    A value with a note is a guess (D), one with a source second hand (B), others are as good as
    a careful drawing (A). What is set on top of the design is exact.
    """
    if entry.std is not None or entry.override or quantity.count or quantity.choices:
        return entry.std
    unit, value = quantity.unit, entry.value
    place = 3 if entry.note else 1 if entry.source else 0
    if quantity.name == "operation.average_voltage":
        return _RELATIVE["average_voltage"][place] * value
    if quantity.flat.startswith(_SET) or unit in _SET_UNITS or not value:
        return None
    if quantity.flat.endswith(("efficiency", "capacity_factor")):
        return _POINTS[place]
    if quantity.flat.endswith("mass_fraction"):
        return _POINTS[place] / 2 if value < 1 else None  # none in a recipe of one material
    if quantity.fraction and 0 < value < 1:
        return _REST[place] * min(value, 1 - value)
    if unit == "mAh/g":
        return _RELATIVE["specific_capacity"][place] * value
    return _GEOMETRY[place] * abs(value)
