"""The documentation's site: every page and link is there, and nothing is asked of a network."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from markup import checked

for needed in ("properdocs", "properdocs_theme_readthedocs", "mkdocstrings"):
    pytest.importorskip(needed, reason="the site needs pip install 'celldesign[docs]'")
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_in_the_menu(site):
    menu = checked((site / "index.html").read_text(encoding="utf-8")).links
    pages = {path.with_suffix(".html").name for path in (ROOT / "docs").glob("*.md")}
    assert pages | {"commands.html", "handbook.html"} <= set(menu)


def test_nothing_is_loaded_from_a_network(site):
    for page in {*site.glob("*.html")} - {site / "404.html"}:  # that one is a server's
        loaded = checked(page.read_text(encoding="utf-8")).loaded
        assert not [url for url in loaded if "//" in url], page.name
    for sheet in site.rglob("*.css"):
        assert not re.findall(r"(?:@import|url\()\s*['\"]?(?:https?:)?//", sheet.read_text("utf-8"))


def test_what_the_code_says_is_on_the_pages(site):
    commands = (site / "commands.html").read_text(encoding="utf-8")
    assert "--cathode-solids" in commands
    assert "<math" in (site / "handbook.html").read_text(encoding="utf-8")
    python = (site / "api.html").read_text(encoding="utf-8")
    assert "Evaluate a design for every combination" in python
