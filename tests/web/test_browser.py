"""The page in a real Chromium; skipped where Playwright or a browser is missing."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from celldesign.report.html import page as report_page
from celldesign.study.whatif import whatif

EXAMPLES = Path(__file__).parents[2] / "examples"
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
playwright = pytest.importorskip("playwright.sync_api")
pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def address(database):
    command = "import sys; from celldesign.app import main; sys.exit(main())"
    arguments = ["serve", str(EXAMPLES / "pouch_1Ah.toml"), "--no-browser", "--database", database]
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", command, *arguments], stdout=subprocess.PIPE, text=True
    )
    try:
        line = process.stdout.readline()
        yield re.search(r"http://\S+", line)[0]
    finally:
        process.send_signal(2)
        rest, _ = process.communicate(timeout=20)
        assert rest.endswith("stopped\n")
        assert process.returncode == 0


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=BROWSER, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser, address):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(15_000)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    page.wait_for_selector("#result .card")
    yield page
    context.close()
    assert not faults


def figure(page, name="stack.specific_energy"):
    return page.locator(f'#result .card a[data-name="{name}"] b').inner_text()


def typed(page, name, text):
    field = page.locator(f'[id="in-{name}"]')
    field.fill(text)
    field.press("Enter")


def until(page, expected, name="stack.specific_energy"):
    shown = page.locator(f'#result .card a[data-name="{name}"] b')
    playwright.expect(shown).to_contain_text(expected, timeout=15_000)


def test_the_page_opens_without_a_token_in_its_address(page):
    assert "token" not in page.url
    assert page.locator("h1").inner_text().startswith("1 Ah Li|HCPE|NMC-811")
    assert figure(page) == "357.4 ± 9.7 Wh/kg"
    playwright.expect(page.locator("#result figure.drawn .barlayer")).to_have_count(3)
    playwright.expect(page.locator("#result figure.drawn .scatterlayer")).to_have_count(1)


def test_the_lithium_slider_gives_what_whatif_gives(page, database):
    slider = page.locator('[data-name="anode.thickness"] input[type="range"]')
    slider.focus()
    for _ in range(12):
        slider.press("ArrowLeft")
    text = page.locator('[id="in-anode.thickness"]').input_value()
    assert text == "34.6 um"  # twelve steps of (100 - 10) / 200 um below 40 um
    vary = {"anode.thickness": text.replace(" ", "")}
    frame = whatif(
        EXAMPLES / "pouch_1Ah.toml", vary, columns=["stack.specific_energy"], database=database
    )
    until(page, f"{frame.iloc[0, 1]:.1f}")


def test_numbers_follow_a_slider_that_does_not_rest(page):
    before = figure(page)
    moved = """async (slider) => {
      const shown = () => document.querySelector('#result .card b').textContent;
      const before = shown();
      for (let move = 0; move < 1000 && shown() === before; move++) {
        slider.value = 20 + 0.01 * move;
        slider.dispatchEvent(new Event("input"));
        await new Promise((done) => setTimeout(done, 10));
      }
      return shown() !== before;
    }"""
    slider = page.locator('[data-name="anode.thickness"] input[type="range"]')
    assert slider.evaluate(moved)
    slider.dispatch_event("change")
    text = slider.input_value()
    assert page.locator('[id="in-anode.thickness"]').input_value() == f"{float(text):.6g} um"
    page.go_back()  # one step, however many values it went through
    until(page, before)
    assert page.locator('[id="in-anode.thickness"]').input_value() == "40 um"


def test_charts_follow_the_slider_and_stay_the_same_drawing(page):
    playwright.expect(page.locator("#result .annotation").first).to_contain_text("16.01 g")
    page.evaluate("document.querySelector('#result .plot').dataset.mine = 'yes'")
    page.locator("#result figure.drawn summary").first.click()
    typed(page, "anode.thickness", "20 um")
    until(page, "363.4")
    playwright.expect(page.locator("#result .annotation").first).to_contain_text("15.79 g")
    assert page.locator("#result .plot").first.get_attribute("data-mine") == "yes"
    table = page.locator("#result figure.drawn details").first
    assert table.get_attribute("open") is not None
    playwright.expect(table).to_contain_text("lithium, anode")


def test_a_figure_shows_values_and_saves_its_picture(page, tmp_path):
    page.locator("#result .nsewdrag").first.hover(position={"x": 40, "y": 75})
    playwright.expect(page.locator("#result .hoverlayer").first).to_contain_text("NMC811")
    with page.expect_download() as found:
        page.locator("#result figcaption button").first.press("Enter")  # by keyboard
    found.value.save_as(tmp_path / "picture.png")
    assert found.value.suggested_filename == "Mass_by_material.png"
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_a_bad_value_is_a_message_and_can_be_mended_after_a_reload(page):
    typed(page, "cathode.thickness", "80 kg")
    page.wait_for_selector("#error:not([hidden])")
    assert "a length" in page.locator("#error").inner_text()
    page.reload()
    page.wait_for_selector("#error:not([hidden])")
    page.wait_for_selector('[id="in-cathode.thickness"]')
    assert page.locator('[id="in-cathode.thickness"]').input_value() == "80 kg"
    typed(page, "cathode.thickness", "80 um")
    page.wait_for_selector("#error", state="hidden")
    until(page, "214.6", "cell.energy_density")


def test_reload_and_back_lose_nothing(page):
    typed(page, "anode.thickness", "20 um")
    until(page, "363.4")
    page.click("#pin")
    page.wait_for_selector("#pins li")
    typed(page, "anode.thickness", "30 um")
    until(page, "360.")
    page.reload()
    page.wait_for_selector("#pins li")
    until(page, "360.")
    page.go_back()
    until(page, "363.4")
    assert page.locator("#pins li").count() == 1
    page.go_back()
    page.wait_for_selector("#pins li", state="detached")
    page.go_back()
    until(page, "357.4")


def test_pinned_variants_are_compared(page):
    page.click("#pin")
    page.wait_for_selector("#compared h3")
    typed(page, "anode.thickness", "20 um")
    until(page, "363.4")
    playwright.expect(page.locator("#compared")).to_contain_text("−50 %")
    page.click("#pin")
    playwright.expect(page.locator("#pins li")).to_have_count(2)
    page.locator("#pins li button").first.click()
    until(page, "357.4")


def test_studies_draw_and_solve(page):
    page.select_option("#vary", "anode.thickness")
    page.select_option("#output", "stack.specific_energy")
    page.click('#whatif button:text("Draw")')
    page.wait_for_selector("#drawn .scatterlayer path.js-line")
    page.wait_for_selector("#drawn .scatterlayer path.js-fill")  # the band
    page.click("#matters")
    page.wait_for_selector("#drawn .barlayer path")
    page.fill("#from", "1")
    page.fill("#target", "365")
    page.click("#solve")
    page.click('#solved button:text("Take it")')
    until(page, "365.0")


def test_a_number_explains_itself(page):
    page.click('#result .card a[data-name="stack.specific_energy"]')
    page.wait_for_selector("dialog[open] .node")
    page.click('dialog a:text("stack.mass")')
    playwright.expect(page.locator("#trail .node p").first).to_contain_text("stack.mass =")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")


def test_downloads_carry_the_variant(page, tmp_path):
    typed(page, "anode.thickness", "20 um")
    until(page, "363.4")
    for kind in ("toml", "json", "html"):
        with page.expect_download() as found:
            page.click(f'[data-download="{kind}"]')
        path = tmp_path / f"cell.{kind}"
        found.value.save_as(path)
        assert found.value.suggested_filename.endswith(f".{kind}")
    assert (
        tomllib.loads((tmp_path / "cell.toml").read_text())["anode"]["thickness"]["value"]
        == "20 um"
    )
    quantities = json.loads((tmp_path / "cell.json").read_text())["quantities"]
    assert quantities["stack.specific_energy"]["value"] == pytest.approx(363.4, abs=0.1)
    assert "363.4" in (tmp_path / "cell.html").read_text()


def test_a_design_is_edited_and_another_opened(page):
    page.click("#edit")
    text = (
        page.locator("#text")
        .input_value()
        .replace('thickness = { value = "70 um"', 'thickness = { value = "75 um"')
    )
    page.fill("#text", text)
    page.click("#apply")
    field = page.locator('[id="in-cathode.thickness"]')
    playwright.expect(field).to_have_value("75 um")
    page.select_option("#open", label="new lithium-ion")
    playwright.expect(page.locator("#name")).not_to_contain_text("HCPE")
    page.wait_for_selector("#result .card")


def test_materials_are_searched(page):
    page.fill("#query", "HCPE")
    page.press("#query", "Enter")
    first = page.locator("#found button").first  # of all materials, until the search answers
    playwright.expect(first).to_contain_text("polymer catholyte")
    first.click()
    page.wait_for_selector("#material td")
    assert "Boaretto" in page.locator("#material").inner_text()


def test_an_answer_that_comes_late_is_not_shown(page):
    first = page.locator("#found button").first
    playwright.expect(first).to_be_visible()
    held = []
    page.route("**/api/materials", lambda route: held.append(route))
    page.fill("#query", "NMC811")
    page.press("#query", "Enter")
    page.fill("#query", "HCPE")
    page.press("#query", "Enter")
    while len(held) < 2:
        page.wait_for_timeout(10)
    held[1].continue_()
    playwright.expect(first).to_contain_text("polymer catholyte")
    with page.expect_response("**/api/materials") as late:
        held[0].continue_()
    late.value.finished()
    page.evaluate("new Promise((done) => setTimeout(done))")  # after whatever the answer began
    assert "polymer catholyte" in first.inner_text()


@pytest.fixture(scope="module")
def reports(build, tmp_path_factory):
    """Pages of one cell and of two, as files."""
    folder = tmp_path_factory.mktemp("reports")
    evil = "</script><b>NMC</b><img src=x onerror=alert(1)>"
    cells = [
        build(EXAMPLES / "pouch_1Ah.toml", name=evil),
        build(EXAMPLES / "lacey_nmc811_graphite.toml"),
    ]
    for name, some in (("one", cells[:1]), ("two", cells)):
        (folder / f"{name}.html").write_text(report_page(some), encoding="utf-8")
    return folder


@pytest.fixture
def opened(browser, reports):
    """Open a report with what a reader prefers, and see that it asks nothing and fails nowhere."""
    contexts, faults = [], []

    def call(name, **preferences):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, **preferences))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on(
            "request",
            lambda asked: (
                asked.url.startswith(("file:", "blob:", "data:")) or faults.append(asked.url)
            ),
        )
        page.goto((reports / f"{name}.html").as_uri())
        return page

    yield call
    for context in contexts:
        context.close()
    assert not faults


@pytest.mark.parametrize("name", ["one", "two"])
def test_a_report_draws_without_any_network(opened, name):
    page = opened(name)
    figures = page.locator("figure.drawn").count()
    playwright.expect(page.locator("figure.drawn .main-svg:first-child")).to_have_count(figures)
    assert page.locator("figure.drawn details[open]").count() == 0
    assert page.locator("figure.drawn b, figure.drawn img").count() == 0
    shown = page.locator(".annotation").first.text_content()
    assert shown.startswith("16.01 g: </script><b>NMC</b><img src=x onerror=alert(1)>")


def test_figures_keep_their_bars_on_a_narrow_screen(opened):
    page = opened("two")
    wide = page.locator(".barlayer").first
    playwright.expect(wide).to_be_visible()
    tall = wide.bounding_box()["height"]
    page.set_viewport_size({"width": 400, "height": 900})
    page.reload()
    playwright.expect(wide).to_be_visible()
    assert wide.bounding_box()["height"] > 0.8 * tall
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_a_report_reads_without_script(opened):
    page = opened("one", java_script_enabled=False)
    tables = page.locator("figure.drawn details[open] table")
    assert tables.count() == page.locator("figure.drawn").count() >= 4
    assert "NMC811, cathode" in tables.first.inner_text()
    assert page.locator("figcaption button:visible").count() == 0


def colour(page, selector):
    return page.locator(selector).first.evaluate("each => getComputedStyle(each).fill")


def test_a_report_is_legible_in_light_and_dark(opened):
    for scheme, ink in (("light", "rgb(27, 31, 36)"), ("dark", "rgb(230, 234, 239)")):
        page = opened("one", color_scheme=scheme)
        page.wait_for_selector(".annotation text")
        for selector in (".annotation text", ".legend text", ".xtick text"):
            assert colour(page, f"figure.drawn {selector}") == ink


def test_figures_fit_on_a_sheet_of_paper(opened):
    page = opened("two")
    page.wait_for_selector(".annotation text")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})  # A4 without its margins
    for svg in page.locator("figure.drawn .main-svg").all():
        box = svg.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 688
    assert page.pdf().startswith(b"%PDF")


def test_a_quantity_is_held_while_another_is_set(page):
    before = page.locator("tr", has_text="np_ratio").first.locator("td").inner_text()
    page.get_by_role("button", name="hold np_ratio", exact=True).click()
    held = page.get_by_role("button", name="hold np_ratio", exact=True)
    playwright.expect(held).to_have_attribute("aria-pressed", "true")
    page.locator('[data-name="cathode.active_loading"] input').first.fill("12 mg/cm^2")
    page.locator('[data-name="cathode.active_loading"] input').first.press("Enter")
    playwright.expect(page.locator("#result")).to_contain_text("now follows from np_ratio")
    after = page.locator("tr", has_text="np_ratio").first.locator("td").inner_text()
    assert after == before
    held.click()
    playwright.expect(page.locator("#result")).not_to_contain_text("now follows from np_ratio")
