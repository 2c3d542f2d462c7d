"""Putting a user's own plants, exchange rates and curves into a database.

What is replaced stays as a former description; what is shipped is not replaced.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from sqlmodel import Session, select

from celldesign.database import tables
from celldesign.database.catalogue import Catalogue
from celldesign.database.curve_writing import put_curve
from celldesign.database.exporting import plant_lines
from celldesign.database.plant_catalogue import plant as find_plant
from celldesign.database.plant_records import Plant, Rate
from celldesign.database.plant_seeding import add_plants, cited, drop_plant
from celldesign.database.records import HalfCell
from celldesign.errors import MaterialError

_TAKEN = "this one is shipped and keeps what it says"
Keep = Callable[[str, str, Mapping[str, Any]], None]


def put_plants(session: Session, catalogue: Catalogue, plants: list[Plant], keep: Keep) -> int:
    """Make plants the user's; returns how many are new or changed."""
    changed = 0
    for plant in plants:
        known = select(tables.Plant.origin).where(tables.Plant.key == plant.key)
        origin = session.exec(known).first()
        if origin == "shipped":
            raise MaterialError("a plant of another key is required", given=plant.key, mend=_TAKEN)
        if origin is not None:
            before = find_plant(catalogue, plant.key)
            # As text, so that a rounding of the conversion is no difference.
            if [*plant_lines(before)] == [*plant_lines(plant)]:
                continue
            keep("plant", plant.key, asdict(before))
            drop_plant(session, plant.key)
        add_plants(session, [plant], "user")
        session.flush()
        changed += 1
    return changed


def put_rates(session: Session, rates: list[Rate], keep: Keep) -> int:
    """Make exchange rates the user's; returns how many are new or changed."""
    changed = 0
    for rate in rates:
        named, fields = f"{rate.currency} {rate.year}", cited(rate)
        row = session.exec(
            select(tables.ExchangeRate).where(
                tables.ExchangeRate.currency == rate.currency,
                tables.ExchangeRate.year == rate.year,
            )
        ).first()
        if row is None:
            session.add(tables.ExchangeRate(**fields, origin="user"))
        elif row.origin == "shipped":
            raise MaterialError("a rate of another year is required", given=named, mend=_TAKEN)
        elif all(getattr(row, name) == value for name, value in fields.items()):
            continue
        else:
            keep("rate", named, row.model_dump(include=set(fields)))
            row.sqlmodel_update(fields)
        changed += 1
    session.flush()
    return changed


def put_curves(session: Session, catalogue: Catalogue, curves: list[HalfCell]) -> int:
    """Make curves the user's; returns how many are new or changed."""
    return sum(put_curve(session, catalogue, curve)[1] for curve in curves)
