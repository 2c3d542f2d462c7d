"""The tables. Only writing and administration import this module: SQLModel takes half a second.

Values are kept as printed beside their SI value; texts that are never searched by (aliases,
conditions) are JSON. A correction adds a row and points `superseded_by` of the old one at it; a
shipped row that is no longer shipped is `withdrawn`. `table=True` models do not validate, so rows
are made from the validated classes of `records`.
"""

from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import Connection, text
from sqlmodel import Field, SQLModel

PROPERTY_VIEW = """
CREATE VIEW property_view AS
SELECT p.id, p.material, p.property, p.value, p.unit, p.si_value, p.std, p.low, p.high,
       p.qualifier, p.temperature, p.conditions, p.locator, p.year, p.quality, p.preferred,
       p.note, p.origin, s.key AS source, s.citation, s.doi, s.url, s.year AS source_year,
       s.kind, s.licence
FROM property_value p JOIN source s ON s.key = p.source
WHERE p.superseded_by IS NULL AND NOT p.withdrawn
"""
PRICE_VIEW = """
CREATE VIEW price_view AS
SELECT p.id, p.material, p.value, p.currency, p.unit, p.si_value, p.year, p.region, p.quantity,
       p.quality, p.note, p.origin, p.low, p.high, s.key AS source, s.citation, s.doi, s.url,
       s.year AS source_year, s.kind, s.licence
FROM price p JOIN source s ON s.key = p.source
WHERE p.superseded_by IS NULL AND NOT p.withdrawn
"""


def _now() -> datetime:
    return datetime.now(UTC)


class Source(SQLModel, table=True):
    """A publication, data sheet or estimate that values rest on."""

    key: str = Field(primary_key=True)
    citation: str
    doi: str = ""
    url: str = ""
    year: int | None = None
    kind: str = ""
    licence: str = ""
    origin: str = "shipped"


class Material(SQLModel, table=True):
    """A material; `aliases` is a JSON list, `composition` mass fractions by species as JSON."""

    key: str = Field(primary_key=True)
    name: str
    role: str = Field(index=True)
    formula: str = ""
    aliases: str = "[]"
    notes: str = ""
    composition: str = "{}"
    origin: str = "shipped"
    withdrawn: bool = False


class PropertyValue(SQLModel, table=True):
    """A value of a property; `std`, `low`, `high` and `temperature` are SI."""

    __tablename__: ClassVar[str] = "property_value"

    id: int | None = Field(default=None, primary_key=True)
    material: str = Field(foreign_key="material.key", index=True)
    property: str
    value: float
    unit: str
    si_value: float
    std: float | None = None
    low: float | None = None
    high: float | None = None
    qualifier: str = ""
    temperature: float | None = None
    conditions: str = "{}"
    conditions_hash: str
    source: str = Field(foreign_key="source.key")
    locator: str = ""
    year: int | None = None
    quality: str
    preferred: bool = False
    note: str = ""
    origin: str = "shipped"
    superseded_by: int | None = Field(default=None, foreign_key="property_value.id")
    withdrawn: bool = False


class Price(SQLModel, table=True):
    """A price in a currency of a year per unit; `si_value` is per SI unit."""

    id: int | None = Field(default=None, primary_key=True)
    material: str = Field(foreign_key="material.key", index=True)
    value: float
    currency: str
    unit: str
    si_value: float
    low: float | None = None
    high: float | None = None
    year: int
    region: str = ""
    quantity: str = ""
    source: str = Field(foreign_key="source.key")
    quality: str
    note: str = ""
    origin: str = "shipped"
    superseded_by: int | None = Field(default=None, foreign_key="price.id")
    withdrawn: bool = False


class ExchangeRate(SQLModel, table=True):
    """How much of a currency one US dollar bought, as a year's average."""

    __tablename__: ClassVar[str] = "exchange_rate"

    currency: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    per_usd: float
    source: str = Field(foreign_key="source.key")
    quality: str
    note: str = ""
    origin: str = "shipped"


class Curve(SQLModel, table=True):
    """A measured curve; its points are in `curve_point`, in the units given here."""

    key: str = Field(primary_key=True)
    name: str
    material: str | None = Field(default=None, foreign_key="material.key", index=True)
    x: str
    x_unit: str
    y: str
    y_unit: str
    temperature: float | None = None
    conditions: str = "{}"
    source: str = Field(foreign_key="source.key")
    note: str = ""
    origin: str = "shipped"


class CurvePoint(SQLModel, table=True):
    """One point of a curve."""

    __tablename__: ClassVar[str] = "curve_point"

    curve: str = Field(foreign_key="curve.key", primary_key=True)
    position: int = Field(primary_key=True)
    x: float
    y: float


class FootprintFactor(SQLModel, table=True):
    """Greenhouse gas or energy per amount of a material, or of an energy carrier."""

    __tablename__: ClassVar[str] = "footprint_factor"

    id: int | None = Field(default=None, primary_key=True)
    subject: str = Field(index=True)
    impact: str
    value: float
    unit: str
    si_value: float
    std: float | None = None
    low: float | None = None
    high: float | None = None
    region: str = ""
    boundary: str = ""
    year: int | None = None
    source: str = Field(foreign_key="source.key")
    quality: str
    note: str = ""
    origin: str = "shipped"


class Plant(SQLModel, table=True):
    """A cell factory: its yearly output with the range that it is for (SI: joules a second)."""

    key: str = Field(primary_key=True)
    name: str
    year: int
    volume: float
    volume_low: float
    volume_high: float
    cathode_solvent: str
    outside: bool = False
    notes: str = ""
    source: str = Field(foreign_key="source.key")
    origin: str = "shipped"


class Region(SQLModel, table=True):
    """A country with wages, buildings and electricity of its own, as `plant_value` rows."""

    key: str = Field(primary_key=True)
    name: str
    origin: str = "shipped"


class PlantValue(SQLModel, table=True):
    """A number of a plant, or of a region under `region KEY`, by the quantity that it gives."""

    __tablename__: ClassVar[str] = "plant_value"

    owner: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: float
    unit: str
    si_value: float
    std: float | None = None
    low: float | None = None
    high: float | None = None
    source: str = Field(foreign_key="source.key")
    quality: str
    note: str = ""
    origin: str = "shipped"


class Stage(SQLModel, table=True):
    """A stage of a plant: what drives its rate, and its numbers (JSON, SI) by quantity."""

    plant: str = Field(foreign_key="plant.key", primary_key=True)
    key: str = Field(primary_key=True)
    position: int
    section: str
    driver: str
    numbers: str
    capital_std: float | None = None
    source: str = Field(foreign_key="source.key")
    quality: str
    note: str = ""
    origin: str = "shipped"


class EnergyStep(SQLModel, table=True):
    """Electricity and heat of a step of a plant, per energy of its cells."""

    __tablename__: ClassVar[str] = "energy_step"

    plant: str = Field(foreign_key="plant.key", primary_key=True)
    key: str = Field(primary_key=True)
    position: int
    electricity: float
    heat: float
    source: str = Field(foreign_key="source.key")
    quality: str
    note: str = ""
    origin: str = "shipped"


class Design(SQLModel, table=True):
    """A design file as it was read."""

    sha256: str = Field(primary_key=True)
    name: str
    text: str
    created_at: datetime = Field(default_factory=_now)


class Result(SQLModel, table=True):
    """What a build of a design gave, as the JSON that it prints."""

    id: int | None = Field(default=None, primary_key=True)
    design: str = Field(foreign_key="design.sha256", index=True)
    software: str
    dataset: str
    body: str
    created_at: datetime = Field(default_factory=_now)


class Dataset(SQLModel, table=True):
    """The shipped data as applied; the row with the highest id is in force."""

    id: int | None = Field(default=None, primary_key=True)
    version: str
    hash: str
    fingerprint: str
    applied_at: datetime = Field(default_factory=_now)


def create(connection: Connection) -> None:
    """Make all tables and the two views that reading goes through."""
    SQLModel.metadata.create_all(connection)
    for view in (PROPERTY_VIEW, PRICE_VIEW):
        connection.execute(text(view))
