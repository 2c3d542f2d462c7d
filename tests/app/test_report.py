import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAPER, GRAPHITE = (
    str(ROOT / "examples" / n) for n in ("pouch_1Ah.toml", "lacey_nmc811_graphite.toml")
)


def test_compare_prints_side_by_side(run):
    status, out, _ = run("compare", PAPER, GRAPHITE)
    assert status == 0
    assert "357.4 ± 9.7 Wh/kg" in out


def test_compare_writes_every_form(run, tmp_path):
    pytest.importorskip("xlsxwriter")
    paths = {kind: tmp_path / f"out.{kind}" for kind in ("html", "xlsx", "csv", "md")}
    options = zip(("--html", "--xlsx", "--csv", "--markdown"), paths.values(), strict=True)
    status, out, err = run("compare", PAPER, GRAPHITE, *(each for pair in options for each in pair))
    assert (status, out) == (0, "")
    assert err.count("wrote") == 4
    assert paths["html"].read_text().startswith("<!doctype html>")
    assert paths["xlsx"].read_bytes()[:2] == b"PK"
    assert paths["csv"].read_text().startswith("quantity,label,unit,")
    assert paths["md"].read_text().startswith("# ")


def test_compare_as_json_keeps_stdout_clean(run, tmp_path):
    _, out, err = run("compare", PAPER, GRAPHITE, "--json", "--html", tmp_path / "a.html")
    assert [cell["schema"] for cell in json.loads(out)["cells"]] == [2, 2]
    assert "wrote" in err


def test_the_same_file_twice_is_told_apart(run):
    _, out, _ = run("compare", PAPER, PAPER)
    assert out.count("(" + PAPER) == 2


def test_settings_go_to_every_cell(run):
    _, out, _ = run("compare", PAPER, PAPER, "--set", "anode.thickness=20 um", "--json")
    assert {
        cell["quantities"]["anode.thickness"]["value"] for cell in json.loads(out)["cells"]
    } == {20.0}


def test_build_writes_its_page(run, tmp_path):
    status, out, _ = run("build", PAPER, "--html", tmp_path / "a.html")
    assert (status, out) == (0, "")
    assert "cross-section to scale" in (tmp_path / "a.html").read_text()


@pytest.mark.parametrize("place", ["missing/a.html", "."])
def test_a_place_that_cannot_be_written_is_one_message(run, tmp_path, place):
    status, _, err = run("build", PAPER, "--html", tmp_path / place)
    assert status == 1
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_an_older_file_stays_when_the_cell_is_wrong(run, tmp_path):
    path = tmp_path / "a.html"
    path.write_text("older")
    status, _, _ = run("build", PAPER, "--html", path, "--set", "cathode.thickness=1 kg")
    assert (status, path.read_text()) == (1, "older")
