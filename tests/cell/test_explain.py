from pathlib import Path

import pytest

from celldesign.cell.explain import explain
from celldesign.errors import DesignError, MissingInputError
from celldesign.report.terminal import tree
from celldesign.vocabulary import by_dotted_name

EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"


@pytest.fixture(scope="module")
def cell(build):
    return build(EXAMPLE)


def walk(node):
    yield node
    for child in node.children:
        yield from walk(child)


def test_a_formula_is_shown_as_written_and_with_numbers(cell):
    node = explain(cell, "stack.specific_energy")
    assert node.formula == "energy / stack.mass"
    assert node.numbers == "4.845 Wh / 13.56 g"
    assert node.text == "357.4 ± 9.7 Wh/kg"
    assert "energy.py:" in node.written


def test_the_tree_s_numbers_are_the_result_s(cell):
    for name in ("stack.specific_energy", "thermal.energy", "lifetime.cycles_to_depletion"):
        for node in walk(explain(cell, name)):
            if node.name in by_dotted_name():
                assert node.text == cell[node.name].text()


def test_every_leaf_of_every_quantity_has_an_origin(cell):
    for name in cell.quantities:
        for node in walk(explain(cell, name)):
            if not node.children and not node.formula:
                assert node.origins, node.name


def test_a_given_value_names_file_and_line(cell):
    (origin, note) = explain(cell, "separator.thickness").origins
    lines = EXAMPLE.read_text().splitlines()
    start = 'thickness = { value = "46'
    line = 1 + next(i for i, text in enumerate(lines) if text.startswith(start))
    assert origin.startswith("46 um, given in ")
    assert origin.endswith(f"pouch_1Ah.toml, line {line}")
    assert note.startswith("two per gap are our reading")


def test_a_database_value_names_record_citation_quality_and_reason(cell):
    origins = explain(cell, "separator.transference_number").origins
    text = "\n".join(origins)
    assert origins[0].startswith("0.14")
    assert "10.1016/j.jpowsour.2025.237671" in text
    assert "quality" in text
    assert "chosen:" in text
    assert "not used: 0.158" in text


def test_conditions_choose_the_specific_capacity(cell):
    origins = "\n".join(explain(cell, "cathode.component_specific_capacity").origins)
    assert "222 mAh/g" in origins.splitlines()[0]
    assert "3.0-4.35 V" in origins
    assert "not used: 177 mAh/g" in origins


def test_constants_are_cited(cell):
    node = next(n for n in walk(explain(cell, "anode.areal_capacity")) if "faraday" in n.name)
    assert "CODATA" in node.origins[0]
    assert node.origin == "constant"


def test_assumptions_say_what_they_assume(cell):
    node = explain(cell, "anode.extra_sheets")
    assert node.origin == "assumed"
    assert "ends with an anode sheet" in node.written


def test_what_was_not_used_is_said(cell):
    unused = explain(cell, "separator.layers_per_pair").unused
    assert any("a default, yields to what is known" in text for text in unused)
    lacking = explain(cell, "cathode.thickness").unused
    assert all("lacks" not in text for text in lacking)


def test_an_override_says_what_it_replaced(build):
    cell = build(EXAMPLE, **{"anode.thickness": "20 um"})
    (origin, *_) = explain(cell, "anode.thickness").origins
    assert "override" in origin
    assert "40 um" in origin


def test_the_printed_tree_explains_a_quantity_once(cell):
    text = tree(explain(cell, "cell.specific_energy"))
    assert text.count("= cathode.active_loading / cathode.active_fraction") == 1
    assert "(explained above)" in text


def test_unknown_and_missing_names(cell):
    with pytest.raises(DesignError, match=r"stack\.specific_energy"):
        explain(cell, "stack.specific_enrgy")
    with pytest.raises(MissingInputError, match=r"electrolyte\.density cannot be computed"):
        explain(cell, "electrolyte.density")
