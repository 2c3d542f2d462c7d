"""Materials of an installed package: the example package under tests/packages, really offered."""

import tomllib
from pathlib import Path

import pytest

from celldesign import build, open_catalogue
from celldesign.database.files import GROUP, material_folders
from celldesign.errors import MaterialError

PACKAGE = Path(__file__).parents[1] / "packages" / "acme_materials"
SEPARATOR = {"separator.material": "Acme 16PE"}


def install(site: Path, monkeypatch: pytest.MonkeyPatch, names: dict[str, str]) -> None:
    """Make the package importable, with the record of it that pip would write."""
    record = site / "acme_materials-1.0.dist-info"
    record.mkdir()
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-materials\nVersion: 1.0\n")
    lines = "".join(f"{name} = {value}\n" for name, value in names.items())
    (record / "entry_points.txt").write_text(f"[{GROUP}]\n{lines}")
    monkeypatch.syspath_prepend(str(PACKAGE))
    monkeypatch.syspath_prepend(str(site))


def test_a_package_brings_materials_which_go_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'cells.sqlite'}"
    with open_catalogue(url) as catalogue, pytest.raises(MaterialError, match="unknown material"):
        catalogue.material("Acme 16PE")
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text())["project"]
    with monkeypatch.context() as patch:
        install(tmp_path, patch, project["entry-points"][GROUP])
        assert [folder.name for folder in material_folders()] == ["materials", "materials"]
        with open_catalogue(url) as catalogue:
            assert catalogue.material("acme 16pe").origin == "shipped"
            density = catalogue.records("Acme 16PE", "density")[0]
            assert (density.value, density.source.key) == (0.95, "handbook")
        cell = build("lg_m50", SEPARATOR, url)
        # hand: 16 um of which 59 % are polyethylene of 0.95 g/cm^3
        per_area = cell["separator.mass"].si / cell["separator.sheet_area"].si
        per_area /= cell["separator.layers"].si
        assert cell["separator.porosity"].value == pytest.approx(41)
        assert per_area == pytest.approx(cell["separator.thickness"].si * 0.59 * 950, rel=1e-6)
    with open_catalogue(url) as catalogue, pytest.raises(MaterialError, match="unknown material"):
        catalogue.material("Acme 16PE")


def test_an_entry_point_that_names_no_package_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, {"acme": "acme_materials.no_such"})
    with pytest.raises(MaterialError, match=r"acme in celldesign.*no_such"):
        material_folders()
