"""Files of one's own values: TOML as it is shipped, with the sources in it, and CSV tables.

Both are read into the same tables, validated the same way, and every fault is named with its place.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from celldesign.database.catalogue import Catalogue
from celldesign.database.own_economy import HEADINGS, OwnEconomy, is_plant, read_own_economy
from celldesign.database.plant_catalogue import plant as find_plant
from celldesign.database.plant_records import Plant
from celldesign.database.reading import (
    MATERIAL,
    Entry,
    noted,
    read_entry,
    read_material,
    read_source,
    read_toml,
)
from celldesign.database.records import Material, Source
from celldesign.database.toml_tables import Table
from celldesign.errors import MaterialError
from celldesign.toml_lines import Keys, place_of

DESCRIPTION = ("name", "role", "formula", "aliases", "notes", "composition", "family")


@dataclass
class Batch:
    """A part of a file: its sources and materials, what is wrong with it, and how far it goes."""

    sources: dict[str, Source] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    economy: OwnEconomy = field(default_factory=OwnEconomy)
    problems: list[str] = field(default_factory=list)
    done: int = 0
    total: int = 0


class OwnReader:
    """Reads tables of a user's own; `find` gives a known material by its key or another name.

    `plant` gives a known plant by its key. What a batch describes is known to the batches after it.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        find: Callable[[str], Material | None],
        plant: Callable[[str], Plant],
    ) -> None:
        self.sources, self._find, self._plant = dict(sources), cache(find), plant
        self.described: dict[str, Material] = {}

    def read(self, path: Path) -> Iterator[Batch]:
        """Read a file by its suffix: `.csv` and spreadsheets are tables, anything else TOML."""
        if path.suffix.lower() in (".csv", ".xlsx", ".xls", ".ods"):
            from celldesign.database.csv_files import read_csv

            return read_csv(path, self)
        return iter([self.read_toml(path)])

    def read_toml(self, path: Path) -> Batch:
        """Read a TOML file: a material or several as `[[material]]`, with `[source.KEY]` tables.

        Beside them `[[plant]]`, `[[rate]]` and `[[curve]]`; a plant's file is read as well.
        """
        table, problems = read_toml(path)
        batch = Batch(problems=problems)
        if problems:
            return batch
        if is_plant(table):
            self._economy(path, table, batch)
            return batch
        sources, several = table.pop("source", {}), table.get("material")
        with noted(batch.problems, path.name):
            if not isinstance(sources, dict):
                raise MaterialError("sources must be tables", mend="write [source.KEY]")
            for key, each in sources.items():
                with noted(batch.problems, f"{path.name}, source {key}"):
                    self.source(key, each, batch)
        beside = {name: table.pop(name) for name in HEADINGS if name in table}
        if beside:
            self._economy(path, beside, batch)
        if several is None and not table:
            return batch
        listed = isinstance(several, list) and len(table) == 1
        for number, each in enumerate(several if listed else [table], 1):  # type: ignore[arg-type]
            place = f"{path.name}, material {number}" if listed else path.name
            with noted(batch.problems, place):
                batch.entries.append(self.entry(each, place, batch.problems))
        return batch

    def _economy(self, path: Path, content: Mapping[str, Any], batch: Batch) -> None:
        """Read what there is beside materials; the file is read once more to place a fault."""

        def place(keys: Keys) -> str:
            return place_of(path.read_text(encoding="utf-8"), path.name, keys)

        try:
            table = Table(content, place)
            batch.economy = read_own_economy(table, self.sources, self._plant)
        except MaterialError as error:
            batch.problems.append(str(error))

    def source(self, key: str, table: object, batch: Batch) -> None:
        """Take a source in, so that values may name it."""
        batch.sources[key] = self.sources[key] = read_source(key, table)

    def entry(self, table: object, place: str, problems: list[str]) -> Entry:
        """Read a material with its values."""
        return read_entry(table, self.sources, "user", place, problems, self._material)

    def _material(self, fields: Mapping[str, Any]) -> Material:
        """Make the material that a table describes, or find the one that it only names."""
        key = fields["key"]
        known = self.described.get(key) or self._find(key)
        told = {name: fields[name] for name in DESCRIPTION if name in fields}
        if not told:
            if known is None:
                raise MaterialError(
                    "an unknown material", given=key, mend="give its name and role to add it"
                )
            return known
        if known and known.key == key and known.origin == "shipped":
            _same(known, told)
            return known
        for name in ("name", "role"):
            if not told.get(name):
                raise MaterialError(f"{name} is required", mend=f"add {name} = …")
        described = read_material(
            {name: fields[name] for name in fields if name in MATERIAL}, "user"
        )
        before = self.described.setdefault(key, described)
        if before != described:
            raise MaterialError("a material must be described once", given=key)
        return described


def reader_of(catalogue: Catalogue) -> OwnReader:
    """Read files against what a database knows."""
    return OwnReader(catalogue.sources(), catalogue.find, lambda key: find_plant(catalogue, key))


def _same(shipped: Material, told: Mapping[str, Any]) -> None:
    """Refuse a file that describes a shipped material differently."""
    theirs = read_material(
        {"key": shipped.key, "name": shipped.name, "role": shipped.role} | dict(told), ""
    )
    for name in told:
        if getattr(theirs, name) != getattr(shipped, name):
            raise MaterialError(
                f"{shipped.key} is a shipped material and keeps its {name}",
                given=str(told[name]),
                mend="give its key only, or describe a material of your own under another key",
            )
