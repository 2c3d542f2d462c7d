"""Given values move a result or are named; a better material never makes a worse cell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from strategies import DRAFTS, LARGE, SOLID, write

from celldesign.cell.result import Cell
from celldesign.vocabulary import vocabulary

Build = Callable[..., Cell]
EXAMPLES = sorted([*Path("examples").glob("*.toml"), *Path("templates/new").glob("*.toml")])
# They choose records of the database; what moves then is another record's value.
LOOKED_UP = {"operation_lower_voltage", "operation_upper_voltage", "operation_rate"}
# It counts in the volume where cell.tabs_in_volume says so.
LOOKED_UP |= {"cell_tab_protrusion"}


def unmoved(cell: Cell) -> set[str]:
    """Given numbers of which no other quantity takes notice, and that the build does not name."""
    plan, words = cell.plan, vocabulary()
    leaves = cell.given.values(sorted(plan.given | plan.database))
    said = " ".join(cell.warnings)
    found = set()
    for name in cell.given.named("given", "override") - LOOKED_UP:
        quantity = words[name]
        if quantity.component or quantity.choices or f"{quantity.name} is given" in said:
            continue
        aim = quantity.yields == "aim"
        step = 1.0 if quantity.count or aim else 0.01
        moved = {**leaves, name: leaves[name] * (1 + step) if leaves[name] else np.float64(1e-3)}
        if cell.given.curves:
            moved |= cell.given.curves.feed(moved)[0]
        with np.errstate(all="ignore"):
            values = plan.evaluate(moved)
        if all(
            np.allclose(value, cell.values.get(flat, value), rtol=1e-9, atol=0, equal_nan=True)
            for flat, value in values.items()
            if flat != name
        ):
            found.add(quantity.name)
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_given_value_of_an_example_moves_a_result_or_is_named(
    build: Build, path: Path
) -> None:
    assert unmoved(build(path)) == set()


@given(draft=DRAFTS)
def test_each_given_value_moves_a_result_or_is_named(build: Build, draft: dict[str, Any]) -> None:
    assert unmoved(build(write(draft))) == set()


HOLD = ["cathode.areal_capacity", "cathode.porosity", "np_ratio"]
# (draft, what gets better, by what factor, which result, +1 where it may only grow)
BETTER = [
    *(
        (draft, name, factor, "cell.specific_energy", 1)
        for draft in ("large", "solid")
        for name, factor in (
            ("cathode.collector.thickness", 0.8),
            ("material.aluminium.density", 0.9),
            ("separator.thickness", 0.8),
            ("material.aluminium laminate.density", 0.9),
            ("cell.extra_mass", 0.5),
        )
    ),
    ("large", "material.NMC811.density", 1.1, "cell.specific_energy", 1),
    ("solid", "material.NMC811.density", 1.1, "cell.energy_density", 1),
    ("solid", "casing.thickness", 0.8, "cell.specific_energy", 1),
    ("large", "material.aluminium laminate.thickness", 0.8, "cell.specific_energy", 1),
    ("large", "material.graphite.density", 1.1, "cell.specific_energy", 1),
    ("large", "material.graphite.specific_capacity", 1.05, "cell.specific_energy", 1),
    ("large", "anode.collector.thickness", 0.8, "cell.specific_energy", 1),
    ("large", "electrolyte.density", 0.9, "cell.specific_energy", 1),
    *(
        ("large", f"price.{material}", 0.8, "cost.per_energy", -1)
        for material in ("NMC811", "graphite", "polyolefin separator")
    ),
    ("large", "cathode.collector.thickness", 0.8, "cost.per_energy", -1),
    ("large", "separator.thickness", 0.8, "cell.energy_density", 1),
    ("solid", "separator.thickness", 0.8, "cell.energy_density", 1),
]
DRAFT = {
    "large": LARGE
    | {"cell.target_capacity": None, "cathode.sheets": 40, "cell.extra_mass": "5 g"}
    | {"operation.capacity_factor": "91 %"},
    "solid": SOLID | {"cell.extra_mass": "0.5 g"},
}


@pytest.mark.parametrize(
    ("draft", "name", "factor", "result", "sign"),
    BETTER,
    ids=lambda item: str(item).rpartition(".")[2] if isinstance(item, str) else "",
)
def test_a_better_material_never_makes_a_worse_cell(
    build: Build, draft: str, name: str, factor: float, result: str, sign: int
) -> None:
    """At held areal capacity, porosity and N/P ratio, and a given number of sheets."""
    text = write(DRAFT[draft])
    cell = build(text)
    hold = [each for each in HOLD if each.replace(".", "_") not in cell.plan.given]
    leaf = next(
        leaf for leaves in cell.given.leaves.values() for leaf in leaves if leaf.address == name
    )
    flat = next(n for n, leaves in cell.given.leaves.items() if leaf in leaves)
    unit = vocabulary()[flat].unit
    from celldesign.units.quantities import from_si

    better = build(
        text, hold=hold, **{name: f"{factor * float(from_si(leaf.value, unit))!r} {unit}"}
    )
    before, after = cell[result].si, better[result].si
    assert sign * (after - before) >= -1e-12 * abs(before)
    assert abs(after / before - 1) > 1e-7  # it does move


def test_a_bill_of_materials_is_count_times_area_times_thickness_times_density(
    build: Build,
) -> None:
    """Each line recomputed apart, from the layers, the sheets' sides and the densities."""
    for path in EXAMPLES:
        cell = build(path)
        masses = {item.part: 0.0 for item in cell.bill_of_materials}
        for item in cell.bill_of_materials:
            masses[item.part] += item.mass
        for layer in cell.layers:
            electrode, _, part = layer.role.partition(" ")
            value = {n: float(v) for n, v in cell.values.items() if np.ndim(v) == 0}
            if layer.role == "separator":
                area = value["separator_width"] * value["separator_height"]
                folded = value["separator_fold_area"] * layer.thickness
                density = value["separator_effective_density"]
                mass = (layer.count * area * layer.thickness + folded) * density
                given_mass = "separator_mass" in cell.plan.given
            elif layer.role == "casing":
                continue  # a pouch's laminate or a can, by the equations of each format
            else:
                area = value[f"{electrode}_width"] * value[f"{electrode}_height"]
                name = f"{electrode}_{'collector' if part == 'collector' else 'coating'}_density"
                density = value.get(name, value.get(f"{electrode}_density", np.nan))
                mass = layer.count * area * layer.thickness * density
                given_mass = False
            if given_mass:
                continue
            line = {"coating": electrode, "foil": electrode}.get(part, layer.role)
            assert masses[line] == pytest.approx(mass, rel=1e-9), (path.stem, layer)
