"""The glossary: every quantity with symbol, unit, range, meaning and synonyms.

`python -m celldesign.vocabulary.glossary > docs/glossary.md` writes the page.
"""

from collections.abc import Iterator

from celldesign.vocabulary import Quantity, by_dotted_name
from celldesign.vocabulary.renamed import renamed
from celldesign.vocabulary.synonyms import synonyms

_HEAD = """# Glossary

Every quantity by its name in design files, `--set`, results and JSON; in Python a dot is an
underscore. "Also" lists what is understood in place of the name; names of celldesign 0.1 are in
italics. A value outside the range is refused.

| quantity | symbol | unit | range | meaning | also |
| --- | --- | --- | --- | --- | --- |
"""


def page() -> str:
    """Write the glossary in Markdown.

    >>> "| `np_ratio` |" in page()
    True
    """
    return _HEAD + "".join(f"{_row(quantity)}\n" for quantity in by_dotted_name().values())


def _row(quantity: Quantity) -> str:
    unit = {"1": "", "C-rate": "C"}.get(quantity.unit, quantity.unit)
    between = ", ".join(quantity.choices) or f"{quantity.low:g} to {quantity.high:g}"
    meaning = f"**{quantity.label}**: {quantity.meaning}"
    cells = f"`{quantity.name}`", f"`{quantity.symbol}`", unit, between, meaning, _also(quantity)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _also(quantity: Quantity) -> str:
    def words() -> Iterator[str]:
        yield from (word for word, name in synonyms().items() if name == quantity.name)
        yield from (f"*{old}*" for old, name in renamed().items() if name == quantity.name)

    return ", ".join(words())


if __name__ == "__main__":
    print(page(), end="")
