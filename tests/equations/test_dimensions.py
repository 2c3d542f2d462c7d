"""Every equation on quantities with units, on arrays as on floats, and with its example."""

from itertools import product
from pkgutil import walk_packages
from typing import Any

import numpy as np
import pytest

from celldesign import equations
from celldesign.constants import CONSTANTS
from celldesign.equations import CONDUCTORS, ELECTROLYTES, SEPARATORS, Kind
from celldesign.equations.kinds import ANODES, FORMATS
from celldesign.model.order import Equation
from celldesign.model.plan import model_for
from celldesign.units.quantities import registry, si_unit
from celldesign.vocabulary import vocabulary

COMPONENTS = 3
# Inputs of which it matters alone whether they are there, and positive draws always are.
UNMOVED = {"cathode_sheets": {"anode_collector_thickness"}}
CODES = {
    "stage_driver": 10,
    "stage_solvent": 3,
    "stage_shared_by_area": 2,
}  # whole numbers that stand for a word
_CHOICES = product(FORMATS, ANODES, ELECTROLYTES, SEPARATORS, (frozenset(), frozenset(CONDUCTORS)))


def _label(equation: Equation) -> str:
    module = equation.function.__module__.removeprefix("celldesign.equations.")
    return f"{module}.{equation.function.__name__}->{equation.quantity}"


EVERY = {_label(e): e for choice in _CHOICES for e in model_for(Kind(*choice)).equations}
OF_INPUTS = {label: equation for label, equation in EVERY.items() if equation.inputs}
GRIDDED = {
    label: equation
    for label, equation in OF_INPUTS.items()
    if not any(name in vocabulary() and vocabulary()[name].component for name in equation.inputs)
}


def each(cases: dict[str, Equation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("equation", cases.values(), ids=cases.keys())


def _component(name: str) -> bool:
    return name not in CONSTANTS and vocabulary()[name].component


def _samples(equation: Equation, count: int) -> list[np.ndarray[Any, Any]]:
    """Distinct positive values (count,) of each input, (components, count) of components."""
    rng = np.random.default_rng(1)
    shapes = [(COMPONENTS, count) if _component(n) else (count,) for n in equation.inputs]
    return [np.sort(rng.uniform(0.2, 0.9, shape), axis=0) for shape in shapes]


def _si(unit: str) -> Any:
    return registry().Unit("" if unit == "1" else unit)


def test_the_equations_are_all_there() -> None:
    """A walk that misses a folder goes quiet, not red: so many there are at least."""
    assert len({equation.function for equation in EVERY.values()}) >= 300
    assert len(EVERY) >= 406


def test_every_module_is_of_some_kind_of_cell() -> None:
    selected = {equation.function.__module__ for equation in EVERY.values()}
    walked = walk_packages(equations.__path__, "celldesign.equations.")
    table = "celldesign.equations.kinds"
    assert selected == {module.name for module in walked if not module.ispkg} - {table}


@each(OF_INPUTS)
def test_the_units_of_the_signature_hold(equation: Equation) -> None:
    plain = [column[..., 0] for column in _samples(equation, 1)]
    units = [_si(unit) for unit in equation.input_units]
    result = equation.function(
        *(registry().Quantity(v, u) for v, u in zip(plain, units, strict=True))
    )
    found = registry().Quantity(result)
    assert found.dimensionality == _si(equation.unit).dimensionality
    np.testing.assert_allclose(
        found.m_as(_si(equation.unit)), equation.function(*plain), rtol=1e-12
    )


@each(EVERY)
def test_the_signature_agrees_with_the_vocabulary(equation: Equation) -> None:
    units = zip(
        (equation.quantity, *equation.inputs), (equation.unit, *equation.input_units), strict=True
    )
    for name, unit in units:
        if name in CONSTANTS:
            assert CONSTANTS[name].unit == unit, name
        else:
            shown = vocabulary()[name].unit
            assert unit == ("1/s" if shown == "C-rate" else si_unit(shown)), name


@each(OF_INPUTS)
def test_an_array_is_a_row_of_floats(equation: Equation) -> None:
    # As many rows as components: where one is taken for the other, nothing else would show it.
    samples = _samples(equation, COMPONENTS)
    together = equation.function(*samples)
    assert np.shape(together) == (COMPONENTS,) * (1 + _component(equation.quantity))
    for row in range(COMPONENTS):
        alone = equation.function(*(np.float64(column[..., row]) for column in samples))
        np.testing.assert_allclose(np.asarray(together)[..., row], alone, rtol=1e-12)


@each(OF_INPUTS)
def test_components_that_do_not_vary_broadcast_over_rows(equation: Equation) -> None:
    samples = _samples(equation, COMPONENTS)
    fixed = [
        c[:, :1] if _component(n) else c for n, c in zip(equation.inputs, samples, strict=True)
    ]
    full = [np.broadcast_to(c, (COMPONENTS, COMPONENTS)) if c.ndim == 2 else c for c in fixed]
    wide = np.broadcast_to(equation.function(*fixed), np.shape(equation.function(*full)))
    np.testing.assert_allclose(wide, equation.function(*full), rtol=1e-12)


@each(GRIDDED)
def test_a_grid_is_a_table_of_floats(equation: Equation) -> None:
    rows, columns = 2, 4
    samples = _samples(equation, rows * columns)
    cut = [c[:rows, None] if i % 2 else c[:columns] for i, c in enumerate(samples)]
    grid = np.broadcast_to(equation.function(*cut), np.broadcast_shapes(*(c.shape for c in cut)))
    for place in np.ndindex(*grid.shape):
        alone = equation.function(*(np.broadcast_to(c, grid.shape)[place] for c in cut))
        np.testing.assert_allclose(grid[place], alone, rtol=1e-12)


def _drawn(name: str, rng: np.random.Generator, count: int) -> tuple[Any, Any]:
    """Values (count,) or (components, count) of an input, and others in their place.

    Numbers lie over four decades, away from 0 and 1, and may be negative where the vocabulary
    allows it; choices and counts are whole numbers.
    """
    shape = (COMPONENTS, count) if _component(name) else (count,)
    quantity = vocabulary().get(name)
    if name in CODES:
        code = rng.integers(0, CODES[name], shape).astype(float)
        return code, (code + 1) % CODES[name]
    if quantity and (quantity.choices or quantity.count):
        whole = rng.integers(0, 4, shape).astype(float)
        return whole, (whole + 1) % 4
    values = np.exp(rng.uniform(np.log(0.02), np.log(200.0), shape))
    if quantity and quantity.low < 0:
        values *= rng.choice([-1.0, 1.0], shape)
    return values, values * rng.choice(
        [1.37, -1.37 if quantity and quantity.low < 0 else 0.4], shape
    )


@each(OF_INPUTS)
def test_every_input_moves_the_result(equation: Equation) -> None:
    """A term that is dropped leaves an input without effect."""
    rng = np.random.default_rng(20260101)
    drawn = [_drawn(name, rng, 4000) for name in equation.inputs]
    plain = [values for values, _ in drawn]
    with np.errstate(all="ignore"):
        before = equation.function(*plain)
        for place, name in enumerate(equation.inputs):
            other = [*plain[:place], drawn[place][1], *plain[place + 1 :]]
            same = np.array_equal(equation.function(*other), before, equal_nan=True)
            assert same == (name in UNMOVED.get(equation.quantity, ())), name


@each(EVERY)
def test_the_docstring_has_an_example(equation: Equation) -> None:
    name = equation.function.__name__
    examples = [
        line for line in (equation.function.__doc__ or "").splitlines() if line.strip()[:3] == ">>>"
    ]
    assert any(f"{name}(" in line for line in examples)


def test_an_equation_without_inputs_is_a_float() -> None:
    for equation in EVERY.values():
        if not equation.inputs:
            assert isinstance(equation.function(), float), equation.quantity
