"""Putting plants, regions, rates and factors into a database; a user's rows stay as they are."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlmodel import Session, SQLModel, col, delete, select

from celldesign.database import tables
from celldesign.database.plant_reading import Economy
from celldesign.database.plant_records import Parameter, Plant

# Children first, so that no row is left without its parent.
_TABLES = (
    tables.EnergyStep,
    tables.Stage,
    tables.PlantValue,
    tables.Region,
    tables.Plant,
    tables.ExchangeRate,
    tables.FootprintFactor,
)


def write_economy(session: Session, economy: Economy) -> None:
    """Make the shipped rows those of the data folder; what a user has under a key stays his."""
    for table in _TABLES:
        session.exec(delete(table).where(col(table.origin) == "shipped"))
    session.flush()
    mine = {plant.key for plant in session.exec(select(tables.Plant))}
    regions = {region.key for region in session.exec(select(tables.Region))}
    rates = {(rate.currency, rate.year) for rate in session.exec(select(tables.ExchangeRate))}
    add_plants(session, [plant for plant in economy.plants if plant.key not in mine])
    for region in economy.regions:
        if region.key not in regions:
            session.add(tables.Region(key=region.key, name=region.name))
            owner = f"region {region.key}"
            session.add_all([_value(owner, each) for each in region.values.values()])
    session.add_all(
        [
            tables.ExchangeRate(**cited(rate))
            for rate in economy.rates
            if (rate.currency, rate.year) not in rates
        ]
    )
    session.add_all([tables.FootprintFactor(**cited(factor)) for factor in economy.factors])


def add_plants(session: Session, plants: Sequence[Plant], origin: str = "shipped") -> None:
    """Write plants with all that belongs to them."""
    session.add_all([tables.Plant(**_plant_row(plant), origin=origin) for plant in plants])
    session.flush()
    for plant in plants:
        session.add_all(_parts(plant, origin))


def drop_plant(session: Session, key: str) -> None:
    """Take a plant out with all that belongs to it."""
    owned = ((tables.EnergyStep, "plant"), (tables.Stage, "plant"), (tables.PlantValue, "owner"))
    for table, column in (*owned, (tables.Plant, "key")):
        session.exec(delete(table).where(col(getattr(table, column)) == key))
    session.flush()


def _plant_row(plant: Plant) -> dict[str, Any]:
    row = cited(plant)
    for name in ("values", "stages", "steps"):
        del row[name]
    return row


def _parts(plant: Plant, origin: str) -> list[SQLModel]:
    stages = [
        tables.Stage(
            **cited(stage) | {"numbers": json.dumps(stage.numbers)},
            plant=plant.key,
            position=position,
            origin=origin,
        )
        for position, stage in enumerate(plant.stages)
    ]
    steps = [
        tables.EnergyStep(**cited(step), plant=plant.key, position=position, origin=origin)
        for position, step in enumerate(plant.steps)
    ]
    values = (_value(plant.key, each, origin) for each in plant.values.values())
    return [*stages, *steps, *values]


def _value(owner: str, parameter: Parameter, origin: str = "shipped") -> tables.PlantValue:
    return tables.PlantValue(**cited(parameter), owner=owner, origin=origin)


def cited(record: Any) -> dict[str, Any]:
    """Return the columns of a record, with its source by key."""
    return asdict(record) | {"source": record.source.key}
