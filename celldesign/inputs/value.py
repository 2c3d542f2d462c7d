"""One number that goes into the model, with everything about its origin."""

from dataclasses import dataclass, replace

from celldesign.database.catalogue import Choice, Material, Record
from celldesign.design.entry import Entry
from celldesign.inputs.assumed import entry_std, record_std
from celldesign.units.quantities import from_si
from celldesign.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Input:
    """One number that goes in: its SI value and uncertainty, and everything about its origin.

    `address` names the input wherever it is used, so that one record perturbs once. `classed` is
    true where the uncertainty is that of the value's class, since it came without one.
    """

    value: float
    std: float | None
    origin: str
    text: str
    address: str
    label: str = ""
    entry: Entry | None = None
    choice: Choice | None = None
    classed: bool = False

    @property
    def manufacture(self) -> bool:
        """Whether its uncertainty is how evenly a cell is made, and not how well a value is known.

        A value that a design gives is to be kept to in making; one with a note is a guess.
        """
        entry = self.entry
        return bool(entry and (entry.std is not None or not entry.note))


def given_leaf(entry: Entry, address: str, label: str = "", flat: str = "") -> Input:
    """Make the leaf of a value that the design gives; `flat` names its quantity."""
    origin = "override" if entry.override else "given"
    std = entry_std(vocabulary()[flat], entry) if flat else entry.std
    classed = std is not None and entry.std is None
    return Input(entry.value, std, origin, entry.text, address, label, entry, classed=classed)


def overriding(mine: Input, known: Input) -> Input:
    """Let an override say which database value it replaced; a given value replaces nothing."""
    if mine.origin != "override" or mine.entry is None or mine.entry.replaced:
        return mine
    return replace(mine, entry=replace(mine.entry, replaced=f"the database's {known.text}"))


def database_leaf(choice: Choice, material: Material) -> Input:
    """Make the leaf of the database value that was chosen."""
    record = choice.record
    text = f"{record.value:g} {record.unit}".removesuffix(" 1")
    address = address_of(record)
    std = record_std(record)
    return Input(
        record.si_value,
        std,
        "database",
        text,
        address,
        material.key,
        choice=choice,
        classed=std is not None and record.std is None,
    )


def address_of(record: Record) -> str:
    """Name an input by its material and property; a conductivity by its temperature too."""
    address = f"material.{record.material}.{record.property}"
    return address if record.property != "ionic_conductivity" else f"{address}@{celsius(record)}"


def celsius(record: Record) -> str:
    """Write the temperature that a value was measured at.

    A record without one gives an empty text.
    """
    return f"{from_si(record.temperature, 'degC'):g} degC" if record.temperature else ""
