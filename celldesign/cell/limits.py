"""What a cell may not be, and what its designer should know: fit, plausibility, regulation."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from celldesign.cell.usual import USUAL, outside
from celldesign.errors import InconsistentError
from celldesign.units.quantities import format_rate, from_si
from celldesign.vocabulary import vocabulary

Values = Mapping[str, float]
_FIT = 1e-9
_DROP = 1e-12  # m^3: what rounding makes of a case that is just full
_MISSED = 0.10
_BORNE, _ABOVE_AVERAGE, _BELOW_AVERAGE = 4.6, 0.45, 2.2  # V
_MANY_SHEETS = 100
_EMPTY = 0.06  # dry coatings of a good solid cell keep a few per cent


class _Rule(NamedTuple):
    needs: tuple[str, ...]
    broken: Callable[..., bool]
    message: str
    unless: str = ""  # a quantity that a cell must not have


def _show(name: str, value: float) -> str:
    unit = vocabulary()[name].unit
    if unit == "C-rate":
        return format_rate(value, digits=3)
    return f"{from_si(value, unit):.4g}{'' if unit == '1' else f' {unit}'}"


# A message names its quantities by position: {0} is the first that the rule needs. The rules of
# errors take arrays too.
_ERRORS = (
    *(
        _Rule(
            (f"separator_{side}", f"{electrode}_{side}"),
            lambda membrane, sheet: membrane < sheet - _FIT,
            f"the separator's {side} of {{0}} is smaller than the {electrode}'s {{1}}; "
            "cut it at least as large",
        )
        for side in ("width", "height")
        for electrode in ("cathode", "anode")
    ),
    *(
        _Rule(
            (f"cell_outer_{side}", f"{part}_{side}"),
            lambda outer, sheet: outer < sheet - _FIT,
            f"the {part}'s {side} of {{1}} does not fit the cell's outer {side} of {{0}}",
            unless="jelly_roll_length" if side == "width" else "cathode_diameter",
        )
        for side in ("width", "height")
        for part in ("cathode", "anode", "separator")
    ),
    *(
        _Rule(
            (f"casing_inner_{side}", f"{part}_{side}"),
            lambda room, sheet: sheet > room + _FIT,
            f"the {part}'s {side} of {{1}} does not fit the case's room of {{0}}",
            unless="jelly_roll_length" if side == "width" else "",
        )
        for side in ("width", "height")
        for part in ("cathode", "anode", "separator")
    ),
    *(
        _Rule(
            ("casing_internal_diameter", f"{part}_diameter"),
            lambda room, disc: disc > room + _FIT,
            f"the {part} of {{1}} does not fit its can with room for {{0}}; "
            f"reduce {part}.diameter or enlarge cell.outer_diameter",
        )
        for part in ("cathode", "anode", "separator")
    ),
    _Rule(
        ("jelly_roll_outer_diameter", "jelly_roll_mandrel_diameter"),
        lambda roll, core: roll <= core,
        "no room is left to wind: the roll of {0} has a core of {1}",
    ),
    _Rule(
        ("cathode_width", "cathode_height"),
        lambda width, height: (width <= 0) | (height <= 0),
        "no room is left for the electrodes: the cathode would be {0} x {1}",
    ),
    *(
        _Rule(
            ("casing_internal_diameter", f"jelly_roll_outer_diameter{state}"),
            lambda room, roll: roll > room + _FIT,
            f"the {word}roll of {{1}} does not fit its can with room for {{0}}; "
            "reduce cathode.width (the strip's length) or the core, or enlarge cell.outer_diameter",
        )
        for state, word in (("", ""), ("_charged", "charged "))
    ),
    *(
        _Rule(
            ("casing_internal_thickness", f"jelly_roll_outer_diameter{state}", "jelly_roll_count"),
            lambda room, roll, count: count * roll > room + _FIT,
            f"{{2}} {word}rolls of {{1}} do not fit their case with room for {{0}}; "
            "reduce cathode.width (the strip's length) or the core, or enlarge cell.thickness",
        )
        for state, word in (("", ""), ("_charged", "charged "))
    ),
    _Rule(
        ("anode_sheets", "cathode_sheets", "stack_count"),
        lambda anodes, cathodes, stacks: abs(anodes - cathodes) > stacks,
        "{0} anode sheets cannot alternate with {1} cathode sheets; in a stack at most one more or "
        "less can",
    ),
    *(
        _Rule(
            (f"{electrode}_sheets", "stack_count"),
            lambda sheets, stacks: sheets % stacks > 0,
            f"{{0}} {electrode} sheets cannot be shared by {{1}} stacks that are alike",
        )
        for electrode in ("cathode", "anode")
    ),
    _Rule(
        ("casing_internal_thickness", "stack_thickness"),
        lambda room, stack: stack > room + _FIT,
        "the stack of {1} does not fit its case with room for {0}; take fewer sheets or thinner "
        "ones, or a deeper case",
    ),
    _Rule(
        ("casing_internal_thickness", "stack_thickness_charged"),
        lambda room, stack: stack > room + _FIT,
        "the charged stack of {1} does not fit its case with room for {0}; take fewer sheets or "
        "thinner ones, or a deeper case",
    ),
    _Rule(
        ("casing_internal_volume", "electrolyte_volume"),
        lambda room, liquid: liquid > room,
        "{1} of electrolyte do not fit a case with room for {0}; take less, or a larger case",
    ),
    _Rule(
        ("casing_free_volume", "electrolyte_volume", "casing_internal_volume"),
        lambda free, liquid, room: free < -_DROP,
        "the layers and {1} of electrolyte do not fit their case with room for {2}: {0} would be "
        "left; take less electrolyte, or a larger case",
    ),
    _Rule(
        ("cell_thickness", "stack_thickness"),
        lambda cell, stack: stack > cell + _FIT,
        "the stack of {1} is thicker than the cell's {0}",
    ),
    _Rule(
        ("cell_mass", "stack_mass"),
        lambda cell, stack: cell < stack * (1 - _FIT),
        "the cell of {0} is lighter than its stack of {1}",
    ),
    _Rule(
        ("cell_volume", "stack_volume"),
        lambda cell, stack: cell < stack * (1 - _FIT),
        "the cell's volume of {0} is smaller than its stack's {1}",
    ),
)
_WARNINGS = (
    _Rule(
        ("operation_average_voltage", "operation_lower_voltage", "operation_upper_voltage"),
        lambda average, low, high: not low <= average <= high,
        "the average voltage of {0} lies outside the window from {1} to {2}",
    ),
    _Rule(
        ("operation_upper_voltage", "operation_average_voltage"),
        lambda upper, average: upper > np.maximum(_BORNE, average + _ABOVE_AVERAGE) + _FIT,
        "the upper cut-off of {0} is above what cathodes and electrolytes bear",
    ),
    _Rule(
        ("operation_lower_voltage", "operation_average_voltage"),
        lambda lower, average: lower < average - _BELOW_AVERAGE,
        "the lower cut-off of {0} is far below the average voltage of {1}: cells end above it",
    ),
    _Rule(
        ("cathode_sheets", "stack_count"),
        lambda sheets, stacks: sheets > _MANY_SHEETS * stacks,
        f"{{0}} cathode sheets are more than a stack has ({_MANY_SHEETS})",
    ),
    *(
        _Rule(
            ("cell_thickness", f"cell_outer_{side}"),
            lambda thickness, side: thickness > side / 2,
            f"the cell's thickness of {{0}} is more than half its {side} of {{1}}",
        )
        for side in ("width", "height")
    ),
    _Rule(
        ("nominal_capacity", "cell_target_capacity"),
        lambda capacity, target: abs(capacity / target - 1) > _MISSED,
        "the nominal capacity is {0}: whole sheets do not come nearer to the target of {1}",
    ),
    _Rule(
        ("operation_rate", "operation_limiting_rate"),
        lambda rate, limit: rate > limit,
        "the rate {0} exceeds the limiting rate {1} of the electrolyte: the salt is used up",
    ),
    *(
        _Rule(
            (f"{part}_oxidation_onset", "operation_upper_voltage"),
            lambda onset, upper: upper > onset + _FIT,
            f"the {part} oxidises from {{0}} on, below the upper cut-off of {{1}}",
        )
        for part in ("separator", "catholyte", "electrolyte")
    ),
    _Rule(
        ("np_ratio_operating", "lithium_excess_charge"),
        lambda ratio, metal: ratio < 1 and metal == 0,  # a metal anode only starts with less
        "N/P in operation is {0}: the anode limits, and lithium may plate",
        unless="operation_lost_capacity",
    ),
    _Rule(
        ("np_ratio_operating", "operation_lost_capacity", "capacity"),
        lambda ratio, lost, capacity: ratio < 1 and lost > 1e-4 * capacity,
        "N/P in operation is {0}: the anode limits, {1} of the cathode's charge beyond the cell's "
        "{2} are lost, and lithium may plate",
    ),
    *(
        _Rule(
            (name, f"{electrode}_theoretical_specific_capacity"),
            lambda used, most: used > 1.005 * most,
            f"{name.replace('_', '.', 1)} of {{0}} exceeds the theoretical {{1}} of the "
            f"{electrode}'s active material",
        )
        for electrode, name in (
            ("cathode", "operation_specific_capacity"),
            ("cathode", "cathode_nominal_specific_capacity"),
            ("anode", "anode_nominal_specific_capacity"),
        )
    ),
    *(
        _Rule(
            (f"anode_{side}", f"cathode_{side}"),
            lambda anode, cathode: anode < cathode - _FIT,
            f"the anode's {side} of {{0}} is smaller than the cathode's {{1}}: lithium may plate "
            "at the edge",
        )
        for side in ("width", "height")
    ),
    _Rule(
        ("electrolyte_saturation",),
        lambda fill: fill < 1 - _FIT,
        "the liquid fills only {0} of the pores",
    ),
    *(
        _Rule(
            ("electrolyte_fills_pores", f"{part}_porosity"),
            lambda filled, pores: not filled and pores > _EMPTY,
            f"{{1}} of the {part} are pores that nothing fills; give an [electrolyte] for a liquid",
        )
        for part in ("cathode", "anode", "separator")
    ),
    _Rule(
        ("transport_share_of_limit", "lithium_mass"),
        lambda share, lithium: share > 1 and lithium > 0,
        "the cell holds {1} of lithium, above the 1 g of a small lithium-metal cell "
        "(UN 3090/3091): transport as a fully regulated cell",
    ),
    _Rule(
        ("transport_share_of_limit", "lithium_mass", "energy"),
        lambda share, lithium, _: share > 1 and lithium == 0,
        "the cell holds {2}, above the 20 Wh of a small lithium-ion cell (UN 3480/3481): "
        "transport as a fully regulated cell",
    ),
    _Rule(
        ("lifetime_cycles_to_failure", "lifetime_implied_efficiency", "lithium_efficiency"),
        lambda _, implied, known: abs(implied - known) > 0.01,
        "failure at cycle {0} implies a lithium efficiency of {1}, the one in use is {2}",
    ),
)


def refuse(values: Values, stds: Values) -> None:
    """Raise InconsistentError for parts that do not fit, or a coating denser than its solids."""
    for message in _broken(_ERRORS, values):
        raise InconsistentError(message)
    for name in _counts(values):
        low, high, quantity = *_ends(name), vocabulary()[name]
        if not low <= values[name] <= high:
            required = f"{quantity.name} must be from {low:g} to {high:g}"
            raise InconsistentError(required, given=f"{values[name]:.6g}, as the design makes it")
    for electrode in ("cathode", "anode"):
        excess = values.get(f"{electrode}_density_excess", 0.0)
        if excess > _allowed_excess(electrode, stds):
            raise InconsistentError(_too_dense(electrode, values))


def _counts(names: Iterable[str]) -> list[str]:
    """Sheets, layers and windings: a computed number of them obeys the range of a given one."""
    return [name for name in names if name in vocabulary() and vocabulary()[name].count]


def _ends(name: str) -> tuple[float, float]:
    return vocabulary()[name].low, vocabulary()[name].high


def checked() -> frozenset[str]:
    """Every quantity that `refuse` and `possible` look at."""
    excess = {f"{electrode}_density_excess" for electrode in ("cathode", "anode")}
    names = excess.union(*((*rule.needs, rule.unless) for rule in _ERRORS))
    return frozenset(names - {""}) | frozenset(_counts(vocabulary()))


def possible(values: Mapping[str, Any], stds: Values) -> Any:
    """Tell for arrays of cells which of them `refuse` would let pass."""
    passed: Any = True
    for rule in _ERRORS:
        if rule.unless not in values and all(name in values for name in rule.needs):
            passed = passed & ~np.asarray(rule.broken(*[values[name] for name in rule.needs]))
    for name in _counts(values):
        low, high = _ends(name)
        passed = passed & (np.asarray(values[name]) >= low) & (np.asarray(values[name]) <= high)
    for electrode in ("cathode", "anode"):
        excess = values.get(f"{electrode}_density_excess", 0.0)
        passed = passed & ~np.asarray(excess > _allowed_excess(electrode, stds))
    return passed


def _allowed_excess(electrode: str, stds: Values) -> float:
    return max(0.10, 2 * stds.get(f"{electrode}_density_excess", 0.0))


# What is said of a sodium cell instead; its UN numbers are those of the Model Regulations 22.
_OF_SODIUM = (
    ("lithium-ion cell (UN 3480/3481)", "sodium-ion cell (UN 3551/3552)"),
    ("lithium may plate", "sodium may plate"),
)


def warnings(values: Values, *, sodium: bool = False) -> list[str]:
    """Say what a designer should know about a cell that can be built, of lithium or of sodium."""
    found = list(_broken(_WARNINGS, values))
    for lithium, its in _OF_SODIUM if sodium else ():
        found = [each.replace(lithium, its) for each in found]
    found += [
        f"{_too_dense(electrode, values)}; taken as porosity 0"
        for electrode in ("cathode", "anode")
        if values.get(f"{electrode}_density_excess", 0.0) > 1e-6
    ]
    return [*found, *_unusual(values), *_implausible(values)]


def _unusual(values: Values) -> list[str]:
    """Name what is outside what cells have: most often a slip, such as a factor of ten."""
    found: dict[str, str] = {}
    for rule in USUAL:
        if not values.keys() >= {rule.name, *rule.needs} or found.keys() & {*rule.follows}:
            continue
        quantity = vocabulary()[rule.name]
        shown = from_si(values[rule.name], quantity.unit)
        if outside(rule, shown, tuple(values[name] for name in rule.needs)):
            unit = "" if quantity.unit == "1" else f" {quantity.unit}"
            found[rule.name] = (
                f"{quantity.name} of {_show(rule.name, values[rule.name])} is outside what cells "
                f"have ({rule.low:g} to {rule.high:g}{unit})"
            )
    return list(found.values())


def _implausible(values: Values) -> list[str]:
    """Name the results that are no numbers, or outside what the vocabulary calls plausible."""
    found = []
    for name, value in values.items():
        quantity = vocabulary().get(name)
        if quantity is None or quantity.choices or quantity.unit == "C-rate":
            continue
        shown = from_si(value, quantity.unit)
        if math.isnan(shown) or (math.isinf(shown) and quantity.high < math.inf):
            found.append(f"{quantity.name} has no finite value: something that it divides by is 0")
        elif not quantity.low - _FIT <= shown <= quantity.high * (1 + _FIT) + _FIT:
            unit = "" if quantity.unit == "1" else f" {quantity.unit}"
            found.append(
                f"{quantity.name} of {_show(name, value)} is outside the plausible "
                f"{quantity.low:g} to {quantity.high:g}{unit}"
            )
    return found


def _too_dense(electrode: str, values: Values) -> str:
    coating, solids, excess = (
        _show(f"{electrode}_{name}", values[f"{electrode}_{name}"])
        for name in ("coating_density", "solid_density", "density_excess")
    )
    return (
        f"the {electrode}'s coating of {coating} is {excess} denser than its solids of {solids}; "
        "check loading, thickness and formulation"
    )


def _broken(rules: tuple[_Rule, ...], values: Values) -> list[str]:
    messages = []
    for rule in rules:
        if rule.unless not in values and all(name in values for name in rule.needs):
            needed = [values[name] for name in rule.needs]
            if rule.broken(*needed):
                shown = map(_show, rule.needs, needed)
                messages.append(rule.message.format(*shown))
    return messages
