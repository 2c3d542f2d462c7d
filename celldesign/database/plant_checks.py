"""What a plant must have: every number, stages, and ranges that rise."""

from collections.abc import Mapping

from celldesign.database.plant_records import Parameter, Stage
from celldesign.errors import MaterialError
from celldesign.units.quantities import std_of_range
from celldesign.vocabulary import vocabulary


def complete(values: Mapping[str, Parameter], stages: Mapping[str, Stage]) -> None:
    """See that a plant has every number, and stages."""
    needed = [
        name
        for name, quantity in vocabulary().items()
        if name.startswith("plant_") and not quantity.choices
    ]
    missing = [name.removeprefix("plant_") for name in needed if name not in values]
    if missing:
        raise MaterialError(f"[values] must give {', '.join(missing)}", mend="or build on a base")
    if not stages:
        raise MaterialError("a plant must have stages", mend="add [[stage]], or build on a base")


def spread(low: float | None, high: float | None) -> float | None:
    """Take a range as a uniform distribution."""
    if low is None or high is None:
        return None
    if low > high:
        raise MaterialError("low must not lie above high", given=f"{low:g} and {high:g} (SI)")
    return std_of_range(low, high)
