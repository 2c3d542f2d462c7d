"""The glossary is what the vocabulary says today."""

from pathlib import Path

from celldesign.vocabulary import by_dotted_name
from celldesign.vocabulary.glossary import page

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_current() -> None:
    assert (DOCS / "glossary.md").read_text("utf-8") == page(), (
        "run: python -m celldesign.vocabulary.glossary > docs/glossary.md"
    )


def test_every_quantity_is_in_it_once() -> None:
    lines = page().splitlines()
    for name in by_dotted_name():
        assert sum(line.startswith(f"| `{name}` |") for line in lines) == 1
