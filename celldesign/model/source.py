"""An equation's body as it is written: its assignments, and how many components each part has.

What writes an equation anew, as a spreadsheet's formulas or for a compiler, begins here.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

REDUCTIONS = frozenset({"np.sum", "np.mean", "np.max", "np.min"})


class UntranslatableError(Exception):
    """A body, or a part of one, that another language has no words for."""


@cache
def body(function: Any) -> tuple[ast.stmt, ...]:
    """The statements of an equation without its docstring: assignments, and a return."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef)
    return tuple(definition.body[1:])


def numbers(function: Callable[..., Any]) -> dict[str, float]:
    """The constants of its module that a function uses."""
    used = {name: function.__globals__.get(name) for name in function.__code__.co_names}
    return {name: value for name, value in used.items() if isinstance(value, int | float)}


def assignments(statements: Sequence[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    r"""Every name that a body assigns with its expression, and last, nameless, the result.

    Raises UntranslatableError for other statements.

    >>> found = assignments(ast.parse("a, b = x, 2 * x\nreturn a + b").body)
    >>> [(name, ast.unparse(expression)) for name, expression in found]
    [('a', 'x'), ('b', '2 * x'), ('', 'a + b')]
    """
    for statement in statements:
        if isinstance(statement, ast.Return) and statement.value is not None:
            yield "", statement.value
            return
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            break
        yield from _pairs(statement.targets[0], statement.value)
    raise UntranslatableError("no return")


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        return [(target.id, value)]
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
        return [pair for one, other in pairs for pair in _pairs(one, other)]
    raise UntranslatableError(ast.unparse(target))


@dataclass
class Sizes:
    """How many components each name has (0: scalar), and the numbers that count them."""

    components: dict[str, int]
    counts: dict[str, int] = field(default_factory=dict)

    def of(self, node: ast.expr) -> int:
        """Count the components of what a node is, 0 for a scalar."""
        if isinstance(node, ast.Call) and ast.unparse(node.func) in REDUCTIONS:
            return 0
        if isinstance(node, ast.Subscript):
            return 0
        if isinstance(node, ast.Name):
            return self.components.get(node.id, 0)
        parts = (each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr))
        return max(map(self.of, parts), default=0)

    def static(self, node: ast.expr) -> int:
        """Evaluate what counts components, such as `len(points) // 2`."""
        if isinstance(node, ast.Constant) and isinstance(node.value, int):
            return node.value
        if isinstance(node, ast.Name) and node.id in self.counts:
            return self.counts[node.id]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -self.static(node.operand)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv):
            return self.static(node.left) // self.static(node.right)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "len":
            return self.of(node.args[0])
        raise UntranslatableError(ast.unparse(node))
