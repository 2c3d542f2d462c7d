"""Collects equations, plans an order from what is given, evaluates, and finds contradictions.

An equation is a function named after the quantity that it computes; several for one quantity are
told apart behind `_from_`. Defaults are equations too, of last resort and never a contradiction.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from celldesign.constants import CONSTANTS
from celldesign.equations import DEFAULTS, Kind, modules_for
from celldesign.equations.kinds import Mount
from celldesign.errors import MissingInputError
from celldesign.model.order import Equation, Reach, ordered
from celldesign.si import Numeric
from celldesign.vocabulary import vocabulary

CHUNK = 16384
_LARGE = 2**22 - 2**10  # floats: just below the 32 MB up to which glibc raises its thresholds
_CONSTANT_VALUES: dict[str, Numeric] = {name: c.value for name, c in CONSTANTS.items()}


def _equations(mounts: Iterable[Mount], default: bool) -> list[Equation]:
    known = vocabulary()
    found = []
    for module, prefix in mounts:
        own = f"{prefix}_" if prefix else ""
        for function in vars(module).values():
            if getattr(function, "__module__", None) != module.__name__:
                continue
            parameters = function.__code__.co_varnames[: function.__code__.co_argcount]
            inputs = tuple(
                name if name in known or name in CONSTANTS else own + name for name in parameters
            )
            quantity = own + function.__name__.split("_from_")[0]
            for name in (quantity, *inputs):
                if name not in known and name not in CONSTANTS:
                    raise ValueError(f"{module.__name__}.{function.__name__}: no quantity {name}")
            units = [function.__annotations__[name].__metadata__[0] for name in parameters]
            unit = function.__annotations__["return"].__metadata__[0]
            found.append(Equation(quantity, inputs, function, unit, tuple(units), default))
    return found


class Model:
    """A choice of equation modules; `plan` orders them for a set of given names."""

    def __init__(self, mounts: Sequence[Mount], defaults: Sequence[Mount] = DEFAULTS) -> None:
        self.equations = _equations(mounts, default=False) + _equations(defaults, default=True)
        self.by_quantity: dict[str, list[Equation]] = {}
        self.users: dict[str, list[int]] = {}
        for index, equation in enumerate(self.equations):
            self.by_quantity.setdefault(equation.quantity, []).append(equation)
            for name in equation.inputs:
                self.users.setdefault(name, []).append(index)
        self._start = Reach(self.equations, self.users)  # what is reached whatever is given
        self._start.add(CONSTANTS)
        self._below: dict[str, Mapping[str, int]] = {}
        self._plans: dict[tuple[frozenset[str], frozenset[str]], Plan] = {}

    @cached_property
    def names(self) -> frozenset[str]:
        """Every quantity that an equation computes or needs, constants left out."""
        return frozenset(self.by_quantity) | (frozenset(self.users) - frozenset(CONSTANTS))

    def plan(self, given: Collection[str], database: Collection[str] = ()) -> "Plan":
        """Order the equations for what is given; a database value yields to a computed one."""
        key = frozenset(given), frozenset(database)
        if key not in self._plans:
            self._plans[key] = self._make_plan(*key)
        return self._plans[key]

    def _make_plan(self, given: frozenset[str], database: frozenset[str]) -> "Plan":
        reach = self._start.copy()
        reach.add(given)
        uncomputed = [name for name in database if not self.computes(name)]
        reach.add(uncomputed)
        fallback = [name for name in sorted(database) if name not in reach.names]
        reach.add(fallback)
        leaves = given | set(CONSTANTS) | set(uncomputed) | set(fallback)
        sourced = reach.copy()
        defaults = self._adopt_defaults(reach, given | database)
        self._drop_computable(defaults, sourced, reach.names)
        sourced.add_defaults(each for each in defaults.values() if each.inputs)
        pending = {
            name: self._options(name, defaults, sourced.names, reach.names)
            for name in self.by_quantity
            if name in reach.names and name not in leaves
        }
        steps = ordered(pending, leaves)
        used = {name for step in steps for name in step.inputs}
        spare = tuple(s for s in steps if s.default and s.quantity not in used)
        steps = [step for step in steps if not step.default or step.quantity in used]
        known = leaves | {step.quantity for step in (*steps, *spare)}
        taken = set(map(id, steps))
        checks = tuple(
            equation
            for equation in self.equations
            if id(equation) not in taken
            and not equation.default
            and equation.quantity in known
            and equation.quantity not in CONSTANTS
            and known.issuperset(equation.inputs)
        )
        checked = {name for check in checks for name in check.inputs}
        spare = tuple(s for s in spare if s.quantity in checked and known.issuperset(s.inputs))
        reached = frozenset(reach.names)
        return Plan(self, tuple(steps), checks, spare, given, database & leaves - given, reached)

    def computes(self, name: str) -> bool:
        """Whether an equation that is no default computes a quantity."""
        return any(not equation.default for equation in self.by_quantity.get(name, ()))

    def below(self, name: str) -> Mapping[str, int]:
        """Every quantity that equations could make of one and of any others, by their number."""
        if name not in self._below:
            found, queue = {name: 0}, [name]
            for each in queue:
                for index in self.users.get(each, ()):
                    equation = self.equations[index]
                    if not equation.default and equation.quantity not in found:
                        found[equation.quantity] = found[each] + 1
                        queue.append(equation.quantity)
            self._below[name] = found
        return self._below[name]

    def _adopt_defaults(self, reach: Reach, given: frozenset[str]) -> dict[str, Equation]:
        adopted: dict[str, Equation] = {}
        waiting = [equation for equation in self.equations if equation.default]
        progress = True
        while progress:
            progress = False
            for equation in waiting:
                if (
                    equation.quantity not in reach.names
                    and reach.names.issuperset(equation.inputs)
                    and not self._half_described(equation.quantity, given)
                ):
                    adopted[equation.quantity] = equation
                    reach.add([equation.quantity])
                    progress = True
        return adopted

    def _half_described(self, name: str, given: frozenset[str]) -> bool:
        """Whether inputs of the same part are known, so that a default would hide a mistake.

        How many there are says nothing of what each is like.
        """
        part, words = _part(name), vocabulary()
        return any(
            _part(parameter) == part
            for equation in self.by_quantity[name]
            if not equation.default
            for parameter in equation.inputs
            if parameter in given and not words[parameter].count
        )

    def _drop_computable(
        self, defaults: dict[str, Equation], sourced: Reach, reached: set[str]
    ) -> None:
        """Drop the defaults of what can be reached with the others alone."""
        doubtful = {
            name: default
            for name, default in defaults.items()
            if any(e for e in self.by_quantity[name] if not e.default and reached >= {*e.inputs})
        }
        certain = sourced.copy()
        certain.add_defaults(e for e in defaults.values() if e.quantity not in doubtful)
        for name in list(doubtful):
            without = certain.copy()
            without.add_defaults(e for e in defaults.values() if e.quantity != name)
            if name in without.names:
                del defaults[name]

    def _options(
        self,
        name: str,
        defaults: Mapping[str, Equation],
        sourced: set[str],
        reached: set[str],
    ) -> list[Equation]:
        """The equations that may compute a quantity: what depends on bare defaults comes last."""
        if name in defaults:
            return [defaults[name]]
        within = sourced if name in sourced else reached
        return [
            option
            for option in self.by_quantity[name]
            if not option.default and within.issuperset(option.inputs)
        ]

    def lacking(self, wanted: str, reached: Collection[str]) -> list[str]:
        """What nothing computes and the first equations down from `wanted` still need."""
        found: dict[str, None] = {}
        seen = set(reached)
        queue = [wanted]
        while queue:
            name = queue.pop(0)
            if name in seen:
                continue
            seen.add(name)
            equations = [each for each in self.by_quantity.get(name, []) if not each.default]
            if equations:
                queue.extend(equations[0].inputs)
            elif name != wanted:
                found[name] = None
        return list(found)

    def completing(self, wanted: str, reached: Collection[str]) -> list[str]:
        """Single quantities that would be enough to reach `wanted`; uncomputable ones first."""
        enough = []
        for name in sorted(self.names - set(reached) - {wanted}):
            reach = self._start.copy()
            reach.add({*reached, name})
            if wanted in reach.names:
                enough.append(name)
        return sorted(enough, key=self.computes)


def _listed(names: Iterable[str]) -> str:
    """Names as a design file has them: the parts of a formulation come from `recipe`."""
    words = vocabulary()
    shown = (
        f"{words[name].name.partition('.')[0]}.recipe"
        if words[name].component and not name.endswith("_points")
        else words[name].name
        for name in names
    )
    return ", ".join(dict.fromkeys(shown))


def _part(name: str) -> str:
    return vocabulary()[name].name.rpartition(".")[0]


@dataclass(frozen=True)
class Plan:
    """Equations in order, and those left over that what is known can be checked against.

    `spare` are defaults that only a check needs.
    """

    model: Model
    steps: tuple[Equation, ...]
    checks: tuple[Equation, ...]
    spare: tuple[Equation, ...]
    given: frozenset[str]
    database: frozenset[str]
    reached: frozenset[str]

    @cached_property
    def by_quantity(self) -> dict[str, Equation]:
        """The equation that computes each quantity."""
        return {step.quantity: step for step in self.steps}

    @cached_property
    def known(self) -> frozenset[str]:
        """Every name that has a value after evaluation."""
        return self.given | self.database | frozenset(self.by_quantity) | frozenset(CONSTANTS)

    def require(self, wanted: Iterable[str]) -> None:
        """Raise MissingInputError for the first wanted quantity that cannot be reached.

        It names every single quantity that would be enough; where only a total that the wanted one
        is made of would be, all that lacks at the bottom of the first equations instead.
        """
        for name in wanted:
            if name not in self.known:
                options = self.model.completing(name, self.reached)
                first = self.model.by_quantity.get(name, [])[:1]
                inputs = {each for step in first for each in step.inputs}
                totals = {each for each in inputs if self.model.computes(each)}
                if totals.issuperset(options):
                    lacking = self.model.lacking(name, self.reached)
                    mend = f"give all of {_listed(lacking)}" if lacking else ""
                else:
                    listed = _listed(options)
                    mend = f"give one of {listed}" if ", " in listed else f"give {listed}"
                raise MissingInputError(
                    f"{vocabulary()[name].name} cannot be computed from what is given", mend=mend
                )

    def slice(self, wanted: Iterable[str]) -> "Plan":
        """Keep only the steps that the wanted quantities depend on; raises MissingInputError."""
        wanted = set(wanted)
        self.require(sorted(wanted))
        steps = []
        for step in reversed(self.steps):
            if step.quantity in wanted:
                steps.append(step)
                wanted.update(step.inputs)
        return replace(self, steps=tuple(reversed(steps)), checks=())

    def ancestors(self, name: str) -> set[str]:
        """All names that a quantity depends on, itself included."""
        found: set[str] = set()
        queue = [name]
        while queue:
            name = queue.pop()
            if name not in found:
                found.add(name)
                step = self.by_quantity.get(name)
                queue.extend(step.inputs if step else ())
        return found

    @cached_property
    def _last_use(self) -> list[list[str]]:
        """For each step the computed names that no later step needs."""
        seen: set[str] = set()
        dead: list[list[str]] = []
        for step in reversed(self.steps):
            dead.append([name for name in step.inputs if name not in seen])
            seen.update(step.inputs)
        return dead[::-1]

    def evaluate(
        self, values: Mapping[str, Numeric], keep: Collection[str] | None = None
    ) -> dict[str, Numeric]:
        """Evaluate the steps on floats or arrays, which broadcast.

        A component quantity is (components,) among floats and (components, n) or (components, 1)
        among arrays of n; a quantity that is in `values` already, such as a pinned count, is not
        computed again. With `keep`, other intermediates are dropped as soon as they are dead.
        """
        known = {**_CONSTANT_VALUES, **_with_axis(values)}
        for step, dead in zip(self.steps, self._last_use, strict=True):
            if step.quantity not in values:
                known[step.quantity] = step.function(*[known[name] for name in step.inputs])
            if keep is not None:
                for name in dead:
                    if name not in keep:
                        known.pop(name, None)
        return known if keep is None else {name: known[name] for name in keep}

    def evaluate_chunks(
        self, values: Mapping[str, Numeric], wanted: Sequence[str], chunk: int = CHUNK
    ) -> dict[str, NDArray[np.float64]]:
        """Evaluate arrays of any length in chunks that stay in the processor's cache.

        Returns an array (n,) for each wanted scalar quantity.
        """
        sliced = self.slice(wanted)
        components = {name for name in values if vocabulary()[name].component}
        arrays = {k: np.asarray(v) for k, v in values.items() if np.ndim(v) > (k in components)}
        length = max(array.shape[-1] for array in arrays.values())
        # Freeing one large block makes glibc keep freed memory; else every chunk faults it in anew.
        np.empty(_LARGE)
        # One block instead of an array for each name, because it fits on huge pages.
        result = dict(zip(wanted, np.empty((len(wanted), length)), strict=True))
        for start in range(0, length, chunk):
            part = slice(start, start + chunk)
            rows = {
                name: array[..., part] if array.shape[-1] == length else array
                for name, array in arrays.items()
            }
            for name, value in sliced.evaluate({**values, **rows}, keep=wanted).items():
                result[name][part] = value
        return result


def _with_axis(values: Mapping[str, Numeric]) -> dict[str, Any]:
    """Add the sample axis to component quantities where any other value is an array."""
    words = vocabulary()
    arrays = [name for name, value in values.items() if np.ndim(value)]
    wide = any(np.ndim(values[name]) > words[name].component for name in arrays)
    if not wide:
        return dict(values)
    return {
        name: value[:, None] if words[name].component and np.ndim(value) == 1 else value  # type: ignore[index]
        for name, value in values.items()
    }


@cache
def model_for(kind: Kind) -> Model:
    """Collect the model of one kind of cell, once.

    >>> "cathode_areal_capacity" in model_for(Kind()).by_quantity
    True
    """
    return Model(modules_for(kind))
