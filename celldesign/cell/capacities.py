"""How the capacities of a cell relate: one line each, with what tells it from the others."""

from typing import NamedTuple

from celldesign.cell.result import Cell
from celldesign.vocabulary import vocabulary

_SIDES = {"cathode": ("cathode", "operation", "nominal_capacity", "capacity"), "anode": ("anode",)}


class Related(NamedTuple):
    """One of several capacities: its name, its value with unit, and what distinguishes it."""

    name: str
    text: str
    meaning: str


def capacities(cell: Cell, name: str) -> tuple[Related, ...]:
    """List the capacities of the same side of a cell, where the name is one of them."""
    for parts in _SIDES.values():
        family = [
            quantity
            for part in parts
            for quantity in vocabulary().values()
            if quantity.part == part and quantity.name in cell and not quantity.component
            if quantity.name.endswith("capacity")
        ]
        family.sort(key=lambda q: (parts.index(q.part), q.unit != "mAh/g", -cell[q.name].si))
        if name in (quantity.name for quantity in family):
            return tuple(Related(q.name, cell[q.name].text(), q.meaning) for q in family)
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
