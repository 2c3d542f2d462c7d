import re

import pytest

from celldesign.cell.build import build
from celldesign.cell.missing import _STATED
from celldesign.design.file import parse_design
from celldesign.errors import CelldesignError, InconsistentError, MissingInputError
from celldesign.files import data_folder
from celldesign.vocabulary import vocabulary

pytestmark = pytest.mark.usefixtures("database")


def without(kind, *lines):
    """A template without the lines, or the sections, that match."""
    text = (data_folder("templates") / "new" / f"{kind}.toml").read_text(encoding="utf-8")
    for line in lines:
        pattern = rf"^\[{line[1:-1]}\]$(\n(?!\[).*)*" if line[0] == "[" else rf"^{line}.*$"
        fewer = re.sub(pattern, "", text, flags=re.MULTILINE)
        assert fewer != text
        text = fewer
    return text


@pytest.mark.parametrize(
    ("kind", "lines", "said"),
    [
        ("lithium-ion", ["np_ratio"], "give np_ratio (or anode.areal_capacity or"),
        ("lithium-ion", ["target_capacity"], "give cell.target_capacity (or cathode.sheets)"),
        (
            "lithium-ion",
            ['porosity = "25'],
            "give cathode.porosity (or cathode.thickness or cathode.coating_density)",
        ),
        ("lithium-ion", ['material = "poly'], "give separator.material"),
        ("lithium-ion", ['material = "LiPF6'], "give electrolyte.material"),
        ("lithium-ion", ["[casing]"], "give casing.material and casing.thickness"),
        ("lithium-ion", ["recipe = { graphite"], "give anode.recipe (or anode.material"),
        ("lithium-metal", ['thickness = "40'], "give anode.thickness"),
        (
            "lithium-metal",
            ["[separator]", "[casing]"],
            "give separator.material, casing.material, separator.thickness and casing.thickness",
        ),
        ("lithium-ion", ["width", 'material = "aluminium l'], "give casing.material and cathode.w"),
    ],
)
def test_what_lacks_is_named_as_a_person_would_give_it(kind, lines, said):
    with pytest.raises(MissingInputError) as caught:
        build(parse_design(without(kind, *lines)))
    assert said in str(caught.value)


def test_what_is_named_completes_the_cell():
    text = without("lithium-ion", "porosity", "np_ratio")
    with pytest.raises(MissingInputError) as caught:
        build(parse_design(text))
    named = str(caught.value).partition("; give ")[2]
    assert named.startswith("cathode.porosity (or ")
    assert "np_ratio (or " in named
    assert "anode.porosity (or " in named
    given = {"cathode.porosity": "25 %", "anode.thickness": "80 um", "np_ratio": "1.1"}
    assert build(parse_design(text), given)["stack.specific_energy"].value > 100


def test_a_cathode_with_a_material_is_told_of_the_recipe():
    text = without("lithium-ion", "recipe = { NMC811").replace(
        "[cathode]\n", '[cathode]\nmaterial = "LFP"\n'
    )
    with pytest.raises(CelldesignError, match="write recipe = "):
        parse_design(text)


@pytest.mark.parametrize(
    "settings", [{}, {"separator.overhang": "0.5 mm"}, {"anode.collector.material": "graphite"}]
)
def test_every_message_names_the_file(tmp_path, settings):
    path = tmp_path / "mine.toml"
    path.write_text(without("lithium-ion", *([] if settings else ["np_ratio"])), encoding="utf-8")
    with pytest.raises(CelldesignError) as caught:
        build(path, settings)
    assert str(caught.value).count(str(path)) == 1
    assert str(caught.value).startswith(f"{path}: ") or "--set" in str(caught.value)


def test_a_message_about_parts_keeps_what_it_says(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(without("lithium-ion"), encoding="utf-8")
    with pytest.raises(InconsistentError, match="cut it at least as large"):
        build(path, {"separator.overhang": "0.5 mm"})


def test_what_people_state_are_quantities():
    assert {flat for line in _STATED for flat in line} <= vocabulary().keys()
