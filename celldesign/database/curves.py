"""Half-cell curves: CSV files that say above their points what they are; read when needed only."""

import math
from dataclasses import dataclass
from pathlib import Path

from celldesign.database.files import data_folder
from celldesign.errors import CelldesignError, MaterialError
from celldesign.units import parse_as, to_si

DIRECTIONS = ("mean", "lithiation", "delithiation")
_FIELDS = {"material", "direction", "temperature", "counter", "capacity", "source", "note"}


@dataclass(frozen=True, slots=True)
class HalfCell:
    """Potential against the metal (V) by rising lithiation; capacity of it all in C/kg."""

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


def curves_of(material: str, folder: Path | None = None) -> list[HalfCell]:
    """Read the curves of the material with this key, by file name; other files stay closed."""
    folder = folder or data_folder("materials") / "curves"
    files = sorted(folder.glob(f"{material.replace(' ', '-')}-*.csv"))
    return [read_curve(path) for path in files if _header(path).get("material") == material]


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
        capacity = parse_as(head.pop("capacity"), "C/kg")[0]
        temperature = parse_as(head.pop("temperature"), "K")[0]
    except CelldesignError as error:
        raise MaterialError(f"{path.name}: {error}") from None
    named = {name: head[name] for name in ("material", "direction", "counter", "source", "note")}
    return HalfCell(
        key=path.stem,
        capacity=capacity,
        temperature=temperature,
        degree=degree,
        potential=potential,
        **named,
    )


def _header(path: Path) -> dict[str, str]:
    head = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                break
            name, _, text = line[1:].partition(":")
            head[name.strip()] = text.strip()
    return head


def _points(path: Path) -> tuple[tuple[float, ...], tuple[float, ...]]:
    lines = path.read_text(encoding="utf-8").splitlines()
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
        if not (math.isfinite(x) and math.isfinite(y)):
            raise MaterialError(f"{place}: finite numbers are required", given=line)
        if degree and x <= degree[-1]:
            raise MaterialError(
                f"{place}: a stoichiometry above the one before is required", given=line
            )
        y = to_si(y, unit)
        if potential and y > potential[-1] + 1e-9:
            raise MaterialError(f"{place}: a potential that does not rise is required", given=line)
        degree.append(x)
        potential.append(y)
    if len(degree) < 2:
        raise MaterialError(f"{path.name}: two points or more are required")
    return tuple(degree), tuple(potential)


def _units(path: Path, line: str) -> str:
    """Return the potential's unit from the heading of the columns."""
    first, _, second = (part.strip() for part in line.partition(","))
    unit = second.removeprefix("potential [").removesuffix("]")
    if first != "stoichiometry [1]" or unit not in ("V", "mV"):
        required = f"{path.name}: the heading 'stoichiometry [1],potential [V]' is required"
        raise MaterialError(required, given=line)
    return unit
