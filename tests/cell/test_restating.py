from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from celldesign.cell.restating import restate
from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.design.file import parse_design, read_design
from celldesign.design.overrides import set_values
from celldesign.design.writing import design_text
from celldesign.errors import InconsistentError

Build = Callable[..., Cell]
DESIGNER = ["cathode.areal_capacity", "cathode.porosity", "np_ratio"]


@pytest.mark.parametrize(
    ("name", "give"),
    [
        ("graphite_68Ah", [*DESIGNER, "anode.porosity", "electrolyte.mass_per_capacity"]),
        ("lg_m50", DESIGNER),
        ("pouch_1Ah", ["cathode.areal_capacity", "cathode.porosity", "np_ratio"]),
        ("vw_id3_e78", DESIGNER),
        ("coin_2032", ["np_ratio"]),
    ],
)
def test_a_restated_cell_is_the_same_and_given_otherwise(
    build: Build, catalogue: Catalogue, name: str, give: list[str]
) -> None:
    path = Path(f"examples/{name}.toml")
    text, _ = restate(read_design(path), give, catalogue)
    before, after = build(path), build(text)
    for flat, value in before.values.items():
        if flat in after.values:
            assert np.allclose(after.values[flat], value, rtol=1e-12, atol=0, equal_nan=True), flat
    values = parse_design(text).values
    assert {each.replace(".", "_") for each in give} <= values.keys()
    assert len(values) == len(before.design.values)
    comments = [line for line in path.read_text().splitlines() if line.startswith("#")]
    assert comments == [line for line in text.splitlines() if line.startswith("#")]
    # and what is given now is what a what-if moves, without a hold
    sets = {"np_ratio": f"{1.1 * before['np_ratio'].value} "}
    moved = build(text, **sets)
    assert moved["cathode.areal_capacity"].si == pytest.approx(
        before["cathode.areal_capacity"].si, rel=1e-12
    )


def test_restating_back_gives_the_first_file_again(build: Build, catalogue: Catalogue) -> None:
    design = read_design("examples/graphite_68Ah.toml")
    text, _ = restate(design, DESIGNER, catalogue)
    back = ["cathode.active_loading", "cathode.thickness", "anode.active_loading"]
    again, _ = restate(parse_design(text), back, catalogue)
    values = parse_design(again).values
    assert values.keys() == design.values.keys()
    for flat, entry in design.values.items():
        assert values[flat].value == pytest.approx(entry.value, rel=1e-12), flat


def test_what_nothing_can_follow_from_is_not_given(catalogue: Catalogue) -> None:
    design = read_design("examples/graphite_68Ah.toml")
    with pytest.raises(InconsistentError, match=r"cell\.mass cannot be held"):
        restate(design, ["cell.mass"], catalogue)


def test_a_written_design_leaves_out_what_was_released_and_gives_what_is_held(build: Build) -> None:
    hold = ["cathode.porosity", "np_ratio"]
    path = Path("examples/graphite_68Ah.toml")
    cell = build(path, hold=hold, **{"cathode.areal_capacity": "5 mAh/cm^2"})
    text = design_text(cell.design, {"separator.thickness": "12 um"}, "thinner")
    again = build(text)
    assert again.design.name == "thinner"
    assert "thickness" not in text.partition("[cathode]")[2].partition("collector")[0]
    once = build(
        path,
        hold=hold,
        **{"cathode.areal_capacity": "5 mAh/cm^2", "separator.thickness": "12 um"},
    )
    assert again["cell.specific_energy"].si == pytest.approx(once["cell.specific_energy"].si)
    assert again["cathode.porosity"].spread == pytest.approx(
        cell["cathode.porosity"].spread, rel=1e-3
    )


def test_comments_stay_where_something_is_set() -> None:
    plain = parse_design('schema = 2\n# a cell\n[cathode]\nthickness = "70 um"  # one side\n')
    text = design_text(plain, {"np_ratio": "1.2"})
    assert text == (
        'schema = 2\n# a cell\nnp_ratio = {value = "1.2", override = true}\n\n[cathode]\n'
        'thickness = "70 um"  # one side\n'
    )
    assert set_values(plain, {}) is plain
