"""Files of 0.1 rewritten: every old name, wherever TOML may have it, and nothing else."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from celldesign import build, parse_design
from celldesign.app import app
from celldesign.design.upgrade import upgrade
from celldesign.errors import DesignError
from celldesign.vocabulary.renamed import renamed

OLD = Path(__file__).parents[1] / "old"


def test_a_design_of_0_1_keeps_its_comments_and_builds_the_same() -> None:
    text = (OLD / "cylindrical.toml").read_text("utf-8")
    new, found = upgrade(text)
    assert found["roll.core_diameter"] == "jelly_roll.mandrel_diameter"
    assert '[jelly_roll]                               # one\nmandrel_diameter = "2.5 mm"' in new
    assert "# of the mandrel" in new
    assert "# unrolled" in new
    assert len(new.splitlines()) == len(text.splitlines())
    before, after = build(parse_design(text)), build(parse_design(new))
    assert before.values["energy"] == after.values["energy"]
    assert any("schema 1" in warning for warning in before.warnings)
    assert not any("schema 1" in warning for warning in after.warnings)
    assert upgrade(new) == (new, {})


@pytest.mark.parametrize("name", sorted(renamed()))
@pytest.mark.parametrize(
    "write",
    [
        lambda section, key: f'[{section}]\n{key} = "1 um"  # {key}\n',
        lambda section, key: f'{section}.{key} = "1 um"\n',
        lambda section, key: f'[published]\n"{section}.{key}" = "1 um"\n',
        lambda section, key: f'[published.{section}]\n{key} = "1 um"\n',
        lambda section, key: f'[published]\n{section}.{key} = "1 um"\n',
    ],
    ids=["section", "dotted", "published", "nested", "unquoted"],
)
def test_every_old_name_is_rewritten_wherever_it_stands(
    name: str, write: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("celldesign.design.upgrade.parse_design", lambda *_: None)
    section, _, key = name.rpartition(".")
    new, found = upgrade("schema = 1\n" + write(section, key))
    assert list(found.values()) == [found[next(iter(found))]]
    table = tomllib.loads(new)
    table = table.get("published", table)
    today = renamed()[name]
    flat = table.get(today)
    for part in () if flat else today.split("."):
        table = table[part]
    assert (flat or table) == "1 um"


def test_inline_tables_are_rewritten_and_texts_are_not() -> None:
    text = """schema = 1
format = "pouch"
notes = "excess = 3 [roll]"
electrolyte = { material = "LP57", excess = "20 %" }
cathode.tab = { piece_price = "1 USD" } # excess = 5
"""
    new, found = upgrade(text)
    assert found == {
        "electrolyte.excess": "electrolyte.overfill",
        "cathode.tab.piece_price": "cathode.tab.unit_price",
    }
    assert 'overfill = "20 %"' in new
    assert 'notes = "excess = 3 [roll]"' in new


def test_a_plant_file_is_rewritten() -> None:
    new, found = upgrade((OLD / "plant.toml").read_text("utf-8"))
    assert 'unit_price_exponent = "0.2 1"             # steeper' in new
    assert found["values.casing_piece_price"] == "values.casing_unit_price"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = ", "not TOML"),
        ("x = 1\n", "design or a plant file is required"),
        ("schema = 1\n[electrolyte]\nexcess = '5 %'\noverfill = '5 %'\n", "lines 3 and 4"),
        ("key = 'a'\n[values]\npiece_exponent = '1 1'\nunit_price_exponent = '1 1'\n", "both"),
    ],
)
def test_what_cannot_be_upgraded_is_refused(text: str, words: str) -> None:
    with pytest.raises(DesignError, match=words):
        upgrade(text)


def test_the_command_writes_all_files_or_none(tmp_path: Path) -> None:
    names = ("cylindrical.toml", "plant.toml")
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.write_bytes((OLD / path.name).read_bytes())
    paths[1].chmod(0o444)
    run = CliRunner().invoke
    failed = run(app, ["upgrade", *map(str, paths)])
    assert isinstance(failed.exception, DesignError)
    assert "write-protected" in str(failed.exception)
    assert paths[0].read_bytes() == (OLD / names[0]).read_bytes()
    paths[1].chmod(0o644)
    done = run(app, ["upgrade", *map(str, paths), "--json"])
    content = json.loads(done.stdout)
    assert [row["changed"] for row in content["files"]] == [True, True]
    again = run(app, ["upgrade", str(paths[0])])
    assert again.stdout == f"{paths[0]}: as it was\n"
