"""Equations, what can be reached with them, and the order in which they are evaluated."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from celldesign.si import Numeric


@dataclass(frozen=True, slots=True)
class Equation:
    """One function at work: the quantity that it computes from its inputs, by flat names."""

    quantity: str
    inputs: tuple[str, ...]
    function: Callable[..., Numeric]
    unit: str
    input_units: tuple[str, ...]
    default: bool

    @property
    def assumption(self) -> str:
        """The docstring's first line, which for a default says what it assumes."""
        sentence = (self.function.__doc__ or "").split("\n")[0].rstrip(".")
        sentence = re.sub(r": [^:]*\d.*$", "", sentence)  # the example is of another cell
        return sentence.replace(":math:", "").replace("`", "")


class Reach:
    """What can be reached from a growing set of known names, without an order."""

    def __init__(self, equations: Sequence[Equation], users: Mapping[str, list[int]]) -> None:
        self.equations, self.users = equations, users
        self.missing = [len(equation.inputs) for equation in equations]
        self.names: set[str] = set()
        self.add(eq.quantity for eq in equations if not eq.inputs and not eq.default)

    def copy(self) -> "Reach":
        """The same, to go on from here in another way."""
        other = copy(self)
        other.missing, other.names = self.missing.copy(), self.names.copy()
        return other

    def add(self, names: Iterable[str]) -> None:
        """Add known names, and all that they let equations reach."""
        queue = [name for name in names if name not in self.names]
        while queue:
            name = queue.pop()
            if name in self.names:
                continue
            self.names.add(name)
            for index in self.users.get(name, ()):
                self.missing[index] -= 1
                equation = self.equations[index]
                if not self.missing[index] and not equation.default:
                    queue.append(equation.quantity)

    def add_defaults(self, defaults: Iterable[Equation]) -> None:
        """Add the quantities of defaults, of each as soon as its inputs are reached."""
        waiting, before = list(defaults), -1
        while len(waiting) != before:
            before = len(waiting)
            self.add(e.quantity for e in waiting if self.names.issuperset(e.inputs))
            waiting = [e for e in waiting if e.quantity not in self.names]


def ordered(pending: dict[str, list[Equation]], known: Iterable[str]) -> list[Equation]:
    """Choose one equation for each pending quantity and order them, each after its inputs.

    The first option is taken as soon as it is ready. Where quantities wait for each other, those
    with a ready option drop the options that only they themselves make reachable; where none is
    left to drop, the ring that waits for nothing else is broken by its first ready option.
    """
    return list(_Order(pending, set(known)))


class _Order:
    def __init__(self, pending: dict[str, list[Equation]], ready: set[str]) -> None:
        self.pending, self.ready = pending, ready
        self.waiting: dict[str, list[Equation]] = {}  # first options by what they wait for
        self.lacks: dict[int, int] = {}
        self.queue: list[Equation] = []
        for options in pending.values():
            self._wait(options[0])

    def __iter__(self) -> Iterator[Equation]:
        while self.pending:
            for equation in self.queue:  # which grows meanwhile
                if equation.quantity in self.pending:
                    self._take(equation)
                    yield equation
            self.queue.clear()
            if self.pending:
                self._unlock()

    def _wait(self, first: Equation) -> None:
        missing = [name for name in first.inputs if name not in self.ready]
        if not missing:
            self.queue.append(first)
            return
        self.lacks[id(first)] = len(missing)
        for name in missing:
            self.waiting.setdefault(name, []).append(first)

    def _take(self, equation: Equation) -> None:
        del self.pending[equation.quantity]
        self.ready.add(equation.quantity)
        for user in self.waiting.pop(equation.quantity, ()):
            self.lacks[id(user)] -= 1
            if not self.lacks[id(user)] and self._is_first(user):
                self.queue.append(user)

    def _is_first(self, option: Equation) -> bool:
        return option.quantity in self.pending and self.pending[option.quantity][0] is option

    def _unlock(self) -> None:
        late = {
            name: self._awaited(name)
            for name, options in self.pending.items()
            if len(options) > 1
            and any(self.ready.issuperset(option.inputs) for option in options[1:])
        }
        kept = {name: self._without_itself(name, awaited) for name, awaited in late.items()}
        dropped = {n: options for n, options in kept.items() if len(options) < len(self.pending[n])}
        for name, options in dropped.items():
            before, self.pending[name] = self.pending[name][0], options
            if options[0] is not before:
                self._wait(options[0])
        if not dropped:
            ring = min(late.values(), key=len)
            first = next(name for name in self.pending if name in ring and name in late)
            ready = (o for o in self.pending[first] if self.ready.issuperset(o.inputs))
            self.queue.append(next(ready))

    def _awaited(self, name: str) -> set[str]:
        """The pending quantities that any option of this one waits for, itself included."""
        found: set[str] = set()
        queue = [name]
        while queue:
            name = queue.pop()
            if name not in found:
                found.add(name)
                queue += [
                    each
                    for option in self.pending[name]
                    for each in option.inputs
                    if each in self.pending
                ]
        return found

    def _without_itself(self, name: str, awaited: set[str]) -> list[Equation]:
        """The options of a quantity that are reachable without it."""
        others, reached, before = awaited - {name}, set(self.ready), -1
        while len(reached) != before:
            before = len(reached)
            reached.update(
                each
                for each in others - reached
                if any(reached.issuperset(option.inputs) for option in self.pending[each])
            )
        return [option for option in self.pending[name] if reached.issuperset(option.inputs)]
