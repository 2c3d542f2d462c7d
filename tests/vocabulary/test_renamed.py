"""The old names: every one is read, and none beside the new one."""

import re
from pathlib import Path

import pytest

from celldesign import build, parse_design, set_values, whatif
from celldesign.errors import DesignError
from celldesign.vocabulary import by_dotted_name, find, vocabulary
from celldesign.vocabulary.renamed import RenamedWarning, asked, current, renamed

EXAMPLE = "examples/pouch_1Ah.toml"
OLD = """schema = 1
[roll]
core_diameter = "3 mm"
[electrolyte]
material = "LP57"
excess = "5 %"
[published]
"roll.turns" = 20
"""


def test_every_old_name_is_of_a_quantity_of_today_and_of_none_itself() -> None:
    assert set(renamed().values()) <= set(by_dotted_name())
    assert not set(renamed()) & set(by_dotted_name())
    assert not {name.replace(".", "_") for name in renamed()} & set(vocabulary())
    assert len(set(renamed().values())) == len(renamed())


def test_an_old_file_is_read_under_the_names_of_today() -> None:
    design = parse_design("format = 'cylindrical'\n" + OLD)
    assert design.values["jelly_roll_mandrel_diameter"].text == "3 mm"
    assert design.values["electrolyte_overfill"].text == "5 %"
    assert "jelly_roll_windings" in design.published
    assert set(design.renamed) == {"roll.core_diameter", "electrolyte.excess", "roll.turns"}
    assert design.place("electrolyte", "overfill") == "<text>, line 7, electrolyte.excess"


@pytest.mark.parametrize("section", ["roll", "jelly_roll"])
def test_a_wrong_value_under_an_old_name_is_told_at_its_line(section: str) -> None:
    text = f"schema = 2\nformat = 'cylindrical'\n[{section}]\nclearance = '3 kg'\n"
    with pytest.raises(DesignError, match=rf"line 4, {section}\.clearance: "):
        parse_design(text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[electrolyte]\nexcess = '5 %'\noverfill = '5 %'\n", "lines 3 and 4"),
        ("[electrolyte]\noverfill = '5 %'\n[casing]\n[stack]\n", ""),
        ("[published]\n'casing.fill' = '5 %'\n'casing.fill_factor' = '5 %'\n", "lines 3 and 4"),
    ],
)
def test_both_names_of_a_quantity_are_refused_with_both_lines(text: str, lines: str) -> None:
    if not lines:
        parse_design(f"schema = 2\n{text}")
        return
    with pytest.raises(DesignError, match=re.escape(lines)):
        parse_design(f"schema = 2\n{text}")


def test_an_old_name_is_understood_with_one_note_wherever_it_is_asked() -> None:
    with pytest.warns(RenamedWarning, match=r"separator\.layers_per_pair"):
        cell = build(EXAMPLE, {"separator.membranes_per_gap": "1"})
    assert cell.values["separator_layers_per_pair"] == 1
    assert "anode.face_thickness" in cell
    with pytest.warns(RenamedWarning):
        assert cell["anode.face_thickness"].value == cell["anode.single_side_thickness"].value
    with pytest.warns(RenamedWarning):
        study = whatif(EXAMPLE, {"separator.membranes_per_gap": "1,2"}, columns=("np_ratio",))
    assert len(study) == 2
    with pytest.warns(RenamedWarning):
        assert find("stack.breathing").name == "stack.thickness_change"


def test_a_cell_of_an_old_file_carries_one_note() -> None:
    text = Path(EXAMPLE).read_text("utf-8").replace("layers_per_pair", "membranes_per_gap")
    cell = build(parse_design(text.replace("schema = 2", "schema = 1")))
    (note,) = [warning for warning in cell.warnings if "schema 1" in warning]
    assert "separator.membranes_per_gap is now separator.layers_per_pair" in note
    same = set_values(build(EXAMPLE).design, {})
    assert cell.values["energy"] == build(same).values["energy"]


def test_a_name_that_never_changed_is_as_it_was() -> None:
    assert asked("np_ratio") == current("np_ratio") == "np_ratio"
