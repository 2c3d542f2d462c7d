"""An equation's body as formulas of a spreadsheet, read from its source.

A scalar is a named cell, a component quantity a named column. Each assignment of a body becomes
cells of its own, so that a chain can be audited step by step.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from celldesign.model.source import Sizes, UntranslatableError, assignments

# A spreadsheet has no infinity; this number, near its largest, stands for it.
INFINITE = 9e307
_ALL = -1
_OPERATORS: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", 1),
    ast.Sub: ("-", 1),
    ast.Mult: ("*", 2),
    ast.Div: ("/", 2),
    ast.Pow: ("^", 4),
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "<>",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_CALLS: dict[str, str] = {
    "np.where": "IF({},{},{})",
    "np.minimum": "MIN({},{})",
    "np.maximum": "MAX({},{})",
    "np.exp": "EXP({})",
    "np.log": "LN({})",
    "np.sqrt": "SQRT({})",
    "np.abs": "ABS({})",
    "np.floor": "INT({})",
    "np.ceil": "(-INT(-({})))",
    "np.isfinite": f"IF(ISNUMBER({{0}}),ABS({{0}})<{INFINITE:g},FALSE)",
}
_REDUCTIONS = {"np.sum": "SUM", "np.mean": "AVERAGE", "np.max": "MAX", "np.min": "MIN"}
_NUMBERS = {"np.pi": "PI()", "np.inf": f"{INFINITE:g}", "np.nan": "NA()"}


@dataclass(frozen=True, slots=True)
class Cells:
    """Where a quantity or a step stands: its name, and how many components it has (0: scalar)."""

    name: str
    components: int


@dataclass(frozen=True, slots=True)
class Step:
    """One assignment or the result: its cells, and a formula for each of them."""

    cells: Cells
    formulas: tuple[str, ...]
    expression: ast.expr

    @property
    def written(self) -> str:
        """The expression as the code has it, without numpy's prefix."""
        return ast.unparse(self.expression).replace("np.", "")


@dataclass
class _Translator:
    names: dict[str, Cells]
    numbers: Mapping[str, float]
    sizes: Sizes

    def text(self, node: ast.expr, index: int) -> str:
        return self._term(node, index)[0]

    def _term(self, node: ast.expr, index: int) -> tuple[str, int]:
        """Write a node and say how tightly it binds."""
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            return repr(node.value), 9
        if isinstance(node, ast.Name) and node.id in self.names:
            return self._cell(self.names[node.id], index), 9
        if isinstance(node, ast.Name) and node.id in self.numbers:
            return repr(self.numbers[node.id]), 9
        if isinstance(node, ast.Attribute) and ast.unparse(node) in _NUMBERS:
            return _NUMBERS[ast.unparse(node)], 9
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            cells = self.names[node.value.id]
            return self._cell(cells, self.sizes.static(node.slice) % cells.components), 9
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return f"(-{self._inner(node.operand, index, 3)})", 9
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
            return self._binary(node, index)
        if (
            isinstance(node, ast.Compare)
            and len(node.ops) == 1
            and type(node.ops[0]) in _COMPARISONS
        ):
            sign = _COMPARISONS[type(node.ops[0])]
            sides = (self._inner(side, index, 1) for side in (node.left, node.comparators[0]))
            return f"({sign.join(sides)})", 9
        if isinstance(node, ast.Call):
            return self._call(node, index), 9
        raise UntranslatableError(ast.unparse(node))

    def _cell(self, cells: Cells, index: int) -> str:
        if not cells.components or index == _ALL:
            return cells.name
        return f"INDEX({cells.name},{index + 1})"

    def _inner(self, node: ast.expr, index: int, binds: int) -> str:
        text, tightness = self._term(node, index)
        return text if tightness >= binds else f"({text})"

    def _binary(self, node: ast.BinOp, index: int) -> tuple[str, int]:
        sign, binds = _OPERATORS[type(node.op)]
        # A spreadsheet reads a^b^c from the left, as it does a-b-c: the right side binds tighter.
        power = isinstance(node.op, ast.Pow)
        left = self._inner(node.left, index, binds + power)
        return f"{left}{sign}{self._inner(node.right, index, binds + 1)}", binds

    def _call(self, node: ast.Call, index: int) -> str:
        function = ast.unparse(node.func)
        if function in _REDUCTIONS:
            return self._reduction(_REDUCTIONS[function], node.args[0])
        if function not in _CALLS or node.keywords:
            raise UntranslatableError(ast.unparse(node))
        return _CALLS[function].format(*(self.text(each, index) for each in node.args))

    def _reduction(self, function: str, node: ast.expr) -> str:
        count = self.sizes.of(node)
        if not count:
            raise UntranslatableError(ast.unparse(node))
        if isinstance(node, ast.Name):
            return f"{function}({self.text(node, _ALL)})"
        arithmetic = not any(isinstance(each, ast.Call) for each in ast.walk(node))
        if function == "SUM" and arithmetic:
            return f"SUMPRODUCT({self.text(node, _ALL)})"
        return f"{function}({','.join(self.text(node, i) for i in range(count))})"


def translate(
    statements: Sequence[ast.stmt],
    names: Mapping[str, Cells],
    result: Cells,
    numbers: Mapping[str, float] | None = None,
) -> tuple[Step, ...]:
    r"""Write a body as steps, the last of which is the result.

    `names` says where each parameter stands, `numbers` what a module's constants are.
    Raises UntranslatableError.

    >>> body = ast.parse("half = a / 2\nreturn np.sum(w * half, axis=0)").body
    >>> names = {"a": Cells("thickness", 0), "w": Cells("shares", 3)}
    >>> [step.formulas for step in translate(body, names, Cells("mean", 0))]
    [('=thickness/2',), ('=SUMPRODUCT(shares*mean__half)',)]
    """
    sizes = Sizes({name: cells.components for name, cells in names.items()})
    work = _Translator(dict(names), numbers or {}, sizes)
    steps: list[Step] = []
    for name, value in assignments(statements):
        if not name:
            steps.append(_step(work, result, value))
            break
        cells = Cells(f"{result.name}__{name}", sizes.of(value))
        try:
            sizes.counts[name] = sizes.static(value)
            steps.append(Step(cells, (f"={sizes.counts[name]}",), value))
        except UntranslatableError:
            steps.append(_step(work, cells, value))
            work.names[name], sizes.components[name] = cells, cells.components
    return tuple(steps)


def _step(work: _Translator, cells: Cells, value: ast.expr) -> Step:
    count = work.sizes.of(value)
    if count and count != cells.components:
        raise UntranslatableError(ast.unparse(value))
    write: Callable[[int], str] = lambda index: f"={work.text(value, index)}"  # noqa: E731
    formulas = tuple(write(index) for index in range(max(cells.components, 1)))
    if any(len(formula) > 8000 for formula in formulas):
        raise UntranslatableError("longer than a spreadsheet reads")
    return Step(cells, formulas, value)
