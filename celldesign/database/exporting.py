"""A user's own values as text again, TOML or CSV, in one order: equal data, equal bytes."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from celldesign.database.catalogue import Catalogue
from celldesign.database.csv_files import COLUMNS
from celldesign.database.own_economy import OwnEconomy
from celldesign.database.own_files import DESCRIPTION
from celldesign.database.plant_records import SOLVENTS, EnergyStep, Parameter, Plant, Stage
from celldesign.database.reading import Entry
from celldesign.database.records import HalfCell, Material, Price, Record, Source
from celldesign.units.quantities import from_si, scale
from celldesign.vocabulary import vocabulary

_PART = 500
_SOURCE = ("citation", "doi", "url", "year", "kind", "licence")


def own_entries(catalogue: Catalogue, keys: Sequence[str] = ()) -> Iterator[Entry]:
    """Yield the materials with a user's own values in force, or some of them, by key."""
    wanted = [*keys] or own_keys(catalogue)
    for start in range(0, len(wanted), _PART):
        part = wanted[start : start + _PART]
        records = catalogue.records_of(part, own=True)
        for key in part:
            material = catalogue.find(key)
            values = [
                value for (where, _), found in records.items() if where == key for value in found
            ]
            prices = [price for price in catalogue.prices(key) if price.origin == "user"]
            if material and (values or prices or material.origin == "user"):
                yield Entry(material, tuple(values), tuple(prices))


def own_keys(catalogue: Catalogue) -> list[str]:
    """List the materials that a user has added, or has values of, in the order of their keys."""
    return [
        row["key"]
        for row in catalogue.rows(
            "SELECT key FROM material WHERE NOT withdrawn AND (origin = 'user'"
            " OR key IN (SELECT material FROM property_view WHERE origin = 'user')"
            " OR key IN (SELECT material FROM price_view WHERE origin = 'user'))"
            " ORDER BY folded, key"
        )
    ]


def own_sources(catalogue: Catalogue) -> dict[str, Source]:
    """Return the sources that a user has described; the shipped ones are in every database."""
    mine = {row["key"] for row in catalogue.rows("SELECT key FROM source WHERE origin = 'user'")}
    return {key: source for key, source in catalogue.sources().items() if key in mine}


def as_toml(
    entries: Sequence[Entry], sources: Mapping[str, Source], economy: OwnEconomy | None = None
) -> Iterator[str]:
    """Write a TOML file: those sources that are cited, each material, then what is beside them."""
    economy = economy or OwnEconomy()
    cited = {each.source.key for e in entries for each in _numbers(e)} | {*economy.cited()}
    for source in (sources[key] for key in sorted(cited & sources.keys())):
        yield f"[source.{_key(source.key)}]\n"
        yield from _pairs({name: getattr(source, name) for name in _SOURCE})
        yield "\n"
    for entry in entries:
        yield "[[material]]\n"
        yield from _pairs(_description(entry.material))
        yield "\n"
        for heading, tables in _values(entry):
            for table in tables:
                yield f"[[material.{heading}]]\n"
                yield from _pairs(table)
                yield "\n"

    for plant in economy.plants:
        yield from plant_lines(plant)
    for rate in economy.rates:
        yield "[[rate]]\n"
        yield from _pairs(asdict(rate) | {"source": rate.source.key})
        yield "\n"
    for curve in economy.curves:
        yield "[[curve]]\n"
        yield from _pairs(curve_table(curve))
        yield "\n"


def curve_table(curve: HalfCell) -> dict[str, Any]:
    """Return a curve as a table of a file."""
    return {
        "key": curve.key,
        "material": curve.material,
        "direction": curve.direction,
        "temperature": f"{_number(curve.temperature)} K",
        "counter": curve.counter,
        "capacity": curve.printed,
        "source": curve.source,
        "note": curve.note,
        **({"measured": curve.measured} if curve.measured else {}),
        "degree": list(curve.degree),
        "potential": list(curve.potential),
    }


def plant_lines(plant: Plant) -> Iterator[str]:
    """Write a plant whole, so that it needs no base."""
    yield "[[plant]]\n"
    volumes = {
        name: _shown(getattr(plant, name), "GWh/year")
        for name in ("volume", "volume_low", "volume_high")
    }
    told = {name: getattr(plant, name) for name in ("key", "name", "year")} | volumes
    told |= {name: getattr(plant, name) for name in ("cathode_solvent", "outside", "notes")}
    yield from _pairs(told | {"source": plant.source.key})
    yield "\n[plant.values]\n"
    for name, parameter in sorted(plant.values.items()):
        yield f"{name.removeprefix('plant_')} = {_toml(_parameter(parameter))}\n"
    for stage in plant.stages:
        yield "\n[[plant.stage]]\n"
        yield from _pairs(_stage(stage))
    for step in plant.steps:
        yield "\n[[plant.energy]]\n"
        used = {"electricity": step.electricity, "heat": step.heat}
        amounts = {name: f"{_number(amount)} kWh/kWh" for name, amount in used.items()}
        yield from _pairs({"step": step.key} | amounts | _judged(step))
    yield "\n"


def _parameter(parameter: Parameter) -> dict[str, Any]:
    unit = parameter.unit
    told = {
        "value": f"{_number(parameter.value)} {unit}",
        "std": None if parameter.std is None else f"{_number(parameter.std / scale(unit))} {unit}",
        "low": _shown(parameter.low, unit),
        "high": _shown(parameter.high, unit),
    } | _judged(parameter)
    return {name: value for name, value in told.items() if value not in (None, "")}


def _stage(stage: Stage) -> dict[str, Any]:
    words = vocabulary()
    numbers = dict(stage.numbers)
    del numbers["driver"]
    told: dict[str, Any] = {"key": stage.key, "section": stage.section, "driver": stage.driver}
    told["solvent"] = SOLVENTS[int(numbers.pop("solvent"))]
    told["shared_by_area"] = numbers.pop("shared_by_area") == 1
    for name, number in sorted(numbers.items()):
        unit = words[f"stage_{name}"].unit
        told[name] = number if unit == "1" else _shown(number, unit)
    told["capital_std"] = _shown(stage.capital_std, words["stage_capital"].unit)
    return told | _judged(stage)


def _judged(record: Parameter | Stage | EnergyStep) -> dict[str, Any]:
    return {"source": record.source.key, "quality": record.quality, "note": record.note}


def as_csv(entries: Sequence[Entry], sources: Mapping[str, Source]) -> Iterator[str]:
    """Write materials as a table, a value to a line, each source described where it comes first."""
    yield _csv(COLUMNS)
    told: set[str] = set()
    for entry in entries:
        described = _description(entry.material)
        described["material"] = described.pop("key")
        rows = [
            table | ({"property": "price"} if heading == "price" else {"property": table["name"]})
            for heading, tables in _values(entry)
            for table in tables
        ]
        for row in [{k: row[k] for k in row if k != "name"} for row in rows] or [{}]:
            cells = described | row
            described = {"material": described["material"]}
            source = sources.get(row.get("source", ""))
            if source and source.key not in told:
                told.add(source.key)
                cells |= {name: getattr(source, name) for name in _SOURCE if name != "year"}
                cells["source_year"] = source.year
            yield _csv([_cell(cells.get(name)) for name in COLUMNS])


def value_table(record: Record) -> dict[str, Any]:
    """Return a value as a table of a file."""
    spread = "" if record.std is None else f" +/- {_number(record.std / scale(record.unit))}"
    return {
        "name": record.property,
        "value": f"{_number(record.value)}{spread} {record.unit}",
        "low": _shown(record.low, record.unit),
        "high": _shown(record.high, record.unit),
        "qualifier": record.qualifier,
        "temperature": None if record.temperature is None else f"{_number(record.temperature)} K",
        "conditions": dict(sorted(record.conditions.items())),
        "source": record.source.key,
        "locator": record.locator,
        "year": record.year,
        "quality": record.quality,
        "preferred": record.preferred,
        "note": record.note,
    }


def price_table(price: Price) -> dict[str, Any]:
    """Return a price as a table of a file."""
    unit = f"{price.currency}/{price.unit}"
    return {
        "value": f"{_number(price.value)} {unit}",
        "low": _shown(price.low, unit),
        "high": _shown(price.high, unit),
        "year": price.year,
        "region": price.region,
        "quantity": price.quantity,
        "source": price.source.key,
        "quality": price.quality,
        "note": price.note,
    }


def _values(entry: Entry) -> list[tuple[str, list[dict[str, Any]]]]:
    values = [value_table(record) for record in entry.records]
    prices = [price_table(price) for price in entry.prices]
    return [("property", _sorted(values)), ("price", _sorted(prices))]


def _sorted(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(tables, key=lambda table: json.dumps(table, ensure_ascii=False))


def _description(material: Material) -> dict[str, Any]:
    """Return what a file says of a material: of a shipped one, only which it is."""
    if material.origin != "user":
        return {"key": material.key}
    shares = {name: f"{_number(100 * x)} wt%" for name, x in sorted(material.composition.items())}
    described = {name: getattr(material, name) for name in DESCRIPTION}
    return {"key": material.key} | described | {"composition": shares}


def _numbers(entry: Entry) -> tuple[Record | Price, ...]:
    return (*entry.records, *entry.prices)


def _shown(si: float | None, unit: str) -> str | None:
    return None if si is None else f"{_number(from_si(si, unit))} {unit}"


def _number(value: float) -> str:
    """Write a number so that converting it there and back ends in the same text."""
    text = repr(float(f"{value:.12g}"))
    return text.removesuffix(".0")


def _pairs(table: dict[str, Any]) -> Iterator[str]:
    """Write what is said, a line each; what is empty is left out."""
    for name, value in table.items():
        if value is not False and value not in (None, "", (), {}):
            yield f"{name} = {_toml(value)}\n"


def _toml(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(k)} = {_toml(v)}' for k, v in value.items())} }}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value)


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else json.dumps(name, ensure_ascii=False)


def _cell(value: Any) -> str:
    if value in (None, "", False, (), {}):
        return ""
    if isinstance(value, dict):
        plain = not any(sign in f"{k}{v}" for k, v in value.items() for sign in "=;{")
        if plain:
            return "; ".join(f"{k} = {v}" for k, v in value.items())
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple | list):
        return "; ".join(value)
    return "true" if value is True else str(value)


def _csv(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
