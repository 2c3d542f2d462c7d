"""Equations with one fault each, drawn by seed: their examples and the term test have to see it."""

import ast
import copy
import doctest
import inspect
import random
import sys
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from celldesign.equations import ELECTROLYTES, SEPARATORS, Kind
from celldesign.equations.kinds import ANODES, FORMATS
from celldesign.model.plan import model_for

DRAWN, LEAST = 200, 0.95
Function = Callable[..., Any]
_KINDS = product(FORMATS, ANODES, ELECTROLYTES, SEPARATORS)
FUNCTIONS = {
    f"{each.function.__module__}.{each.function.__name__}": each.function
    for kind in _KINDS
    for each in model_for(Kind(*kind)).equations
}


def _faults(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Each tree with one fault: a term dropped, a factor swapped, a constant halved."""
    body = [node for node in ast.walk(tree) if isinstance(node, ast.BinOp | ast.Constant)]
    for place in range(len(body)):
        for what in ("left", "right", "swapped", "halved"):
            other = copy.deepcopy(tree)
            nodes = [n for n in ast.walk(other) if isinstance(n, ast.BinOp | ast.Constant)]
            node = nodes[place]
            if isinstance(node, ast.BinOp):
                additive = isinstance(node.op, ast.Add | ast.Sub)
                if what in ("left", "right") and additive:
                    node.op, zero = ast.Add(), ast.Constant(0.0)
                    node.left, node.right = getattr(node, what), zero
                    yield f"{what} term kept of {ast.unparse(body[place])}", other
                elif what == "swapped" and isinstance(node.op, ast.Mult | ast.Div):
                    node.op = ast.Div() if isinstance(node.op, ast.Mult) else ast.Mult()
                    yield f"swapped in {ast.unparse(body[place])}", other
            # A number below 1e-6 guards a rounding: half of it is as good a guard.
            elif what == "halved" and isinstance(node.value, float | int) and node.value > 1e-6:
                node.value = node.value / 2
                yield f"halved {ast.unparse(body[place])}", other


def _body(function: Function) -> ast.FunctionDef:
    (found,) = ast.parse(inspect.getsource(function)).body
    assert isinstance(found, ast.FunctionDef)
    found.body = found.body[1:] or found.body  # without the docstring
    return found


def _seen(function: Function, tree: ast.AST) -> bool:
    """Whether an input is lost, which the term test sees, or an example comes out otherwise."""
    assert isinstance(tree, ast.FunctionDef)
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if not set(inspect.signature(function).parameters) <= read | {function.__name__}:
        return True
    spoilt: dict[str, Any] = dict(vars(sys.modules[function.__module__]))
    module = ast.fix_missing_locations(ast.Module([tree], []))
    exec(compile(module, "<mutant>", "exec"), spoilt)
    example = doctest.DocTestParser().get_doctest(
        inspect.getdoc(function) or "", spoilt, function.__name__, None, 0
    )
    return doctest.DocTestRunner(verbose=False).run(example, out=lambda _: None).failed > 0


def test_single_faults_do_not_survive() -> None:
    faults = [
        (name, what, tree)
        for name, function in sorted(FUNCTIONS.items())
        for what, tree in _faults(_body(function))
    ]
    drawn = random.Random(20260101).sample(faults, DRAWN)
    alive = [f"{name}: {what}" for name, what, tree in drawn if not _seen(FUNCTIONS[name], tree)]
    assert 1 - len(alive) / DRAWN >= LEAST, "\n".join(alive)
