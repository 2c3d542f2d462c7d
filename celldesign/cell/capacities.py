"""How the capacities of a cell relate: one line each, with what tells it from the others."""

from typing import NamedTuple

from celldesign.cell.result import Cell

_CATHODE = (
    ("cathode.theoretical_specific_capacity", "all the ions of the formula"),
    ("cathode.first_cycle_capacity", "the first charge: reversible over first-cycle efficiency"),
    ("cathode.specific_capacity", "reversible, from the database, nearest to the conditions"),
    ("cathode.nominal_specific_capacity", "by convention: defines 1C, areal capacity and N/P"),
    ("operation.specific_capacity", "in the window and at the rate of operation"),
    ("cathode.areal_capacity", "nominal, per area of one coated side"),
    ("nominal_capacity", "of the cell, at the nominal specific capacity"),
    ("capacity", "of the cell, in operation and as far as the anode has room"),
)
_ANODE = (
    ("anode.theoretical_specific_capacity", "all the ions that the material could hold"),
    ("anode.first_cycle_capacity", "the first charge: reversible over first-cycle efficiency"),
    ("anode.specific_capacity", "reversible, from the database"),
    ("anode.nominal_specific_capacity", "the one that areal capacity and N/P depend on"),
    ("anode.areal_capacity", "nominal, per area of one coated side"),
)


class Related(NamedTuple):
    """One of several capacities: its name, its value with unit, and what distinguishes it."""

    name: str
    text: str
    meaning: str


def capacities(cell: Cell, name: str) -> tuple[Related, ...]:
    """List the capacities of the same side of a cell, where the name is one of them."""
    for family in (_CATHODE, _ANODE):
        if name in (each for each, _ in family):
            return tuple(
                Related(each, cell[each].text(), meaning)
                for each, meaning in family
                if each in cell
            )
    return ()


def lines(related: tuple[Related, ...]) -> list[str]:
    """Write the capacities for reading."""
    if not related:
        return []
    name, text = (max(len(each[column]) for each in related) for column in (0, 1))
    return [
        "",
        "Capacities, and what distinguishes them",
        *(f"  {each.name:<{name}}  {each.text:>{text}}  {each.meaning}" for each in related),
    ]
