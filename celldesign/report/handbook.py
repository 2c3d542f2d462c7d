"""The reference of all equations, written from the code that computes."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from markupsafe import Markup, escape

from celldesign.constants import CONSTANTS
from celldesign.equations import CONDUCTORS, ELECTROLYTES, SEPARATORS, Kind
from celldesign.equations.kinds import ANODES, FORMATS
from celldesign.model.order import Equation
from celldesign.model.plan import model_for
from celldesign.model.source import body
from celldesign.report.compare import full_label
from celldesign.report.html import environment
from celldesign.report.typeset import UnsetError, equation, symbol, word
from celldesign.vocabulary import vocabulary

_MATH = re.compile(r":math:`([^`]*)`")
_PARTS = ("cathode", "anode", "separator", "electrolyte", "catholyte")


@dataclass(frozen=True, slots=True)
class Entry:
    """One equation: what it computes, from what, in which unit, and who says so.

    `example` are the lines of its docstring that run as a test.
    """

    name: str
    label: str
    unit: str
    display: str
    math: Markup
    code: str
    text: Markup
    example: str
    inputs: tuple[str, ...]
    used_by: tuple[str, ...]
    also: tuple[str, ...]
    default: bool
    place: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One module of equations."""

    name: str
    title: str
    text: Markup
    entries: tuple[Entry, ...]


@cache
def _equations() -> tuple[Equation, ...]:
    """Every equation of every kind of cell, once for each quantity that it computes."""
    found: dict[tuple[str, Any], Equation] = {}
    choices = product(FORMATS, ANODES, ELECTROLYTES, SEPARATORS)
    kinds = [Kind(*choice) for choice in choices] + [Kind(vtf=frozenset(CONDUCTORS))]
    for kind in kinds:
        for each in model_for(kind).equations:
            found.setdefault((each.quantity, each.function), each)
    return tuple(found.values())


def chapters() -> tuple[Chapter, ...]:
    """Write every equation down, module by module; one that serves two parts stands once.

    Chapters follow the vocabulary: parts, cell, behaviour, cost.
    """
    used: dict[str, dict[str, None]] = {}
    for each in _equations():
        for name in each.inputs:
            used.setdefault(name, {})[each.quantity] = None
    by_module: dict[str, dict[Any, list[Equation]]] = {}
    for each in _equations():
        module = each.function.__module__
        by_module.setdefault(module, {}).setdefault(each.function, []).append(each)
    found = []
    place = {name: number for number, name in enumerate(vocabulary())}

    def first_place(item: tuple[str, dict[Any, list[Equation]]]) -> tuple[int, str]:
        module, functions = item
        return min(place[e.quantity] for found in functions.values() for e in found), module

    for module, functions in sorted(by_module.items(), key=first_place):
        text = inspect.getdoc(inspect.getmodule(next(iter(functions)))) or ""
        entries = tuple(_entry(equations, used) for equations in functions.values())
        first = text.split("\n")[0].rstrip(".")
        found.append(Chapter(_file(module), first, _prose(text, 1), entries))
    return tuple(found)


def _entry(equations: list[Equation], used: dict[str, dict[str, None]]) -> Entry:
    words = vocabulary()
    order = list(words)
    equations = sorted(equations, key=lambda each: order.index(each.quantity))
    first = equations[0]
    quantity = words[first.quantity]
    code = first.function.__code__
    statements = body(first.function)
    names = {
        parameter: _symbol(name, first.quantity)
        for parameter, name in zip(code.co_varnames, first.inputs, strict=False)
    }
    try:
        math = equation(statements, _symbol(first.quantity, first.quantity), names)
    except UnsetError:
        math = Markup("")
    users = {words[name].name: None for each in equations for name in used.get(each.quantity, ())}
    return Entry(
        name=quantity.name,
        label=full_label(quantity),
        unit=first.unit,
        display=quantity.unit,
        math=math,
        code="\n".join(line for line in inspect.getsource(first.function).split("\n") if line),
        text=_prose(inspect.getdoc(first.function) or "", 0),
        example=_example(inspect.getdoc(first.function) or ""),
        inputs=tuple(words[n].name if n in words else n for n in first.inputs),
        used_by=tuple(users),
        also=tuple(words[each.quantity].name for each in equations[1:]),
        default=first.default,
        place=f"{_file(first.function.__module__)}.py:{code.co_firstlineno}",
    )


def _file(module: str) -> str:
    """The place of a module among the equations, as in electrode/coating."""
    return module.removeprefix("celldesign.equations.").replace(".", "/")


def _symbol(name: str, beside: str) -> Markup:
    """The symbol of a quantity; its part is named where it is not the part being computed."""
    if name in CONSTANTS:
        return symbol("F") if name == "faraday_constant" else word(name.replace("_", " "))
    quantity = vocabulary()[name]
    if not quantity.symbol:
        return word(quantity.label)
    try:
        found = symbol(quantity.symbol)
    except UnsetError:
        return word(quantity.symbol)
    part = quantity.name.partition(".")[0]
    if part in _PARTS and not beside.startswith(f"{part}_"):
        return Markup("<msup>{}<mtext>{}</mtext></msup>").format(found, part)
    return found


def _prose(text: str, skip: int) -> Markup:
    """Set a docstring: paragraphs without the examples, formulas in them as MathML."""
    paragraphs = []
    for paragraph in text.split("\n\n")[skip:]:
        lines = paragraph.split("\n")
        kept = " ".join(line.strip() for line in lines[: _examples_at(lines)])
        if kept:
            paragraphs.append(Markup("<p>{}</p>").format(_inline(kept)))
    return Markup("\n").join(paragraphs)


def _example(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(lines[_examples_at(lines) :]).strip()


def _examples_at(lines: list[str]) -> int:
    return next((i for i, line in enumerate(lines) if line.startswith(">>>")), len(lines))


def _inline(text: str) -> Markup:
    return Markup("").join(_pieces(text))


def _pieces(text: str) -> Iterator[Markup]:
    for index, piece in enumerate(_MATH.split(text)):
        if index % 2 == 0:
            yield Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(piece))))
            continue
        try:
            yield Markup("<math>{}</math>").format(symbol(piece))
        except UnsetError:
            yield Markup("<code>{}</code>").format(piece)


def to_html() -> str:
    """Write the handbook as one page."""
    known = {entry.name for chapter in chapters() for entry in chapter.entries}
    also = {name for chapter in chapters() for e in chapter.entries for name in e.also}
    return (
        environment()
        .get_template("handbook.html.jinja")
        .render(
            chapters=chapters(),
            known=known,
            also=also,
            inputs=[q for q in vocabulary().values() if q.name not in known | also],
            constants=CONSTANTS,
        )
    )


def to_text() -> str:
    """Write the handbook for a terminal: each quantity, its unit, and its equation as code."""
    lines = []
    for chapter in chapters():
        lines += ["", chapter.title, "=" * len(chapter.title)]
        for entry in chapter.entries:
            source = entry.code.rpartition('"""')[2].strip("\n")
            unit = "" if entry.unit == "1" else f" [{entry.unit}]"
            lines += ["", f"{', '.join((entry.name, *entry.also))}{unit}", source]
    return "\n".join(lines[1:])
