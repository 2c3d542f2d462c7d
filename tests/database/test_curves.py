"""Curve files: what ships is sound, and what is wrong in a file is said with its line."""

from pathlib import Path

import pytest

from celldesign.database.catalogue import Catalogue
from celldesign.database.curves import curves_of, read_curve
from celldesign.database.files import data_folder
from celldesign.errors import MaterialError

FILES = sorted((data_folder("materials") / "curves").glob("*.csv"))
HEAD = """# material: NMC811
# direction: mean
# temperature: 25 degC
# counter: Li
# capacity: 200 mAh/g
# source: chen2020
# note: made up
"""
HEADING = "stoichiometry [1],potential [V]\n"


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_shipped_curves_are_sound_and_cited(path: Path, catalogue: Catalogue) -> None:
    found = read_curve(path)
    assert found.source in catalogue.sources()
    assert found in curves_of(catalogue.material(found.material).key)
    assert -0.1 <= found.potential[-1] < found.potential[0] < 5
    assert 50 < found.capacity / 3600 < 3000
    assert found.temperature == pytest.approx(298.15)
    assert found.note


def test_the_usual_chemistries_have_curves() -> None:
    cathodes = ("NMC811", "NMC622", "NMC532", "NMC111", "NCA", "LFP", "LCO", "LMO", "NVPF")
    for material in (*cathodes, "graphite", "graphite-SiOx", "LTO", "hard carbon"):
        assert curves_of(material), material
    assert {each.direction for each in curves_of("silicon")} == {"lithiation", "delithiation"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + HEADING + "0,4.0\n0.5,3.9\n0.5,3.8\n", "line 11: a stoichiometry above"),
        (HEAD + HEADING + "0.5,4.0\n0.1,4.2\n", "line 10: a stoichiometry above"),
        (HEAD + HEADING + "0,4.0\n0.5,4.1\n", "line 10: a potential that does not rise"),
        (HEAD + HEADING + "0,4.0\n0.5,nan\n", "line 10: finite numbers"),
        (HEAD + HEADING + "0,4.0\n0.5;3.9\n", "line 10: two numbers"),
        (HEAD + HEADING + "0,4.0\n", "two points or more"),
        (HEAD + "stoichiometry [1],potential [kJ/mol]\n0,4\n1,3\n", "the heading"),
        (HEAD + "charge [mAh],potential [V]\n0,4\n1,3\n", "the heading"),
        (HEAD.replace("mAh/g", "mAh") + HEADING + "0,4\n1,3\n", "bad.csv: "),
        (HEAD.replace("mean", "up") + HEADING + "0,4\n1,3\n", "a direction of"),
        (HEAD.replace("# source: chen2020\n", "") + HEADING + "0,4\n1,3\n", "lacking source"),
        ("", "lacking"),
    ],
)
def test_bad_curves_are_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text)
    with pytest.raises(MaterialError, match=message):
        read_curve(path)


def test_millivolts_are_volts(tmp_path: Path) -> None:
    path = tmp_path / "mV.csv"
    path.write_text(HEAD + "stoichiometry [1],potential [mV]\n0,4000\n1,3000\n")
    assert read_curve(path).potential == pytest.approx((4.0, 3.0))
