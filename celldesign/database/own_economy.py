"""A user's own plants, exchange rates and curves, in a file's tables and in a database."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from celldesign.database.catalogue import Catalogue
from celldesign.database.curve_reading import curve_of
from celldesign.database.plant_catalogue import plant as find_plant
from celldesign.database.plant_catalogue import rates as find_rates
from celldesign.database.plant_reading import Reader, plant_of
from celldesign.database.plant_records import Plant, Rate
from celldesign.database.records import HalfCell, Source
from celldesign.database.toml_tables import Table

HEADINGS = ("plant", "rate", "curve")
_OF_A_PLANT = {"base", "stage", "energy", "values", "volume"}


@dataclass
class OwnEconomy:
    """What a file has, or a user, beside materials."""

    plants: list[Plant] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    curves: list[HalfCell] = field(default_factory=list)

    def cited(self) -> Iterator[str]:
        """Keys of the sources that all of it depends on."""
        for plant in self.plants:
            yield plant.source.key
            yield from (value.source.key for value in plant.values.values())
            yield from (stage.source.key for stage in plant.stages)
            yield from (step.source.key for step in plant.steps)
        yield from (rate.source.key for rate in self.rates)
        yield from (curve.source for curve in self.curves)


def is_plant(content: Mapping[str, Any]) -> bool:
    """Tell the table of a plant, which may be all of a file, from that of a material."""
    return bool(_OF_A_PLANT & content.keys())


def read_own_economy(
    table: Table, sources: Mapping[str, Source], bases: Callable[[str], Plant]
) -> OwnEconomy:
    """Read `[[plant]]`, `[[rate]]` and `[[curve]]` of a file, or the file that is one plant.

    Raises MaterialError, with file and line.
    """
    reader = Reader(sources)
    plants = [table] if is_plant(table.content) else table.tables("plant")
    return OwnEconomy(
        [plant_of(each, reader, bases) for each in plants],
        [reader.rate(each) for each in table.tables("rate")],
        [curve_of(each) for each in table.tables("curve")],
    )


def own_economy(catalogue: Catalogue) -> OwnEconomy:
    """Return what a user has added beside materials, in the order of the keys."""
    plants = catalogue.rows("SELECT key FROM plant WHERE origin = 'user'")
    dated = catalogue.rows("SELECT currency, year FROM exchange_rate WHERE origin = 'user'")
    known = find_rates(catalogue)
    return OwnEconomy(
        [find_plant(catalogue, key) for key in sorted(row["key"] for row in plants)],
        [known[each] for each in sorted((row["currency"], row["year"]) for row in dated)],
        own_curves(catalogue),
    )


def own_curves(catalogue: Catalogue) -> list[HalfCell]:
    """Return the curves that a user has added, in the order of their keys."""
    rows = catalogue.rows("SELECT DISTINCT material FROM curve_view WHERE origin = 'user'")
    found = [
        curve
        for row in rows
        for full in (False, True)
        for curve in catalogue.curves(row["material"], full_cells=full)
        if curve.origin == "user"
    ]
    return sorted(found, key=lambda curve: curve.key)
