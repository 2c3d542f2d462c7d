"""Designs written back as files: what was set, held and freed becomes part of the text."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomlkit

from celldesign.design.entry import Entry
from celldesign.design.file import Design
from celldesign.design.overrides import CHOICES, set_values
from celldesign.design.recipe import share_of
from celldesign.design.upgrade import upgrade
from celldesign.errors import DesignError
from celldesign.files import check_target, make_folder, write_file
from celldesign.units.quantities import scale
from celldesign.vocabulary import by_dotted_name, vocabulary

_WINDOW = {"operation.lower_voltage": 0, "operation.upper_voltage": 1}


def design_text(design: Design, settings: Mapping[str, str], name: str = "") -> str:
    r"""The text of a design with values set on top of it; its comments stay.

    What was set is marked as an override. Of a settled design (`cell.freedom`), what was freed or
    released is left out, and what is held is given.

    >>> from celldesign.design.file import parse_design
    >>> plain = parse_design('schema = 2\n[cathode]\nthickness = "70 um"  # one side')
    >>> print(design_text(plain, {"cathode.thickness": "80 um"}))
    schema = 2
    [cathode]
    thickness = {value = "80 um", override = true}  # one side
    """
    changed = set_values(design, settings)
    document = tomlkit.parse(upgrade(design.text)[0] if design.renamed else design.text)
    if name:
        document["name"] = name
    texts = {
        key: text for key, equals, text in (s.partition("=") for s in design.settings) if equals
    }
    texts |= settings
    base = design.base or design
    words = vocabulary()
    for flat in base.values.keys() - changed.values.keys():
        _remove(document, words[flat].name)
    for key, text in texts.items():
        if share_of(key.strip()):
            electrode = key.strip().partition(".")[0]
            recipe: Any = document[electrode]["recipe"]
            for part, share in _shares(changed.recipes[electrode], recipe).items():
                recipe[part] = _inline(share)
        elif _stands(changed, key.strip()):
            _put(document, key.strip(), text.strip(), changed)
    for flat in sorted(changed.values.keys() - base.values.keys()):
        if words[flat].name not in texts:  # it is held
            entry = changed.values[flat]
            std = {} if entry.std is None else {"std": _std(entry.std, words[flat].unit)}
            _place(document, words[flat].name, {"value": entry.text, **std})
    return tomlkit.dumps(document)


def _stands(design: Design, name: str) -> bool:
    """Whether a quantity that was set is still given, and has not yielded to another."""
    quantity = by_dotted_name().get(name)
    return quantity is None or quantity.flat in design.values


def _std(std: float, unit: str) -> str:
    shown = f"{std / scale(unit):.4g}"
    return shown if unit == "1" else f"{shown} {unit}"


def write_designs(
    design: Design, rows: Iterator[tuple[str, Mapping[str, str]]], folder: Path
) -> list[Path]:
    """Write designs, by name and settings, into a folder that is made if need be."""
    make_folder(folder)
    texts = [design_text(design, settings, name) for name, settings in rows]
    written = [folder / f"{number:03}.toml" for number in range(1, len(texts) + 1)]
    for path in written:  # none is written where one may not be
        check_target(path)
    for path, text in zip(written, texts, strict=True):
        write_file(path, text)
    return written


def _shares(recipe: Mapping[str, Entry], before: Mapping[str, Any]) -> dict[str, Any]:
    """All shares of a formulation, since one that is set changes the others; notes stay.

    An uncertainty that was part of the text is written beside the value.
    """
    found = {}
    for name, entry in recipe.items():
        said = before[name] if isinstance(before[name], dict) else {}
        spread = {"std": f"{100 * entry.std!r} %"} if entry.std else {}
        share = {"value": f"{100 * entry.value!r} %", "override": entry.override}
        found[name] = {**said, **spread, **share}
    return found


def _put(document: Any, name: str, text: str, changed: Design) -> None:
    """Set one name as `--set` does; a cut-off says which one the stated values hold for."""
    window = document.get("operation", {}).get("window") if name in _WINDOW else None
    if window:
        before = changed.values[by_dotted_name()[name].flat].replaced
        window[_WINDOW[name]] = _inline({"value": text, "override": True, "replaced": before})
    elif name in ("name", *CHOICES):
        _place(document, name, text)
    else:
        _place(document, name, {"value": text, "override": True})


def _path(name: str) -> list[str]:
    """The keys of a name, of which a material's may hold a dot."""
    kind, _, rest = name.partition(".")
    if kind == "material":
        key, _, prop = rest.rpartition(".")
        return [kind, key, prop]
    if kind == "price" and rest != "per_energy":
        return [kind, rest]
    return name.split(".")


def _place(document: Any, name: str, value: str | dict[str, Any]) -> None:
    *sections, last = _path(name)
    table = document
    for part in sections:
        if part not in table:
            table[part] = tomlkit.table() if table is document else tomlkit.inline_table()
        table = table[part]
        if not isinstance(table, dict):
            raise DesignError(f"{name} cannot be written into the file", given=str(table))
    table[last] = _inline(value) if isinstance(value, dict) else value


def _remove(document: Any, name: str) -> None:
    *sections, last = _path(name)
    table = document
    for part in sections:
        table = table.get(part, {})
    table.pop(last, None)


def _inline(value: Mapping[str, Any]) -> Any:
    table = tomlkit.inline_table()
    table.update(value)
    return table
