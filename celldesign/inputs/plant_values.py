"""Given values made of prices, parameters, stages and factors, each with its origin."""

from dataclasses import replace

from celldesign.database.catalogue import Choice, Material, Record
from celldesign.database.plant_records import EnergyStep, Factor, Parameter, Plant, Stage
from celldesign.design.entry import Entry
from celldesign.inputs.value import Input
from celldesign.units.quantities import from_si, si_unit
from celldesign.vocabulary import vocabulary


def per(unit: str) -> str:
    """The SI unit that a price is per, `kg` of `USD/kg`."""
    return si_unit(unit).partition("/")[2]


def entry_leaf(entry: Entry, material: Material, rate: float, choice: Choice | None) -> Input:
    """A price of the design, and what of the database it replaces."""
    before = f"the database's {choice.record.value:g} {choice.record.unit}" if choice else ""
    origin = "override" if entry.override else "given"
    return Input(
        entry.value * rate,
        None if entry.std is None else entry.std * rate,
        origin,
        entry.text,
        f"price.{material.key}",
        material.key,
        entry=replace(entry, replaced=before),
    )


def parameter_leaf(parameter: Parameter, owner: str, kind: str = "plant") -> Input:
    """One number of a plant or a region, as `kind` says."""
    name = vocabulary()[parameter.name].name
    text = f"{parameter.value:g} {parameter.unit}".removesuffix(" 1")
    choice = Choice(_as_record(parameter, owner), f"of the {kind} '{owner}'", ())
    return Input(parameter.si_value, parameter.std, "database", text, name, choice=choice)


def _as_record(parameter: Parameter, owner: str) -> Record:
    return Record(
        id=0,
        material=owner,
        property=parameter.name,
        value=parameter.value,
        unit=parameter.unit,
        si_value=parameter.si_value,
        std=parameter.std,
        temperature=None,
        conditions={},
        source=parameter.source,
        locator="",
        year=None,
        quality=parameter.quality,
        preferred=False,
        note=parameter.note,
        origin="shipped",
    )


def stage_leaf(stage: Stage, name: str, plant: Plant) -> Input:
    """One number of a stage; the capital of an assumed stage carries the assumption."""
    value = stage.numbers[name]
    unit = vocabulary()[f"stage_{name}"].unit
    shown = from_si(value, unit)
    text = stage.driver if name == "driver" else f"{shown:g} {unit}".removesuffix(" 1")
    address = f"stage.{stage.key}.{name}"
    choice = None
    if name == "capital" and stage.quality == "D":
        record = _as_record(
            Parameter(
                f"stage.{stage.key}.capital",
                shown,
                unit,
                value,
                stage.capital_std,
                None,
                None,
                stage.source,
                stage.quality,
                stage.note,
            ),
            plant.key,
        )
        choice = Choice(record, f"of the plant '{plant.key}'", ())
    std = stage.capital_std if name == "capital" else None
    return Input(value, std, "database", text, address, stage.key, choice=choice)


def step_leaf(step: EnergyStep, name: str, plant: Plant) -> Input:
    """Electricity or heat of one step; that of an assumed step carries the assumption."""
    value, unit, address = getattr(step, name), "kWh/kWh", f"{name} of {step.key}"
    text = f"{value:g} {unit}"
    if step.quality != "D":
        address = f"{address}, {step.source.citation}"
        return Input(value, None, "database", text, address, step.key)
    assumed = (address, value, unit, value, None, None, None, step.source, step.quality, step.note)
    record = _as_record(Parameter(*assumed), plant.key)
    choice = Choice(record, f"of the plant '{plant.key}'", ())
    return Input(value, None, "database", text, address, step.key, choice=choice)


def factor_leaves(label: str, known: list[Factor]) -> tuple[Input, Input]:
    """The factor and whether there is one; where there is none, it counts nothing."""
    if not known:
        none = Input(0.0, None, "database", "no factor is known", f"footprint.{label}", label)
        return none, none
    factor = known[0]
    where = f", {factor.region}" if factor.region else ""
    parameter = Parameter(
        f"footprint.{factor.subject}",
        factor.value,
        factor.unit,
        factor.si_value,
        factor.std,
        factor.low,
        factor.high,
        factor.source,
        factor.quality,
        factor.note,
    )
    choice = Choice(_as_record(parameter, factor.subject), f"{factor.boundary}{where}", ())
    text = f"{factor.value:g} {factor.unit}"
    value = Input(
        factor.si_value,
        factor.std,
        "database",
        text,
        f"footprint.{factor.subject}{where}",
        factor.subject,
        choice=choice,
    )
    return value, Input(
        1.0, None, "database", "known", f"footprint.{factor.subject}", factor.subject
    )
