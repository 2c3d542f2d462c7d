"""Readable text for a terminal of 80 columns: a cell in full, and the tree of an answer."""

import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence

from celldesign.cell.calibration import Calibration
from celldesign.cell.explain import Node
from celldesign.cell.published import Row
from celldesign.cell.result import Cell, Item
from celldesign.cost.breakdown import outside
from celldesign.safety.runaway import EXCLUDED, End, Thermochemical
from celldesign.units.quantities import from_si
from celldesign.units.text import with_std
from celldesign.vocabulary import GROUPS, Quantity, main_results

WIDTH = 80
_BY_CHEMISTRY = ("thermal_heat_per_charge", "thermal_gas_per_charge")
_MODEL_ENDS = 1200  # K; nothing melts, boils or dissociates in it
PARTS = {
    "layers": ("capacity", "mass", "design"),
    "safety": ("lithium", "safety"),
    "cost": ("life", "cost", "footprint"),
    "assumptions": (),
}


def details(
    cell: Cell, parts: Collection[str] = tuple(PARTS), bracket: Thermochemical | None = None
) -> str:
    """Write parts of a built cell in full, 80 columns wide, with its thermochemical bracket."""
    lines: list[str] = []
    for part in (each for each in PARTS if each in parts):
        if part == "layers":
            lines += _layers(cell)
        for group in PARTS[part]:
            lines += _section(cell, group)
        if part == "layers":
            lines += _masses(cell)
        elif part == "safety" and bracket:
            lines += _bracket(bracket)
        elif part == "assumptions":
            lines += _texts(cell)
    return "\n".join(line.rstrip() for line in lines)


def _section(cell: Cell, group: str) -> Iterator[str]:
    """List the main results of a group; an amount that is nil says nothing."""
    rows = [
        f"  {q.name:<34} {cell[q.name].text():>24}  {_note(cell, q)}"
        for q in main_results(group)
        if q.name in cell and (q.choices or q.unit in ("1", "%") or cell[q.name].si != 0)
    ]
    if rows:
        yield from ("", GROUPS[group], *rows)
    if group == "footprint" and (notes := [n for n in (outside(cell), *cell.given.gaps) if n]):
        yield "  Of cost and footprint (`celldesign cost` shows what they are made of):"
        yield from _bullets(notes)


def _note(cell: Cell, quantity: Quantity) -> str:
    """Whose figures stand in where the chemistry has none, where the model ends, or the row's."""
    if quantity.name == "thermal.adiabatic_rise" and float(cell[quantity.name].si) > _MODEL_ENDS:
        return "beyond the model"
    sources = cell.plan.ancestors(quantity.flat).intersection(_BY_CHEMISTRY)
    leaves = [leaf for name in sources for leaf in cell.given.leaves.get(name, ())]
    stood_in = any(leaf.choice and leaf.choice.far for leaf in leaves)
    return "NMC's stand in" if stood_in else quantity.note


def _texts(cell: Cell) -> Iterator[str]:
    for title, entries in (
        ("Degrees of freedom", cell.released),
        ("Overrides", cell.overrides),
        ("Assumptions", cell.assumptions),
        ("Warnings", cell.warnings),
    ):
        if entries:
            yield from ("", title, *_bullets(entries))


def _layers(cell: Cell) -> list[str]:
    cathodes, anodes = (float(cell[f"{e}.sheets"].si) for e in ("cathode", "anode"))
    pairs, layers = (float(cell[n].si) for n in ("stack.faces", "separator.layers"))
    stacks = float(cell["stack.count"].si) if "stack.count" in cell else 1.0
    shared = f", in {stacks:.0f} stacks" if stacks > 1 else ""
    sheets = f"{cathodes:.0f} cathode and {anodes:.0f} anode sheets"
    counts = f"{sheets}, {pairs:.0f} electrode pairs, {layers:.0f} separator layers"
    lines = textwrap.wrap(f"Layers: {counts}{shared}", WIDTH, subsequent_indent="  ")
    for layer in cell.layers:
        thickness = f"{from_si(layer.thickness, 'um'):.4g} um"
        lines.append(f"  {layer.count:>5} x {thickness:>9}  {layer.role:<18} {layer.material:.42}")
    return lines


def _bracket(found: Thermochemical) -> Iterator[str]:
    yield from ("", "Thermochemical bracket of the runaway energy, fully charged")
    yield _end("low, products of 1000 K", found.low)
    yield _end("high, products of 298 K", found.high)
    yield _end("ceiling, aluminium foil burnt too", found.ceiling)
    others = (f"{from_si(e, 'kJ'):.3g} kJ at {t:g} K" for t, e in found.sensitivity.items())
    yield from _bullets(
        (
            f"The low end is sensitive to the temperature of the products: {', '.join(others)}",
            f"Taken as inert: {', '.join(found.inert)}",
            "Stored electrical energy is inside all three; the uncertainties are those of the "
            f"enthalpies of formation alone; {EXCLUDED} is excluded, so none is a fire load",
        )
    )


def _end(label: str, end: End) -> str:
    energy = with_std(from_si(end.energy, "kJ"), from_si(end.std, "kJ"))
    share = with_std(from_si(end.per_charge, "kJ/Ah"), from_si(end.per_charge_std, "kJ/Ah"))
    return f"  {label:<34} {energy:>15} kJ {share:>15} kJ/Ah"


def _masses(cell: Cell) -> list[str]:
    items = sorted(cell.bill_of_materials, key=lambda item: -item.mass)
    total = sum(item.mass for item in items)
    return ["", "Mass by material", *(_mass(item, total) for item in items)]


def _mass(item: Item, total: float) -> str:
    share = item.mass / total
    bar = "#" * max(round(20 * share), 0)
    name = f"{item.material:<26.26} {item.part:<18.18}"
    return f"  {name} {1e3 * item.mass:>9.4g} g {share:>6.1%} {bar:<14.14}"


def _bullets(entries: Iterable[str]) -> Iterator[str]:
    for entry in entries:
        yield from textwrap.wrap(
            entry, WIDTH, initial_indent="  - ", subsequent_indent="    ", break_long_words=False
        )


def comparison(rows: Sequence[tuple[str, Row]]) -> str:
    """Write published figures beside ours, cell by cell."""
    lines, before = [], ""
    for cell, row in rows:
        if cell != before:
            heads = f"{'published':>13} {'ours':>16} {'difference':>11} {'apart':>7}"
            lines += ["", cell, f"  {'':<28}{heads}"]
            before = cell
        unit = "" if row.unit == "1" else f" {row.unit}"
        published = with_std(row.published, row.published_std or 0)
        ours = "not computed" if row.ours is None else with_std(row.ours, row.ours_std or 0)
        deviation = "" if row.difference is None else f"{row.difference:+.2%}"
        named = f"{row.name}{unit}"
        if len(named) > 28:
            lines.append(f"  {named}")
            named = ""
        shown = f"{published:>13} {ours:>16} {deviation:>11} {apart(row):>7}"
        lines.append(f"  {named:<28}{shown}")
    if not lines:
        return "no published figures"
    lines += ["", "apart: in standard uncertainties of both; an input follows from the file alone"]
    return "\n".join(lines[1:])


def apart(row: Row) -> str:
    """How far a published figure and ours are apart, or that the file gives it.

    >>> apart(Row("energy", "Wh", 10.0, 1.0, 11.5, 0.0, 0.15, "prediction", "source", 1.5))
    '1.5 σ'
    """
    if row.basis != "prediction" or row.distance is None:
        return row.basis
    return f"{row.distance:.1f} σ"


def calibrated(found: Calibration) -> str:
    """Write how often predictions lie within their standard uncertainties, and how far off."""
    lines = [
        f"Calibration: {len(found.predictions)} predictions of {found.cells} measured cells, with "
        "the model",
        "uncertainty of each estimated from all other cells",
        "",
    ]
    lines += [
        f"  within {k} standard {'uncertainty' if k == 1 else 'uncertainties'}: {share:.0%} "
        f"(95 % interval {low:.0%} to {high:.0%}; {ideal:.0%} if true)"
        for (k, (share, low, high)), ideal in zip(
            found.coverage.items(), (0.683, 0.954), strict=True
        )
    ]
    lines += ["", f"  {'':<31}{'case':<6}{'n':>3}{'median':>9}{'bias':>9}{'± model':>9}"]
    lines += [
        f"  {g.quantity:<31}{g.case:<6}{g.number:>3}{g.median:>9.1%}{g.bias:>+9.1%}{g.model:>9.1%}"
        for g in found.groups
    ]
    lines += ["", "  median stated ± (inputs and model)"]
    lines += [f"    {name:<29}{value:>7.1%}" for name, value in found.sharpness.items()]
    lines += ["", "  predictions within the limits of a nominal share"]
    lines += [f"    {nominal:>4.0%}  {observed:>4.0%}" for nominal, observed in found.reliability]
    return "\n".join(lines)


def tree(node: Node) -> str:
    """Write the tree of an explanation; what was explained once is referred to."""
    return "\n".join(_tree(node, "", "", set()))


def _tree(node: Node, first: str, rest: str, seen: set[str]) -> Iterator[str]:
    yield f"{first}{node.name} = {node.text}  [{node.origin}]"
    if node.name in seen and node.children:
        yield f"{rest}  (explained above)"
        return
    seen.add(node.name)
    bar = "│ " if node.children else "  "
    details = [f"= {text}" for text in (*node.formula.splitlines(), node.numbers) if text]
    details += [text for text in (node.written, *node.origins) if text]
    details += [f"not used: {text}" for text in node.unused]
    for text in details:
        yield from textwrap.wrap(
            text,
            max(WIDTH, len(rest) + 40),
            initial_indent=f"{rest}{bar}",
            subsequent_indent=f"{rest}{bar}  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    for index, child in enumerate(node.children):
        last = index == len(node.children) - 1
        yield from _tree(
            child,
            f"{rest}{'└─' if last else '├─'} ",
            f"{rest}{'   ' if last else '│  '}",
            seen,
        )
