"""What a look-up of plants, regions, rates and factors returns, all frozen; numbers are SI."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from celldesign.database.records import Source
from celldesign.errors import DesignError
from celldesign.units.quantities import from_si

# The number of a driver is what `process_stage_rate` compares with.
# What a stage scales with, and its number in `process_stage_rate`.
DRIVERS = {
    "volume": 0,
    "cells": 1,
    "cathode active": 2,
    "anode active": 3,
    "cathode area": 4,
    "anode area": 5,
    "electrode area": 6,
    "membrane area": 7,
    "cathode solvent": 8,
    "cells or electrode area": 9,
}
SOLVENTS = ("none", "cathode", "anode")
SECTIONS = ("electrode", "assembly", "formation", "pack", "warehouse", "support")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of a plant or a region, by the flat name of its quantity, as printed and in SI."""

    name: str
    value: float
    unit: str
    si_value: float
    std: float | None
    low: float | None
    high: float | None
    source: Source
    quality: str
    note: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: what drives it, and its numbers by the last part of their quantity's name."""

    key: str
    section: str
    driver: str
    numbers: Mapping[str, float]
    capital_std: float | None
    source: Source
    quality: str
    note: str


@dataclass(frozen=True, slots=True)
class EnergyStep:
    """Electricity and heat of a step of the plant, per energy of the cells."""

    key: str
    electricity: float
    heat: float
    source: Source
    quality: str
    note: str


@dataclass(frozen=True, slots=True)
class Plant:
    """A plant: its volume with the range that it is for, parameters, stages and energy."""

    key: str
    name: str
    year: int
    volume: float
    volume_low: float
    volume_high: float
    cathode_solvent: str
    outside: bool
    notes: str
    source: Source
    values: Mapping[str, Parameter] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()
    steps: tuple[EnergyStep, ...] = ()

    def see_volume(self, volume: float, given: str = "") -> None:
        """Raise DesignError for an annual production outside the plant's range."""
        if self.volume_low <= volume * (1 + 1e-9) and volume <= self.volume_high * (1 + 1e-9):
            return
        low, high, own = (
            f"{from_si(end, 'GWh/year'):g}" for end in (self.volume_low, self.volume_high, volume)
        )
        required = f"the plant '{self.key}' makes {low} to {high} GWh/year"
        mend = "name another plant, such as economics.plant=pilot for less than 0.1 GWh/year"
        raise DesignError(required, given=given or f"{own} GWh/year", mend=mend)


@dataclass(frozen=True, slots=True)
class Region:
    """A country with what differs there."""

    key: str
    name: str
    values: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of a currency one US dollar bought in a year."""

    currency: str
    year: int
    per_usd: float
    source: Source
    quality: str
    note: str


@dataclass(frozen=True, slots=True)
class Factor:
    """Greenhouse gas per amount of a material (kg/kg) or of an energy (kg/J in SI)."""

    subject: str
    impact: str
    value: float
    unit: str
    si_value: float
    std: float | None
    low: float | None
    high: float | None
    region: str
    boundary: str
    year: int | None
    source: Source
    quality: str
    note: str
