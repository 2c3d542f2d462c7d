"""Files of plants, regions, exchange rates and footprint factors: TOML in, frozen records out.

A plant may be built on another one: `base` names it, `drop` leaves stages out, and what else it
says is added or replaces what the base says under the same key.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from celldesign.database.plant_checks import complete, spread
from celldesign.database.plant_records import (
    DRIVERS,
    SECTIONS,
    SOLVENTS,
    EnergyStep,
    Factor,
    Parameter,
    Plant,
    Rate,
    Region,
    Stage,
)
from celldesign.database.properties import QUALITIES
from celldesign.database.records import Source
from celldesign.database.toml_tables import Placed, Table
from celldesign.design.entry import read_entry
from celldesign.errors import MaterialError, nearest, reason
from celldesign.toml_lines import Keys, place_of, read_toml
from celldesign.units.quantities import parse, parse_as
from celldesign.units.spelling import CURRENCIES
from celldesign.vocabulary import vocabulary
from celldesign.vocabulary.renamed import current

PLANTS, TABLES = "plants", "economics"
_PLANT = {"base", "key", "name", "year", "source", "quality", "volume", "volume_low"}
_PLANT |= {"volume_high", "cathode_solvent", "notes", "outside", "drop"}
_PLANT |= {"values", "stage", "energy"}
_VALUE = {"value", "low", "high", "std", "source", "quality", "note"}
_AMOUNTS = ("labour", "capital", "area")
_EXPONENTS = tuple(f"{amount}_exponent" for amount in _AMOUNTS)
_OPTIONAL = {
    **{f"{amount}_capacity_exponent": 0.0 for amount in _AMOUNTS},
    "large_cell_factor": 1.0,
    "share": 1.0,
}
_STAGE = {"key", "section", "driver", *_AMOUNTS, *_EXPONENTS, *_OPTIONAL, "solvent"}
_STAGE |= {"shared_by_area", "capital_low", "capital_high", "capital_std"}
_STAGE |= {"source", "quality", "note"}
_STEP = {"step", "electricity", "heat", "source", "quality", "note"}
_FACTOR = {"subject", "impact", "value", "low", "high", "region", "boundary", "year"}
_FACTOR |= {"source", "quality", "note"}
_RATE = {"currency", "year", "per_usd", "source", "quality", "note"}
_REGION = {"name", "source", "quality", "note"}
_PREFIXES = ("plant_", "footprint_", "")  # of the quantity that a key of a file names
_THERE = ("wage", "building_price", "electricity_price", "grid_intensity")


@dataclass(frozen=True)
class Economy:
    """What the data folder has beside materials, and what is wrong with it, a line each."""

    plants: tuple[Plant, ...] = ()
    regions: tuple[Region, ...] = ()
    rates: tuple[Rate, ...] = ()
    factors: tuple[Factor, ...] = ()
    problems: list[str] = field(default_factory=list)


def read_economy(folder: Path, sources: Mapping[str, Source]) -> Economy:
    """Read the folders `plants` and `economics` of a data folder."""
    problems: list[str] = []
    reader = Reader(sources)

    def tried(path: Path, read: Callable[[Path], Any]) -> Any:
        try:
            return read(path)
        except Placed as error:
            problems.append(str(error))
            return ()

    plants: dict[str, Plant] = {}

    def read_one(path: Path) -> Plant:
        return reader.plant(_toml(path), plants)

    for path in sorted((folder / PLANTS).glob("*.toml"), key=_is_built_on_another):
        plant = tried(path, read_one)
        plants.update({plant.key: plant} if plant else {})
    tables = folder / TABLES
    found: dict[str, Any] = {
        name: tried(tables / f"{name}.toml", read) if (tables / f"{name}.toml").is_file() else ()
        for name, read in (
            ("regions", reader.regions),
            ("exchange_rates", reader.rates),
            ("footprint", reader.factors),
        )
    }
    return Economy(
        tuple(plants.values()),
        found["regions"],
        found["exchange_rates"],
        found["footprint"],
        problems,
    )


def parse_plant(
    text: str, name: str, sources: Mapping[str, Source], bases: Callable[[str], Plant]
) -> Plant:
    """Read the text of a plant file; `bases` looks up the plant that it may be built on.

    Raises MaterialError, with file and line, for whatever is wrong with it.
    """
    return plant_of(_parsed(text, name), Reader(sources), bases)


def plant_of(table: Table, reader: "Reader", bases: Callable[[str], Plant]) -> Plant:
    """Read a plant from its table, looking up the one that it is built on."""
    base = table.text("base")
    with table.at("base"):
        known = {base: bases(base)} if base else {}
    return reader.plant(table, known)


def _is_built_on_another(path: Path) -> bool:
    return re.search(rb"(?m)^base\s*=", path.read_bytes()) is not None


def read_text(path: Path) -> str:
    """Read the text of a plant file; raises MaterialError."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Placed(f"{path.name}: the file cannot be read ({reason(error)})") from None
    except UnicodeDecodeError:
        raise Placed(f"{path.name}: a text file in TOML is required") from None


def _toml(path: Path) -> Table:
    return _parsed(read_text(path), path.name)


def _parsed(text: str, name: str) -> Table:
    try:
        content = read_toml(text)
    except ValueError as error:
        raise Placed(f"{name}: not TOML: {error}") from None

    def place(keys: Keys) -> str:
        return place_of(text, name, keys)

    return Table(content, place)


class Reader:
    """Reads the tables of economic files; `sources` are those that they may cite."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources

    def plant(self, table: Table, bases: Mapping[str, Plant]) -> Plant:
        """Read a plant; its base is one of `bases`."""
        table.hold(_PLANT, {"key", "name", "year", "source"})
        base = bases.get(table.text("base"))
        with table.at("base"):
            if table.text("base") and base is None:
                mend = nearest(table.text("base"), bases) or f"known: {', '.join(bases) or 'none'}"
                raise MaterialError("an unknown base plant", given=table.text("base"), mend=mend)
        inner, values = table.table("values"), dict(base.values) if base else {}
        own: dict[str, str] = {}  # as written in this file
        for name in inner.content:
            parameter = self._parameter(inner, name, table)
            with inner.at(name):
                if parameter.name in own:
                    given = f"both it and its old name, {own[parameter.name]} and {name}"
                    required = f"{parameter.name.removeprefix('plant_')} is required once"
                    raise MaterialError(required, given=given, mend="remove one of them")
            values[parameter.name], own[parameter.name] = parameter, name
        stages = self._stages(table, base)
        with table.at():
            complete(values, stages)
        steps = {step.key: step for step in base.steps} if base else {}
        steps |= {step.key: step for step in (self._step(t, table) for t in table.tables("energy"))}
        low, volume, high = self._volumes(table, base)
        return Plant(
            key=table.text("key"),
            name=table.text("name"),
            year=table.year(),
            volume=volume,
            volume_low=low,
            volume_high=high,
            cathode_solvent=table.text("cathode_solvent", base.cathode_solvent if base else "NMP"),
            outside=table.flag("outside"),
            notes=table.text("notes"),
            source=self._source(table),
            values=values,
            stages=tuple(stages.values()),
            steps=tuple(steps.values()),
        )

    def _stages(self, table: Table, base: Plant | None) -> dict[str, Stage]:
        stages = {stage.key: stage for stage in base.stages} if base else {}
        for name in table.texts("drop"):
            with table.at("drop"):
                if stages.pop(name, None) is None:
                    hint = nearest(name, stages)
                    raise MaterialError("an unknown stage to drop", given=name, mend=hint)
        return stages | {s.key: s for s in (self._stage(t, table) for t in table.tables("stage"))}

    def _volumes(self, table: Table, base: Plant | None) -> tuple[float, float, float]:
        found = [
            table.amount(name, vocabulary()["economics_annual_capacity"])
            or getattr(base, name, 0.0)
            for name in ("volume_low", "volume", "volume_high")
        ]
        low, volume, high = found
        with table.at("volume"):
            if not 0 < low <= volume <= high:
                mend = "give volume_low, volume and volume_high in GWh/year, in this order of size"
                raise MaterialError("a volume within its range is required", mend=mend)
        return low, volume, high

    def regions(self, path: Path) -> tuple[Region, ...]:
        """Read the file of countries."""
        found, file = [], _toml(path)
        for key in file.content:
            table = file.table(key)
            table.hold({*_REGION, *_THERE}, {"name", "source", "quality"})
            here = (name for name in _THERE if name in table.content)
            values = [self._parameter(table, name, table) for name in here]
            found.append(Region(key, table.text("name"), {each.name: each for each in values}))
        return tuple(found)

    def rates(self, path: Path) -> tuple[Rate, ...]:
        """Read the file of exchange rates."""
        return tuple(self.rate(table) for table in _toml(path).tables("rate"))

    def rate(self, table: Table) -> Rate:
        """Read one exchange rate."""
        table.hold(_RATE, _RATE - {"note"})
        given = table.content["per_usd"]
        with table.at("per_usd"):
            if type(given) not in (int, float) or not 0 < given < float("inf"):
                raise MaterialError("a rate above zero is required", given=repr(given))
        return Rate(
            currency=table.word("currency", CURRENCIES),
            year=table.year(),
            per_usd=float(given),
            **self._cited(table),
        )

    def factors(self, path: Path) -> tuple[Factor, ...]:
        """Read the file of footprint factors."""
        return tuple(self._factor(table) for table in _toml(path).tables("factor"))

    def _factor(self, table: Table) -> Factor:
        table.hold(_FACTOR, {"subject", "impact", "value", "boundary", "source", "quality"})
        subject = table.text("subject")
        unit = "kg/kWh" if subject in ("electricity", "heat") else "kg/kg"
        with table.at("value"):
            measured = parse(table.text("value"))
            si, std = parse_as(table.text("value"), unit)
        ends: dict[str, float | None] = {"low": None, "high": None}
        for end in ends:
            if end in table.content:
                with table.at(end):
                    ends[end], _ = parse_as(table.text(end), unit)
        with table.at("low"):
            std = std if std is not None else spread(ends["low"], ends["high"])
        return Factor(
            subject=subject,
            impact=table.text("impact"),
            value=measured.value,
            unit=measured.unit,
            si_value=si,
            std=std,
            region=table.text("region"),
            boundary=table.text("boundary"),
            year=table.year() if "year" in table.content else None,
            low=ends["low"],
            high=ends["high"],
            **self._cited(table),
        )

    def _parameter(self, table: Table, name: str, around: Table) -> Parameter:
        """Read one number, written as a text or as a table with what is known of it."""
        words = vocabulary()
        named = (current(f"{prefix}{name}") for prefix in _PREFIXES)
        flat = next((flat for flat in named if flat in words), name)
        with table.at(name):
            if flat not in words or words[flat].component or words[flat].choices:
                known = [each.removeprefix("plant_") for each in words if each.startswith("plant_")]
                raise MaterialError("an unknown value", given=name, mend=nearest(name, known))
        item = table.content[name]
        bare = Table({"value": item}, table.place, (*table.keys, name))
        fields = table.table(name) if isinstance(item, dict) else bare
        fields.hold(_VALUE, {"value"})
        ends = {end: fields.amount(end, words[flat]) for end in ("low", "high")}
        with fields.at():
            said = {key: fields.content[key] for key in ("value", "std") if key in fields.content}
            entry = read_entry(words[flat], said)
            value, unit = _printed(entry.text)
            std = entry.std if entry.std is not None else spread(ends["low"], ends["high"])
        return Parameter(
            name=flat,
            value=value,
            unit=unit,
            si_value=entry.value,
            std=std,
            low=ends["low"],
            high=ends["high"],
            **self._cited(fields, around),
        )

    def _stage(self, table: Table, around: Table) -> Stage:
        table.hold(_STAGE, {"key", "section", "driver", *_AMOUNTS, *_EXPONENTS})
        driver, words = table.word("driver", tuple(DRIVERS)), vocabulary()
        numbers = dict(_OPTIONAL)
        for name in (*_AMOUNTS, *_EXPONENTS, *_OPTIONAL):
            if name in table.content:
                numbers[name] = table.entry(name, words[f"stage_{name}"]).value
        numbers["driver"] = float(DRIVERS[driver])
        numbers["solvent"] = float(SOLVENTS.index(table.word("solvent", SOLVENTS, "none")))
        numbers["shared_by_area"] = float(table.flag("shared_by_area"))
        capital, ends = words["stage_capital"], ("std", "low", "high")
        std, low, high = (table.amount(f"capital_{end}", capital) for end in ends)
        with table.at("capital_low"):
            std = std if std is not None else spread(low, high)
        return Stage(
            key=table.text("key"),
            section=table.word("section", SECTIONS),
            driver=driver,
            numbers=numbers,
            capital_std=std,
            **self._cited(table, around),
        )

    def _step(self, table: Table, around: Table) -> EnergyStep:
        table.hold(_STEP, {"step", "electricity", "heat"})
        words = vocabulary()
        return EnergyStep(
            key=table.text("step"),
            electricity=table.entry("electricity", words["footprint_step_electricity"]).value,
            heat=table.entry("heat", words["footprint_step_heat"]).value,
            **self._cited(table, around),
        )

    def _cited(self, table: Table, around: Table | None = None) -> dict[str, Any]:
        """Read source, quality and note; the table around says them for what names no source."""
        around = around or table
        own = table if "source" in table.content else around
        judged = table if "quality" in table.content else around
        return {
            "source": self._source(own),
            "quality": judged.word("quality", QUALITIES, "D"),
            "note": table.text("note") or own.text("note"),
        }

    def _source(self, table: Table) -> Source:
        key = table.text("source")
        with table.at("source"):
            if key not in self.sources:
                mend = nearest(key, self.sources) or "add it to sources.toml"
                raise MaterialError("a source must be known", given=key, mend=mend)
        return self.sources[key]


def _printed(text: str) -> tuple[float, str]:
    """A number and its unit as they are written, the unit 1 where there is none."""
    try:
        return float(text), "1"
    except ValueError:
        measured = parse(text)
        return measured.value, measured.unit
