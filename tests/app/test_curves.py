"""Curves and capacities on the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from celldesign.app import app
from celldesign.errors import MaterialError
from celldesign.files import data_folder

RUN = CliRunner()
MINE = (data_folder("materials") / "curves" / "LTO-two-phase.csv").read_text(encoding="utf-8")


def test_curves_are_listed_with_their_source() -> None:
    result = RUN.invoke(app, ["materials", "curves", "silicon"])
    assert result.exit_code == 0
    assert "silicon-lithiation-Ai2022: lithiation, 25 degC" in result.stdout
    assert "doi 10.1016/j.jpowsour.2022.231142" in result.stdout
    found = json.loads(RUN.invoke(app, ["materials", "curves", "LFP", "--json"]).stdout)
    half, full = found["curves"]
    assert (half["counter"], full["counter"]) == ("Li", "graphite")
    assert len(half["degree"]) == len(half["potential"]) == 163


def test_a_curve_of_ones_own_is_imported(tmp_path: Path) -> None:
    database = ["--database", str(tmp_path / "own.sqlite")]
    path = tmp_path / "my LTO.csv"
    path.write_text(MINE.replace("2.50000", "2.40000"), encoding="utf-8")
    result = RUN.invoke(app, ["materials", "import", str(path), *database])
    assert result.stdout == "my LTO is your curve of LTO\n"
    listed = RUN.invoke(app, ["materials", "curves", "LTO", *database]).stdout
    assert listed.startswith("my LTO: mean")
    assert "LTO-two-phase" in listed


def test_a_bad_curve_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(MINE.replace("0.50000", "0.10000"), encoding="utf-8")
    result = RUN.invoke(app, ["materials", "import", str(path)])
    assert isinstance(result.exception, MaterialError)
    assert "bad.csv, line 15: a stoichiometry above" in str(result.exception)


@pytest.mark.parametrize("as_json", [False, True])
def test_explain_says_how_capacities_relate(as_json: bool) -> None:
    file = str(data_folder("examples") / "graphite_68Ah.toml")
    result = RUN.invoke(app, ["explain", file, "nominal_capacity", *["--json"] * as_json])
    assert result.exit_code == 0
    if as_json:
        names = [each["name"] for each in json.loads(result.stdout)["capacities"]]
        assert "cathode.theoretical_specific_capacity" in names
    else:
        assert "Capacities, and what distinguishes them" in result.stdout
