"""Where a key stands in a TOML text; only read when a message or an explanation asks."""

import tomllib
from typing import Any


def place_of(text: str, path: str, keys: tuple[str, ...]) -> str:
    """Say file, line and key; without the line where the key is not found."""
    line = line_of(text, keys)
    return f"{path}, line {line}, {'.'.join(keys)}" if line else f"{path}, {'.'.join(keys)}"


def line_of(text: str, keys: tuple[str, ...]) -> int | None:
    """Find the line that defines a key, or the nearest enclosing one that is written out."""
    best = 0
    found: int | None = None
    section: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        header = stripped.startswith("[") and "=" not in stripped.partition("]")[0]
        path = _keys(
            stripped.partition("]")[0].strip("[] ") if header else stripped.partition("=")[0]
        )
        if header:
            section = path
        elif "=" not in stripped or stripped.startswith("#"):
            continue
        else:
            path = (*section, *path)
        common = min(len(path), len(keys))
        if common > best and keys[:common] == path[:common]:
            best, found = common, number
    return found


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
