"""Files of plants, regions, exchange rates and footprint factors: TOML in, frozen records out.

A plant may be built on another one: `base` names it, `drop` leaves stages out, and what else it
says is added or replaces what the base says under the same key.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from celldesign.database.plant_checks import (
    check_keys,
    complete,
    number,
    one_of,
    quality,
    spread,
    table_of,
    tables_of,
    text_of,
    within,
)
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
from celldesign.database.records import Source
from celldesign.errors import CelldesignError, MaterialError, nearest
from celldesign.units import parse, parse_as
from celldesign.vocabulary import vocabulary

PLANTS, TABLES = "plants", "economics"
_PLANT = {"base", "key", "name", "year", "source", "quality", "volume", "volume_low"}
_PLANT |= {"volume_high", "cathode_solvent", "notes", "outside", "drop"}
_PLANT |= {"values", "stage", "energy"}
_VALUE = {"value", "low", "high", "std", "source", "quality", "note"}
_AMOUNTS = {"labour": "h/year", "capital": "MUSD", "area": "m^2"}
_EXPONENTS = tuple(f"{amount}_exponent" for amount in _AMOUNTS)
_OPTIONAL = {
    **{f"{amount}_capacity_exponent": 0.0 for amount in _AMOUNTS},
    "large_cell_factor": 1.0,
    "share": 1.0,
}
_STAGE = {"key", "section", "driver", *_AMOUNTS, *_EXPONENTS, *_OPTIONAL, "solvent"}
_STAGE |= {"shared_by_area", "capital_low", "capital_high", "source", "quality", "note"}
_STEP = {"step", "electricity", "heat", "source", "quality", "note"}
_FACTOR = {"subject", "impact", "value", "low", "high", "region", "boundary", "year"}
_FACTOR |= {"source", "quality", "note"}
_RATE = {"currency", "year", "per_usd", "source", "quality", "note"}
_REGION = {"name", "source", "quality", "note"}
_BARE = ("wage", "building_price", "electricity_price")


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
    reader = _Reader(sources)

    def tried(path: Path, read: Callable[[Path], Any]) -> Any:
        try:
            return read(path)
        except CelldesignError as error:
            problems.append(f"{path.name}: {error}")
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


def read_plant(path: Path, sources: Mapping[str, Source], bases: Callable[[str], Plant]) -> Plant:
    """Read one plant file; `bases` looks up the plant that it may be built on.

    Raises MaterialError, with the file's name, for whatever is wrong with it.
    """
    try:
        table = _toml(path)
        base = table.get("base")
        known = {base: bases(base)} if isinstance(base, str) else {}
        return _Reader(sources).plant(table, known)
    except MaterialError as error:
        raise MaterialError(f"{path.name}: {error}") from None


def _is_built_on_another(path: Path) -> bool:
    return re.search(r"(?m)^base\s*=", path.read_text(encoding="utf-8")) is not None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MaterialError(f"the file cannot be read ({reason})") from None
    except ValueError as error:  # not UTF-8, or not TOML
        raise MaterialError(f"not TOML: {error}") from None


class _Reader:
    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources

    def plant(self, table: Mapping[str, Any], bases: Mapping[str, Plant]) -> Plant:
        check_keys(table, _PLANT, {"key", "name", "year", "source"})
        if "base" in table and table["base"] not in bases:
            mend = nearest(str(table["base"]), bases) or f"known: {', '.join(bases)}"
            raise MaterialError("an unknown base plant", given=str(table["base"]), mend=mend)
        base = bases.get(table.get("base", ""))
        common = {"source": table["source"], "quality": table.get("quality", "D")}
        values = dict(base.values) if base else {}
        for name, item in table_of(table, "values").items():
            parameter = self._parameter(name, item, common)
            values[parameter.name] = parameter
        stages = self._stages(table, base, common)
        complete(values, stages)
        steps = {step.key: step for step in base.steps} if base else {}
        steps |= {s.key: s for s in (self._step(t, common) for t in tables_of(table, "energy"))}
        low, volume, high = self._volumes(table, base)
        return Plant(
            key=text_of(table, "key"),
            name=text_of(table, "name"),
            year=table["year"],
            volume=volume,
            volume_low=low,
            volume_high=high,
            cathode_solvent=table.get("cathode_solvent", base.cathode_solvent if base else "NMP"),
            outside=table.get("outside", False),
            notes=table.get("notes", ""),
            source=self._source(table["source"]),
            values=values,
            stages=tuple(stages.values()),
            steps=tuple(steps.values()),
        )

    def _stages(
        self, table: Mapping[str, Any], base: Plant | None, common: Mapping[str, str]
    ) -> dict[str, Stage]:
        stages = {stage.key: stage for stage in base.stages} if base else {}
        for name in table.get("drop", []):
            if stages.pop(name, None) is None:
                hint = nearest(name, stages)
                raise MaterialError("an unknown stage to drop", given=name, mend=hint)
        return stages | {
            s.key: s for s in (self._stage(t, common) for t in tables_of(table, "stage"))
        }

    def _volumes(self, table: Mapping[str, Any], base: Plant | None) -> tuple[float, float, float]:
        found = [
            number(name, table[name], "GWh/year") if name in table else getattr(base, name, 0.0)
            for name in ("volume_low", "volume", "volume_high")
        ]
        low, volume, high = found
        if not 0 < low <= volume <= high:
            mend = "give volume_low, volume and volume_high in GWh/year, in this order of size"
            raise MaterialError("a volume within its range is required", mend=mend)
        return low, volume, high

    def regions(self, path: Path) -> tuple[Region, ...]:
        found = []
        for key, table in _toml(path).items():
            check_keys(table, {*_REGION, *_BARE}, {"name", "source", "quality"})
            common = {
                "source": table["source"],
                "quality": table["quality"],
                "note": table.get("note", ""),
            }
            values = [self._parameter(name, table[name], common) for name in _BARE if name in table]
            found.append(Region(key, table["name"], {each.name: each for each in values}))
        return tuple(found)

    def rates(self, path: Path) -> tuple[Rate, ...]:
        found = []
        for table in tables_of(_toml(path), "rate"):
            check_keys(table, _RATE, _RATE - {"note"})
            if not table["per_usd"] > 0:
                raise MaterialError("a rate above zero is required", given=str(table["per_usd"]))
            rest = {"source": self._source(table["source"]), "quality": quality(table["quality"])}
            found.append(Rate(**{"note": "", **table, **rest}))
        return tuple(found)

    def factors(self, path: Path) -> tuple[Factor, ...]:
        return tuple(self._factor(table) for table in tables_of(_toml(path), "factor"))

    def _factor(self, table: Mapping[str, Any]) -> Factor:
        check_keys(table, _FACTOR, {"subject", "impact", "value", "boundary", "source", "quality"})
        subject = table["subject"]
        try:
            measured = parse(table["value"])
            unit = "kg/kWh" if subject in ("electricity", "heat") else "kg/kg"
            ends = {
                end: parse_as(table[end], unit)[0] if end in table else None
                for end in ("low", "high")
            }
            si, std = parse_as(table["value"], unit)
        except CelldesignError as error:
            raise MaterialError(f"{subject}: {error}") from None
        return Factor(
            subject=subject,
            impact=table["impact"],
            value=measured.value,
            unit=measured.unit,
            si_value=si,
            std=std if std is not None else spread(ends["low"], ends["high"]),
            region=table.get("region", ""),
            boundary=table["boundary"],
            year=table.get("year"),
            source=self._source(table["source"]),
            quality=quality(table["quality"]),
            note=table.get("note", ""),
            **ends,
        )

    def _parameter(self, name: str, item: Any, common: Mapping[str, str]) -> Parameter:
        words = vocabulary()
        flat = f"plant_{name}" if f"plant_{name}" in words else name
        if flat not in words or words[flat].component or words[flat].choices:
            known = [each.removeprefix("plant_") for each in words if each.startswith("plant_")]
            raise MaterialError("an unknown value", given=name, mend=nearest(name, known))
        fields = {"value": item} if isinstance(item, str) else item
        check_keys(fields, _VALUE, {"value"})
        quantity = words[flat]
        ends = {
            end: number(name, fields[end], quantity.unit) if end in fields else None
            for end in ("low", "high")
        }
        si = number(name, fields["value"], quantity.unit)
        within(name, si, quantity, fields["value"])
        measured = parse(fields["value"])
        std = number(name, fields["std"], quantity.unit) if "std" in fields else None
        rest = {**common, **fields}
        return Parameter(
            name=flat,
            value=measured.value,
            unit=measured.unit,
            si_value=si,
            std=std if std is not None else spread(ends["low"], ends["high"]),
            source=self._source(rest["source"]),
            quality=quality(rest["quality"]),
            note=rest.get("note", ""),
            **ends,
        )

    def _stage(self, table: Mapping[str, Any], common: Mapping[str, str]) -> Stage:
        place = f"stage {table.get('key', '')}".strip()
        try:
            return self._read_stage(table, common)
        except CelldesignError as error:
            raise MaterialError(f"{place}: {error}") from None

    def _read_stage(self, table: Mapping[str, Any], common: Mapping[str, str]) -> Stage:
        check_keys(table, _STAGE, {"key", "section", "driver", *_AMOUNTS, *_EXPONENTS})
        driver = one_of("driver", table["driver"], DRIVERS)
        numbers = {name: number(name, table[name], unit) for name, unit in _AMOUNTS.items()}
        for name, default in {**dict.fromkeys(_EXPONENTS, 0.0), **_OPTIONAL}.items():
            given = table.get(name, default)
            if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 3:
                raise MaterialError(f"{name} must be a number from 0 to 3", given=repr(given))
            numbers[name] = float(given)
        if min(numbers.values()) < 0 or numbers["share"] > 1:
            raise MaterialError("amounts of zero or more and a share of at most 1 are required")
        numbers["driver"] = float(DRIVERS.index(driver))
        solvent = one_of("solvent", table.get("solvent", "none"), SOLVENTS)
        numbers["solvent"] = float(SOLVENTS.index(solvent))
        numbers["shared_by_area"] = float(table.get("shared_by_area", False) is True)
        ends = [
            number(end, table[end], "MUSD") if end in table else None
            for end in ("capital_low", "capital_high")
        ]
        rest = {**common, **table}
        return Stage(
            key=text_of(table, "key"),
            section=one_of("section", table["section"], SECTIONS),
            driver=driver,
            numbers=numbers,
            capital_std=spread(*ends),
            source=self._source(rest["source"]),
            quality=quality(rest["quality"]),
            note=table.get("note", ""),
        )

    def _step(self, table: Mapping[str, Any], common: Mapping[str, str]) -> EnergyStep:
        check_keys(table, _STEP, {"step", "electricity", "heat"})
        rest = {**common, **table}
        return EnergyStep(
            key=text_of(table, "step"),
            electricity=number("electricity", table["electricity"], "kWh/kWh"),
            heat=number("heat", table["heat"], "kWh/kWh"),
            source=self._source(rest["source"]),
            quality=quality(rest["quality"]),
            note=table.get("note", ""),
        )

    def _source(self, key: str) -> Source:
        if key not in self.sources:
            mend = nearest(key, self.sources) or "add it to sources.toml"
            raise MaterialError("a source must be known", given=key, mend=mend)
        return self.sources[key]
