"""What physics allows of a material's values together; a line for each breach."""

from collections.abc import Iterator, Sequence

import numpy as np

from celldesign.database.catalogue import Catalogue
from celldesign.database.choice import ALONE, METALS, Conditions, choose, parse_window
from celldesign.database.reading import Entry
from celldesign.database.records import HalfCell, Record
from celldesign.units.quantities import from_si

# What a value may lie beyond its bound, relative.
CRYSTAL, THEORY, MIXTURE, CHARGE, VOLTAGE, SITES = 0.005, 0.02, 0.03, 0.05, 0.01, 0.03
_LEAST = 0.035  # V, which a mean potential may always miss: one per cent of an anode's is nothing


def breaches(entries: Sequence[Entry], catalogue: Catalogue) -> Iterator[str]:
    """Yield what cannot be of the values of materials, alone and beside what is stored.

    No solid is denser than its crystal; no cathode's first charge, and no anode's reversible
    charge, is more than all the ions that its formula holds; a liquid is as dense as its parts. A
    curve has the charge and the mean potential that are stated for its window, and no more charge
    than its range of stoichiometry.

    Parameters
    ----------
    entries : sequence of Entry
        The materials with their values, from a file or from the database.
    catalogue : Catalogue
        The open database, which has what the entries leave out.

    Yields
    ------
    str
        One line for each breach, with the value, its source and the bound.
    """
    for entry in entries:
        yield from _denser_than_crystal(entry, catalogue)
        yield from _beyond_theory(entry, catalogue)
        yield from _mixture(entry, catalogue)
        for curve in catalogue.curves(entry.material.key):
            if curve.direction == "mean":
                yield from _curve_charge(entry, curve, catalogue)
                yield from _curve_mean(entry, curve, catalogue)


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


def _curve_charge(entry: Entry, curve: HalfCell, catalogue: Catalogue) -> Iterator[str]:
    """A curve's charge against its stoichiometry, and against what half cells gave in a window."""
    span = curve.degree[-1] - curve.degree[0]
    theory = _best(_values(entry, "theoretical_capacity", catalogue))
    if theory and curve.capacity > span * theory.si_value * (1 + SITES):
        most = f"{from_si(span * theory.si_value, 'mAh/g'):.4g} mAh/g"
        yield f"{curve.key}: {curve.printed} of a stoichiometry that holds {most}"
    for record in _values(entry, "specific_capacity", catalogue):
        if not _half_cell(record):
            continue
        low, high = parse_window(record.conditions["window"])
        ends = np.interp([-high, -low], -np.array(curve.potential), curve.degree)
        charge = float(ends[1] - ends[0]) / span * curve.capacity
        if abs(charge / record.si_value - 1) > CHARGE:
            shown = f"{from_si(charge, 'mAh/g'):.4g} mAh/g"
            yield f"{_shown(record)}: {curve.key} makes it {shown} from {low:g} to {high:g} V"


def _curve_mean(entry: Entry, curve: HalfCell, catalogue: Catalogue) -> Iterator[str]:
    """A curve's mean potential in the window of the stated one, or of the usual capacity."""
    stated = _best(_values(entry, "average_voltage", catalogue))
    if stated is None:
        return
    usual = [each for each in _values(entry, "specific_capacity", catalogue) if _half_cell(each)]
    windows = [each.conditions.get("window") for each in (stated, *usual)]
    low, high = next((parse_window(each) for each in windows if each), (-np.inf, np.inf))
    degree = np.linspace(curve.degree[0], curve.degree[-1], 1001)
    potential = np.interp(degree, curve.degree, curve.potential)
    mean = float(np.mean(potential[(potential >= low) & (potential <= high)]))
    if abs(mean - stated.si_value) > max(VOLTAGE * stated.si_value, _LEAST):
        yield f"{_shown(stated)}: the mean of {curve.key} is {mean:.4g} V"


def _half_cell(record: Record) -> bool:
    """Whether a value is of a window against the metal, and not of one cell or grade alone."""
    held = record.conditions
    metal = held.get("counter", "").casefold() in METALS
    return "window" in held and metal and not set(ALONE) & held.keys()
