import ast
import re

import pytest
from markup import checked

from celldesign.report.handbook import chapters, to_html, to_text
from celldesign.report.typeset import UnsetError, equation, symbol
from celldesign.vocabulary import vocabulary


def math(text):
    names = {name: symbol(name) for name in "abc"}
    return str(equation(ast.parse(f"return {text}").body, symbol("x"), names))


def brackets(text):
    return math(text).count("<mo>(</mo>")


def test_every_symbol_of_the_vocabulary_is_set():
    for quantity in vocabulary().values():
        if quantity.symbol:
            assert str(symbol(quantity.symbol)).startswith("<m")


@pytest.mark.parametrize("text", ["{", "a_{b", "}", r"\unknown", r"\frac"])
def test_what_is_no_symbol_is_refused(text):
    with pytest.raises(UnsetError):
        symbol(text)


def test_a_symbol_is_escaped():
    assert "<script" not in str(symbol("<script>"))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a - (b - c)", 1),
        ("a - b - c", 0),
        ("a * (b + c)", 1),
        ("a * b + c", 0),
        ("(a * b) ** c", 1),
        ("(a / b) ** c", 1),
        ("a ** c", 0),
        ("(a + b) / c", 0),
        ("-(a + b)", 1),
        ("a * (-b)", 1),
        ("(a - b) * c", 1),
    ],
)
def test_brackets_stand_where_they_are_needed(text, count):
    assert brackets(text) == count


def test_every_equation_is_set_and_stands_once():
    entries = [entry for chapter in chapters() for entry in chapter.entries]
    assert len({entry.place for entry in entries}) == len(entries)
    assert not [entry.name for entry in entries if not entry.math]
    assert not [entry.name for entry in entries if ">>>" in entry.text]
    assert not [chapter.name for chapter in chapters() if not chapter.title]


def test_chapters_go_from_the_electrode_to_the_cost():
    names = [chapter.name for chapter in chapters()]
    wanted = [
        "electrode/coating",
        "format/stack",
        "performance/resistance",
        "performance/energy",
        "performance/thermal_runaway",
        "plant/stages",
        "plant/cost",
    ]
    assert [name for name in names if name in wanted] == wanted


def test_an_example_follows_the_text_that_announces_it():
    entries = {entry.name: entry for chapter in chapters() for entry in chapter.entries}
    assert entries["stack.specific_energy"].example.startswith(">>> ")
    assert ">>>" not in entries["stack.specific_energy"].text


def test_a_known_equation_reads_as_it_should():
    entries = {entry.name: entry for chapter in chapters() for entry in chapter.entries}
    density = entries["stack.specific_energy"]
    assert (density.unit, density.display) == ("J/kg", "Wh/kg")
    assert density.inputs == ("energy", "stack.mass")
    assert "<mfrac><mi>E</mi><msub><mi>m</mi><mi>s</mi></msub></mfrac>" in density.math
    assert "stack.specific_energy" in entries["stack.mass"].used_by
    assert "anode.areal_capacity" in entries["cathode.areal_capacity"].also


def test_the_page_is_well_formed_and_its_links_lead_somewhere():
    found = checked(to_html())
    assert not found.faults
    assert not found.loaded
    assert len(set(found.ids)) == len(found.ids)
    assert {link[1:] for link in found.links if link[0] == "#"} <= set(found.ids)


def test_the_text_has_every_quantity():
    text = to_text()
    for chapter in chapters():
        for entry in chapter.entries:
            assert re.search(rf"^{re.escape(entry.name)}\b", text, re.MULTILINE)
