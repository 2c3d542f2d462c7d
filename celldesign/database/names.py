"""How names are compared: folded, so that case, spaces, dashes and subscripts do not matter."""

import re
import unicodedata
from collections.abc import Iterable

KEY, ALIAS, NAME, FORMULA = range(4)


def folded(name: str) -> str:
    """Reduce a name to what tells materials apart: no case, spaces, dashes or subscripts.

    >>> folded("NMC-811") == folded("nmc 811"), folded("LiNi₀.₈O₂")
    (True, 'lini0.8o2')
    """
    return re.sub(r"[\s_\-‐-―]", "", unicodedata.normalize("NFKC", name)).casefold()


def names_of(
    key: str, name: str, aliases: Iterable[str], formula: str
) -> list[tuple[str, int, str]]:
    """List what a material goes by: each name folded, its kind, and as it is written.

    >>> names_of("NMC811", "NMC-811", [], "")
    [('nmc811', 0, 'NMC811'), ('nmc811', 2, 'NMC-811')]
    """
    written = ((key, KEY), *((alias, ALIAS) for alias in aliases), (name, NAME), (formula, FORMULA))
    found = {(folded(text), kind): text for text, kind in reversed(written) if folded(text)}
    return [(word, kind, text) for (word, kind), text in sorted(found.items(), key=_by_kind)]


def _by_kind(item: tuple[tuple[str, int], str]) -> tuple[int, str]:
    return item[0][1], item[0][0]
