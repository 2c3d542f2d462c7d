"""The commands `export`, `import` and `simulate`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from celldesign.app import app
from celldesign.errors import CelldesignError

ROOT = Path(__file__).parents[2]
ION = str(ROOT / "templates" / "new" / "lithium-ion.toml")
FREE = str(ROOT / "examples" / "anode_free.toml")
COIN = str(ROOT / "examples" / "coin_2032.toml")


@pytest.fixture(autouse=True)
def _own_database(database: str) -> None:
    """Every command finds the seeded database of the tests by the environment."""


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments))
    if isinstance(done.exception, CelldesignError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def test_bpx_out_and_in(tmp_path: Path) -> None:
    pytest.importorskip("bpx")
    out, design = tmp_path / "cell.json", tmp_path / "cell.toml"
    said = _run("export", ION, "--to", "bpx", "-o", str(out))
    assert "assumed: curve of NMC811" in said
    # The kinetics are those of the cell: 3.41 A/m^2 at half occupancy, no stand-in.
    assert "exchange current density" not in said
    cathode = json.loads(out.read_text())["Parameterisation"]["Positive electrode"]
    rate = cathode["Reaction rate constant [mol.m-2.s-1]"]
    assert rate * 96485.33 / 2 == pytest.approx(3.41, rel=1e-5)
    assert "missing" not in _run("import", str(out), "-o", str(design))
    before, after = (
        json.loads(_run("build", each, "--json"))["quantities"]["cell.mass"]["value"]
        for each in (ION, str(design))
    )
    assert after == pytest.approx(before, rel=1e-9)


@pytest.mark.parametrize(
    ("kind", "name", "begin"),
    [("jsonld", "c.jsonld", b"{"), ("pybamm", "c.py", b'"""'), ("brightway", "c.xlsx", b"PK")],
)
def test_other_formats_are_written_whole(
    tmp_path: Path, kind: str, name: str, begin: bytes
) -> None:
    if kind == "brightway":
        pytest.importorskip("openpyxl")
    _run("export", COIN, "--to", kind, "-o", str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(begin)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_setting_reaches_the_export(tmp_path: Path) -> None:
    file = tmp_path / "c.py"
    setting = "separator.thickness=50 um"
    _run("export", COIN, "--to", "pybamm", "-o", str(file), "--set", setting)
    assert '"Separator thickness [m]": 5e-05' in file.read_text().replace(
        "4.9999999999999996e-05", "5e-05"
    )


def test_a_simulation_prints_a_row_for_each_rate() -> None:
    pytest.importorskip("pybamm")
    text = _run("simulate", COIN, "--rates", "C/20,C/5")
    assert "C/20" in text
    assert "assumed: curve of NMC811" in text
    found = json.loads(_run("simulate", COIN, "--rates", "C/5", "--json"))["discharges"]
    assert found[0]["specific_capacity"] / 3600 == pytest.approx(151.4, abs=1)  # 150 in the paper


def test_a_rate_that_fails_is_named_and_what_ran_is_printed_and_drawn(tmp_path: Path) -> None:
    pytest.importorskip("pybamm")
    picture = tmp_path / "rates.svg"
    text = _run("simulate", COIN, "--rates", "C/5,C/10,5000C", "--figure", str(picture))
    rows = {line.split()[0]: line.split()[1:] for line in text.splitlines() if line[:3] == "  C"}
    assert float(rows["C/10"][1]) > float(rows["C/5"][1]) > 100
    (failed,) = (line for line in text.splitlines() if line.startswith("  5000C"))
    assert "does not converge" in failed or "met at once" in failed
    # Ragone line: energy over power is the time of the discharge, 10.4 h at most for C/10.
    energy, power = (float(rows["C/10"][column]) for column in (5, 6))
    assert energy / power == pytest.approx(float(rows["C/10"][1]) / 180 * 10, rel=0.02)
    (line,) = (line for line in text.splitlines() if "pulse of 10 s" in line)
    assert "bottom-up 82.5 ohm, difference " in line
    assert float(line.split(":")[1].split()[0]) == pytest.approx(82.4, abs=0.5)
    drawn = picture.read_text()
    for label in ("C/10", "specific energy / (Wh/kg)", "rate / (1/h)"):
        assert label in drawn
    assert "5000C" not in drawn


@pytest.mark.parametrize("name", ["lg_m50", "graphite_68Ah", "byd_blade"])
def test_cells_of_two_composite_electrodes_are_simulated_whole(name: str) -> None:
    pytest.importorskip("pybamm")
    example = str(ROOT / "examples" / f"{name}.toml")
    nominal = json.loads(_run("build", example, "--json"))["quantities"]["capacity"]["value"]
    (row,) = json.loads(_run("simulate", example, "--rates", "C/20", "--json"))["discharges"]
    assert row["capacity"] / 3600 == pytest.approx(nominal, rel=0.05)
    assert 0 < row["heat"] < 0.02 * row["energy"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", ION, "--to", "bpxx", "-o", "f"], r"did you mean bpx\?"),
        (["export", COIN, "--to", "bpx", "-o", "f"], "metal anode of lithium"),
        (["export", FREE, "--to", "pybamm", "-o", "f"], "needs an anode: given anode-free Cu"),
        (["export", COIN, "--to", "jsonld", "-o", "/proc/none/f"], "cannot be made"),
        (["import", "none.json", "-o", "f"], "cannot be read"),
        (["simulate", COIN, "--rates", "20"], "a rate is required"),
    ],
)
def test_bad_input_is_one_clear_message(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CelldesignError, match=message):
        _run(*arguments)
    assert not list(tmp_path.iterdir())
