"""What a user sees has the field's words: labels, help, pages' templates, examples and docs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from click import Command, Context, Group

from celldesign.app import app
from celldesign.report.summary import summary
from celldesign.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]
PHRASES = (
    *("membranes per gap", "look at each other", "thickness of one face", "self-standing"),
    *("share of the pores filled", "room for the stack", "room in width", "fill aimed at"),
    *("thickness of a turn", "diameter of the core", "comes back", "accepted share"),
    *("capacity without room", "heat of a cycle", "resistance from parts", "strips again"),
    *("lithium left by the first cycle", "cycle of failure", "target of cycles", "capacity left"),
    *("heat left in the body", "accepted cells", "cells built over", "volume of the plant"),
    *("piece price", "greenhouse gas of", "energy per energy", "mass covered by factors"),
    *("taken to vary", "set on top of the file", "kept as #", "no other beats", "beaten by none"),
)


def _help(command: Command, name: str = "celldesign") -> Iterator[tuple[str, str]]:
    yield name, command.get_help(Context(command))
    for inner in command.commands.values() if isinstance(command, Group) else ():
        yield from _help(inner, f"{name} {inner.name}")


def surfaces() -> Iterator[tuple[str, str]]:
    """Every text that a user meets, with the place of it."""
    yield from ((q.name, f"{q.label}; {q.meaning}") for q in vocabulary().values())
    yield from _help(typer.main.get_command(app))
    for pattern in ("docs/*.md", "templates/**/*.*", "examples/*.toml", "*.md"):
        for path in sorted(ROOT.glob(pattern)):
            yield str(path.relative_to(ROOT)), path.read_text("utf-8")


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_private_phrase_is_left(phrase: str) -> None:
    assert not [place for place, text in surfaces() if phrase in " ".join(text.lower().split())]


def test_the_summary_has_the_field_s_words() -> None:
    from celldesign import build

    shown = " ".join(summary(build("examples/pouch_1Ah.toml")).lower().split())
    assert not [phrase for phrase in PHRASES if phrase in shown]
