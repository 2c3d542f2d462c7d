"""Half-cell curves read from CSV files, which say above the points what they are, or from TOML.

The shipped files are seeded into the database; a design reads the database alone.
"""

import math
from collections.abc import Collection, Sequence
from itertools import pairwise
from pathlib import Path

from celldesign.database.choice import parse_window
from celldesign.database.records import HalfCell
from celldesign.database.toml_tables import Table
from celldesign.errors import CelldesignError, MaterialError, nearest, reason
from celldesign.units.quantities import parse_as, to_si

DIRECTIONS = ("mean", "lithiation", "delithiation")
_LOWEST, _HIGHEST = -1.0, 6.0  # V against the metal
LARGEST_NOISE = 0.02  # V; a rise that noise of reading a figure may make, which is smoothed
_LEAST_TOP = 0.05  # V, which the emptiest state of any material lies above
_OPTIONAL = "measured"
_FIELDS = {"material", "direction", "temperature", "counter", "capacity", "source", "note"}


def read_curves(
    folder: Path, sources: Collection[str], materials: Collection[str]
) -> tuple[list[HalfCell], list[str]]:
    """Read the curves of a data folder; returns what is sound, and the faults, a line each."""
    curves, faults = [], []
    for path in sorted(folder.glob("*.csv")):
        try:
            found = read_curve(path)
            for kind, name, known in (
                ("source", found.source, sources),
                ("material", found.material, materials),
            ):
                if name not in known:
                    mend = nearest(name, known)
                    raise MaterialError(f"{path.name}: an unknown {kind}", given=name, mend=mend)
            curves.append(found)
        except MaterialError as error:
            faults.append(str(error))
    return curves, faults


def is_curve(path: Path) -> bool:
    """Tell a curve's file, which says above its points what it is, from any other."""
    if path.suffix.lower() != ".csv" or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(1) == b"#"


def read_curve(path: Path) -> HalfCell:
    """Read one curve; raises MaterialError with the line of what is wrong."""
    head = _header(path)
    if _FIELDS - set(head):
        lacking = ", ".join(sorted(_FIELDS - set(head)))
        raise MaterialError(f"{path.name}: a curve must say more of itself, lacking {lacking}")
    if head["direction"] not in DIRECTIONS:
        required = f"{path.name}: a direction of {', '.join(DIRECTIONS)} is required"
        raise MaterialError(required, given=head["direction"])
    degree, potential = _points(path)
    try:
        capacity = parse_as(head["capacity"], "C/kg")[0]
        temperature = parse_as(head.pop("temperature"), "K")[0]
    except CelldesignError as error:
        raise MaterialError(f"{path.name}: {error}") from None
    named = {name: head[name] for name in ("material", "direction", "counter", "source", "note")}
    measured = _measured(path.name, head.get(_OPTIONAL, ""))
    return HalfCell(
        key=path.stem,
        capacity=capacity,
        temperature=temperature,
        degree=degree,
        potential=potential,
        printed=head["capacity"],
        measured=measured,
        **named,
    )


def curve_of(table: Table) -> HalfCell:
    """Read a curve of a TOML file, with its points as lists; potentials are in V."""
    known = _FIELDS | {"key", "degree", "potential", _OPTIONAL}
    table.hold(known, _FIELDS - {"note"} | {"key", "degree"})
    degree, potential = table.numbers("degree"), table.numbers("potential")
    with table.at("degree"):
        if len(degree) != len(potential) or len(degree) < 2:
            said = f"{len(degree)} and {len(potential)}"
            raise MaterialError("two points or more, as many potentials, are required", given=said)
        for n, (x, y) in enumerate(zip(degree, potential, strict=True)):
            if fault := _fault(x, y, degree[max(n - 1, 0) : n], potential[max(n - 1, 0) : n]):
                raise MaterialError(f"{fault} is required", given=f"point {n + 1}, {x:g} at {y:g}")
    with table.at("capacity"):
        capacity = parse_as(table.text("capacity"), "C/kg")[0]
    with table.at("temperature"):
        temperature = parse_as(table.text("temperature"), "K")[0]
    return HalfCell(
        key=table.text("key"),
        material=table.text("material"),
        direction=table.word("direction", DIRECTIONS),
        temperature=temperature,
        counter=table.text("counter"),
        capacity=capacity,
        source=table.text("source"),
        note=table.text("note"),
        degree=tuple(degree),
        potential=tuple(potential),
        printed=table.text("capacity"),
        measured=_measured(table.text("key"), table.text(_OPTIONAL)),
    )


def _measured(place: str, text: str) -> str:
    """Return the range of potentials that was measured, which is a window in V, or nothing."""
    try:
        parse_window(text) if text else None
    except MaterialError as error:
        raise MaterialError(f"{place}, measured: {error}") from None
    return text


def _header(path: Path) -> dict[str, str]:
    head = {}
    for line in _lines(path):
        if not line.startswith("#"):
            break
        name, _, text = line[1:].partition(":")
        head[name.strip()] = text.strip()
    return head


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        why = reason(error)
    except UnicodeDecodeError:
        why = "it is no text in UTF-8"
    raise MaterialError(f"{path.name}: the curve cannot be read: {why}")


def _points(path: Path) -> tuple[tuple[float, ...], tuple[float, ...]]:
    lines = _lines(path)
    start = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    unit = _units(path, lines[start] if start < len(lines) else "")
    degree: list[float] = []
    potential: list[float] = []
    for number, line in enumerate(lines[start + 1 :], start + 2):
        place = f"{path.name}, line {number}"
        try:
            x, y = (float(part) for part in line.split(","))
        except ValueError:
            raise MaterialError(f"{place}: two numbers are required", given=line) from None
        y = to_si(y, unit)
        if fault := _fault(x, y, degree[-1:], [p + LARGEST_NOISE for p in potential[-1:]]):
            raise MaterialError(f"{place}: {fault} is required", given=line)
        degree.append(x)
        potential.append(y)
    if len(degree) < 2:
        raise MaterialError(f"{path.name}: two points or more are required")
    if any(later > earlier + 1e-9 for earlier, later in pairwise(potential)):
        from celldesign.database.curve_smoothing import smoothed

        _, level, _ = smoothed(degree, potential)  # of a digitised figure
        potential = level.tolist()
    return tuple(degree), tuple(potential)


def _fault(x: float, y: float, degrees: Sequence[float], potentials: Sequence[float]) -> str | None:
    """What is required of a point (1, V) beside those before it, and is not so."""
    rules = (
        (math.isfinite(x) and math.isfinite(y), "a pair of finite numbers"),
        (0 <= x <= 1, "a stoichiometry from 0 to 1"),
        (_LOWEST <= y <= _HIGHEST, f"a potential from {_LOWEST:g} to {_HIGHEST:g} V"),
        (bool(degrees) or y >= _LEAST_TOP, f"{1e3 * _LEAST_TOP:g} mV or more at the first point"),
        (not degrees or x > degrees[-1], "a stoichiometry above the one before"),
        (not potentials or y <= potentials[-1] + 1e-9, "a potential that does not rise"),
    )
    return next((required for met, required in rules if not met), None)


def _units(path: Path, line: str) -> str:
    """Return the potential's unit from the heading of the columns."""
    first, _, second = (part.strip() for part in line.partition(","))
    unit = second.removeprefix("potential [").removesuffix("]")
    if first != "stoichiometry [1]" or unit not in ("V", "mV"):
        required = f"{path.name}: the heading 'stoichiometry [1],potential [V]' is required"
        raise MaterialError(required, given=line)
    return unit
