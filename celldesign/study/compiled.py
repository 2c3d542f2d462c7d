"""A plan as one function over rows, written from the equations and compiled by numba (an extra).

Each equation becomes scalar assignments, one for each component, within a single loop over the
rows. Equal expressions are written once, so that the stages of a plant that grow by the same ratio
share one power. Results differ from numpy's by rounding, about 1e-15.
"""

import ast
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from celldesign.constants import CONSTANTS
from celldesign.errors import DesignError, install
from celldesign.model.order import Equation
from celldesign.model.plan import Plan
from celldesign.model.source import (
    REDUCTIONS,
    Sizes,
    UntranslatableError,
    assignments,
    body,
    numbers,
)

_KEPT = {f"np.{name}" for name in ("exp", "log", "sqrt", "abs", "floor", "ceil", "isfinite")}
_VALUES = {"np.pi", "np.inf", "np.nan"}
_HELPERS = {"np.minimum": "smaller", "np.maximum": "larger"}
_NODES = (
    *(ast.BinOp, ast.operator, ast.UnaryOp, ast.unaryop, ast.Compare, ast.cmpop),
    *(ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.expr_context),
)
# Rows of a power of two would lie a page apart, all in the same few places of the cache.
_APART = 8
_COMPILING = Lock()

Variables = tuple[str, ...]


def available() -> bool:
    """Tell whether numba is installed."""
    return find_spec("numba") is not None


@dataclass(frozen=True)
class Kernel:
    """Source of a function over rows: arrays of `inputs` go in, one row for each of `wanted` out.

    It is text, so that it can be sent to another machine; each process compiles it once.
    """

    source: str
    inputs: tuple[str, ...]
    wanted: tuple[str, ...]

    def run(self, arrays: Mapping[str, Any], length: int) -> dict[str, NDArray[np.float64]]:
        """Evaluate rows: arrays (n,) or (components, n) in SI give an array (n,) for each name.

        Raises DesignError where numba is missing or does not compile it.
        """
        if arrays.keys() != set(self.inputs):
            raise ValueError(f"inputs {sorted(self.inputs)} are required, not {sorted(arrays)}")
        rows = [_wide(np.asarray(arrays[name], dtype=float), length) for name in self.inputs]
        found = np.empty((len(self.wanted), length + _APART))
        with _COMPILING:
            function = _compiled(self.source, tuple(each.ndim for each in rows))
        function(length, found, *rows)
        return dict(zip(self.wanted, found[:, :length], strict=True))


def write_kernel(
    plan: Plan, fixed: Mapping[str, Any], inputs: Mapping[str, Any], wanted: Sequence[str]
) -> Kernel:
    """Write a plan's steps for rows of `inputs`, whose values as they stand tell their components.

    What is in `fixed` is a number of the source. Raises UntranslatableError for an equation that
    is written in more than assignments of arithmetic and numpy's plain functions.
    """
    writer = _Writer()
    for name, value in {**{n: c.value for n, c in CONSTANTS.items()}, **fixed}.items():
        writer.values[name] = tuple(writer.number(each) for each in np.atleast_1d(value))
        writer.sizes[name] = np.size(value) if np.ndim(value) else 0
    before = len(writer.lines)
    for name, value in inputs.items():
        writer.sizes[name] = count = np.size(value) if np.ndim(value) else 0
        parts = (writer.put(f"rows_{name}[{i}, row]", f"{name}_{i}") for i in range(count))
        writer.values[name] = tuple(parts) or (writer.put(f"rows_{name}[row]", name),)
    for step in plan.steps:
        if step.quantity not in fixed:
            writer.step(step)
    kept = [f"found[{i}, row] = {writer.values[name][0]}" for i, name in enumerate(wanted)]
    source = "\n".join(
        [
            f"def kernel(length, found, {', '.join(f'rows_{name}' for name in inputs)}):",
            *(f"    {line}" for line in writer.lines[:before]),
            "    for row in range(length):",
            *(f"        {line}" for line in (*writer.lines[before:], *kept)),
            "",
        ]
    )
    return Kernel(source, tuple(inputs), tuple(wanted))


class _Writer:
    """Lines of scalar assignments, and by quantity the variables that hold its components."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.values: dict[str, Variables] = {}
        self.sizes: dict[str, int] = {}
        self._known: dict[str, str] = {}

    def put(self, text: str, name: str) -> str:
        """Assign an expression, unless a variable holds it already, and name the variable."""
        if text.isidentifier():
            return text
        if text not in self._known:
            self._known[text] = name
            self.lines.append(f"{name} = {text}")
        return self._known[text]

    def number(self, value: float) -> str:
        text = repr(float(value)) if math.isfinite(value) else f"np.{float(value)}"
        return self.put(text.replace("np.-", "-np."), f"number_{len(self._known)}")

    def step(self, step: Equation) -> None:
        """Write one equation."""
        function = step.function
        parameters = dict(zip(function.__code__.co_varnames, step.inputs, strict=False))
        scope = {name: self.values[flat] for name, flat in parameters.items()}
        sizes = Sizes({name: self.sizes[flat] for name, flat in parameters.items()})
        for name, number in numbers(function).items():
            scope[name] = (self.number(number),)
        for name, expression in assignments(body(function)):
            with suppress(UntranslatableError):  # it counts no components
                sizes.counts[name] = sizes.static(expression)
            count = sizes.of(expression)
            hint = f"{step.quantity}__{name}" if name else step.quantity
            found = tuple(
                self.put(text, f"{hint}_{index}" if count else hint)
                for index, text in enumerate(_texts(expression, scope, sizes))
            )
            scope[name], sizes.components[name] = found, count
        self.values[step.quantity], self.sizes[step.quantity] = scope[""], sizes.components[""]


def _texts(expression: ast.expr, scope: Mapping[str, Variables], sizes: Sizes) -> Iterator[str]:
    """An expression for each of its components, or once for a scalar."""
    count = sizes.of(expression)
    for index in range(max(count, 1)):
        part = _Part(scope, sizes, count, index)
        yield ast.unparse(part.visit(deepcopy(expression)))


@dataclass
class _Part(ast.NodeTransformer):
    """Rewrites an expression for one of its components, in scalars."""

    scope: Mapping[str, Variables]
    sizes: Sizes
    count: int
    index: int

    def visit(self, node: ast.AST) -> Any:
        if not isinstance(node, _NODES):
            raise UntranslatableError(ast.dump(node))
        return super().visit(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        variables = self.scope.get(node.id, ())
        if self.sizes.of(node) not in (0, self.count) or not variables:
            raise UntranslatableError(node.id)
        return ast.Name(variables[self.index if self.sizes.of(node) else 0])

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if ast.unparse(node) not in _VALUES:
            raise UntranslatableError(ast.unparse(node))
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if not isinstance(node.value, ast.Name) or not self.sizes.of(node.value):
            raise UntranslatableError(ast.unparse(node))
        return ast.Name(self.scope[node.value.id][self.sizes.static(node.slice)])

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name = ast.unparse(node.func)
        if name == "len":
            return ast.Constant(self.sizes.static(node))
        if name in REDUCTIONS:
            return self._reduced(name, node)
        if node.keywords or name not in {*_KEPT, *_HELPERS, "np.where"}:
            raise UntranslatableError(ast.unparse(node))
        arguments = [self.visit(each) for each in node.args]
        if name == "np.where":
            return ast.IfExp(*arguments)
        function = ast.Name(_HELPERS[name]) if name in _HELPERS else node.func
        return ast.Call(function, arguments, [])

    def _reduced(self, name: str, node: ast.Call) -> ast.expr:
        if [ast.unparse(each) for each in node.keywords] != ["axis=0"]:
            raise UntranslatableError(ast.unparse(node))
        texts = list(_texts(node.args[0], self.scope, self.sizes))
        if name in ("np.sum", "np.mean"):
            whole = " + ".join(f"({text})" for text in texts)
            return _expression(whole if name == "np.sum" else f"({whole}) / {len(texts)}")
        helper = _HELPERS["np.maximum" if name == "np.max" else "np.minimum"]
        whole = texts[0]
        for text in texts[1:]:
            whole = f"{helper}({whole}, {text})"
        return _expression(whole)


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _wide(values: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    return np.ascontiguousarray(np.broadcast_to(values, (*values.shape[:-1], length)))


@lru_cache(maxsize=32)
def _compiled(source: str, dimensions: tuple[int, ...]) -> Any:
    try:
        import numba
    except ImportError:
        mend = f"{install('speed')}, or use --engine numpy"
        raise DesignError("this engine needs the package numba", mend=mend) from None
    compile_ = partial(numba.njit, error_model="numpy", nogil=True)
    space: dict[str, Any] = {"np": np, "smaller": compile_(_smaller), "larger": compile_(_larger)}
    exec(source, space)
    rows = (numba.types.Array(numba.float64, each, "C", readonly=True) for each in dimensions)
    signature = numba.void(numba.int64, numba.float64[:, ::1], *rows)
    try:
        return compile_(signature)(space["kernel"])
    except numba.core.errors.NumbaError as error:
        given = str(error).strip().split("\n")[0]
        required = "numba does not compile this study"
        raise DesignError(required, given=given, mend="use --engine numpy") from error


def _smaller(a: float, b: float) -> float:
    """Like np.minimum, not a number where one is none."""
    return a if a < b or a != a else b


def _larger(a: float, b: float) -> float:
    """Like np.maximum, not a number where one is none."""
    return a if a > b or a != a else b
