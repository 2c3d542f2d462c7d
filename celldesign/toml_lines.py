"""A TOML text, read with care; and where a key stands in it, when a message asks."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from typing import Any

# A table of an array is named by its number from zero, as in ("stage", 3, "driver").
Keys = tuple[str | int, ...]

_DEEPEST = 30  # names in one dotted key; Python before mid-2026 takes memory by their square
_DOTTED = re.compile(rf"""(?:(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){{{_DEEPEST}}}""")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LARGEST = 10**15


def read_toml(text: str) -> dict[str, Any]:
    r"""Parse a TOML text that anybody may have written.

    A byte-order mark is passed over. Raises ValueError, in one line, for what is not TOML, for
    keys nested too deeply, for whole numbers that no quantity has, and for control characters,
    which would steer a terminal.

    >>> read_toml('a.b = "70 um"')
    {'a': {'b': '70 um'}}
    >>> read_toml('a = "\\u001b[31m"')
    Traceback (most recent call last):
    ...
    ValueError: text without control characters is required: given '\x1b[31m'
    """
    text = text.removeprefix("\ufeff")
    if found := _DOTTED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ValueError(f"keys of fewer than {_DEEPEST} names are required (line {line})")
    try:
        content = tomllib.loads(text)
        _check_content(content)
    except RecursionError:
        raise ValueError("tables and lists nested less deeply are required") from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as error:
        if "integer string conversion" in str(error):
            raise ValueError("a whole number of at most 15 digits is required") from None
        raise
    return content


def _check_content(item: Any) -> None:
    if isinstance(item, dict):
        for key, value in item.items():
            _check_content(key)
            _check_content(value)
    elif isinstance(item, list):
        for value in item:
            _check_content(value)
    elif isinstance(item, str) and _CONTROL.search(item):
        raise ValueError(f"text without control characters is required: given {item[:40]!r}")
    elif isinstance(item, int) and not isinstance(item, bool) and abs(item) > _LARGEST:
        raise ValueError("a whole number of at most 15 digits is required")


def place_of(text: str, path: str, keys: Keys) -> str:
    """Say file, line and key; without the line where the key is not found."""
    line = line_of(text, keys)
    name = ".".join(key for key in keys if isinstance(key, str))
    return ", ".join(filter(None, (path, f"line {line}" if line else "", name)))


def line_of(text: str, keys: Keys) -> int | None:
    """Find the line that defines a key, or the nearest enclosing one that is written out."""
    best = 0
    found: int | None = None
    section: Keys = ()
    arrays: Counter[Keys] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        header = stripped.startswith("[") and "=" not in stripped.partition("]")[0]
        if header:
            *outer, name = _keys(stripped.partition("]")[0].strip("[] ")) or ("",)
            path: Keys = (*_numbered(outer, arrays), name)
            if stripped.startswith("[["):
                arrays[path] += 1
                path = (*path, arrays[path] - 1)
            section = path
        elif "=" not in stripped or stripped.startswith("#"):
            continue
        else:
            path = (*section, *_keys(stripped.partition("=")[0]))
        common = min(len(path), len(keys))
        if common > best and keys[:common] == path[:common]:
            best, found = common, number
    return found


def _numbered(names: Iterable[str], arrays: Counter[Keys]) -> Keys:
    """Put after the name of each array of tables the number of its last one."""
    path: Keys = ()
    for name in names:
        path = (*path, name)
        path = (*path, arrays[path] - 1) if path in arrays else path
    return path


def _keys(text: str) -> tuple[str, ...]:
    """Split a dotted TOML key into its parts."""
    try:
        table: Any = tomllib.loads(f"{text} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    path = []
    while isinstance(table, dict) and table:
        ((key, table),) = table.items()
        path.append(key)
    return tuple(path)
