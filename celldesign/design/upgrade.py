"""Files of celldesign 0.1 rewritten with the names of today; comments and layout stay."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from celldesign.design.file import SCHEMA, parse_design
from celldesign.errors import DesignError
from celldesign.toml_lines import line_of
from celldesign.vocabulary.renamed import current, renamed

_PREFIXES = ("plant_", "")  # of the quantity that a key of a plant's [values] names


def upgrade(text: str, path: str = "<text>") -> tuple[str, dict[str, str]]:
    r"""Rewrite a design or a plant file with the names of today.

    Parameters
    ----------
    text
        The file's text in TOML.
    path
        Its name, for messages.

    Returns
    -------
    tuple
        The new text, and the new name of each old one that was found.

    Raises
    ------
    DesignError
        Where the text is no design and no plant, or is written so that it must be changed by hand.

    >>> text = 'schema = 1\n[electrolyte]\nexcess = "20 %"  # measured\n'
    >>> print(upgrade(text)[0], end="")
    schema = 2
    [electrolyte]
    overfill = "20 %"  # measured
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DesignError(f"{path} is not TOML: {error}") from None
    if "schema" in document:
        parse_design(text, path)  # refuses what is wrong in any other way
    elif not {"key", "values"} <= document.keys() and "stage" not in document:
        raise DesignError("a design or a plant file is required", given=path)
    wanted: dict[str, Any] = {}
    found = {}
    lines = text.splitlines(keepends=True)
    for keys, value in _leaves(document, ()):
        new = _today(keys)
        if not _put(wanted, new, value):
            raise DesignError(f"{path}: {'.'.join(new)} and its old name are both given")
        if new != keys:
            found[".".join(keys)] = ".".join(new)
            at = (line_of(text, keys) or 1) - 1
            lines[at] = _renamed(lines[at], keys, new)
    result = "".join(map(_section, lines)) if found else text
    if wanted.get("schema") == 1:
        wanted["schema"] = SCHEMA
        result = re.sub(r"(?m)^(\s*schema\s*=\s*)1\b", rf"\g<1>{SCHEMA}", result, count=1)
    if tomllib.loads(result) != wanted:
        mend = f"rename by hand: {', '.join(f'{old} to {new}' for old, new in found.items())}"
        raise DesignError(f"{path} is written in a way that is not rewritten", mend=mend)
    return result, found


def _leaves(
    table: Mapping[str, Any], outer: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        keys = (*outer, key)
        if isinstance(value, dict) and value and ".".join(keys) not in renamed():
            yield from _leaves(value, keys)
        else:
            yield keys, value


def _today(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys as they are called today."""
    if keys[0] == "values" and len(keys) > 1:
        flat = (f"{prefix}{keys[1]}" for prefix in _PREFIXES)
        new = next((current(name) for name in flat if current(name) != name), keys[1])
        return ("values", new.removeprefix("plant_"), *keys[2:])
    section = keys[:1] if keys[0] == "published" else ()
    name = ".".join(keys[len(section) :])
    if name not in renamed():
        return keys
    quoted = len(keys) == len(section) + 1
    return (*section, *((renamed()[name],) if quoted else renamed()[name].split(".")))


def _put(document: dict[str, Any], keys: tuple[str, ...], value: Any) -> bool:
    for key in keys[:-1]:
        document = document.setdefault(key, {})
    new = keys[-1] not in document
    document[keys[-1]] = value
    return new


def _renamed(line: str, keys: tuple[str, ...], new: tuple[str, ...]) -> str:
    """Rename one key in the line that it stands in: the dotted name, or its last part."""
    for old, now in ((".".join(keys), ".".join(new)), (keys[-1], new[-1])):
        key = rf"(?<![\w.-]){re.escape(old)}(?=[\"']?\s*=)"
        if re.search(key, line):
            return re.sub(key, now, line, count=1)
    return re.sub(rf"(?<=\.){re.escape(keys[-1])}(?=\s*=)", new[-1], line, count=1)


def _section(line: str) -> str:
    """Rename the section of the jelly roll, as a heading or as a table in one line."""
    return re.sub(r"^(\s*\[?\s*(?:published\.)?)roll(?=\s*[].=])", r"\1jelly_roll", line)
