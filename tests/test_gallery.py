"""Every published example builds, models agree to 0.2 %, and the page shows what comes out now."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from celldesign.app import app
from celldesign.cell.published import compare
from celldesign.cell.result import Cell
from celldesign.database.engine import open_catalogue
from celldesign.design.file import read_design
from celldesign.errors import DesignError

Build = Callable[..., Cell]
ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
DESIGNS = {path.stem: read_design(path) for path in EXAMPLES}
MODELS = [name for name, design in DESIGNS.items() if design.published_kind == "model"]
MEASURED = [name for name, design in DESIGNS.items() if design.published_kind == "measured"]


# C1 to C10 of the cells to rebuild.
LISTED = (
    *("lacey_nmc811_graphite", "lacey_nmc811_lithium", "lacey_nmc811_lithium_llzo"),
    *("lacey_lfp_graphite", "lacey_nmc622_21700", "ecker2015_stack", "byd_blade", "tesla_4680"),
    *("vw_id3_e78", "xiao2022_recomputed"),
)


def invoke(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["validate", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("name", MODELS)
def test_figures_of_models_come_out(build: Build, name: str) -> None:
    rows = compare(build(ROOT / "examples" / f"{name}.toml"))
    assert rows
    for row in rows:
        assert row.difference == pytest.approx(0, abs=2e-3), row.name


@pytest.mark.parametrize("name", [name for name, design in DESIGNS.items() if design.published])
def test_a_deviation_of_a_few_per_cent_is_explained(build: Build, name: str) -> None:
    design = DESIGNS[name]
    assert design.source
    far = [
        row.name
        for row in compare(build(ROOT / "examples" / f"{name}.toml"))
        if row.difference is None or abs(row.difference) > 0.03
    ]
    assert design.notes or not far


def test_there_are_cells_enough() -> None:
    figures = {name for name, design in DESIGNS.items() if design.published}
    assert figures > {*LISTED}
    assert len(figures - {*LISTED}) >= 8
    assert len(MODELS) >= 6
    assert len(MEASURED) >= 10
    assert {design.format for design in DESIGNS.values()} >= {"pouch", "coin", "cylindrical"}


def test_the_page_is_current(database: str) -> None:
    written = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    assert invoke("--markdown") == written, "celldesign validate --markdown > docs/gallery.md"


def test_the_picture_is_current(database: str, tmp_path: Path) -> None:
    drawn = tmp_path / "calibration.svg"
    found = json.loads(invoke("--picture", str(drawn), "--json"))["calibration"]
    kept = ROOT / "docs" / "calibration.svg"
    assert drawn.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")
    assert found["cells"] >= 12
    assert found["coverage"]["1"]["low"] < 0.683 < found["coverage"]["1"]["high"]
    assert len(found["reliability"]) == 9


def test_validate_without_files_takes_all_examples(database: str) -> None:
    rows = json.loads(invoke("--json"))["rows"]
    published = {design.name for design in DESIGNS.values() if design.published}
    assert {row["cell"] for row in rows} == published
    assert {row["kind"] for row in rows} <= {"model", "measured", "simulated", ""}
    assert "LG M50 NMC811 | graphite-SiOx 21700, 5 Ah (measured)" in invoke()


def test_a_kind_of_figure_is_one_of_two(build: Build) -> None:
    with pytest.raises(DesignError, match="measured or model or simulated is required"):
        build('schema = 2\n[published]\nkind = "guessed"\n')


def test_catalogue_knows_the_materials_of_every_example(database: str) -> None:
    with open_catalogue(database) as catalogue:
        for design in DESIGNS.values():
            for recipe in design.recipes.values():
                for name in recipe:
                    assert catalogue.material(name)
