from collections.abc import Callable
from types import ModuleType

import pytest

from celldesign.cell.result import Cell
from celldesign.model.order import Equation, Reach, ordered
from celldesign.model.plan import Model


def equation(quantity: str, *inputs: str, default: bool = False) -> Equation:
    return Equation(quantity, inputs, lambda *values: sum(values), "1", (), default)


def order(known: str, **options: str) -> list[tuple[str, str]]:
    """The order of quantities, each with options such as 'b c|d', and what is taken."""
    pending = {
        name: [equation(name, *option.split()) for option in text.split("|")]
        for name, text in options.items()
    }
    return [(step.quantity, " ".join(step.inputs)) for step in ordered(pending, known.split())]


def test_the_first_option_is_taken_where_it_becomes_ready() -> None:
    assert order("x y", a="b|y", b="x") == [("b", "x"), ("a", "b")]


def test_an_option_that_only_the_quantity_itself_makes_reachable_is_dropped() -> None:
    assert order("x", a="b|x", b="a") == [("a", "x"), ("b", "a")]
    assert order("x", a="b|c|x", b="c", c="a") == [("a", "x"), ("c", "a"), ("b", "c")]


def test_a_ring_of_two_known_ends_is_broken_by_what_is_written_first() -> None:
    assert order("x y", a="b|x", b="a|y") == [("a", "x"), ("b", "a")]
    assert order("x y", b="a|y", a="b|x") == [("b", "y"), ("a", "b")]


def test_only_the_ring_that_waits_for_nothing_else_is_broken() -> None:
    # c could be had from z at once, but only waits for the ring of a and b
    taken = order("x y z", c="a|z", a="b|x", b="a|y")
    assert taken == [("a", "x"), ("c", "a"), ("b", "a")]


def test_a_ring_may_have_a_quantity_without_a_ready_option() -> None:
    taken = order("x y", a="b|c", b="c|x", c="a|y")
    assert {name for name, _ in taken} == {"a", "b", "c"}


def test_defaults_are_added_as_their_inputs_are_reached() -> None:
    equations = [equation("b", "a"), equation("d", "c")]
    reach = Reach(equations, {"a": [0], "c": [1]})
    other = reach.copy()
    reach.add_defaults([equation("c", "b", default=True), equation("a", default=True)])
    assert reach.names == {"a", "b", "c", "d"}
    assert other.names == set()


VOLUME = """
def electrolyte_volume_from_mass_per_capacity(
    electrolyte_mass_per_capacity: KilogramsPerCoulomb, electrolyte_density: KilogramsPerCubicMetre
) -> CubicMetres:
    return electrolyte_mass_per_capacity / electrolyte_density

def electrolyte_volume_from_pores(
    stack_pore_volume: CubicMetres, electrolyte_overfill: Fraction
) -> CubicMetres:
    return stack_pore_volume * (1 + electrolyte_overfill)

def electrolyte_overfill(
    electrolyte_volume: CubicMetres, stack_pore_volume: CubicMetres
) -> Fraction:
    return electrolyte_volume / stack_pore_volume - 1
"""
JUST_FILLED = '''
def electrolyte_overfill() -> Fraction:
    """The liquid just fills the pores."""
    return 0.0
'''
PASSED_ON = '''
def electrolyte_mass_per_capacity(electrolyte_mass: Kilograms) -> KilogramsPerCoulomb:
    """As by the mass."""
    return electrolyte_mass
'''


def model(source: str, defaults: str) -> Model:
    modules = []
    for text in (source, defaults):
        module = ModuleType("toy")
        exec(f"from celldesign.si import *\n{text}", module.__dict__)
        modules.append((module, ""))
    return Model(modules[:1], modules[1:])


@pytest.mark.parametrize(
    ("defaults", "given"),
    [
        (JUST_FILLED, "electrolyte_mass_per_capacity"),
        (JUST_FILLED + PASSED_ON, "electrolyte_mass"),  # a default with inputs passes on
    ],
)
def test_what_is_given_goes_before_a_default_and_the_default_becomes_a_result(
    defaults: str, given: str
) -> None:
    plan = model(VOLUME, defaults).plan([given, "electrolyte_density", "stack_pore_volume"])
    by = {name: step.function.__name__ for name, step in plan.by_quantity.items()}
    assert by["electrolyte_volume"] == "electrolyte_volume_from_mass_per_capacity"
    assert by["electrolyte_overfill"] == "electrolyte_overfill"
    assert not plan.by_quantity["electrolyte_overfill"].default


def test_the_default_stands_where_nothing_else_gives_the_quantity() -> None:
    plan = model(VOLUME, JUST_FILLED).plan(["electrolyte_density", "stack_pore_volume"])
    assert plan.by_quantity["electrolyte_overfill"].default
    assert plan.by_quantity["electrolyte_volume"].function.__name__.endswith("from_pores")


GUESSED_PORES = (
    JUST_FILLED
    + '''
def cathode_pore_volume() -> CubicMetres:
    """As in another cell."""
    return 1.0

def anode_pore_volume(separator_pore_volume: CubicMetres) -> CubicMetres:
    """As the separator's."""
    return separator_pore_volume
'''
)
PORES = (
    VOLUME
    + """
def separator_pore_volume(cathode_pore_volume: CubicMetres) -> CubicMetres:
    return cathode_pore_volume

def cathode_pore_volume(anode_porosity: Fraction) -> CubicMetres:
    return anode_porosity

def anode_porosity(cathode_pore_volume: CubicMetres) -> Fraction:
    return cathode_pore_volume

def stack_pore_volume(anode_pore_volume: CubicMetres) -> CubicMetres:
    return anode_pore_volume
"""
)


def test_a_default_yields_to_what_only_other_defaults_reach_in_turn() -> None:
    plan = model(PORES, GUESSED_PORES).plan(
        ["electrolyte_mass_per_capacity", "electrolyte_density"]
    )
    assert not plan.by_quantity["electrolyte_overfill"].default
    assert plan.by_quantity["cathode_pore_volume"].default


# As most published tables give a cathode: areal capacity, porosity and thickness, all three.
POUCH = """
schema = 2
format = "pouch"
np_ratio = 1.1
[cell]
target_capacity = "10 Ah"
[cathode]
recipe = { NMC811 = "96 wt%", "carbon black" = "2 wt%", PVDF = "2 wt%" }
areal_capacity = "3.5 mAh/cm^2"
porosity = "25 %"
thickness = "50 um"
width = "80 mm"
height = "120 mm"
collector = { material = "aluminium", thickness = "12 um" }
[anode]
recipe = { graphite = "96 wt%", "carbon black" = "1 wt%", "CMC/SBR" = "3 wt%" }
porosity = "30 %"
overhang = "1 mm"
collector = { material = "copper", thickness = "8 um" }
[separator]
material = "polyolefin separator"
thickness = "15 um"
porosity = "45 %"
overhang = "2 mm"
[electrolyte]
material = "LiPF6 carbonate electrolyte"
[casing]
material = "aluminium laminate"
thickness = "113 um"
[operation]
window = ["3.0 V", "4.2 V"]
capacity_factor = "91 %"
"""


@pytest.mark.parametrize("name", ["mass_per_capacity", "volume_per_capacity"])
def test_an_electrolyte_by_capacity_is_what_the_cell_holds(
    build: Callable[..., Cell], name: str
) -> None:
    unit = {"mass_per_capacity": "g/Ah", "volume_per_capacity": "mL/Ah"}[name]
    line = f'{name} = "3 {unit}"\n[casing]'
    cell = build(POUCH.replace("[casing]", line))
    amount = cell["electrolyte." + name.partition("_per")[0]].value
    assert amount / cell["capacity"].value == pytest.approx(3, rel=1e-12)
    # hand: 30 faces of 96 cm^2 at 3.5 mAh/cm^2 of which 91 % come back
    assert cell["capacity"].value == pytest.approx(0.91 * 30 * 96 * 3.5e-3, rel=1e-12)
    pores = cell["stack.pore_volume"].si
    overfill = cell["electrolyte.volume"].si / pores - 1
    assert cell["electrolyte.overfill"].si == pytest.approx(overfill, rel=1e-12)
    assert cell.origin("electrolyte_overfill") == "computed"
