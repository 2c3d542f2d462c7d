import pytest

from celldesign.cell.build import build
from celldesign.database.engine import open_catalogue
from celldesign.files import data_folder
from celldesign.study.warned import told, warnings_of
from celldesign.study.whatif import prepare_whatif

ION = data_folder("templates") / "new" / "lithium-ion.toml"
pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize(
    ("name", "values"),
    [("cathode.porosity", "2.5,25%"), ("operation.temperature", "25,250degC")],
)
def test_each_row_has_the_warnings_of_its_build(name, values):
    with open_catalogue(None) as catalogue:
        study = prepare_whatif(ION, {name: values}, catalogue=catalogue)
    rows = warnings_of(study, study.frame())
    unit = values.rpartition(",")[2].lstrip("0123456789.")
    for text, found in zip(values.removesuffix(unit).split(","), rows, strict=True):
        assert set(found) == set(build(ION, {name: f"{text} {unit}"}).warnings)


def test_a_warning_is_told_once_with_its_rows():
    rows = [("np_ratio of 2 is outside",), ("np_ratio of 3 is outside", "heavy"), (), ("heavy",)]
    assert told(rows) == ["rows 1-2: np_ratio of 2 is outside", "rows 2, 4: heavy"]
