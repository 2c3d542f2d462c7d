import re
import shutil
import subprocess
from pathlib import Path

import pytest

from celldesign.errors import CelldesignError, DesignError
from celldesign.report.buildsheet import build_sheet, to_html, to_text

EXAMPLES = Path(__file__).parents[2] / "examples"
chromium = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def paper(build):
    return build(EXAMPLES / "pouch_1Ah.toml")


def table(sheet, title):
    return next(table for table in sheet.tables if table.title.startswith(title))


def test_coats_are_dry_and_wet(paper):
    sheet = build_sheet(paper, solids={"cathode": 0.5})
    assert table(sheet, "Coating").heads == ("what", "cathode")
    assert table(sheet, "Coating").rows[:3] == (
        ("dry coat weight, one side", "21.05 ± 0.39 mg/cm^2"),
        ("wet coat weight, one side", "42.11 mg/cm^2"),
        ("thickness of one side, calendered", "70.0 ± 2.0 um"),
    )
    assert table(build_sheet(paper), "Coating").rows[1][1] == "not known"


def test_the_solvent_is_weighed_where_the_solids_are_known(paper):
    rows = {
        row[0]: row[2] for row in table(build_sheet(paper, solids={"cathode": 0.6}), "To w").rows
    }
    # 16 mg/cm^2 of active material are 76 % of the coating, on 12 faces of 30 cm^2: 7.579 g
    assert rows["solvent"] == f"{7.579 * 0.4 / 0.6:.3f} g"
    assert "solvent" not in {row[0] for row in table(build_sheet(paper), "To weigh").rows}


def test_what_is_cut_covers_the_scrap(paper):
    rows = {row[0]: row for row in table(build_sheet(paper, 20, 0.15), "Cutting").rows}
    assert rows["cathode"][1:] == ("50 mm x 60 mm", "157.0 ± 4.5 um", "6", "142")  # 120 / 0.85
    assert rows["separator"][3:] == ("24", "565")  # 480 / 0.85 = 564.7
    assert {row[4] for row in table(build_sheet(paper), "Cutting").rows} == {"6", "7", "24"}


def test_the_room_of_a_sheet_and_the_tabs_are_told(build):
    cut = table(build_sheet(build(EXAMPLES / "graphite_68Ah.toml")), "Cutting")
    # sheets of 54, 56 and 58 mm
    assert "anode beyond cathode 1 mm, separator beyond anode 1 mm" in cut.note
    assert ("cathode tab", "45 mm x 47 mm", "1 mm", "1", "1") in cut.rows
    discs = table(build_sheet(build(EXAMPLES / "coin_2032.toml")), "Cutting")
    assert "separator beyond anode 1 mm" in discs.note  # discs of 14 and 16 mm


def test_the_order_names_every_sheet_once(paper):
    rows = table(build_sheet(paper), "Stacking").rows
    assert rows == (
        ("1", "6 x", "lithium sheet, 2 x separator, cathode sheet, 2 x separator"),
        ("2", "1 x", "lithium sheet"),
    )


def test_one_sided_outer_sheets_are_told(build):
    settings = {"stack.outer_electrodes": "single"}
    cell = build(EXAMPLES / "lacey_nmc811_graphite.toml", **settings)
    rows = table(build_sheet(cell), "Stacking").rows
    laid = [part for row in rows for part in row[2].split(", ") * int(row[1].split()[0])]
    assert (laid[0], laid[-1]) == ("single-sided anode sheet", "single-sided anode sheet")
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
    assert filling["formation window"] == "3.0 V to 4.35 V"


def test_formation_goes_at_its_own_rate_or_that_of_operation(paper):
    # 1C is the nominal 12 x 30 cm^2 x 16 mg/cm^2 x 180 mAh/g = 1.0368 Ah an hour
    filling = table(build_sheet(paper), "Filling")
    assert dict(filling.rows)["formation rate and current"] == "C/20, 0.05184 A"
    assert filling.note.startswith("The rate is that of operation")
    slow = table(build_sheet(paper, formation_rate="C/40"), "Filling")
    assert dict(slow.rows)["formation rate and current"] == "C/40, 0.02592 A"
    assert not slow.note
    with pytest.raises(CelldesignError):
        build_sheet(paper, formation_rate="40 h")


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
    assert max(map(len, text.splitlines())) <= 80
    for found in sheet.tables:
        assert found.title in text
        assert found.title in page
    evil = build(EXAMPLES / "pouch_1Ah.toml", name="<script>")
    assert "<script" not in to_html(build_sheet(evil))


@pytest.mark.skipif(chromium is None, reason="Chromium is not installed")
@pytest.mark.parametrize("name", ["graphite_68Ah", "byd_blade", "tesla_4680", "coin_2032"])
def test_it_prints_on_one_page_of_a4(build, tmp_path, name):
    page, printed = tmp_path / "sheet.html", tmp_path / "sheet.pdf"
    sheet = build_sheet(build(EXAMPLES / f"{name}.toml"), 20, 0.1, {"cathode": 0.6, "anode": 0.5})
    page.write_text(to_html(sheet), encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={printed}"]
    subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=120)
    assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == 1
