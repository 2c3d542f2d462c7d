import re
from pathlib import Path

import pytest

from celldesign.cell.checks import checks
from celldesign.errors import CelldesignError
from celldesign.report.summary import summary
from celldesign.vocabulary import by_dotted_name

EXAMPLES = Path(__file__).parents[2] / "examples"
REFUSED = {"xiao2022_inconsistent"}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_a_cell_is_one_screen(build, path):
    if path.stem in REFUSED:
        pytest.skip("this example is there to be refused")
    text = summary(build(path))
    lines = text.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80
    assert lines[-1].strip().startswith("save ")
    assert not re.search(r"\b(um|degC|ohm)\b|\^[23]", text)
    assert not re.search(r"\d{6,}", text.partition("CHECK THESE FIRST")[0])


def test_the_answer_stands_beside_its_uncertainty(build):
    text = summary(build(EXAMPLES / "pouch_1Ah.toml"))
    assert re.search(r"Specific energy +302\.6 ± 8\.1 Wh/kg", text)
    assert re.search(r"of the stack +357\.4 ± 9\.7 Wh/kg", text)
    assert re.search(r"Cycles, Li used up +≤ 66 ± 12", text)
    head = text.partition("CHECK THESE FIRST")[0]
    assert not any(f" {name} " in head for name in by_dotted_name() if "." in name)


def test_guesses_come_by_their_effect_and_each_command_is_taken(build, catalogue):
    path = EXAMPLES / "pouch_1Ah.toml"
    cell = build(path)
    found = [check for check in checks(cell) if check.command]
    assert [each.effect for each in found] == sorted((e.effect for e in found), reverse=True)
    assert "lithium efficiency" in found[0].text
    for check in found:
        setting = check.command.removeprefix("--set '").removesuffix("'")
        name, _, value = setting.rpartition("=")
        assert value == '"VALUE ± STD"'
        with pytest.raises(CelldesignError) as refused:  # the name is known, the value is not one
            build(path, **{name.replace('"', ""): "1e30 furlong ± 1"})
        assert "unknown key" not in str(refused.value)


def test_a_cell_without_cost_says_why(build):
    cell = build(EXAMPLES / "chayambuka2022_sodium.toml")
    assert "cost.per_energy" not in cell
    assert any("cost.per_energy cannot be computed" in check.text for check in checks(cell))
