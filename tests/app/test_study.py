import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples" / "pouch_1Ah.toml")
pytestmark = pytest.mark.usefixtures("database")


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


def test_whatif_says_what_cannot_be_built_and_what_is_released(run):
    status, out, err = run("whatif", EXAMPLE, "--vary", "cathode.thickness=40,70um")
    assert status == 0
    assert "NO" in out
    assert "1 of 2 cannot be built" in err
    assert "denser than its solids" in err
    *_, err = run("whatif", EXAMPLE, "--vary", "cathode.areal_capacity=2,3mAh/cm^2")
    assert "note: cathode.active_loading now follows from cathode.areal_capacity" in err


def test_whatif_of_which_nothing_stays_is_an_empty_table(run, tmp_path):
    vary = ("--vary", "anode.thickness=20,40um", "--columns", "capacity")
    status, out, err = run("whatif", EXAMPLE, *vary, "--where", "capacity > 5 Ah")
    assert status == 0
    assert out.split("---")[0].split() == ["anode.", "thickness", "capacity", "um", "Ah"]
    assert "note: no design meets the conditions" in err
    page = tmp_path / "empty.html"
    assert run("whatif", EXAMPLE, *vary, "--where", "capacity > 5 Ah", "--html", page)[0] == 0
    assert "No design meets the conditions." in page.read_text()


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


def test_solve_prints_how_to_build_it(run):
    unknown = ("--vary", "anode.thickness=1:60um")
    status, out, _ = run("solve", EXAMPLE, *unknown, "--target", "stack.specific_energy=365Wh/kg")
    assert status == 0
    assert '--set "anode.thickness=14.' in out
    _, out, _ = run("solve", EXAMPLE, *unknown, "--target", "stack.specific_energy=400Wh/kg")
    assert "cannot be reached: at most" in out
    assert "limits it most is the separator thickness" in out
    _, out, _ = run("solve", EXAMPLE, *unknown, "--target", "stack.mass=13.4g", "--json")
    assert json.loads(out)["kind"] == "solved"


def test_solve_published_names_the_range(run):
    one = ("--set", "separator.layers_per_pair=1", "--vary", "separator.thickness=20:150um")
    status, out, _ = run("solve", EXAMPLE, *one, "--published")
    assert status == 0
    assert "left out: resistance.dc" in out
    assert "separator.thickness: 9" in out


def test_sensitivity_prints_a_tornado(run):
    status, out, _ = run("sensitivity", EXAMPLE, "--sobol", "64")
    assert status == 0
    assert max(map(len, out.splitlines())) <= 80
    assert out.index("by 1 %") < out.index("by its own uncertainty") < out.index("of the variance")
    rows = json.loads(run("sensitivity", EXAMPLE, "--outputs", "energy", "--json")[1])["rows"]
    assert {row["output"] for row in rows} == {"energy [Wh]"}


def test_uncertainty_prints_percentiles_pictures_and_shares(run):
    options = ("-n", "4096", "--spread", "cathode.thickness=2 um", "--share", "capacity < 1.25 Ah")
    status, out, _ = run("uncertainty", EXAMPLE, *options)
    assert status == 0
    for words in ("97.5", "separator.thickness", "capacity < 1.25 Ah", "first order does not hold"):
        assert words in out
    told = json.loads(run("uncertainty", EXAMPLE, *options, "--json")[1])
    assert told["arguments"]["seed"] == 1
    assert told["outputs"][0]["first-order std"] > 0


def test_pareto_prints_a_front_and_writes_its_designs(run, tmp_path):
    options = ("--vary", "anode.thickness=5:60um", "--vary", "separator.thickness=20:60um")
    options += ("--maximise", "stack.specific_energy", "--maximise", "np_ratio")
    status, out, err = run(
        "pareto", EXAMPLE, *options, "--sample", "300", "--write", tmp_path / "front"
    )
    assert status == 0
    assert "of 300 designs are Pareto-optimal" in out
    assert "•" in out
    assert f"designs to {tmp_path / 'front'}" in err
    assert (tmp_path / "front" / "001.toml").exists()
    status, out, _ = run("pareto", EXAMPLE, *options, "--sample", "300", "--json")
    assert json.loads(out)["arguments"]["maximise"] == ["stack.specific_energy", "np_ratio"]


def test_a_dead_scheduler_is_refused(run):
    pytest.importorskip("distributed")
    options = ("--vary", "anode.thickness=20,40um", "--scheduler", "tcp://127.0.0.1:1")
    status, _, err = run("whatif", EXAMPLE, *options)
    assert status == 1
    assert "no scheduler answers" in err
    assert "Traceback" not in err


QUOTED = 'material."HCPE L2".density=1.3 g/cm^3'


@pytest.mark.parametrize(
    "command",
    [
        ("build", EXAMPLE),
        ("explain", EXAMPLE, "stack.mass"),
        ("compare", EXAMPLE),
        ("buildsheet", EXAMPLE),
        ("cost", EXAMPLE),
        ("whatif", EXAMPLE, "--vary", 'material."HCPE catholyte".density=1.2,1.3 g/cm^3'),
        ("whatif", EXAMPLE, "--vary", "anode.thickness=20,40um"),
        ("sensitivity", EXAMPLE, "--outputs", "stack.mass"),
        ("uncertainty", EXAMPLE, "-n", "64", "--columns", "stack.mass"),
        ("export", EXAMPLE, "--to", "jsonld", "-o", "cell.jsonld"),
    ],
    ids=lambda command: command[0],
)
def test_every_command_reads_a_quoted_name_as_a_file_does(run, command, tmp_path, monkeypatch):
    command = [Path(each).resolve() if each == EXAMPLE else each for each in command]
    monkeypatch.chdir(tmp_path)
    status, _, said = run(*command, "--set", QUOTED)
    assert (status, "error" in said) == (0, False), said
    status, _, said = run(*command, "--set", QUOTED, "--set", QUOTED.replace('"', "'"))
    assert status == 1
    assert "--set material.HCPE L2.density is given twice" in said
