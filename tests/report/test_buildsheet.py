from pathlib import Path

import pytest

from celldesign.errors import DesignError
from celldesign.report.buildsheet import build_sheet, to_html, to_text

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def paper(build):
    return build(EXAMPLES / "pouch_1Ah.toml")


def table(sheet, title):
    return next(table for table in sheet.tables if table.title.startswith(title))


def test_coats_are_dry_and_wet(paper):
    sheet = build_sheet(paper, solids={"cathode": 0.5})
    (row,) = table(sheet, "Coating").rows
    assert row[:3] == ("cathode", "21.05 ± 0.39 mg/cm^2", "42.11 mg/cm^2")
    assert table(build_sheet(paper), "Coating").rows[0][2] == "not known"


def test_what_is_cut_covers_the_scrap(paper):
    rows = {row[0]: row for row in table(build_sheet(paper, 20, 0.15), "Cutting").rows}
    assert rows["cathode"][1:4] == ("50 mm x 60 mm", "6", "142")  # 120 / 0.85 = 141.2
    assert rows["separator"][2:4] == ("24", "565")  # 480 / 0.85 = 564.7
    assert {row[2] for row in table(build_sheet(paper), "Cutting").rows} == {"6", "7", "24"}


def test_the_order_names_every_sheet_once(paper):
    rows = table(build_sheet(paper), "Stacking").rows
    assert rows == (
        ("1", "anode sheet, 2 x HCPE L2, cathode sheet, 2 x HCPE L2", "6"),
        ("2", "anode sheet", "1"),
    )


def test_one_sided_outer_sheets_are_told(build):
    settings = {"stack.outer_electrodes": "single"}
    cell = build(EXAMPLES / "lacey_nmc811_graphite.toml", **settings)
    rows = table(build_sheet(cell), "Stacking").rows
    laid = [part for row in rows for part in row[1].split(", ") * int(row[2])]
    assert (laid[0], laid[-1]) == ("one-sided anode sheet", "one-sided anode sheet")
    assert laid.count("cathode sheet") == cell["cathode.sheets"].value
    assert laid.count("anode sheet") == cell["anode.sheets"].value - 2


def test_weights_sum_to_the_cells(paper):
    rows = table(build_sheet(paper, 10, 0.2), "To weigh").rows
    one, all_cells = (sum(float(row[i].split()[0]) for row in rows) for i in (2, 3))
    assert one == pytest.approx(paper["cell.mass"].value, rel=1e-3)
    assert all_cells == pytest.approx(12.5 * paper["cell.mass"].value, rel=1e-3)


def test_a_dose_stands_where_there_is_a_liquid(build, paper):
    rows = dict(table(build_sheet(build(EXAMPLES / "lacey_nmc811_graphite.toml")), "Filling").rows)
    assert rows["electrolyte of one cell"].startswith("109.6")
    filling = dict(table(build_sheet(paper), "Filling").rows)
    assert "electrolyte of one cell" not in filling
    assert (filling["lower cut-off"], filling["upper cut-off"]) == ("3.0 V", "4.35 V")


def test_a_roll_is_ordered_from_its_core(build):
    sheet = build_sheet(build(EXAMPLES / "tesla_4680.toml"))
    assert len(table(sheet, "Order of one turn").rows) == 4


@pytest.mark.parametrize(("scrap", "solids"), [(1.0, {}), (-0.1, {}), (0.0, {"anode": 0.0})])
def test_impossible_shares_are_refused(paper, scrap, solids):
    with pytest.raises(DesignError):
        build_sheet(paper, 1, scrap, solids)


def test_page_and_text_show_the_same(paper, build):
    sheet = build_sheet(paper, 3)
    text, page = to_text(sheet), to_html(sheet)
    for found in sheet.tables:
        assert found.title in text
        assert found.title in page
    evil = build(EXAMPLES / "pouch_1Ah.toml", name="<script>")
    assert "<script" not in to_html(build_sheet(evil))
