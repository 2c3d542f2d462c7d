"""The command line of `celldesign measure`, on the readings that the examples carry."""

import json
from pathlib import Path

import pytest
from measure import made
from typer.testing import CliRunner

from celldesign.app import app
from celldesign.errors import CelldesignError

ROOT = Path(__file__).parents[2]
READINGS = ROOT / "examples" / "measurements"


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["measure", *arguments])
    if isinstance(done.exception, CelldesignError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def _values(*arguments: str) -> dict[str, float]:
    results = json.loads(_run(*arguments, "--json"))["results"]
    return {each["label"]: each["value"] for each in results}


def test_the_papers_numbers_from_the_files() -> None:
    found = _values("transference", str(READINGS / "transference.csv"))
    assert [round(value, 3) for value in found.values()] == [0.158, 0.129, 0.143]
    found = _values("interface", str(READINGS / "interface.csv"))
    assert found["interface resistance"] == pytest.approx(18, abs=0.01)
    assert found["total resistance"] == pytest.approx(75.4, abs=0.1)
    found = _values("diffusion", str(READINGS / "relaxation.csv"), "--thickness", "80 um")
    assert found["salt diffusion coefficient"] == pytest.approx(2.2e-12, rel=0.02, abs=0)
    file = str(READINGS / "cycling.csv")
    found = _values("cycling", file, "--excess-lithium", "1.484 Ah")
    assert found["lithium efficiency implied by the failure"] == pytest.approx(98.16, abs=0.01)


def test_the_calorimeter() -> None:
    plates = ["--mass", "1660 +/- 10 g", "--plate-size", "117 mm,80 mm,5 mm"]
    charges = ["--capacity", "1 Ah", "--excess-lithium", "1.732 Ah", "--free-volume", "0.8 L"]
    text = _run("calorimetry", str(READINGS / "runaway.csv"), *plates, *charges)
    assert "per nominal capacity = 54 +/-" in text
    assert "per capacity and excess lithium = 19.77" in text
    assert "with 839 g instead of 1660 g it would be 6.6 kJ" in text
    assert "gas per capacity = 0.14 mol/Ah" in text


def test_conductivities_and_pulses_print_a_table() -> None:
    assert "Arrhenius law" in _run("conductivity", str(READINGS / "conductivity.csv"))
    text = _run("pulses", str(READINGS / "pulses.csv"))
    assert "0.1671" in text
    assert "outlier" in text


def test_a_spectrum_and_its_picture(tmp_path: Path) -> None:
    pytest.importorskip("impedance")
    picture = tmp_path / "z.svg"
    text = _run("impedance", str(READINGS / "spectrum.csv"), "--figure", str(picture))
    assert "R2 = 0.03998 +/-" in text
    assert picture.read_text().startswith("<?xml")
    assert [path.name for path in tmp_path.iterdir()] == ["z.svg"]


def test_pulses_and_spectrum_stand_beside_the_resistance_from_parts(database: str) -> None:
    """Table S4's 0.85 ohm after formation, and the pulses' 0.32: bottom-up 0.37, 0.28 ohmic."""
    design = ["--design", str(ROOT / "examples" / "pouch_1Ah.toml"), "--database", database]
    text = _run("pulses", str(READINGS / "pulses.csv"), *design)
    assert "median of 20 states: 0.3177 ohm; bottom-up 0.3717 ohm, difference -0.054 ohm" in text
    pytest.importorskip("impedance")
    text = _run("impedance", str(READINGS / "spectrum.csv"), *design)
    assert "R1 to R5 together: 0.8501 ohm; bottom-up 0.3717 ohm, difference +0.478 ohm" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["diffusion", "relaxation.csv", "--thickness", "80"], "--thickness: a number with a unit"),
        (["diffusion", "relaxation.csv", "--thickness", "0 um"], "thickness must be above zero"),
        (
            ["diffusion", "relaxation.csv", "--thickness", "80 um", "--window", "9"],
            "two rising times",
        ),
        (["interface", "relaxation.csv"], "a column 'area / m.2' is required"),
        (
            ["diffusion", "relaxation.csv", "--thickness", "80 um", "--figure", "f.txt"],
            "ends in .png",
        ),
        (["calorimetry", "cycling.csv", "--mass", "1 kg", "--capacity", "1 Ah"], "'time / s'"),
    ],
)
def test_bad_input_is_one_clear_message(arguments: list[str], message: str) -> None:
    command, file, *rest = arguments
    with pytest.raises(CelldesignError, match=message):
        _run(command, str(READINGS / file), *rest)


def test_the_example_readings_are_as_they_were_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made, "FOLDER", tmp_path)
    made.main()
    for path in tmp_path.iterdir():
        assert path.read_text() == (READINGS / path.name).read_text(), path.name


def test_a_saved_property_is_what_the_next_build_uses_and_names(tmp_path: Path) -> None:
    own = ["--database", str(tmp_path / "own.sqlite")]
    saving = ["--save-as", "HCPE", "--source", "lab", "--citation", "notebook 7", *own]
    file = str(READINGS / "relaxation.csv")
    _run("diffusion", file, "--thickness", "90 um", "--temperature", "60 degC", *saving)
    design = str(ROOT / "examples" / "pouch_1Ah.toml")
    name = "separator.diffusion_coefficient"
    told = CliRunner().invoke(app, ["explain", design, name, *own]).stdout
    assert "separator.diffusion_coefficient = 2.785e-12" in told
    assert "notebook 7" in told
    assert "the user's own value" in told
    # The mean of both equations is stored, once.
    _run("transference", str(READINGS / "transference.csv"), *saving, "--json")
    shown = CliRunner().invoke(app, ["materials", "show", "HCPE", "--json", *own]).stdout
    values = [v for v in json.loads(shown)["values"] if v["origin"] == "user"]
    assert sorted(v["property"] for v in values) == ["diffusion_coefficient", "transference_number"]
    assert {round(v["value"], 3) for v in values if v["property"] == "transference_number"} == {
        0.143
    }


MEMBRANE = ["--save-as", "HCPE", "--temperature", "60 degC"]


@pytest.mark.parametrize(
    ("command", "file", "options", "name", "value"),
    [
        ("conductivity", "conductivity", MEMBRANE[:2], "separator.ionic_conductivity", 0.19),
        ("transference", "transference", MEMBRANE, "separator.transference_number", 0.14336),
        ("interface", "interface", MEMBRANE, "separator.internal_layer_resistance", 9.2364),
        ("oxidation", "sweep", MEMBRANE, "separator.oxidation_onset", 4.485),
        (
            "cycling",
            "cycling",
            [*MEMBRANE, "--excess-lithium", "1.5 Ah"],
            "lithium.efficiency",
            98.1397,
        ),
        (
            "calorimetry",
            "runaway",
            [
                *("--save-as", "thermal runaway", "--mass", "1660 g"),
                *("--capacity", "1 Ah", "--excess-lithium", "1.732 Ah"),
            ],
            "thermal.heat_per_charge",
            19.766,
        ),
        (
            "gitt",
            "titration",
            ["--save-as", "NMC811", "--temperature", "60 degC", "--radius", "2 um"],
            "cathode.solid_diffusion_coefficient",
            9.1633e-17,
        ),
    ],
)
def test_each_property_reaches_the_next_build(
    command: str, file: str, options: list[str], name: str, value: float, tmp_path: Path
) -> None:
    own = ["--database", str(tmp_path / "own.sqlite")]
    saving = ["--source", "lab", "--citation", "notebook 8", *own]
    done = CliRunner().invoke(
        app, ["measure", command, str(READINGS / f"{file}.csv"), *options, *saving]
    )
    assert done.exit_code == 0, done.output
    assert "; the next build uses it" in done.output
    design = str(ROOT / "examples" / "pouch_1Ah.toml")
    built = json.loads(CliRunner().invoke(app, ["build", design, "--json", *own]).stdout)
    assert built["quantities"][name]["value"] == pytest.approx(value, rel=1e-4, abs=0)
    told = CliRunner().invoke(app, ["explain", design, name, *own]).stdout
    assert "notebook 8" in told


def test_a_value_where_nothing_reads_it_says_so(tmp_path: Path) -> None:
    own = ["--source", "lab", "--citation", "n", "--database", str(tmp_path / "own.sqlite")]
    file = str(READINGS / "cycling.csv")
    arguments = ["measure", "cycling", file, "--excess-lithium", "1.5 Ah", *own]
    done = CliRunner().invoke(app, [*arguments, "--save-as", "lithium"])
    assert "nothing uses it there: it is taken from a material of the role" in done.output
    arguments = ["measure", "gitt", str(READINGS / "titration.csv"), "--radius", "2 um", *own]
    done = CliRunner().invoke(app, [*arguments, "--save-as", "NMC811"])
    assert "solid_diffusion_coefficient of NMC811; the next build uses it" in done.output
    arguments = ["measure", "transference", str(READINGS / "transference.csv"), *own]
    done = CliRunner().invoke(app, [*arguments, "--save-as", "HCPE catholyte"])
    assert "transference_number of HCPE catholyte; the next simulation uses it" in done.output


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--save-as", "HCPE"], "takes a material, and --source"),
        (["--source", "lab"], "takes a material, and --source"),
        (["--save-as", "HCPE", "--source", "nosuch"], "describe a new one with --citation"),
        (["--save-as", "nosuch", "--source", "boaretto2025"], "nosuch"),
    ],
)
def test_saving_without_a_place_or_a_source_is_refused(
    options: list[str], message: str, database: str
) -> None:
    file = str(READINGS / "interface.csv")
    with pytest.raises(CelldesignError, match=message):
        _run("interface", file, *options, "--database", database)


def test_what_is_no_property_cannot_be_saved(database: str) -> None:
    options = ["--save-as", "HCPE", "--source", "boaretto2025", "--database", database]
    with pytest.raises(CelldesignError, match="no properties of a material"):
        _run("pulses", str(READINGS / "pulses.csv"), *options)
