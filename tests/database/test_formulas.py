import pytest

from celldesign.database.formulas import atoms, check_formula
from celldesign.errors import MaterialError
from celldesign.files import data_folder
from celldesign.toml_lines import read_toml


@pytest.mark.parametrize(
    "text",
    [
        *("Mn", "LiMnO2", "LixCoO2", "Li1+xMn2-xO4", "LiMnOx", "(C2H4O)n", "[C2H4O]n"),
        *("CuSO4·5H2O", "LiFePO4.H2O", "Li1−xFePO4", "Na3V2(PO4)2F3", "DyMn2", "D2O"),
    ],
)
def test_what_chemists_write_is_a_formula(text: str) -> None:
    check_formula(text)


@pytest.mark.parametrize(
    "text",
    ["", "2H2O", "H2O)", "(H2O", ")H(", "(2Li)", "h2o", "H2 O", "Xq2", "1.5", "()", "Lix-", "<b>"],
)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(MaterialError, match="chemical formula"):
        check_formula(text)


def test_every_shipped_formula_is_read() -> None:
    found = 0
    for path in data_folder("materials").glob("*.toml"):
        content = read_toml(path.read_text("utf-8"))
        for table in (content, *content.get("material", [])):
            if table.get("formula"):
                check_formula(table["formula"])
                found += 1
    assert found > 90


def test_brackets_multiply() -> None:
    assert atoms("Al(N(SO2)2)3") == {"Al": 1, "N": 3, "S": 6, "O": 12}
