"""The stack's layers in stacking order, and its cross-section drawn to scale."""

from dataclasses import dataclass, replace

from celldesign.cell.result import Cell
from celldesign.units.quantities import from_si

ROLE_COLOURS = {
    "cathode coating": "#0072b2",
    "cathode collector": "#56b4e9",
    "anode coating": "#d55e00",
    "anode foil": "#cc79a7",
    "anode collector": "#e69f00",
    "separator": "#f0e442",
    "casing": "#999999",
}
_WIDTH = 720.0


@dataclass(frozen=True, slots=True)
class Slab:
    """One layer in stacking order; `sheet` numbers the electrode sheet that it belongs to."""

    role: str
    material: str
    thickness: float
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A slab on the drawing, in its units of length."""

    role: str
    x: float
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """A layer of the repeat unit by number, where it stands, and what it is."""

    number: int
    x: float
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A cross-section to scale: the whole stack, its repeat unit magnified, and the legend.

    A scale bar is its length on the drawing and what it stands for.
    """

    whole: tuple[Drawn, ...]
    unit: tuple[Drawn, ...]
    labels: tuple[Label, ...]
    whole_bar: tuple[float, str]
    unit_bar: tuple[float, str]
    roles: tuple[str, ...]
    description: str


def slabs(cell: Cell) -> tuple[Slab, ...]:
    """List the layers of a stack, or of one turn of a roll, from one side to the other.

    The thicknesses sum to `stack.thickness`.
    """
    return tuple(slab for block in _blocks(cell) for slab in block)


def _blocks(cell: Cell) -> list[tuple[Slab, ...]]:
    """Group the layers: separator outside, a sheet, separator, a sheet … and separator outside.

    Several stacks lie on one another without a gap.
    """
    order, stacks = ["cathode", "anode"], round(_value(cell, "stack.count", 1.0))
    counts = {each: round(float(cell[f"{each}.sheets"].si)) // stacks for each in order}
    if counts["anode"] >= counts["cathode"]:
        order.reverse()
    sheets = [order[i % 2] for i in range(counts["cathode"] + counts["anode"])]
    coated = {each: round(float(cell[f"{each}.coated_sides"].si)) // stacks for each in order}
    per_gap = round(_value(cell, "separator.layers_per_pair", 1.0))
    gap, blocks = _membranes(cell, per_gap), []
    numbers = dict.fromkeys(order, 0)
    for position, electrode in list(enumerate(sheets)) * stacks:
        numbers[electrode] += 1
        bare = 2 * counts[electrode] - coated[electrode]
        last = position == len(sheets) - 1
        before = not (position == 0 and bare > 0)
        after = not (last and bare > (electrode == sheets[0]))
        blocks += [_sheet(cell, electrode, numbers[electrode], before, after), () if last else gap]
    outside = round(float(cell["separator.layers"].si)) - stacks * (len(sheets) - 1) * per_gap
    return [
        _membranes(cell, outside - outside // 2),
        *blocks[:-1],
        _membranes(cell, outside // 2),
    ]


def _sheet(cell: Cell, electrode: str, number: int, before: bool, after: bool) -> tuple[Slab, ...]:
    face = float(cell[f"{electrode}.single_side_thickness"].si)
    collector = _value(cell, f"{electrode}.collector.thickness", 0.0)
    metal = electrode == "anode" and not cell.given.kind.negative.coated
    role = "anode foil" if metal else f"{electrode} coating"
    material = _material(cell, f"{electrode} coating", f"{electrode} foil")
    coat = Slab(role, material, face, number)
    if not collector:
        return (replace(coat, thickness=face * max(before + after, 1)),)
    name = f"{electrode} collector"
    foil = Slab(name, _material(cell, name), collector, number)
    return tuple(s for s in (*(coat,) * before, foil, *(coat,) * after) if s.thickness > 0)


def _membranes(cell: Cell, count: int) -> tuple[Slab, ...]:
    thickness = float(cell["separator.thickness"].si)
    return (Slab("separator", _material(cell, "separator"), thickness),) * max(count, 0)


def _material(cell: Cell, *roles: str) -> str:
    return next((layer.material for layer in cell.layers if layer.role in roles), "unnamed")


def _value(cell: Cell, name: str, otherwise: float) -> float:
    return float(cell[name].si) if name in cell else otherwise


def repeat_unit(cell: Cell) -> tuple[Slab, ...]:
    """Cut out two neighbouring sheets with the gap behind each."""
    blocks = _blocks(cell)
    inner = 3 if len(blocks) > 7 else 1  # the outermost sheets may be coated on one side only
    return tuple(slab for block in blocks[inner : inner + 4] for slab in block)


def draw(cell: Cell) -> Section:
    """Lay the cross-section out, 720 units wide."""
    stack = slabs(cell)
    unit = repeat_unit(cell)
    whole = _laid(stack, sum(s.thickness for s in stack))
    magnified = _laid(unit, sum(s.thickness for s in unit))
    labels = tuple(
        Label(number, drawn.x + drawn.width / 2, slab.role, _text(slab))
        for number, (slab, drawn) in enumerate(zip(unit, magnified, strict=True), 1)
    )
    present = {slab.role for slab in stack}
    total = from_si(sum(s.thickness for s in stack), "mm")
    wound = cell.given.kind.shape.wound
    piece = "one turn of the roll" if wound else f"the stack of {len(stack)} layers"
    return Section(
        whole=whole,
        unit=magnified,
        labels=labels,
        whole_bar=_scale_bar(sum(s.thickness for s in stack)),
        unit_bar=_scale_bar(sum(s.thickness for s in unit)),
        roles=tuple(role for role in ROLE_COLOURS if role in present),
        description=f"Cross-section of {piece}, {total:.4g} mm, and of its repeat unit",
    )


def _laid(stack: tuple[Slab, ...], total: float) -> tuple[Drawn, ...]:
    x, drawn = 0.0, []
    for slab in stack:
        width = slab.thickness / total * _WIDTH
        drawn.append(Drawn(slab.role, x, width, _text(slab)))
        x += width
    return tuple(drawn)


def _text(slab: Slab) -> str:
    return f"{slab.role}, {slab.material}, {from_si(slab.thickness, 'um'):.4g} um"


def _scale_bar(total: float) -> tuple[float, str]:
    """Choose a round length near a fifth of the width."""
    wanted = from_si(total, "um") / 5
    power = 10.0 ** len(str(int(wanted))) / 10
    length = next(step * power for step in (5, 2, 1) if step * power <= max(wanted, 1))
    text = f"{length / 1000:g} mm" if length >= 1000 else f"{length:g} um"
    return length / from_si(total, "um") * _WIDTH, text
