"""The JSON Schema of a design file, by which editors complete and check its TOML."""

from typing import Any

from celldesign.design.economics import KEYS
from celldesign.design.file import MATERIAL_SLOTS, PUBLISHED_KINDS, SCHEMA
from celldesign.equations.kinds import FORMATS
from celldesign.vocabulary import Quantity, by_dotted_name
from celldesign.vocabulary.renamed import renamed

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER = r"^\s*[(+\-−]*\s*[0-9.]"
_RATE = r"^\s*([0-9.]+\s*C|C\s*/\s*[0-9.]+)\s*$"
_BOTH = {"type": ["string", "number"]}
_TEXT: dict[str, Any] = {"type": "string"}
_NOTES = dict.fromkeys(("source", "note"), _TEXT)


def design_schema() -> dict[str, Any]:
    """Give the schema: every name of the vocabulary with its meaning, unit and kind of value.

    It knows names, nesting and kinds; units, ranges and whether values agree are for `build`.
    Names of schema 1 are in it, marked as deprecated.

    >>> sorted(design_schema()["properties"]["anode"]["properties"]["collector"]["properties"])[:2]
    ['area', 'bare_area']
    """
    tree: dict[str, Any] = {}
    for name, quantity in by_dotted_name().items():
        if not quantity.component or name.endswith("_points"):
            _put(tree, name, _value(quantity))
    for old, new in renamed().items():
        if new in by_dotted_name():
            deprecated = {"deprecated": True, "description": f"now {new}"}
            _put(tree, old, _value(by_dotted_name()[new]) | deprecated)
    for name in MATERIAL_SLOTS:
        _put(tree, name, _TEXT | {"description": "a material's key, alias, name or formula"})
    share = _described(_TEXT | {"pattern": _NUMBER})
    recipe = {"type": "object", "additionalProperties": share, "minProperties": 1}
    for side in ("cathode", "anode"):
        shares = "mass or volume shares of the materials of the coating, which sum to 100 %"
        _put(tree, f"{side}.recipe", recipe | {"description": shares})
    window = {"type": "array", "items": _described(_TEXT), "minItems": 2, "maxItems": 2}
    _put(tree, "operation.window", window | {"description": "lower and upper cut-off voltage"})
    for key in KEYS:
        _put(tree, f"economics.{key}", {"type": "integer"} if key == "price_year" else _TEXT)
    anything: dict[str, Any] = {"type": "object"}
    texts = dict.fromkeys(("name", "source", "notes"), _TEXT)
    properties = {
        "schema": {"enum": [1, SCHEMA], "description": f"{SCHEMA}; 1 has names of version 0.1"},
        **texts,
        "format": {"enum": list(FORMATS)},
        **_nested(tree),
        "checks": {
            "type": "object",
            "properties": {"warn": _BOTH, "error": _BOTH},
            "additionalProperties": False,
            "description": "relative disagreement that warns, and that is an error",
        },
        "published": anything
        | {
            "properties": {"kind": {"enum": list(PUBLISHED_KINDS)}},
            "description": "what a source reports, by dotted names; `validate` compares",
        },
        **dict.fromkeys(("material", "price", "footprint", "recycled"), anything),
    }
    return {
        "$schema": DIALECT,
        "title": "celldesign design file",
        "type": "object",
        "properties": properties,
        "required": ["schema"],
        "additionalProperties": False,
    }


def _value(quantity: Quantity) -> dict[str, Any]:
    unit = "" if quantity.unit == "1" else f" ({quantity.unit})"
    told = {"description": f"{quantity.label}{unit}: {quantity.meaning}"}
    if quantity.choices:
        flags = [True, False] if quantity.choices == ("no", "yes") else []
        return {"enum": [*quantity.choices, *flags]} | told
    if quantity.component:
        return {"type": "array", "items": _described(_TEXT), "minItems": 1} | told
    pattern = _RATE if quantity.unit == "C-rate" else _NUMBER
    plain: dict[str, Any] = _TEXT | {"pattern": pattern}
    if quantity.count:
        plain = {"anyOf": [{"type": "integer"}, plain]}
    elif quantity.unit in ("1", "%"):
        plain = {"anyOf": [{"type": "number"}, plain]}
    return _described(plain) | told


def _described(plain: dict[str, Any]) -> dict[str, Any]:
    """A value, or a table of it with its uncertainty and where it is from."""
    table = {
        "type": "object",
        "properties": {
            "value": plain,
            "std": _BOTH,
            "override": {"type": "boolean"},
            "replaced": plain,
            **_NOTES,
        },
        "required": ["value"],
        "additionalProperties": False,
    }
    return {"anyOf": [*plain.get("anyOf", [plain]), table]}


def _put(tree: dict[str, Any], name: str, schema: dict[str, Any]) -> None:
    *sections, last = name.split(".")
    for section in sections:
        tree = tree.setdefault(section, {})
    tree.setdefault(last, {}).setdefault("#", schema)


def _nested(tree: dict[str, Any]) -> dict[str, Any]:
    """Turn names with their schemas (under "#") into objects of properties."""
    found = {}
    for name, branch in tree.items():
        own, inner = branch.get("#"), {k: v for k, v in branch.items() if k != "#"}
        section = {"type": "object", "properties": _nested(inner), "additionalProperties": False}
        if own is None:
            found[name] = section
        elif inner:
            found[name] = {"anyOf": [own, section]}
        else:
            found[name] = own
    return found
