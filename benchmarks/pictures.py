"""The pictures of README: a comparison, and the page at work, as Chromium shows them.

    python benchmarks/pictures.py [FOLDER]

Needs Playwright and Chromium; writes comparison.png and page.png into docs/pictures.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
CELLS = ["examples/pouch_1Ah.toml", "examples/graphite_68Ah.toml"]
COMMAND = [sys.executable, "-u", "-c", "from celldesign.app import main; main()"]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]


def comparison(browser: Browser, target: Path) -> None:
    """Take the top of a comparison."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "comparison.html"
        subprocess.run([*COMMAND, "compare", *CELLS, "--html", str(path)], check=True, cwd=ROOT)
        page = browser.new_page(viewport={"width": 1280, "height": 1180})
        page.goto(path.as_uri())
        page.screenshot(path=target)


def live(browser: Browser, target: Path) -> None:
    """Take the page with a slider moved."""
    command = [*COMMAND, "serve", *CELLS, "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        page = browser.new_page(viewport={"width": 1280, "height": 1180})
        page.goto(found[0])
        page.wait_for_selector("#result .card")
        slider = page.locator('[data-name="anode.thickness"] input[type="range"]')
        slider.focus()
        for _ in range(30):
            slider.press("ArrowLeft")
        page.wait_for_timeout(1000)
        page.screenshot(path=target)
        server.send_signal(2)


def main() -> None:
    """Write both pictures."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as started:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = started.chromium.launch(executable_path=path, args=FLAGS)
        comparison(browser, folder / "comparison.png")
        live(browser, folder / "page.png")
        browser.close()


if __name__ == "__main__":
    main()
