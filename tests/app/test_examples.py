import json
import subprocess
import sys
from pathlib import Path

import pytest

from celldesign.design.file import read_design
from celldesign.files import example_names

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch, database):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["pouch_1Ah.toml", "pouch_1Ah", "examples/pouch_1Ah.toml"])
def test_a_name_that_is_no_file_is_an_example_and_said_in_one_line(run, name):
    status, out, err = run("build", name)
    assert status == 0
    assert "357.4 ± 9.7 Wh/kg" in out
    assert err.startswith(f"{name}: not found here; using the shipped example /")
    assert err.count("\n") == 1


def test_a_file_of_that_name_goes_before_the_example(run, elsewhere):
    text = (ROOT / "examples" / "lg_m50.toml").read_text(encoding="utf-8")
    (elsewhere / "pouch_1Ah.toml").write_text(text, encoding="utf-8")
    status, out, err = run("build", "pouch_1Ah.toml")
    assert (status, err) == (0, "")
    assert out.startswith("LG M50")


def test_every_command_that_reads_designs_takes_names(run):
    assert run("explain", "lg_m50", "np_ratio")[0] == 0
    assert run("compare", "lg_m50", "pouch_1Ah.toml")[2].count("shipped example") == 2
    assert run("validate", "lg_m50")[0] == 0
    assert run("whatif", "lg_m50", "--vary", "np_ratio=1.1,1.2", "--columns", "capacity")[0] == 0
    assert read_design("lg_m50").path.endswith("lg_m50.toml")


def test_json_of_an_example_stays_one_object(run):
    status, out, _ = run("build", "pouch_1Ah.toml", "--json")
    assert status == 0
    assert json.loads(out)["name"].startswith("1 Ah Li")


def test_a_name_that_is_close_to_an_example_is_told(run):
    status, out, err = run("build", "lg_m5.toml")
    assert (status, out) == (1, "")
    assert "did you mean lg_m50.toml?" in err


def test_a_path_into_another_folder_is_never_an_example(run):
    status, _, err = run("build", "elsewhere/lg_m50.toml")
    assert status == 1
    assert "no such file" in err


def test_examples_lists_prints_and_copies(run, elsewhere):
    status, out, _ = run("examples")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == example_names()
    assert json.loads(run("examples", "--json")[1])["examples"][0]["title"]
    assert run("examples", "lg_m50")[1] == (ROOT / "examples" / "lg_m50.toml").read_text("utf-8")
    assert "LG M50" in json.loads(run("examples", "lg_m50", "--json")[1])["text"]
    assert run("examples", "lg_m50", "--copy")[0] == 0
    assert (elsewhere / "lg_m50.toml").is_file()
    status, _, err = run("examples", "lg_m50", "--copy")
    assert status == 1
    assert "which exists" in err
    assert run("examples", "--copy")[0] == 0
    assert (elsewhere / "examples" / "measurements").is_dir()
    assert "did you mean" in run("examples", "lg_m5")[2]


def test_a_checkout_runs_from_another_folder():
    command = [sys.executable, str(ROOT / "cli.py"), "build", "pouch_1Ah.toml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "357.4 ± 9.7 Wh/kg" in done.stdout


def test_before_installation_a_checkout_says_what_is_missing():
    command = [sys.executable, "-S", str(ROOT / "cli.py"), "build", "pouch_1Ah.toml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("error: typer is not installed; run `pip install .`")
    assert done.stderr.count("\n") == 1
