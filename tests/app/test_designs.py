import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from celldesign.app import app
from celldesign.errors import DesignError

Run = Callable[..., Any]
EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"
NAME = "1 Ah Li|HCPE|NMC-811 pouch, C/20 to 4.35 V"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def invoke(*arguments: str) -> Any:
        environment = {"CELLDESIGN_DATABASE": str(tmp_path / "cells.sqlite")}
        return CliRunner().invoke(app, arguments, env=environment)

    return invoke


@pytest.fixture
def kept(run: Run) -> Run:
    assert "saved as #1" in run("build", str(EXAMPLE), "--save").stderr
    return run


def test_saving_leaves_the_output_of_a_build_alone(run: Run) -> None:
    saved = run("build", str(EXAMPLE), "--save", "--json")
    assert json.loads(saved.stdout) == json.loads(run("build", str(EXAMPLE), "--json").stdout)


def test_a_kept_design_is_listed_and_shown_with_its_inputs(kept: Run) -> None:
    kept("build", str(EXAMPLE), "--save", "--set", "anode.thickness=20 um")
    lines = kept("designs", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["#2", "#1"]
    assert all(NAME in line for line in lines)
    page = kept("designs", "show", "#1").stdout
    assert page.startswith(f"{NAME}\n")
    assert "stack.specific_energy" in page
    shown = json.loads(kept("designs", "show", NAME, "--json").stdout)["result"]
    assert (shown["id"], shown["settings"]) == (2, ["anode.thickness=20 um"])
    assert shown["text"] == EXAMPLE.read_text(encoding="utf-8")
    assert shown["body"]["quantities"]["anode.thickness"]["value"] == pytest.approx(20)
    recorded = [each for each in shown["inputs"] if each["record"]]
    assert recorded
    assert all(each["source"] for each in recorded)
    assert shown["dataset"] == shown["body"]["database"]["dataset"]
    start = shown["sha256"][:8]
    assert json.loads(kept("designs", "show", start, "--json").stdout)["result"]["id"] == 2


def test_an_unknown_design_names_the_nearest(kept: Run) -> None:
    for name in ("1 Ah Li|HCPE|NMC-811 pouch", "#99", "0000000000", "' OR 1=1 --"):
        assert isinstance(kept("designs", "show", name).exception, DesignError)
    assert "did you mean" in str(kept("designs", "show", NAME[:-1]).exception)


def test_an_exported_design_builds_to_the_same(kept: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.toml"
    assert kept("designs", "export", NAME, str(file)).exit_code == 0
    assert file.read_bytes() == EXAMPLE.read_bytes()
    assert kept("designs", "export", NAME, "-").stdout == EXAMPLE.read_text(encoding="utf-8")


def test_deleting_asks_and_needs_one_design(kept: Run) -> None:
    asked = kept("designs", "delete", NAME)
    assert asked.exit_code == 1  # nobody says yes
    kept("build", str(EXAMPLE), "--save", "--set", "anode.thickness=20 um")
    several = kept("designs", "delete", NAME, "--yes")
    assert "give a hash" in str(several.exception)
    first = json.loads(kept("designs", "show", "#1", "--json").stdout)["result"]["sha256"]
    assert "1 result" in kept("designs", "delete", first[:12], "--yes").stdout
    left = json.loads(kept("designs", "list", "--json").stdout)["results"]
    assert [row["id"] for row in left] == [2]


def test_replaying_with_the_same_data_changes_nothing(kept: Run) -> None:
    assert kept("designs", "replay", NAME).stdout.endswith("nothing changed\n")
    found = json.loads(kept("designs", "replay", NAME, "--json").stdout)
    assert (found["changes"], found["causes"]) == ([], [])


def test_replaying_names_the_record_that_changed_a_result(kept: Run) -> None:
    lab = ("--source", "lab", "--citation", "Lab book 1", "--kind", "estimate")
    kept("materials", "add", "HCPE L2", "density", "1.3 g/cm^3", *lab)
    page = kept("designs", "replay", NAME).stdout
    assert "separator.density" in page
    assert "your own value #" in page
    found = json.loads(kept("designs", "replay", NAME, "--json").stdout)
    (cause,) = found["causes"]
    assert (cause["before"], cause["now"]) == ("1.2 g/cm^3", "1.3 g/cm^3")
    changes = {each["name"]: each for each in found["changes"]}
    energy = changes["stack.specific_energy"]
    assert energy["now"] < energy["before"]
    assert cause["effects"]["stack.specific_energy"] == pytest.approx(
        energy["now"] - energy["before"]
    )
    kept("build", str(EXAMPLE), "--save")
    kept("materials", "remove", "HCPE L2")
    (cause,) = json.loads(kept("designs", "replay", "#2", "--json").stdout)["causes"]
    assert cause["reason"].endswith("was removed")
    assert kept("designs", "replay", "#1").stdout.endswith("nothing changed\n")


PLANT = 'base = "50 GWh"\nkey = "mine"\nname = "mine"\nyear = 2022\nsource = "estimate"\n'


@pytest.fixture
def with_plant(run: Run, tmp_path: Path) -> Path:
    """A kept design that names a plant file which is gone since."""
    folder = tmp_path / "designs"
    folder.mkdir()
    text = EXAMPLE.read_text(encoding="utf-8") + '\n[economics]\nplant = "mine.toml"\n'
    (folder / "cell.toml").write_text(text, encoding="utf-8")
    plant = folder / "mine.toml"
    plant.write_text(PLANT + '[values]\nwage = "33 USD/h"\n', encoding="utf-8")
    assert "saved as #1" in run("build", str(folder / "cell.toml"), "--save").stderr
    plant.unlink()
    return folder


def test_a_plant_file_is_kept_with_the_design_that_names_it(run: Run, with_plant: Path) -> None:
    assert run("designs", "replay", NAME).stdout.endswith("nothing changed\n")
    assert "plant    the file that the design names" in run("designs", "show", NAME).stdout
    shown = json.loads(run("designs", "show", NAME, "--json").stdout)["result"]
    assert shown["body"]["quantities"]["plant.wage"]["value"] == pytest.approx(33)


def test_an_exported_design_has_its_plant_file_beside_it(
    run: Run, with_plant: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy" / "again.toml"
    copy.parent.mkdir()
    assert run("designs", "export", NAME, str(copy)).exit_code == 0
    assert "33 USD/h" in (copy.parent / "mine.toml").read_text(encoding="utf-8")
    built = json.loads(run("build", str(copy), "--json").stdout)["quantities"]
    assert built["plant.wage"]["value"] == pytest.approx(33)
    (copy.parent / "mine.toml").write_text("another", encoding="utf-8")
    assert "another plant file is there" in str(run("designs", "export", NAME, str(copy)).exception)
