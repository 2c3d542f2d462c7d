"""What a look-up returns: sources, materials, values and prices, all frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was published; the citation is what a report prints."""

    key: str
    citation: str
    doi: str = ""
    url: str = ""
    year: int | None = None
    kind: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """A material by its key; `origin` is `shipped` or `user`.

    `composition` has the mass fractions of the reaction species that it burns as; what is missing
    is inert, and so is a material without composition. A grade names its `family`, a material
    whose curves and values it has where it has none of its own.
    """

    key: str
    name: str
    role: str
    formula: str = ""
    aliases: tuple[str, ...] = ()
    notes: str = ""
    origin: str = "shipped"
    composition: Mapping[str, float] = field(default_factory=dict)
    family: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One value of one property, as printed (`value`, `unit`) and in SI (everything else).

    `std`, `low`, `high` are SI, `temperature` is kelvin, quality runs from A (measured and
    published with its uncertainty) to D (estimate). `id` is 0 before the value is stored.
    """

    id: int
    material: str
    property: str
    value: float
    unit: str
    si_value: float
    std: float | None
    temperature: float | None
    conditions: dict[str, str]
    source: Source
    locator: str
    year: int | None
    quality: str
    preferred: bool
    note: str
    origin: str
    low: float | None = None
    high: float | None = None
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """A price as printed: `value` in `currency` of `year` per `unit` (kg, m^2, L).

    `si_value` is in the same currency per SI unit: 10 USD/L is 10000 USD/m^3; so are `low`, `high`.
    """

    id: int
    material: str
    value: float
    currency: str
    unit: str
    si_value: float
    year: int
    region: str
    quantity: str
    source: Source
    quality: str
    note: str
    origin: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A value or price with when it was entered (UTC) and what became of it."""

    record: Record | Price
    entered_at: str
    superseded_by: int | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class HalfCell:
    """Potential against the metal (V) by rising lithiation; capacity of it all in C/kg.

    `printed` is that capacity as the file has it; the source is a key, or a citation in a file of
    a user's own. `measured` is the range of potentials that was measured, such as 3.56-4.54 V,
    where the curve goes on beyond it.
    """

    key: str
    material: str
    direction: str
    temperature: float
    counter: str
    capacity: float
    source: str
    note: str
    degree: tuple[float, ...]
    potential: tuple[float, ...]
    printed: str
    origin: str = "shipped"
    citation: str = ""
    doi: str = ""
    measured: str = ""
