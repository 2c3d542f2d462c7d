"""Where a key stands in a TOML text; only read when a message or an explanation asks."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from typing import Any

# A table of an array is named by its number from zero, as in ("stage", 3, "driver").
Keys = tuple[str | int, ...]


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
