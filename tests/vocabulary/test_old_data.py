"""What users of 0.1 have: a database with own values, a plant and a saved design, and a study.

All in tests/old were made by celldesign 0.1.0; of the database, shipped values that the saved
design does not depend on were left out.
"""

import lzma
from pathlib import Path

import pandas as pd
import pytest

from celldesign import build, open_catalogue
from celldesign.cell.saved import replay
from celldesign.database.designs import find_kept
from celldesign.study.store import description
from celldesign.vocabulary.renamed import RenamedWarning

OLD = Path(__file__).parents[1] / "old"


@pytest.fixture
def url(tmp_path: Path) -> str:
    path = tmp_path / "user.sqlite"
    path.write_bytes(lzma.decompress((OLD / "user.sqlite.xz").read_bytes()))
    return f"sqlite:///{path}"


def test_a_saved_design_of_0_1_is_built_again_and_compared_by_the_names_of_today(url: str) -> None:
    with open_catalogue(url) as catalogue:
        again = replay(find_kept(catalogue, "#1"), catalogue)
    assert again.kept.software == "celldesign 0.1.0"
    assert again.cell["jelly_roll.clearance"].value == pytest.approx(0.3)
    assert again.cell["economics.annual_capacity"].value == pytest.approx(10)
    changed = {change.name: change for change in again.changes}
    assert not [name for name in changed if name.startswith("roll.")]
    assert "jelly_roll.windings" not in changed
    assert "jelly_roll.mandrel_diameter" not in {cause.name for cause in again.causes}


def test_a_plant_in_a_database_of_0_1_is_read(url: str) -> None:
    with pytest.warns(RenamedWarning):
        cell = build(
            OLD / "cylindrical.toml",
            {"economics.plant": "ours", "economics.volume": "10 GWh/year"},
            url,
        )
    assert cell["plant.unit_price_exponent"].si == pytest.approx(0.2)
    assert cell["casing.unit_price"].value == pytest.approx(0.15)  # the design's own
    with open_catalogue(url) as catalogue:
        (mine,) = catalogue.rows("SELECT value FROM property_value WHERE origin = 'user'")
    assert mine["value"] == pytest.approx(4.71)


def test_a_study_of_0_1_is_read(tmp_path: Path) -> None:
    found = description(OLD / "study.parquet")
    names = [column["name"] for column in found["columns"].values()]
    assert names[:2] == ["jelly_roll.mandrel_diameter", "jelly_roll.windings"]
    assert len(pd.read_parquet(OLD / "study.parquet")) == found["rows"] == 3
