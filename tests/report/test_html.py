from pathlib import Path

import pytest
from markup import checked

from celldesign.report.buildsheet import build_sheet, to_html
from celldesign.report.cell_figures import figures, mass, voltage
from celldesign.report.embed import numbers_table
from celldesign.report.html import page

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def cells(build):
    names = ("pouch_1Ah", "lacey_nmc811_graphite", "tesla_4680")
    return [build(EXAMPLES / f"{name}.toml") for name in names]


def test_a_page_is_well_formed_and_loads_nothing(cells):
    found = checked(page(cells))
    assert not found.faults
    assert not found.loaded
    assert len(set(found.ids)) == len(found.ids)


def test_a_build_sheet_is_well_formed_and_loads_nothing(cells):
    found = checked(to_html(build_sheet(cells[0])))
    assert not found.faults
    assert not found.loaded


def test_every_link_leads_somewhere(cells):
    found = checked(page(cells))
    inner = {link[1:] for link in found.links if link.startswith("#")}
    assert inner <= set(found.ids)
    assert "c2-stack.specific_energy" in inner
    outside = [link for link in found.links if not link.startswith("#")]
    assert all(link.startswith(("https://", "http://")) for link in outside)


def test_a_page_of_one_cell_opens_with_its_figures(cells):
    text = page(cells[:1])
    assert "<h1>1 Ah Li|HCPE|NMC-811 pouch, C/20 to 4.35 V</h1>" in text
    assert "357.4 ± 9.7 Wh/kg" in text
    assert "Published figures beside ours" in text


def test_whatever_a_file_says_is_escaped(build):
    evil = "</script><!--<script><b>alert(1)</b>\"'&<a href=javascript:alert(1)>"
    cell = build(EXAMPLES / "pouch_1Ah.toml", name=evil)
    found = checked(page([cell, cell]))
    assert not found.faults
    assert not found.tree.findall(".//b[.='alert(1)']")
    titles = [each["text"] for each in found.figures[0]["layout"]["annotations"]]
    assert titles[0].startswith("16.01 g: &lt;/script&gt;&lt;!--&lt;script&gt;&lt;b&gt;alert(1)")


def test_a_note_of_a_file_is_escaped(build):
    text = (EXAMPLES / "pouch_1Ah.toml").read_text()
    text = text.replace("from 1.28 Ah and 222 mAh/g", "<img src=x onerror=alert(1)>")
    found = checked(page([build(text)]))
    assert not found.loaded


def drawn(figure):
    """The parts of each bar: {bar: {part: length}}."""
    bars = {}
    for trace in figure["data"]:
        for bar, length in zip(trace["y"], trace["x"], strict=True):
            bars.setdefault(bar, {})[trace["name"]] = length
    return bars


def test_bars_of_unlike_cells_are_shares_of_the_whole(cells):
    for figure in figures(cells):
        for parts in drawn(figure).values():
            assert sum(parts.values()) == pytest.approx(100)
    assert "own scale" in mass(cells)["layout"]["title"]["text"]


def test_bars_of_like_cells_share_a_scale(build, cells):
    light = build(EXAMPLES / "pouch_1Ah.toml", **{"casing.thickness": "60 um"})
    heavy, other = drawn(mass([cells[0], light])).values()
    assert sum(heavy.values()) == pytest.approx(cells[0]["cell.mass"].value)
    assert sum(other.values()) == pytest.approx(light["cell.mass"].value)


def test_a_figure_says_its_numbers_in_a_table(cells):
    table = numbers_table(mass(cells[:1]))
    assert table.heads == ("part", cells[0].design.name)
    grams = {row[0]: float(row[1].split()[0]) for row in table.rows}
    item = next(i for i in cells[0].bill_of_materials if i.material == "NMC811")
    assert grams["NMC811, cathode"] == pytest.approx(1e3 * item.mass, rel=1e-3)
    assert sum(grams.values()) == pytest.approx(cells[0]["cell.mass"].value, rel=1e-3)


def test_parts_are_told_apart_by_colour_and_hatching(cells):
    for figure in figures(cells):
        looks = [(t["marker"]["color"], bool(t["marker"]["pattern"])) for t in figure["data"]]
        assert len(set(looks)) == len(looks)


def test_voltage_curves_meet_the_window(build):
    cell = build(EXAMPLES / "pouch_1Ah.toml")
    found = voltage(cell)
    assert found is not None
    assert "from 4.35 to 3 V, N/P 1.432 ± 0.049" in found["layout"]["title"]["text"]
    assert [shape["y0"] for shape in found["layout"]["shapes"]] == [4.35, 3.0]
    curves = {trace["name"]: trace["y"] for trace in found["data"]}
    assert curves["cell"][0] == pytest.approx(4.35, abs=1e-9)
    assert min(curves["cell"]) >= 3.0 - 1e-9
    differences = [c - a for c, a in zip(curves["cathode"], curves["anode"], strict=True)]
    assert curves["cell"] == pytest.approx(differences)
    shown = checked(page([cell]))
    assert not shown.faults
    assert shown.figures[-1]["data"][1]["y"] == pytest.approx(curves["cell"])


def test_a_cell_without_curves_has_none(build):
    assert voltage(build(EXAMPLES / "lacey_lfp_graphite.toml")) is None
