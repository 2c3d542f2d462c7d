"""What a user sees has the field's words: labels, help, messages, pages, examples and docs."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
import typer.main

from celldesign import build
from celldesign.app import app
from celldesign.report.summary import summary
from celldesign.report.terminal import details
from celldesign.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]
OLD = ROOT / "celldesign" / "database" / "migrations"  # which stay as they are
OLD = ROOT / "celldesign" / "database" / "migrations"  # which stay as they are
# Each with what the field says instead.
PHRASES = {
    r"(?<!standard )(?<![\w`])deviations?\b(?! from)": "standard uncertainty, relative difference",
    r"membranes? (per|in each) gap|\bone gap\b|each gap\b": "separator layers per electrode pair",
    r"looks? at (each|the) other|coated faces?\b|thickness of one face": "electrode pair, side",
    r"(?<![.`\[{\"'(/\w])recipes?\b(?![.`=\"':\]}(]| =)": "formulation",
    r"self-standing": "free-standing",
    r"share of the pores filled": "saturation",
    r"room for the stack|room in width|fill aimed at": "internal width, fill factor",
    r"thickness of (a|one) turn|diameter of the core": "winding, mandrel",
    r"that comes back|accepted share|capacity without room": "coulombic efficiency, utilisation",
    r"heat of a cycle": "round-trip energy loss",
    r"resistance from parts|from parts \d": "bottom-up estimate",
    r"strips again|lithium left by the first cycle": "plating/stripping efficiency",
    r"cycle of failure|target of cycles|capacity left\b": "cycles to failure, cycle life",
    r"heat left in the body": "retained heat",
    r"\baccepted cells?\b|cells built over": "good cells, cells started",
    r"volume of the plant|piece price": "annual capacity, unit price",
    r"greenhouse gas of|energy per energy|mass covered by factors": "GHG emissions, coverage",
    r"taken to vary": "assumed uncertainty",
    r"what it (is|holds|weighs|resists|costs|emits)$": "configuration, capacity, mass",
    r"set on top of the file": "overrides",
    r"\brests? on\b": "depends on",
    r"kept as #|\bkept (design|result)s?\b|nothing is kept": "saved",
    r"no other beats|beaten by none": "Pareto-optimal, non-dominated",
    r"ladder of arcs|\bmisfit\b": "equivalent circuit, residual",
    r"breed so many": "generations of evolution",
}


def _help(command: Any, name: str = "celldesign") -> Iterator[tuple[str, str]]:
    yield name, command.get_help(typer.Context(command))
    for inner in getattr(command, "commands", {}).values():
        yield from _help(inner, f"{name} {inner.name}")


def _sentences(path: Path) -> Iterator[str]:
    """The texts of a module: what is more than a name or a key, docstrings too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.value


@cache
def surfaces() -> tuple[tuple[str, str], ...]:
    """Every text that a user meets, with the place of it."""
    found = [(q.name, f"{q.label}; {q.meaning}") for q in vocabulary().values()]
    found += _help(typer.main.get_command(app))
    for pattern in ("docs/*.md", "templates/**/*.*", "examples/*.toml", "README.md", "CONT*.md"):
        for path in sorted(ROOT.glob(pattern)):
            found.append((str(path.relative_to(ROOT)), path.read_text("utf-8")))
    for path in sorted(set((ROOT / "celldesign").rglob("*.py")) - set(OLD.rglob("*.py"))):
        found += [(str(path.relative_to(ROOT)), text) for text in _sentences(path)]
    return tuple((place, " ".join(text.lower().split())) for place, text in found)


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_private_phrase_is_left(phrase: str) -> None:
    found = [
        (place, text[max(0, match.start() - 40) : match.end() + 20])
        for place, text in surfaces()
        for match in re.finditer(phrase, text)
    ]
    assert not found, PHRASES[phrase]


def test_what_a_build_prints_has_the_field_s_words() -> None:
    cell = build("examples/pouch_1Ah.toml")
    shown = " ".join(f"{summary(cell)} {details(cell)}".lower().split())
    assert not [phrase for phrase in PHRASES if re.search(phrase, shown)]
