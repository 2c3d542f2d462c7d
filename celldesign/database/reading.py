"""Material files, read and validated: TOML in, the classes of `records` out, every fault named."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from celldesign.database.choice import parse_window
from celldesign.database.formulas import check_formula
from celldesign.database.names import folded
from celldesign.database.properties import QUALITIES, ROLES, SOURCE_KINDS, known_property
from celldesign.database.records import Material, Price, Record, Source
from celldesign.errors import CelldesignError, MaterialError, nearest, reason
from celldesign.toml_lines import read_toml as parse_toml
from celldesign.units.quantities import (
    Measured,
    parse,
    parse_as,
    parse_rate,
    same_dimension,
    scale,
    si_unit,
    to_si,
)

SOURCES = "sources.toml"

MATERIAL = {
    "key": str,
    "name": str,
    "role": str,
    "formula": str,
    "aliases": list,
    "notes": str,
    "composition": dict,
    "family": str,
    "property": list,
    "price": list,
}
_PROPERTY = {
    "name": str,
    "value": str,
    "low": str,
    "high": str,
    "qualifier": str,
    "temperature": str,
    "conditions": dict,
    "source": str,
    "locator": str,
    "year": int,
    "quality": str,
    "preferred": bool,
    "note": str,
}
_PRICE = {
    "value": str,
    "low": str,
    "high": str,
    "year": int,
    "source": str,
    "quality": str,
    "note": str,
    "region": str,
    "quantity": str,
}
_SOURCE = {
    "citation": str,
    "doi": str,
    "url": str,
    "year": int,
    "kind": str,
    "licence": str,
}
_SAID = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}
_ROUNDING = 1e-3
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_PRICED = ("kg", "m^2", "m^3", "m", "1")


@dataclass(frozen=True, slots=True)
class Entry:
    """A material with its values and prices, as a file has them."""

    material: Material
    records: tuple[Record, ...]
    prices: tuple[Price, ...]


@dataclass(frozen=True, slots=True)
class Shipped:
    """A data folder: its sources, its materials, and what is wrong with them, a line each."""

    sources: dict[str, Source]
    entries: tuple[Entry, ...]
    problems: tuple[str, ...]


def read_folder(*folders: Path) -> Shipped:
    """Read `sources.toml` and every other TOML file of folders, which may cite earlier ones'."""
    sources: dict[str, Source] = {}
    entries: list[Entry] = []
    problems: list[str] = []
    for folder in folders:
        known, faults = read_sources(folder / SOURCES)
        problems += faults
        problems += [f"{key}: the key of two sources" for key in sorted(sources.keys() & known)]
        sources |= known
        for path in sorted(folder.glob("*.toml")):
            if path.name != SOURCES:
                found, faults = read_materials(path, sources)
                entries += found
                place = "" if folder == folders[0] else f"{folder}: "
                problems += [f"{place}{fault}" for fault in faults]
    keys = [entry.material.key for entry in entries]
    problems += [
        f"{key}: the key of two materials" for key in sorted({*keys}) if keys.count(key) > 1
    ]
    problems += [*unknown_species(entries), *unknown_families(entries)]
    return Shipped(sources, tuple(entries), tuple(problems))


def read_sources(path: Path) -> tuple[dict[str, Source], list[str]]:
    """Read the sources by key, and what is wrong with the file."""
    tables, problems = read_toml(path)
    sources = {}
    for key, table in tables.items():
        with noted(problems, f"{path.name}, {key}"):
            sources[key] = read_source(key, table)
    return sources, problems


def read_source(key: str, table: object) -> Source:
    """Read the description of a source."""
    fields = checked(table, _SOURCE, {"citation", "kind"})
    _one_of("kind of source", fields["kind"], SOURCE_KINDS)
    plain("a key", key)
    return Source(key=key, **fields)


def read_materials(
    path: Path, sources: Mapping[str, Source], origin: str = "shipped"
) -> tuple[list[Entry], list[str]]:
    """Read the material of a file, or several where they are written as `[[material]]`.

    Returns what is sound, and what is wrong with the rest, a line each.
    """
    table, problems = read_toml(path)
    entries: list[Entry] = []
    if problems:
        return entries, problems
    several = table.get("material")
    for number, each in enumerate(several if isinstance(several, list) else [table], 1):
        place = f"{path.name}, material {number}" if several else path.name
        with noted(problems, place):
            entries.append(read_entry(each, sources, origin, place, problems))
    return entries, problems


def unknown_species(entries: Sequence[Entry], others: Sequence[Entry] = ()) -> list[str]:
    """Say, a line each, which compositions name what is no species among these and the others."""
    materials = [entry.material for entry in (*others, *entries)]
    species = {each.key for each in materials if each.role == "reaction species"}
    return [
        f"{entry.material.key}: an unknown reaction species in the composition: given {name}; "
        + (nearest(name, species) or "add it as a material of this role")
        for entry in entries
        for name in entry.material.composition
        if name not in species
    ]


def unknown_families(entries: Sequence[Entry], others: Sequence[Entry] = ()) -> list[str]:
    """Say, a line each, which families are no material of the same role."""
    roles = {entry.material.key: entry.material.role for entry in (*others, *entries)}
    return [
        f"{each.key}: an unknown family: given {each.family}; "
        + (nearest(each.family, roles) or f"name the key of a material that is {each.role}")
        for each in (entry.material for entry in entries)
        if each.family and roles.get(each.family) != each.role
    ]


def read_entry(
    table: object,
    sources: Mapping[str, Source],
    origin: str,
    place: str,
    problems: list[str],
    described: Callable[[Mapping[str, Any]], Material] | None = None,
) -> Entry:
    """Read a material with its values and prices; `described` makes the material of its keys."""
    fields = checked(table, MATERIAL, {"key"} if described else {"key", "name", "role"})
    material = described(fields) if described else read_material(fields, origin)
    records: list[Record] = []
    prices: list[Price] = []
    for number, each in enumerate(fields.get("property", []), 1):
        with noted(problems, f"{place}, property {number}"):
            records.append(read_value(each, material.key, origin, sources))
    for number, each in enumerate(fields.get("price", []), 1):
        with noted(problems, f"{place}, price {number}"):
            prices.append(read_price(each, material.key, origin, sources))
    return Entry(material, tuple(records), tuple(prices))


@contextmanager
def noted(problems: list[str], place: str) -> Iterator[None]:
    """Note a fault with its place, and go on with the next."""
    try:
        yield
    except CelldesignError as error:
        problems.append(f"{place}: {error}")


def read_toml(path: Path) -> tuple[dict[str, Any], list[str]]:
    """Read a TOML file, or say what is wrong with it."""
    try:
        return parse_toml(path.read_text(encoding="utf-8")), []
    except OSError as error:
        return {}, [f"{path.name}: cannot be read: {reason(error)}"]
    except ValueError as error:  # not UTF-8, or not TOML
        return {}, [f"{path.name}: {error}"]


def read_material(fields: Mapping[str, Any], origin: str) -> Material:
    """Read the description of a material."""
    _one_of("role", fields["role"], ROLES)
    aliases = fields.get("aliases", [])
    if not all(isinstance(alias, str) for alias in aliases):
        raise MaterialError("aliases must be texts", given=repr(aliases))
    for name in (fields["key"], *aliases):
        plain("a name", name)
        if not folded(name):
            raise MaterialError("a name must have a letter or a digit", given=repr(name))
    if fields.get("formula"):
        check_formula(fields["formula"])
    described = {name: fields[name] for name in fields if name not in {"property", "price"}}
    composition = _composition(fields.get("composition", {}))
    read = {"aliases": tuple(aliases), "origin": origin, "composition": composition}
    return Material(**described | read)


def _composition(shares: Mapping[str, object]) -> dict[str, float]:
    """Read the mass fractions of reaction species; what is left out is inert."""
    found = {}
    for species, share in shares.items():
        if not isinstance(share, str):
            raise MaterialError(
                f"the share of {species} must be a text", given=repr(share), mend="write 10 wt%"
            )
        found[species], _ = parse_as(share, "1")
        if "vol" in share or "mol" in share or not 0 < found[species] <= 1:
            raise MaterialError(
                f"the share of {species} must be a mass fraction of 0 to 100 %", given=share
            )
    if sum(found.values()) > 1 + _ROUNDING:
        raise MaterialError(
            "a composition must not sum to more than 100 %", given=f"{sum(found.values()):.2%}"
        )
    return found


def read_value(table: object, material: str, origin: str, sources: Mapping[str, Source]) -> Record:
    """Read one value of the material with this key."""
    fields = checked(table, _PROPERTY, {"name", "value", "source", "quality"})
    name = fields.pop("name")
    unit = known_property(name).unit
    measured = _measured(fields.pop("value"), unit, name)
    conditions = fields.pop("conditions", {})
    _check_conditions(conditions)
    defaults = {"locator": "", "year": None, "preferred": False, "note": ""}
    return Record(
        **defaults
        | fields
        | {
            "id": 0,
            "material": material,
            "property": name,
            "value": measured.value,
            "unit": measured.unit,
            "si_value": to_si(measured.value, measured.unit),
            "std": None if measured.std is None else measured.std * scale(measured.unit),
            "temperature": _si(fields.get("temperature"), "K"),
            "low": _si(fields.get("low"), unit),
            "high": _si(fields.get("high"), unit),
            "conditions": conditions,
            "source": _source(fields["source"], sources),
            "quality": _one_of("quality", fields["quality"], QUALITIES),
            "origin": origin,
        }
    )


def read_price(table: object, material: str, origin: str, sources: Mapping[str, Source]) -> Price:
    """Read one price of the material with this key."""
    fields = checked(table, _PRICE, {"value", "year", "source", "quality"})
    text = fields.pop("value")
    measured = parse(text)
    currency, _, per = si_unit(measured.unit).partition("/")
    if not re.fullmatch("[A-Z]{3}", currency) or per not in _PRICED:
        raise MaterialError(
            "a price must be money per mass, area, volume or length",
            given=text,
            mend="write for example 26 USD/kg",
        )
    defaults = {"region": "", "quantity": "", "note": ""}
    return Price(
        **defaults
        | fields
        | {
            "id": 0,
            "material": material,
            "value": measured.value,
            "currency": currency,
            "unit": measured.unit.partition("/")[2].strip(),
            "si_value": to_si(measured.value, measured.unit),
            "low": _si(fields.get("low"), measured.unit),
            "high": _si(fields.get("high"), measured.unit),
            "source": _source(fields["source"], sources),
            "quality": _one_of("quality", fields["quality"], QUALITIES),
            "origin": origin,
        }
    )


def _measured(text: str, unit: str, name: str) -> Measured:
    """Read a value as printed, of the dimension of the property's unit."""
    measured = parse(text)
    parse_as(text, measured.unit)  # finite in SI as well
    if not same_dimension(measured.unit, unit):
        raise MaterialError(
            f"{name} must have the dimension of {unit}", given=text, mend=f"convert it to {unit}"
        )
    return measured


def _si(text: str | None, unit: str) -> float | None:
    return None if text is None else parse_as(text, unit)[0]


def _check_conditions(conditions: Mapping[str, object]) -> None:
    for key, value in conditions.items():
        if not isinstance(value, str):
            raise MaterialError("a condition must be a text", given=f"{key} = {value!r}")
        plain("a condition", key + value)
        if key == "window":
            parse_window(value)
        elif key == "rate":
            parse_rate(value)
        elif key == "temperature":
            raise MaterialError(
                "temperature is not one of the free conditions",
                given=value,
                mend="write it as a key of its own",
            )


def _source(key: str, sources: Mapping[str, Source]) -> Source:
    if key not in sources:
        raise MaterialError(
            "a source must be known",
            given=key,
            mend=nearest(key, sources) or f"add it to {SOURCES}",
        )
    return sources[key]


def _one_of(what: str, given: str, known: Iterable[str]) -> str:
    if given not in known:
        raise MaterialError(
            f"an unknown {what}",
            given=given,
            mend=nearest(given, known) or f"known: {', '.join(known)}",
        )
    return given


def plain(what: str, value: object) -> None:
    """Refuse what would steer a terminal or cannot be stored; lines and tabs are text."""
    if isinstance(value, str) and _CONTROL.search(value):
        raise MaterialError(f"{what} must be without control characters", given=repr(value))


def checked(table: object, types: Mapping[str, type], required: Iterable[str]) -> dict[str, Any]:
    """Hold a table to its keys and their types."""
    if not isinstance(table, dict):
        raise MaterialError("a table is required", given=repr(table))
    for key, value in table.items():
        if key not in types:
            raise MaterialError(
                "an unknown key",
                given=key,
                mend=nearest(key, types) or f"known: {', '.join(types)}",
            )
        if type(value) is not types[key]:
            raise MaterialError(f"{key} must be {_SAID[types[key]]}", given=f"{value!r}")
        plain(key, value)
        if key == "year" and isinstance(value, int) and not 1500 <= value <= 2200:
            raise MaterialError("a year must have four digits", given=str(value))
    for key in sorted(required):
        if table.get(key) in {None, ""}:
            raise MaterialError(f"{key} is required", mend=f"add {key} = …")
    return dict(table)
