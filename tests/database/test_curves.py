"""Curve files: what ships is sound, and what is wrong in a file is said with its line."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from celldesign.balancing.half_cells import chosen_curves
from celldesign.database.addresses import Address
from celldesign.database.catalogue import Catalogue
from celldesign.database.curve_reading import is_curve, read_curve
from celldesign.database.curve_writing import add_curve
from celldesign.database.engine import open_catalogue
from celldesign.database.seeding import seed
from celldesign.errors import MaterialError
from celldesign.files import data_folder

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
    known = catalogue.curves(catalogue.material(found.material).key)
    assert (found.key in {each.key for each in known}) == (found.counter in ("Li", "Na"))
    assert found.counter in ("Li", "Na", catalogue.material(found.counter).key)
    assert -0.1 <= found.potential[-1] < found.potential[0] < 5.1
    assert 50 < found.capacity / 3600 < 3000
    assert 290 < found.temperature < 340
    assert found.note


def test_the_usual_chemistries_have_curves(catalogue: Catalogue) -> None:
    layered = ("NMC811", "NMC622", "NMC532", "NMC111", "NCA", "LCO")
    cathodes = (*layered, "LFP", "LMO", "LNMO", "NVPF")
    for material in (*cathodes, "graphite", "graphite-SiOx", "LTO", "hard carbon"):
        assert catalogue.curves(material), material
    directions = {each.direction for each in catalogue.curves("silicon")}
    assert directions == {"lithiation", "delithiation"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + HEADING + "0,4.0\n0.5,3.9\n0.5,3.8\n", "line 11: a stoichiometry above"),
        (HEAD + HEADING + "0.5,4.0\n0.1,4.2\n", "line 10: a stoichiometry above"),
        (HEAD + HEADING + "0,4.0\n0.5,4.1\n", "line 10: a potential that does not rise"),
        (HEAD + HEADING + "0,4.0\n0.5,nan\n", "line 10: a pair of finite numbers"),
        (HEAD + HEADING + "0,4.0\n0.5;3.9\n", "line 10: two numbers"),
        (HEAD + HEADING + "0,4.0\n50,3.9\n", "line 10: a stoichiometry from 0 to 1"),
        (HEAD + HEADING + "0,4000\n0.5,3900\n", "line 9: a potential from -1 to 6 V"),
        (
            HEAD + HEADING.replace("V", "mV") + "0,4.0\n0.5,3.9\n",
            "line 9: 50 mV or more at the first",
        ),
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


MINE = HEAD + HEADING + "0,4.3\n0.5,3.9\n1,3.0\n"
Rows = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def shipped_curve(folder: Path) -> Path:
    path = folder / "curves" / "NMC811-Paper.csv"
    path.parent.mkdir()
    path.write_text(MINE.replace("chen2020", "paper"), encoding="utf-8")
    return path


def test_the_database_has_the_shipped_files(catalogue: Catalogue) -> None:
    stored = [
        each
        for path in FILES
        for full in (False, True)
        for each in catalogue.curves(read_curve(path).material, full_cells=full)
    ]
    by_key = {each.key: each for each in stored}
    assert by_key.keys() == {path.stem for path in FILES}
    for path in FILES:
        found = by_key[path.stem]
        assert found.citation == catalogue.sources()[found.source].citation
        assert replace(found, citation="", doi="") == read_curve(path)


def test_a_changed_curve_supersedes_and_an_old_one_comes_back(
    address: Address, folder: Path, shipped_curve: Path, rows: Rows
) -> None:
    before = shipped_curve.read_text(encoding="utf-8")
    seed(address, folder)
    for text in (before.replace("3.9\n", "3.8\n"), before, before.replace("3.9\n", "3.8\n")):
        shipped_curve.write_text(text, encoding="utf-8")
        seed(address, folder)
    assert rows("SELECT superseded_by, withdrawn FROM curve ORDER BY id") == [(2, 0), (None, 0)]
    assert rows("SELECT y FROM curve_point WHERE position = 1 ORDER BY curve") == [(3.9,), (3.8,)]
    shipped_curve.unlink()
    seed(address, folder)
    assert rows("SELECT key FROM curve_view") == []
    assert rows("SELECT count(*) FROM curve_point") == [(6,)]


def test_a_faulty_curve_keeps_the_data_from_being_seeded(
    address: Address, folder: Path, shipped_curve: Path
) -> None:
    shipped_curve.write_text(MINE, encoding="utf-8")
    with pytest.raises(MaterialError, match=r"NMC811-Paper\.csv: an unknown source"):
        seed(address, folder)


@pytest.mark.usefixtures("shipped", "shipped_curve")
def test_a_curve_of_ones_own_goes_first_and_supersedes_its_older_self(
    address: Address, url: str, folder: Path, tmp_path: Path, rows: Rows
) -> None:
    seed(address, folder)
    path = tmp_path / "mine.csv"
    mine = MINE.replace("NMC811", "NMC-811").replace("chen2020", "My notebook, page 3")
    for text in (mine, mine, mine.replace("3.9", "3.7")):
        path.write_text(text, encoding="utf-8")
        add_curve(address, path)
    with open_catalogue(url) as catalogue:
        first, second = catalogue.curves("NMC811")
    assert (first.key, first.origin, first.citation) == ("mine", "user", "My notebook, page 3")
    assert first.potential == (4.3, 3.7, 3.0)
    assert second.key == "NMC811-Paper"
    assert chosen_curves([second, first], 298.15) == (first,)
    assert rows("SELECT count(*) FROM curve WHERE key = 'mine'") == [(2,)]
    seed(address, folder)
    assert rows("SELECT count(*) FROM curve_view WHERE origin = 'user'") == [(1,)]


def test_a_curve_of_ones_own_needs_a_source_that_is_known(
    address: Address, folder: Path, tmp_path: Path, rows: Rows
) -> None:
    seed(address, folder)
    path = tmp_path / "mine.csv"
    path.write_text(MINE.replace("chen2020", "papper"), encoding="utf-8")
    with pytest.raises(MaterialError, match=r"unknown source: given papper.*paper"):
        add_curve(address, path)
    assert rows("SELECT count(*) FROM curve") == [(0,)]


def test_among_curves_the_mean_and_the_nearest_temperature_are_chosen(tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    path.write_text(MINE, encoding="utf-8")
    mean = read_curve(path)
    warm = replace(mean, key="warm", temperature=333.15)
    apart = [replace(mean, direction=each) for each in ("lithiation", "delithiation")]
    assert chosen_curves([mean, warm, *apart], 320.0) == (warm,)
    assert chosen_curves([mean, warm], 300.0) == (mean,)
    assert chosen_curves(apart, 300.0) == tuple(apart)
    assert chosen_curves([], 300.0) == ()


def test_a_file_is_a_curve_if_it_says_so_above_its_points(tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    path.write_text(MINE, encoding="utf-8")
    assert is_curve(path)
    path.write_text("material,property\n", encoding="utf-8")
    assert not is_curve(path)
    assert not is_curve(tmp_path / "none.csv")
    with pytest.raises(MaterialError, match=r"none\.csv: the curve cannot be read: no such file"):
        read_curve(tmp_path / "none.csv")


def test_millivolts_are_volts(tmp_path: Path) -> None:
    path = tmp_path / "mV.csv"
    path.write_text(HEAD + "stoichiometry [1],potential [mV]\n0,4000\n1,3000\n")
    assert read_curve(path).potential == pytest.approx((4.0, 3.0))


def test_full_cells_stand_apart_from_half_cells(catalogue: Catalogue) -> None:
    full = {(m, c.counter) for m in ("LMO", "LFP") for c in catalogue.curves(m, full_cells=True)}
    assert full == {("LMO", "graphite"), ("LMO", "LTO"), ("LFP", "graphite")}
    assert all(each.counter == "Li" for each in catalogue.curves("LMO"))


def test_the_papers_cell_charges_above_its_discharge(catalogue: Catalogue) -> None:
    found = {c.direction: c for c in catalogue.curves("NMC811") if c.source == "boaretto2025"}
    charge, discharge = found["delithiation"].potential, found["lithiation"].potential
    assert charge[0] == discharge[0] == 4.2
    assert all(c > d for c, d in zip(charge[1:-1], discharge[1:-1], strict=True))
    assert chosen_curves(catalogue.curves("NMC811"), 333.15)[0].key == "NMC811-Chen2020"
