"""Notes on a cost: what is adopted, what does not fit, what has no price."""

from celldesign.database.plant_records import Plant, Region
from celldesign.inputs.resolve import Inputs
from celldesign.inputs.value import Input

_FAR = 0.1  # how far from the thickness that a price is quoted for goes without saying


def taken_over(given: Inputs) -> list[str]:
    """Assumptions: a part of the plant or a price serves what it was not made for."""
    found = []
    if given.kind.shape.wound:
        found.append("winding is taken to cost what stacking does; the plant has no winding")
    if not given.kind.shape.soft:
        found.append("the can's unit price is that of a pouch's laminate, for want of a can's")
        if "casing" in given.slots and "casing_price" not in given.leaves:
            can = given.slots["casing"].key
            found.append(f"the price of {can} is that of a pouch's laminate, for want of a can's")
    for electrode, recipe in given.recipes.items():
        roles = {material.role for material in recipe}
        if not roles & {"binder", "catholyte"}:
            found.append(
                f"the {electrode}.recipe names no binder: its coating line is taken as the "
                "baseline's, and no solvent is bought or recovered for it"
            )
    return found


def other_thickness(leaf: Input, quoted: float, own: float, use: str) -> list[str]:
    """Assumptions: a price by area serves another thickness than it is quoted for."""
    if abs(own / quoted - 1) <= _FAR:
        return []
    taken = (
        "foils are sold by mass, so it is taken in proportion"
        if use == "foil"
        else "separators are sold by area, at the price of their grade, so it is taken as it is"
    )
    return [
        f"{leaf.address} is quoted for {quoted * 1e6:g} um and serves {own * 1e6:.3g} um: {taken}"
    ]


def without_wages(region: Region, plant: Plant) -> list[str]:
    """Assumptions: of some countries nothing is known but their electricity."""
    if "plant_wage" in region.values:
        return []
    return [
        f"wage, buildings and electricity cost in {region.name} what they do in the plant "
        f"'{plant.key}', for want of figures (plant.wage, plant.building_price, "
        "plant.electricity_price)"
    ]


def unfit_stages(given: Inputs) -> list[str]:
    """Warnings: stages that the cell needs and the plant lacks, or has without need."""
    if given.plant is None:
        return []
    stages = {stage.key for stage in given.plant.stages}
    coated = given.kind.negative.coated
    needs = {
        "coating anode": coated,
        "filling and sealing": given.kind.liquid,
        "membrane coating": not given.kind.liquid and not coated,
    }
    lacking = [stage for stage, needed in needs.items() if needed and stage not in stages]
    idle = [stage for stage, needed in needs.items() if not needed and stage in stages]
    found = []
    if lacking:
        found.append(
            f"the plant '{given.plant.key}' lacks {', '.join(lacking)}, which this cell needs; "
            "the cost is too low"
        )
    if idle:
        found.append(
            f"the plant '{given.plant.key}' has {', '.join(idle)} that this cell needs not"
        )
    return found


def extra_mass(given: Inputs) -> float:
    """Mass that belongs to no material, in kg."""
    leaves = given.leaves.get("cell_extra_mass", ())
    return leaves[0].value if leaves else 0.0


def unpaid(given: Inputs) -> list[str]:
    """Warnings: what is in the cell and has neither price nor footprint."""
    if not extra_mass(given):
        return []
    return [
        "cell.extra_mass has neither price nor footprint factor: cost and footprint leave it out"
    ]
