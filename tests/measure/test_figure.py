"""Pictures of what was measured and fitted; each command draws one."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from celldesign.app import app
from celldesign.errors import MeasurementError
from celldesign.measure.figure import draw
from celldesign.measure.result import Plot, Series, repeats

pytest.importorskip("matplotlib")
FOLDER = Path(__file__).parents[2] / "examples" / "measurements"
CALORIMETER = ["--mass", "1660 g", "--capacity", "1 Ah", "--free-volume", "800 mL"]


@pytest.mark.parametrize(
    ("command", "file", "options", "texts"),
    [
        ("conductivity", "conductivity", [], ["1000 K / T", "measured", "Arrhenius law"]),
        ("transference", "transference", [], ["transference number t+", "by Watanabe, eq. 3"]),
        ("interface", "interface", [], ["resistance / (ohm cm^2)", "internal layer resistance"]),
        ("diffusion", "relaxation", ["--thickness", "80 um"], ["time / s", "window", "fit, D = "]),
        ("oxidation", "sweep", [], ["dI/dE / (uA/V)", "threshold", "onset"]),
        ("pulses", "pulses", [], ["state of charge / %", "discharge", "outlier"]),
        ("cycling", "cycling", [], ["discharge capacity / Ah", "knee", "failure", "fit, 0.15 %"]),
        ("gitt", "titration", ["--radius", "2 um"], ["square root of time / s^0.5", "equation 6"]),
        ("calorimetry", "runaway", CALORIMETER, ["plates, m cp dT", "heater", "gas / mol"]),
    ],
)
def test_every_measurement_draws_its_fit(
    command: str, file: str, options: list[str], texts: list[str], tmp_path: Path
) -> None:
    """In SVG each text stands in a comment beside the glyphs that draw it."""
    picture = tmp_path / "fit.svg"
    arguments = ["measure", command, str(FOLDER / f"{file}.csv"), *options]
    done = CliRunner().invoke(app, [*arguments, "--figure", str(picture)])
    assert done.exit_code == 0, done.output
    assert f"wrote {picture}" in done.output
    drawn = picture.read_text()
    ElementTree.fromstring(drawn)
    for text in texts:
        assert text in drawn
    assert [path.name for path in tmp_path.iterdir()] == ["fit.svg"]


def test_a_picture_of_each_kind_and_no_other() -> None:
    plot = Plot("x / 1", "y / 1", (Series("points", np.arange(3.0), np.arange(3.0), "measured"),))
    begins = {".png": b"\x89PNG", ".svg": b"<?xml", ".PDF": b"%PDF"}
    for kind, begin in begins.items():
        assert draw([plot], "title", kind).startswith(begin)
    with pytest.raises(MeasurementError, match=r"ends in .png, .svg, .pdf: given .txt"):
        draw([plot], "title", ".txt")


def test_repeats_have_a_mean_line_from_two_cells_on() -> None:
    assert [each.kind for each in repeats("R / ohm", {"R": 3.0}).series] == ["points"]
    points, mean = repeats("R / ohm", {"R": [1.0, 3.0]}).series
    assert points.x.tolist() == [1, 2]
    assert mean.y.tolist() == [2, 2]
