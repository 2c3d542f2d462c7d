from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from strategies import LIQUID, SOLID, write

from celldesign import vocabulary as words
from celldesign.cell.result import Cell
from celldesign.errors import MissingInputError
from celldesign.model.plan import Model, Plan

COATING = """
def thickness(loading: KilogramsPerSquareMetre, coating_density: KilogramsPerCubicMetre) -> Metres:
    return loading / coating_density

def coating_density(
    loading: KilogramsPerSquareMetre, thickness: Metres
) -> KilogramsPerCubicMetre:
    return loading / thickness

def coating_density_from_porosity(
    solid_density: KilogramsPerCubicMetre, porosity: Fraction
) -> KilogramsPerCubicMetre:
    return solid_density * (1 - porosity)
"""
ENERGY = """
def energy(capacity: Coulombs, operation_average_voltage: Volts) -> Joules:
    return capacity * operation_average_voltage

def energy_from_mass(stack_mass: Kilograms, stack_specific_energy: JoulesPerKilogram) -> Joules:
    return stack_mass * stack_specific_energy
"""
TABS = """
def cathode_tab_mass(cathode_tab_width: Metres, cathode_tab_thickness: Metres) -> Kilograms:
    return cathode_tab_width * cathode_tab_thickness

def cell_mass(stack_mass: Kilograms, cathode_tab_mass: Kilograms) -> Kilograms:
    return stack_mass + cathode_tab_mass
"""
NO_TAB = '''
def cathode_tab_mass() -> Kilograms:
    """There is no tab."""
    return 0.0

def anode_tab_mass() -> Kilograms:
    """There is no tab."""
    return 0.0
'''
SHEETS = """
def cathode_sheets(cell_target_capacity: Coulombs) -> Count:
    return np.floor(cell_target_capacity + 0.5)

def nominal_capacity(
    cathode_sheets: Count, cathode_areal_capacity: CoulombsPerSquareMetre
) -> Coulombs:
    return cathode_sheets * cathode_areal_capacity
"""


def toy(source: str) -> ModuleType:
    module = ModuleType("toy")
    exec(f"import numpy as np\nfrom celldesign.si import *\n{source}", module.__dict__)
    return module


def model(source: str, prefix: str = "", defaults: str = "") -> Model:
    return Model([(toy(source), prefix)], [(toy(defaults), "")])


def order(plan: Plan) -> list[str]:
    return [step.function.__name__ for step in plan.steps]


def leaves(cell: Cell) -> dict[str, Any]:
    return dict(cell.given.values(sorted(cell.plan.given | cell.plan.database)))


@pytest.fixture(scope="module", params=[SOLID, LIQUID], ids=lambda draft: str(draft["name"]))
def cell(request: pytest.FixtureRequest, build: Callable[..., Cell]) -> Cell:
    return build(write(request.param))


def test_the_first_possible_of_several_equations_is_taken_and_the_others_are_checks() -> None:
    toys = model(ENERGY)
    first, second = (
        ["capacity", "operation_average_voltage"],
        ["stack_mass", "stack_specific_energy"],
    )
    assert order(toys.plan(first)) == ["energy"]
    assert order(toys.plan(second)) == ["energy_from_mass"]
    both = toys.plan(first + second)
    assert order(both) == ["energy"]
    assert [check.function.__name__ for check in both.checks] == ["energy_from_mass"]


def test_a_given_value_is_not_computed_but_checked() -> None:
    plan = model(ENERGY).plan(["capacity", "operation_average_voltage", "energy"])
    assert not plan.steps
    assert [check.function.__name__ for check in plan.checks] == ["energy"]


def test_of_quantities_that_wait_for_each_other_the_first_with_a_ready_equation_takes_it() -> None:
    given = {"cathode_loading": 0.2, "cathode_solid_density": 4000.0, "cathode_porosity": 0.5}
    plan = model(COATING, "cathode").plan(given)
    assert order(plan) == ["coating_density_from_porosity", "thickness"]
    assert plan.evaluate(given)["cathode_thickness"] == pytest.approx(1e-4)
    # The equation left over says the same of the same numbers, which no one takes for a check.
    assert [check.function.__name__ for check in plan.checks] == ["coating_density"]


def test_what_only_reaches_itself_is_not_reached() -> None:
    plan = model(COATING, "cathode").plan(["cathode_loading"])
    assert not plan.steps


def test_the_plan_is_kept_and_does_not_depend_on_what_is_asked() -> None:
    toys = model(ENERGY + SHEETS)
    plan = toys.plan(["capacity", "operation_average_voltage", "cell_target_capacity"])
    again = toys.plan({"cell_target_capacity", "operation_average_voltage", "capacity"})
    assert plan is again
    assert set(order(plan)) == {"energy", "cathode_sheets"}


def test_a_default_is_used_where_nothing_of_its_part_is_given() -> None:
    plan = model(TABS, defaults=NO_TAB).plan(["stack_mass"])
    assert [(s.quantity, s.default) for s in plan.steps] == [
        ("cathode_tab_mass", True),  # the anode's has no use here
        ("cell_mass", False),
    ]
    assert plan.steps[0].assumption == "There is no tab"


def test_a_half_described_part_blocks_its_default() -> None:
    toys = model(TABS, defaults=NO_TAB)
    plan = toys.plan(["stack_mass", "cathode_tab_width"])
    assert "cell_mass" not in plan.known
    with pytest.raises(MissingInputError, match=r"cell\.mass .*cathode\.tab\.thickness"):
        plan.require(["cell_mass"])


def test_a_computed_value_comes_before_a_default() -> None:
    plan = model(TABS, defaults=NO_TAB).plan(
        ["stack_mass", "cathode_tab_width", "cathode_tab_thickness"]
    )
    assert not any(step.default for step in plan.steps)


def test_a_value_of_the_database_yields_to_an_equation() -> None:
    toys = model(ENERGY)
    values = {"capacity": 2.0, "operation_average_voltage": 3.0, "energy": 99.0}
    plan = toys.plan(["capacity", "operation_average_voltage"], ["energy"])
    assert order(plan) == ["energy"]
    assert "energy" not in plan.database
    assert plan.evaluate({n: values[n] for n in plan.given | plan.database})["energy"] == 6.0


def test_a_value_of_the_database_stands_where_nothing_computes_it() -> None:
    plan = model(ENERGY).plan(["capacity"], ["energy", "operation_lower_voltage"])
    assert plan.database == {"energy", "operation_lower_voltage"}
    assert not plan.steps


def test_a_value_of_the_database_comes_before_a_default() -> None:
    plan = model(TABS, defaults=NO_TAB).plan(["stack_mass"], ["cathode_tab_mass"])
    assert order(plan) == ["cell_mass"]


@pytest.mark.parametrize(
    ("source", "wanted", "given", "mend"),
    [
        (ENERGY, "energy", "capacity", "give operation.average_voltage"),
        (
            ENERGY,
            "energy",
            "stack_mass capacity",
            "give one of operation.average_voltage, stack.specific_energy",
        ),
        (ENERGY, "energy", "", "give all of capacity, operation.average_voltage"),
        (
            SHEETS,
            "nominal_capacity",
            "cathode_areal_capacity",
            "give one of cell.target_capacity, cathode.sheets",  # what nothing computes comes first
        ),
        (TABS, "cell_mass", "cathode_tab_width", "give all of stack.mass, cathode.tab.thickness"),
    ],
)
def test_each_single_quantity_that_completes_is_named_else_the_first_equations_inputs(
    source: str, wanted: str, given: str, mend: str
) -> None:
    with pytest.raises(MissingInputError) as raised:
        model(source, defaults=NO_TAB).plan(given.split()).require([wanted])
    assert (
        raised.value.required
        == f"{words.vocabulary()[wanted].name} cannot be computed from what is given"
    )
    assert raised.value.mend == mend


@pytest.mark.parametrize(
    ("without", "named"),
    [
        ("cathode.active_loading", "cathode.active_loading, cathode.areal_capacity"),
        ("cathode.sheets", "cathode.sheets"),
        ("cathode.width", "cathode.width"),
        ("separator.thickness", "separator.thickness"),
        ("anode.thickness", "anode.thickness"),
    ],
)
def test_a_cell_that_lacks_one_value_names_it(
    build: Callable[..., Cell], without: str, named: str
) -> None:
    drop = {without: None} | (
        {"separator.material": "PEO LiTFSI"} if "separator" in without else {}
    )
    with pytest.raises(MissingInputError) as raised:
        build(write(SOLID, **drop))
    assert all(word in str(raised.value) for word in named.split(", "))


def test_a_slice_is_what_the_wanted_rests_on(cell: Cell) -> None:
    wanted = ["stack_specific_energy", "np_ratio"]
    part = cell.plan.slice(wanted)
    assert len(part.steps) < len(cell.plan.steps)
    assert {s.quantity for s in part.steps} <= set().union(*map(cell.plan.ancestors, wanted))
    values = part.evaluate(leaves(cell))
    assert all(values[name] == cell.values[name] for name in wanted)
    with pytest.raises(MissingInputError, match=r"lifetime\.implied_efficiency|operation\.current"):
        model(ENERGY).plan([]).slice(["lifetime_implied_efficiency"])


def test_intermediates_are_dropped_when_they_are_dead(cell: Cell) -> None:
    wanted = ["cell_energy_density", "cathode_single_side_area"]
    kept = cell.plan.evaluate(leaves(cell), keep=wanted)
    assert list(kept) == wanted
    assert all(kept[name] == cell.values[name] for name in wanted)


def _rows(cell: Cell, count: int) -> dict[str, Any]:
    """The cell's inputs with every scalar and all densities varied, a count and a choice kept."""
    rng = np.random.default_rng(1)
    rows = leaves(cell)
    for name, value in rows.items():
        quantity = words.vocabulary()[name]
        if not quantity.count and not quantity.choices and "points" not in name:
            shape = (*np.shape(value), count)
            if not quantity.component or name.endswith("density"):
                rows[name] = np.asarray(value)[..., None] * rng.uniform(0.99, 1.01, shape)
    return rows


def _row(rows: Mapping[str, Any], place: int) -> dict[str, Any]:
    wide = {n for n, v in rows.items() if np.ndim(v) > words.vocabulary()[n].component}
    return {n: v[..., place] if n in wide else v for n, v in rows.items()}


def test_whole_arrays_equal_the_loop(cell: Cell) -> None:
    rows = _rows(cell, 3)  # as many as the recipes have components
    together = cell.plan.evaluate(rows)
    for place in range(3):
        for name, value in cell.plan.evaluate(_row(rows, place)).items():
            component = name in words.vocabulary() and words.vocabulary()[name].component
            whole = np.asarray(together[name])
            whole = whole if whole.ndim > component else whole[..., None]
            found = whole[..., place if whole.shape[-1] > 1 else 0]
            np.testing.assert_allclose(found, value, rtol=1e-12, atol=1e-14, err_msg=name)


@pytest.mark.parametrize("chunk", [1, 4, 10, 1000])
def test_chunks_equal_the_whole_and_one_by_one(cell: Cell, chunk: int) -> None:
    wanted = ["stack_specific_energy", "cell_volume", "cathode_solid_density", "resistance_dc"]
    rows = _rows(cell, 10)
    whole = cell.plan.evaluate(rows)
    for name, column in cell.plan.evaluate_chunks(rows, wanted, chunk).items():
        assert column.shape == (10,)
        np.testing.assert_allclose(column, whole[name], rtol=1e-12, err_msg=name)
        one = [cell.plan.evaluate(_row(rows, place))[name] for place in range(10)]
        np.testing.assert_allclose(column, one, rtol=1e-12, err_msg=name)


def test_chunks_repeat_what_does_not_vary(cell: Cell) -> None:
    varied = leaves(cell) | {"cathode_width": np.array([0.05, 0.06, 0.07])}
    result = cell.plan.evaluate_chunks(varied, ["np_ratio", "cathode_width", "cathode_height"], 2)
    assert result["np_ratio"] == pytest.approx([cell.values["np_ratio"]] * 3)
    assert list(result["cathode_width"]) == [0.05, 0.06, 0.07]
    assert list(result["cathode_height"]) == [cell.values["cathode_height"]] * 3


def test_a_pinned_count_is_not_computed_again() -> None:
    plan = model(SHEETS).plan(["cell_target_capacity", "cathode_areal_capacity"])
    values = {"cell_target_capacity": np.array([5.4, 5.6]), "cathode_areal_capacity": 2.0}
    assert list(plan.evaluate(values)["nominal_capacity"]) == [10, 12]
    assert plan.evaluate(values | {"cathode_sheets": 5.0})["nominal_capacity"] == 10


def test_a_mounted_module_has_its_own_names_and_the_cells() -> None:
    source = """
def coating_mass(loading: KilogramsPerSquareMetre, single_side_area: SquareMetres,
                 stack_faces: Count, faraday_constant: CoulombsPerMole) -> Kilograms:
    return loading * single_side_area * stack_faces
"""
    mounts = [(toy(source), "cathode"), (toy(source), "anode")]
    cathode, anode = Model(mounts, []).equations
    assert cathode.quantity == "cathode_coating_mass"
    assert cathode.inputs == (
        "cathode_loading", "cathode_single_side_area", "stack_faces", "faraday_constant"
    )  # fmt: skip
    assert anode.inputs[:3] == ("anode_loading", "anode_single_side_area", "stack_faces")


def test_an_imported_function_is_no_equation() -> None:
    source = "from numpy import cos as energy\nfrom pathlib import Path\n"
    assert not model(source).equations


@pytest.mark.parametrize(
    "source",
    [
        "def enery(capacity: Coulombs) -> Joules: ...",
        "def energy(capacty: Coulombs) -> Joules: ...",
    ],
)
def test_an_unknown_quantity_is_an_error_at_collection(source: str) -> None:
    with pytest.raises(ValueError, match=r"toy\..*: no quantity (enery|capacty)"):
        model(source)


def test_names_that_collide_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "a.b_c | x | x | m | 0 1 | | x\na_b.c | y | y | m | 0 1 | | y"
    monkeypatch.setattr(words, "_TOPICS", [SimpleNamespace(ROWS=rows)])
    with pytest.raises(ValueError, match=r"a_b\.c and a\.b_c collide"):
        words.vocabulary.__wrapped__()


def test_the_example_gives_the_papers_cell(build: Callable[..., Cell]) -> None:
    cell = build(Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml")
    expected = {
        "cathode.sheets": 6, "anode.sheets": 7, "capacity": 1.279, "energy": 4.845,
        "stack.thickness": 2.326, "stack.energy_density": 694.3,
    }  # fmt: skip
    for name, value in expected.items():
        assert cell[name].value == pytest.approx(value, rel=5e-4), name
    assert cell["stack.mass"].value == pytest.approx(13.59, rel=5e-3)
    assert cell["stack.specific_energy"].value == pytest.approx(356.5, rel=5e-3)
