"""The tables. Only writing and administration import this module: SQLModel takes half a second.

Values are kept as printed beside their SI value; texts that are never searched by (aliases,
conditions) are JSON. A correction adds a row and points `superseded_by` of the old one at it; a
shipped row that is no longer shipped is `withdrawn`. `table=True` models do not validate, so rows
are made from the validated classes of `records`. Tables are made and changed by migrations only; a
test holds these classes to what the migrations leave.
"""

from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

IN_FORCE = text("superseded_by IS NULL AND NOT withdrawn")


def now() -> str:
    """The time in UTC to the second, as text that sorts."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")


class Source(SQLModel, table=True):
    """A publication, data sheet or estimate that values depend on."""

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

    __table_args__ = (Index("ix_material_role_folded", "role", "folded"),)

    key: str = Field(primary_key=True)
    folded: str = Field(index=True)
    name: str
    role: str
    formula: str = ""
    aliases: str = "[]"
    notes: str = ""
    composition: str = "{}"
    family: str = ""
    origin: str = "shipped"
    withdrawn: bool = False


class MaterialName(SQLModel, table=True):
    """A word that a material goes by, folded, with what kind of name it is (see `names`)."""

    __tablename__: ClassVar[str] = "material_name"

    word: str = Field(primary_key=True)
    kind: int = Field(primary_key=True)
    material: str = Field(foreign_key="material.key", primary_key=True, index=True)
    text: str


class MaterialSearch(SQLModel, table=True):
    """All that a material is searched by, folded; `material_fts` is the index on it."""

    __tablename__: ClassVar[str] = "material_search"

    id: int | None = Field(default=None, primary_key=True)
    material: str = Field(foreign_key="material.key", index=True, unique=True)
    text: str


class FormerDescription(SQLModel, table=True):
    """A user's material or source as it was described before, as JSON."""

    __tablename__: ClassVar[str] = "former_description"

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    key: str = Field(index=True)
    body: str
    replaced_at: str = Field(default_factory=now)


class PropertyValue(SQLModel, table=True):
    """A value of a property; `std`, `low`, `high` and `temperature` are SI."""

    __tablename__: ClassVar[str] = "property_value"
    __table_args__ = (
        Index("ix_property_value_material_property", "material", "property"),
        Index(
            "ix_property_value_in_force",
            "property",
            "si_value",
            "material",
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    material: str = Field(foreign_key="material.key")
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
    entered_at: str = ""


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
    entered_at: str = ""


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
    """A half-cell curve; its points are in `curve_point`, and `points_hash` tells a changed one.

    `capacity` is of the whole curve as printed, `si_capacity` the same in C/kg.
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(index=True)
    material: str = Field(foreign_key="material.key", index=True)
    direction: str
    temperature: float
    counter: str
    capacity: str
    si_capacity: float
    points_hash: str
    source: str = Field(foreign_key="source.key")
    note: str = ""
    measured: str = ""
    origin: str = "shipped"
    superseded_by: int | None = Field(default=None, foreign_key="curve.id", index=True)
    withdrawn: bool = False
    entered_at: str = ""


class CurvePoint(SQLModel, table=True):
    """One point of a curve: degree of lithiation and potential in V."""

    __tablename__: ClassVar[str] = "curve_point"

    curve: int = Field(foreign_key="curve.id", primary_key=True)
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
    """A design file as it was read; `settings` is a JSON list of what was set on top of it."""

    sha256: str = Field(primary_key=True)
    name: str = Field(index=True)
    text: str
    settings: str = "[]"
    created_at: str = Field(default_factory=now)


class Result(SQLModel, table=True):
    """What a build gave, as the JSON that it prints; `inputs` lists every number that went in.

    `plant` is the text of the plant file that the design names.
    """

    id: int | None = Field(default=None, primary_key=True)
    design: str = Field(foreign_key="design.sha256", index=True)
    software: str
    dataset: str
    body: str
    inputs: str = "[]"
    plant: str = ""
    created_at: str = Field(default_factory=now)


class Dataset(SQLModel, table=True):
    """The shipped data as applied; the row with the highest id is in force."""

    id: int | None = Field(default=None, primary_key=True)
    version: str
    hash: str
    fingerprint: str
    applied_at: str = Field(default_factory=now)
