import json
import sys
from pathlib import Path

import pytest

from celldesign.app import main

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples" / "pouch_1Ah.toml")
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line as a shell does: exit status, what it printed, what it said in error."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["celldesign", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capsys.readouterr()
        return exit_.value.code or 0, printed.out, printed.err

    return call


def test_whatif_prints_a_table_and_a_picture(run):
    status, out, err = run("whatif", EXAMPLE, "--vary", "anode.thickness=5:60:5um")
    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    assert "357.4" in out
    assert "█▇▇▆▅▅▄▃▃▂▂▁" in out


def test_whatif_json_is_one_object(run):
    vary = ("--vary", "anode.thickness=20,40um", "--columns", "stack.specific_energy")
    status, out, _ = run("whatif", EXAMPLE, *vary, "--json")
    told = json.loads(out)
    assert status == 0
    assert told["columns"][1] == "stack.specific_energy [Wh/kg]"
    assert [row["anode.thickness [um]"] for row in told["rows"]] == pytest.approx([20, 40])


def test_whatif_says_what_cannot_be_built_and_what_is_overridden(run):
    status, out, err = run("whatif", EXAMPLE, "--vary", "cathode.thickness=40,70um")
    assert status == 0
    assert "NO" in out
    assert "1 of 2 cannot be built" in err
    assert "denser than its solids" in err
    *_, err = run("whatif", EXAMPLE, "--vary", "cathode.areal_capacity=2,3mAh/cm^2")
    assert "note: cathode.areal_capacity is computed" in err


def test_whatif_writes_a_file(run, tmp_path):
    path = tmp_path / "a.csv"
    status, out, err = run("whatif", EXAMPLE, "--vary", "anode.thickness=20,40um", "-o", path)
    assert (status, out) == (0, f"wrote 2 rows to {path}\n")
    assert err == ""
    assert len(path.read_text().splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "at least one name"),
        (("--vary", "anode.thickness"), "--vary takes NAME=VALUE"),
        (("--vary", "anode.thickness=1,2um", "--vary", "anode.thickness=3um"), "given twice"),
        (("--vary", "anode.thicknes=1,2um"), "did you mean anode.thickness"),
        (("--vary", "anode.thickness=1,2um", "--resume"), "--resume needs --output"),
        (("--vary", "anode.thickness=1,2um", "-o", "a.xls"), "a file that ends in"),
        (("--vary", "anode.thickness=1:60:1e-12um"), "take larger steps, or sample"),
    ],
)
def test_whatif_refuses_in_one_line(run, arguments, message):
    status, out, err = run("whatif", EXAMPLE, *arguments)
    assert (status, out) == (1, "")
    assert err.startswith("error: ")
    assert message in err
    assert err.count("\n") == 1
