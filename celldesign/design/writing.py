"""Designs written back as files: what was set becomes part of the text, marked as an override."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from celldesign.design.entry import Entry
from celldesign.design.file import Design
from celldesign.design.overrides import CHOICES, set_values
from celldesign.design.recipe import share_of
from celldesign.errors import DesignError
from celldesign.files import make_folder, write_file

_WINDOW = {"operation.lower_voltage": 0, "operation.upper_voltage": 1}
_FIRST = ("schema", "name", "source", "notes", "format")


def design_text(design: Design, settings: Mapping[str, str], name: str = "") -> str:
    r"""The text of a design with values set on top of it; comments of the original are not kept.

    >>> from celldesign.design.file import parse_design
    >>> plain = parse_design('schema = 2\n[cathode]\nthickness = "70 um"')
    >>> print(design_text(plain, {"cathode.thickness": "80 um"}))
    schema = 2
    <BLANKLINE>
    [cathode]
    thickness = { value = "80 um", override = true }
    <BLANKLINE>
    """
    changed = set_values(design, settings)
    document = tomllib.loads(design.text)
    if name:
        document["name"] = name
    pairs = [text.partition("=")[::2] for text in design.settings]
    for key, text in [*pairs, *settings.items()]:
        if share_of(key.strip()):
            electrode = key.strip().partition(".")[0]
            recipe = document[electrode]["recipe"]
            recipe |= _shares(changed.recipes[electrode], recipe)
        else:
            _put(document, key.strip(), text.strip())
    return "\n".join(_lines(document))


def write_designs(
    design: Design, rows: Iterator[tuple[str, Mapping[str, str]]], folder: Path
) -> list[Path]:
    """Write designs, by name and settings, into a folder that is made if need be."""
    make_folder(folder)
    written = []
    for number, (name, settings) in enumerate(rows, 1):
        path = folder / f"{number:03}.toml"
        write_file(path, design_text(design, settings, name))
        written.append(path)
    return written


def _shares(recipe: Mapping[str, Entry], before: Mapping[str, Any]) -> dict[str, Any]:
    """All shares of a recipe, since one that is set changes the others; what is said of them stays.

    A deviation that was part of the text is written beside the value.
    """
    found = {}
    for name, entry in recipe.items():
        said = before[name] if isinstance(before[name], dict) else {}
        spread = {"std": f"{100 * entry.std!r} %"} if entry.std else {}
        share = {"value": f"{100 * entry.value!r} %", "override": entry.override}
        found[name] = {**said, **spread, **share}
    return found


def _put(document: dict[str, Any], name: str, text: str) -> None:
    """Set one name as `--set` does."""
    if name in _WINDOW:
        window = document.setdefault("operation", {}).get("window")
        if window:
            window[_WINDOW[name]] = text
            return
    if name in ("name", "format"):
        document[name] = text
        return
    kind, _, rest = name.partition(".")
    if kind == "material":
        key, _, prop = rest.rpartition(".")
        path = [kind, key, prop]
    elif kind == "price" and rest != "per_energy":
        path = [kind, rest]
    else:
        path = name.split(".")
    table = document
    for part in path[:-1]:
        inner = table.setdefault(part, {})
        if not isinstance(inner, dict):
            raise DesignError(f"{name} cannot be written into the file", given=str(inner))
        table = inner
    table[path[-1]] = text if name in CHOICES else {"value": text, "override": True}


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    plain = {k: v for k, v in document.items() if not isinstance(v, dict)}
    for key in sorted(plain, key=lambda k: _FIRST.index(k) if k in _FIRST else len(_FIRST)):
        yield f"{_key(key)} = {_value(plain[key])}"
    for key, table in document.items():
        if isinstance(table, dict):
            yield from _section((key,), table)
    yield ""


def _section(path: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[str]:
    """One table; tables of values in it stand on one line, those of tables get a heading."""
    inner = {k: v for k, v in table.items() if _is_section(v)}
    yield ""
    yield f"[{'.'.join(map(_key, path))}]"
    for key, value in table.items():
        if key not in inner:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in inner.items():
        yield from _section((*path, key), value)


def _is_section(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and "value" not in value
        and any(isinstance(each, dict) for each in value.values())
    )


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)
