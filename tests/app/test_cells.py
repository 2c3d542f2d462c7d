import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from celldesign.app import app, main

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples" / "pouch_1Ah.toml")
pytestmark = pytest.mark.usefixtures("database")


def test_build_prints_a_summary_of_eighty_columns(run):
    status, out, err = run("build", EXAMPLE)
    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    for words in ("6 cathode sheets", "357.4 ± 9.7 Wh/kg", "CHECK THESE FIRST", "assumptions"):
        assert words in out


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--layers", "Layers: 6 cathode and 7 anode sheets, 12 electrode pairs"),
        ("--safety", "thermal.adiabatic_rise"),
        ("--cost", "cost.materials"),
        ("--assumptions", "The electrode has no tab"),
    ],
)
def test_each_part_of_the_answer_is_had_in_full(run, option, words):
    _, out, _ = run("build", EXAMPLE, option)
    _, everything, _ = run("build", EXAMPLE, "--all")
    assert words in out
    assert words in everything
    assert max(map(len, everything.splitlines())) <= 80
    assert len(out) < len(everything)


def test_build_json_is_one_object_and_nothing_else(run):
    status, out, err = run("build", EXAMPLE, "--json")
    result = json.loads(out)
    assert (status, err) == (0, "")
    assert result["quantities"]["stack.specific_energy"]["value"] == pytest.approx(357.4, abs=0.05)
    assert result["quantities"]["stack.specific_energy"]["origin"] == "computed"


def test_set_as_often_as_wanted(run):
    settings = ("--set", "anode.thickness=20 um", "--set", "material.lithium.density=0.53 g/cm^3")
    _, out, _ = run("build", EXAMPLE, *settings)
    assert "anode.thickness = 20 µm instead of 40 µm" in " ".join(out.split())
    assert "instead of the database's 0.534 g/cm³" in " ".join(out.split())


def test_explain(run):
    status, out, _ = run("explain", EXAMPLE, "np_ratio")
    assert status == 0
    assert out.startswith("np_ratio = 1.432 ± 0.049  [computed]")
    assert json.loads(run("explain", EXAMPLE, "np_ratio", "--json")[1])["name"] == "np_ratio"


def test_validate(run):
    status, out, _ = run("validate", EXAMPLE)
    assert status == 0
    assert "-0.17%" in out
    rows = json.loads(run("validate", EXAMPLE, "--json")[1])["rows"]
    assert rows[0]["name"] == "capacity"


KINDS = ["lithium-metal", "lithium-ion", "anode-free", "cylindrical", "prismatic"]
KINDS += ["wound-prismatic", "coin", "unit-cell"]


@pytest.mark.parametrize("kind", KINDS)
def test_new_writes_a_design_that_builds_as_it_stands(run, tmp_path, kind):
    file = tmp_path / "cell.toml"
    assert run("new", file, "--kind", kind)[0] == 0
    assert "#" in file.read_text()
    status, out, err = run("build", file)
    assert (status, err) == (0, "")
    assert "Specific energy" in out


def test_new_overwrites_nothing(run, tmp_path):
    file = tmp_path / "cell.toml"
    file.write_text("mine")
    status, _, err = run("new", file)
    assert status == 1
    assert "exists" in err
    assert file.read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("build", EXAMPLE, "--set", "cathode.thickness"), "NAME=VALUE"),
        (("build", EXAMPLE, "--set", "cathode.thicknes=3 um"), "cathode.thickness"),
        (("build", "nowhere.toml"), "no such file"),
        (("build", str(ROOT)), "a folder"),
        (("explain", EXAMPLE, "stack.specific_enrgy"), "did you mean stack.specific_energy"),
        (("new", "/nowhere/cell.toml"), "cannot be written"),
        (("new", "cell.toml", "--kind", "sodium"), "the kinds are"),
        (("build", EXAMPLE, "--database", "mysql://me:secret@host/cells"), "SQLite"),
    ],
)
def test_bad_input_is_one_message_and_exit_1(run, arguments, words):
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert words in err
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert "secret" not in err


def test_a_wrong_command_line_is_exit_2(run):
    assert run("build")[0] == 2
    assert run("bild", EXAMPLE)[0] == 2


def test_debug_shows_the_traceback(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["celldesign", "--debug", "build", "nowhere.toml"])
    with pytest.raises(Exception, match="cannot be read"):
        main()


def test_the_version_is_printed(run):
    assert run("--version") == (0, f"celldesign {version('celldesign')}\n", "")


def test_help_names_every_command():
    text = CliRunner().invoke(app, ["--help"]).stdout
    for command in ("build", "explain", "new", "validate", "materials"):
        assert command in text


def test_runs_from_a_checkout_and_as_a_script():
    done = subprocess.run(
        [sys.executable, "cli.py", "build", "examples/pouch_1Ah.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Specific energy" in done.stdout


def test_a_plain_build_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['celldesign', 'build', 'examples/pouch_1Ah.toml']\n"
        "from celldesign.app import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'pint', 'pandas', 'scipy', 'sqlmodel', 'sqlalchemy', 'jinja2', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
