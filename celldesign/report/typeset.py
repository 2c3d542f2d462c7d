"""Symbols and equations as MathML, which browsers set without script or network."""

import ast
import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

_LETTERS = (
    "alpha beta gamma delta epsilon eta theta kappa lambda mu nu pi rho sigma tau phi chi varphi "
    "omega Delta Omega Sigma varepsilon"
)
_GREEK = dict(zip(_LETTERS.split(), "αβγδεηθκλμνπρστφχϕωΔΩΣε", strict=True))
_SIGNS = {"cdot": "·", "times": "×", "infty": "∞", "approx": "≈", "le": "≤", "ge": "≥", "sum": "∑"}
_WORDS = ("ln", "exp", "log", "sin", "cos", "min", "max")
_TOKEN = re.compile(r"\\([A-Za-z]+)|\s*([A-Za-z])|\s*([0-9.]+)|\s*(.)", re.DOTALL)
_ROWS = {ast.Add: "+", ast.Sub: "−", ast.Eq: "=", ast.NotEq: "≠"}
_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "≠",
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
}
_FUNCTIONS = {
    "np.exp": "exp",
    "np.log": "ln",
    "np.minimum": "min",
    "np.maximum": "max",
    "np.sin": "sin",
    "np.cos": "cos",
    "np.abs": "abs",
    "np.isfinite": "finite",
}
_ATTRIBUTES = {"np.pi": "π", "np.inf": "∞", "np.nan": "unknown"}


class UnsetError(Exception):
    """A text or a body that this small typesetter does not know how to set."""


def symbol(text: str) -> Markup:
    r"""Set a symbol as the vocabulary writes it.

    >>> str(symbol(r"\rho_{cc}"))
    '<msub><mi>ρ</mi><mrow><mi>c</mi><mi>c</mi></mrow></msub>'

    Raises UnsetError for what is more than letters, signs, fractions and indices.
    """
    nodes, rest = _sequence(text, False)
    if rest:
        raise UnsetError(text)
    return _row(nodes)


def _sequence(text: str, inner: bool) -> tuple[list[Markup], str]:
    nodes: list[Markup] = []
    while text:
        if text[0] == "}":
            if not inner:
                raise UnsetError(text)
            return nodes, text[1:]
        if text[0] in "_^":
            base = nodes.pop() if nodes else Markup("<mrow></mrow>")
            index, rest = _atom(text[1:])
            if rest[:1] in ("_", "^") and rest[0] != text[0]:
                other, rest = _atom(rest[1:])
                low, high = (index, other) if text[0] == "_" else (other, index)
                nodes.append(Markup("<msubsup>{}{}{}</msubsup>").format(base, low, high))
            else:
                tag = "msub" if text[0] == "_" else "msup"
                nodes.append(Markup(f"<{tag}>{{}}{{}}</{tag}>").format(base, index))
            text = rest
        else:
            node, text = _atom(text)
            nodes.append(node)
    if inner:
        raise UnsetError("an open brace")
    return nodes, ""


def _atom(text: str) -> tuple[Markup, str]:
    if text[:1] == "{":
        nodes, rest = _sequence(text[1:], True)
        return _row(nodes), rest
    match = _TOKEN.match(text)
    if not match:
        raise UnsetError(text)
    command, letter, number, sign = match.groups()
    rest = text[match.end() :]
    if command == "frac":
        (over, rest), (under, rest) = (first := _atom(rest)), _atom(first[1])
        return Markup("<mfrac>{}{}</mfrac>").format(over, under), rest
    if command == "sqrt":
        inside, rest = _atom(rest)
        return Markup("<msqrt>{}</msqrt>").format(inside), rest
    if command:
        return _command(command), rest
    if letter:
        return Markup("<mi>{}</mi>").format(letter), rest
    if number:
        return Markup("<mn>{}</mn>").format(number), rest
    if not sign or sign in "\\{}":
        raise UnsetError(text)
    return Markup("<mo>{}</mo>").format({"-": "−", "*": "∗"}.get(sign, sign)), rest


def _command(name: str) -> Markup:
    if name in _GREEK:
        return Markup("<mi>{}</mi>").format(_GREEK[name])
    if name in _SIGNS:
        return Markup("<mo>{}</mo>").format(_SIGNS[name])
    if name in _WORDS:
        return Markup("<mi>{}</mi>").format(name)
    raise UnsetError(name)


def _row(nodes: Sequence[Markup]) -> Markup:
    return nodes[0] if len(nodes) == 1 else Markup("<mrow>{}</mrow>").format(Markup("").join(nodes))


def word(text: str) -> Markup:
    """Set a name that has no symbol."""
    return Markup("<mtext>{}</mtext>").format(text)


def equation(statements: Sequence[ast.stmt], left: Markup, names: Mapping[str, Markup]) -> Markup:
    """Set a body as lines of MathML: its assignments, and the quantity as its result.

    `names` are the parameters' symbols. Raises UnsetError.

    >>> body = ast.parse("return a / (b + 1)").body
    >>> math = equation(body, symbol("x"), {"a": symbol("a"), "b": symbol("b")})
    >>> "<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>" in math
    True
    """
    known, lines = dict(names), []
    for statement in statements:
        if isinstance(statement, ast.Return) and statement.value is not None:
            lines.append((left, _node(statement.value, known, 0)))
            break
        if not isinstance(statement, ast.Assign):
            raise UnsetError(ast.unparse(statement))
        target = ast.unparse(statement.targets[0])
        for name in re.findall(r"\w+", target):
            known[name] = word(name)
        lines.append((word(target.strip("()")), _node(statement.value, known, 0)))
    rows = (
        Markup("<mtr><mtd>{}</mtd><mtd><mo>=</mo></mtd><mtd>{}</mtd></mtr>").format(*line)
        for line in lines
    )
    table = Markup('<mtable columnalign="right center left">{}</mtable>')
    return Markup('<math display="block">{}</math>').format(table.format(Markup("").join(rows)))


def _node(node: ast.expr, names: Mapping[str, Markup], binds: int) -> Markup:
    """Set an expression; it is put in brackets where it binds less than `binds`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Markup("<mn>{}</mn>").format(f"{node.value:g}")
    if isinstance(node, ast.Name):
        return names[node.id] if node.id in names else word(node.id)
    if isinstance(node, ast.Attribute):
        return Markup("<mi>{}</mi>").format(_ATTRIBUTES.get(ast.unparse(node), ast.unparse(node)))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _node(node.operand, names, 2)
        return _bracketed(Markup("<mrow><mo>−</mo>{}</mrow>").format(inner), binds > 1)
    if isinstance(node, ast.BinOp):
        return _binary(node, names, binds)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        sides = (_node(side, names, 1) for side in (node.left, node.comparators[0]))
        sign = _COMPARE[type(node.ops[0])]
        set_ = Markup("<mrow>{}<mo>{}</mo>{}</mrow>").format(next(sides), sign, next(sides))
        return Markup("<mrow><mo>[</mo>{}<mo>]</mo></mrow>").format(set_) if binds else set_
    if isinstance(node, ast.Subscript):
        return Markup("<msub>{}<mtext>{}</mtext></msub>").format(
            _node(node.value, names, 9), ast.unparse(node.slice)
        )
    if isinstance(node, ast.Tuple):
        parts = [_node(each, names, 0) for each in node.elts]
        return _row([part for each in parts for part in (each, Markup("<mo>,</mo>"))][:-1])
    if isinstance(node, ast.Call):
        return _call(node, names)
    raise UnsetError(ast.unparse(node))


def _binary(node: ast.BinOp, names: Mapping[str, Markup], binds: int) -> Markup:
    if isinstance(node.op, ast.Div):
        sides = (_node(node.left, names, 0), _node(node.right, names, 0))
        return Markup("<mfrac>{}{}</mfrac>").format(*sides)
    if isinstance(node.op, ast.FloorDiv):
        sides = (_node(node.left, names, 0), _node(node.right, names, 0))
        return Markup("<mrow><mo>⌊</mo><mfrac>{}{}</mfrac><mo>⌋</mo></mrow>").format(*sides)
    if isinstance(node.op, ast.Pow):
        base = _node(node.left, names, 3)
        if isinstance(node.left, ast.BinOp | ast.Call) and "<mo>(</mo>" not in base[:20]:
            base = _bracketed(base, True)
        return Markup("<msup>{}{}</msup>").format(base, _node(node.right, names, 0))
    if isinstance(node.op, ast.Mult):
        sides = (_node(node.left, names, 2), _node(node.right, names, 2))
        return _bracketed(
            Markup('<mrow>{}<mspace width="0.17em"/>{}</mrow>').format(*sides), binds > 2
        )
    if isinstance(node.op, ast.Add | ast.Sub):
        sides = (
            _node(node.left, names, 1),
            _node(node.right, names, 1 + isinstance(node.op, ast.Sub)),
        )
        sign = _ROWS[type(node.op)]
        set_ = Markup("<mrow>{}<mo>{}</mo>{}</mrow>").format(sides[0], sign, sides[1])
        return _bracketed(set_, binds > 1)
    raise UnsetError(ast.unparse(node))


def _bracketed(inside: Markup, wanted: bool) -> Markup:
    return Markup("<mrow><mo>(</mo>{}<mo>)</mo></mrow>").format(inside) if wanted else inside


def _call(node: ast.Call, names: Mapping[str, Markup]) -> Markup:
    function = ast.unparse(node.func)
    parts = [_node(each, names, 0) for each in node.args]
    if function == "np.sqrt":
        return Markup("<msqrt>{}</msqrt>").format(*parts)
    if function in ("np.sum", "np.mean"):
        inner = _node(node.args[0], names, 2)
        if function == "np.mean":
            return Markup("<mrow><mo>⟨</mo>{}<mo>⟩</mo></mrow>").format(parts[0])
        return Markup("<mrow><munder><mo>∑</mo><mi>i</mi></munder>{}</mrow>").format(inner)
    if function in ("np.floor", "np.ceil"):
        left, right = "⌊⌋" if function == "np.floor" else "⌈⌉"
        return Markup("<mrow><mo>{}</mo>{}<mo>{}</mo></mrow>").format(left, parts[0], right)
    if function == "np.where":
        return _cases(*parts)
    name = _FUNCTIONS.get(function, function)
    inside = _row([part for each in parts for part in (each, Markup("<mo>,</mo>"))][:-1])
    return Markup("<mrow><mi>{}</mi><mo>(</mo>{}<mo>)</mo></mrow>").format(escape(name), inside)


def _cases(condition: Markup, yes: Markup, no: Markup) -> Markup:
    rows = Markup(
        "<mtr><mtd>{}</mtd><mtd><mtext>if </mtext>{}</mtd></mtr>"
        "<mtr><mtd>{}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr>"
    ).format(yes, condition, no)
    return Markup('<mrow><mo>{{</mo><mtable columnalign="left left">{}</mtable></mrow>').format(
        rows
    )
