"""Putting plants, regions, rates and factors into a database; a user's rows stay as they are."""

import json
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
    plants = [plant for plant in economy.plants if plant.key not in mine]
    session.add_all([tables.Plant(**_plant_row(plant)) for plant in plants])
    session.flush()
    for plant in plants:
        session.add_all(_parts(plant))
    for region in economy.regions:
        if region.key not in regions:
            session.add(tables.Region(key=region.key, name=region.name))
            owner = f"region {region.key}"
            session.add_all([_value(owner, each) for each in region.values.values()])
    session.add_all(
        [
            tables.ExchangeRate(**_cited(rate))
            for rate in economy.rates
            if (rate.currency, rate.year) not in rates
        ]
    )
    session.add_all([tables.FootprintFactor(**_cited(factor)) for factor in economy.factors])


def _plant_row(plant: Plant) -> dict[str, Any]:
    row = _cited(plant)
    for name in ("values", "stages", "steps"):
        del row[name]
    return row


def _parts(plant: Plant) -> list[SQLModel]:
    stages = [
        tables.Stage(
            **_cited(stage) | {"numbers": json.dumps(stage.numbers)},
            plant=plant.key,
            position=position,
        )
        for position, stage in enumerate(plant.stages)
    ]
    steps = [
        tables.EnergyStep(**_cited(step), plant=plant.key, position=position)
        for position, step in enumerate(plant.steps)
    ]
    return [*stages, *steps, *(_value(plant.key, each) for each in plant.values.values())]


def _value(owner: str, parameter: Parameter) -> tables.PlantValue:
    return tables.PlantValue(**_cited(parameter), owner=owner)


def _cited(record: Any) -> dict[str, Any]:
    return asdict(record) | {"source": record.source.key}
