import json
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def rows(database):
    import io
    from contextlib import redirect_stdout

    from celldesign.app import app

    printed = io.StringIO()
    with redirect_stdout(printed):
        app(["validate", "--paper", "boaretto2025", "--json"], standalone_mode=False)
    return json.loads(printed.getvalue())["rows"]


def test_the_paper_s_headlines_come_out(rows):
    by = {row["says"]: row for row in rows}
    assert by["specific energy of the stack"]["ours"] == pytest.approx(357.4, abs=0.05)
    assert by["specific energy of the stack"]["verdict"] == "comes out"
    assert by["coating, one side"]["verdict"] == "an input"
    assert by["runaway energy, 1 Ah"]["verdict"] == "within the uncertainty"
    assert by["one copper plate"]["verdict"] == "contradicts itself"
    assert by["transference number of L2, mean of 18"]["ours"] == pytest.approx(0.1434, abs=1e-4)


def test_what_differs_has_its_reason(rows):
    for row in rows:
        if row["verdict"] in ("differs", "not modelled", "contradicts itself"):
            assert row["reason"], row["says"]


def test_the_page_of_the_docs_is_that_of_the_command(run):
    status, page, _ = run("validate", "--paper", "boaretto2025", "--markdown")
    assert status == 0
    assert page == (DOCS / "paper-statements.md").read_text(encoding="utf-8")


def test_an_unknown_paper_names_the_known(run):
    status, _, said = run("validate", "--paper", "boaretto2024")
    assert (status, "did you mean boaretto2025" in said) == (1, True)
