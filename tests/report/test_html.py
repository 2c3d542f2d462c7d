import re
from pathlib import Path

import pytest
from markup import checked

from celldesign.report.charts import charts
from celldesign.report.html import page
from celldesign.report.voltage import voltage_plot

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
    assert "357.4 ± 8.5 Wh/kg" in text
    assert "Published figures beside ours" in text


def test_whatever_a_file_says_is_escaped(build):
    evil = "<script>alert(1)</script>\"'&"
    cell = build(EXAMPLES / "pouch_1Ah.toml", name=evil)
    text = page([cell, cell])
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert not checked(text).faults


def test_a_note_of_a_file_is_escaped(build):
    text = (EXAMPLES / "pouch_1Ah.toml").read_text()
    text = text.replace("from 1.28 Ah and 222 mAh/g", "<img src=x onerror=alert(1)>")
    found = checked(page([build(text)]))
    assert not found.loaded


def test_bars_hold_the_whole(cells):
    for chart in charts(cells):
        for bar in chart.bars:
            assert sum(part.width for part in bar.segments) == pytest.approx(720)
    mass = charts(cells[:1])[0]
    grams = [float(part.text.split()[0]) for part in mass.bars[0].segments]
    assert sum(grams) == pytest.approx(cells[0]["cell.mass"].value, rel=1e-3)


def test_bars_of_like_cells_share_a_scale(build, cells):
    light = build(EXAMPLES / "pouch_1Ah.toml", **{"casing.thickness": "60 um"})
    heavy, other = charts([cells[0], light])[0].bars
    widths = [sum(part.width for part in bar.segments) for bar in (heavy, other)]
    ratio = light["cell.mass"].value / cells[0]["cell.mass"].value
    assert widths == pytest.approx([720, 720 * ratio])


def test_colours_of_the_legend_are_told_apart(cells):
    for chart in charts(cells):
        shades = [shade for _, shade in chart.legend]
        assert len(set(shades)) == len(shades)


def test_the_style_defines_every_colour_in_use(cells):
    text = page(cells)
    used = {
        name
        for found in re.findall(r'class="(?:slab )?([rs]\d?-?[\w -]*)"', text)
        for name in found.split()
    }
    for name in used & {f"s{i}" for i in range(10)}:
        assert f".{name} {{" in text


def test_voltage_curves_meet_the_window(build):
    cell = build(EXAMPLES / "pouch_1Ah.toml")
    drawn = voltage_plot(cell)
    assert drawn is not None
    assert "from 4.35 to 3 V" in drawn.title
    first, *_, last = next(line for line in drawn.lines if line.label == "cell").points
    assert first[2] == "cell: 0, 4.35"
    assert float(last[2].rpartition(", ")[2]) >= 3.0 - 1e-9
    found = checked(page([cell], [drawn]))
    assert not found.faults
    assert drawn.title in page([cell], [drawn])


def test_a_cell_without_curves_has_none(build):
    assert voltage_plot(build(EXAMPLES / "lacey_lfp_graphite.toml")) is None
