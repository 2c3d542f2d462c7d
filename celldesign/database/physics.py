"""What physics allows of a material's values together; a line for each breach."""

from collections.abc import Iterator, Sequence

from celldesign.database.catalogue import Catalogue
from celldesign.database.choice import Conditions, choose
from celldesign.database.reading import Entry
from celldesign.database.records import Record
from celldesign.units.quantities import from_si

CRYSTAL, THEORY, MIXTURE = 0.005, 0.02, 0.03  # what a value may lie beyond its bound, relative


def breaches(entries: Sequence[Entry], catalogue: Catalogue) -> Iterator[str]:
    """Yield what cannot be of the values of materials, alone and beside what is stored.

    No solid is denser than its crystal; no cathode's first charge, and no anode's reversible
    charge, is more than all the ions that its formula holds; a liquid is as dense as its parts.

    Parameters
    ----------
    entries : the materials with their values, from a file or from the database.
    catalogue : the open database, which has what the entries leave out.
    """
    for entry in entries:
        yield from _denser_than_crystal(entry, catalogue)
        yield from _beyond_theory(entry, catalogue)
        yield from _mixture(entry, catalogue)


def _values(entry: Entry, name: str, catalogue: Catalogue) -> list[Record]:
    """Values of a property in the entry, else those that are stored."""
    found = [record for record in entry.records if record.property == name]
    return found or catalogue.records(entry.material.key, name)


def _best(records: Sequence[Record]) -> Record | None:
    return choose(records, Conditions()).record if records else None


def _shown(record: Record) -> str:
    cited = ", ".join(filter(None, (record.source.key, record.locator)))
    return f"{record.material} {record.property} {record.value:g} {record.unit} ({cited})"


def _denser_than_crystal(entry: Entry, catalogue: Catalogue) -> Iterator[str]:
    crystal = _best(_values(entry, "crystal_density", catalogue))
    if crystal is None:
        return
    for record in _values(entry, "density", catalogue):
        if record.si_value > crystal.si_value * (1 + CRYSTAL):
            yield f"{_shown(record)}: denser than its crystal, {crystal.value:g} {crystal.unit}"


def _beyond_theory(entry: Entry, catalogue: Catalogue) -> Iterator[str]:
    """A cathode's first charge is its reversible one over its first-cycle efficiency."""
    theory = _best(_values(entry, "theoretical_capacity", catalogue))
    if theory is None or not entry.material.role.endswith(" active"):
        return
    efficiency = _best(_values(entry, "first_cycle_efficiency", catalogue))
    returned = 1.0
    if entry.material.role == "cathode active" and efficiency:
        returned = min(efficiency.si_value + (efficiency.std or 0.0), 1.0)
    for record in _values(entry, "specific_capacity", catalogue):
        first = record.si_value / returned
        if first > theory.si_value * (1 + THEORY):
            charge = f"{from_si(first, 'mAh/g'):.4g} mAh/g in the first charge, "
            most = f"{from_si(theory.si_value, 'mAh/g'):.4g} mAh/g"
            yield f"{_shown(record)}: {charge if returned < 1 else ''}beyond the theoretical {most}"


def _mixture(entry: Entry, catalogue: Catalogue) -> Iterator[str]:
    """A liquid's density against that of its parts, whose volumes are added up."""
    parts = entry.material.composition
    stated = _best(_values(entry, "density", catalogue))
    if entry.material.role != "liquid electrolyte" or not parts or stated is None:
        return
    densities = {
        part: _best(catalogue.records(found.key, "density"))
        for part in parts
        if (found := catalogue.find(part.partition(" (")[0]))
    }
    known = {part: record.si_value for part, record in densities.items() if record}
    if known.keys() != parts.keys():
        return
    mixed = sum(parts.values()) / sum(share / known[part] for part, share in parts.items())
    if abs(stated.si_value / mixed - 1) > MIXTURE:
        shown = f"{from_si(mixed, 'g/cm^3'):.4g} g/cm^3"
        yield f"{_shown(stated)}: more than {MIXTURE:.0%} from {shown}, what its parts make"
