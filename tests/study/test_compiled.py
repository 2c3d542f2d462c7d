import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from celldesign.design.file import read_design
from celldesign.errors import DesignError
from celldesign.model.order import Equation
from celldesign.model.plan import Model, Plan
from celldesign.model.source import UntranslatableError
from celldesign.si import Metres
from celldesign.study import compiled, work
from celldesign.study.compiled import Kernel, _larger, _smaller, write_kernel
from celldesign.study.opened import open_design
from celldesign.study.store import write
from celldesign.study.work import by_engine, evaluate
from celldesign.study.writers import description
from celldesign.vocabulary import vocabulary

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
SOUND = [path for path in EXAMPLES if path.stem != "xiao2022_inconsistent"]
REASON = "numba is not installed: pip install celldesign[speed]"
needs_numba = pytest.mark.skipif(not compiled.available(), reason=REASON)
WHOLE = ["stack.specific_energy", "cell.mass", "thermal.energy", "resistance.dc", "capacity"]
VARY = {"anode.thickness": "1:60um", "cathode.thickness": "65:90um", "price.NMC811": "15:40$/kg"}
ROWS = 5
several = settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@cache
def opened(path, catalogue):
    return open_design(read_design(path), catalogue, {})


def rows(found, inputs, seed, count=ROWS):
    """Inputs at 0.8 to 1.2 times what they are."""
    random = np.random.default_rng(seed)
    return {name: found.leaves[name].value * random.uniform(0.8, 1.2, count) for name in inputs}


def interpreted(source, _):
    """The very source, run by Python on numpy's scalars."""
    space = {"np": np, "smaller": _smaller, "larger": _larger}
    exec(source, space)
    return space["kernel"]


def agree(found, reference):
    assert found.keys() == reference.keys()
    for name, values in reference.items():
        np.testing.assert_allclose(found[name], values, rtol=1e-12, atol=0, err_msg=name)


@several
@given(seed=st.integers(0, 2**32 - 1))
@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_every_quantity_is_written_as_numpy_evaluates_it(catalogue, path, seed):
    found = opened(path, catalogue)
    words = vocabulary()
    wanted = sorted(n for n in found.plan.known & set(words) if not words[n].component)
    job = found.job(found.continuous, wanted)
    fast = _written(path, catalogue, tuple(wanted))
    given_rows = rows(found, found.continuous, seed)
    with patch.object(compiled, "_compiled", interpreted):
        written = fast.evaluate(given_rows, ROWS)
    agree(written, job.evaluate(given_rows, ROWS))


@cache
def _written(path, catalogue, wanted):
    found = opened(path, catalogue)
    return found.job(found.continuous, wanted).compiled()


@needs_numba
@several
@given(seed=st.integers(0, 2**32 - 1))
@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_compiled_is_equal_to_numpy(catalogue, path, seed):
    found = opened(path, catalogue)
    job, fast, inputs = _jobs(path, catalogue)
    given_rows = rows(found, inputs, seed, 300)
    agree(fast.evaluate(given_rows, 300), job.evaluate(given_rows, 300))


@cache
def _jobs(path, catalogue):
    found = opened(path, catalogue)
    inputs = [n for n in found.continuous if n.startswith(("cathode", "anode", "separator"))]
    wanted = [n.replace(".", "_") for n in WHOLE]
    job = found.job(inputs, [name for name in wanted if name in found.plan.known])
    return job, job.compiled(), inputs


@needs_numba
def test_the_cost_of_a_whole_cell_is_compiled_too(study):
    (task,) = study(VARY, sample=1000, columns=["cost.per_energy", "cost.depreciation"]).tasks
    given_rows = task.space.rows(0, 1000)
    agree(
        task.job.compiled().evaluate(given_rows, 1000),
        task.job.evaluate(given_rows, 1000),
    )


def test_equal_powers_of_a_plants_stages_are_taken_once(study):
    (task,) = study(VARY, sample=10, columns=["cost.per_energy"]).tasks
    source = task.job.compiled().kernel.source
    assert source.count("= process_stage_rate_0 ** ") <= 3  # labour, area and capital
    lines = [line.partition(" = ")[2] for line in source.splitlines() if " ** " in line]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("function", [np.minimum, np.maximum])
@pytest.mark.parametrize("pair", [(1.0, 2.0), (2.0, 1.0), (np.nan, 1.0), (1.0, np.nan)])
def test_the_smaller_and_the_larger_hold_no_number_where_numpy_does(function, pair):
    ours = _smaller if function is np.minimum else _larger
    np.testing.assert_equal(ours(*pair), function(*pair))


_BELOW = -2.0


def one(capacity: Metres, parts: Metres) -> Metres:
    """A body with all that a body may have; parts run along axis 0."""
    middle = len(parts) // 2
    low, high = np.min(parts, axis=0), np.max(parts, axis=0)
    whole = np.where(capacity > low, parts * _BELOW**2, np.minimum(capacity, high) - parts)
    return np.mean(whole, axis=0) / middle + parts[-1] + len(parts)


def two() -> Metres:
    """A count."""
    return 1


@pytest.mark.parametrize("capacity", [-1.0, 2.5, 7.0])
def test_what_a_body_may_have_is_written_as_it_is(capacity):
    parts = np.array([1.0, 2.0, 6.0])
    equations = [
        Equation("energy", ("capacity", "parts"), one, "m", ("m", "m"), False),
        Equation("count", (), two, "1", (), False),
    ]
    plan = Plan(Model((), ()), tuple(equations), (), (), *[frozenset()] * 3)
    kernel = write_kernel(plan, {"parts": parts}, {"capacity": 1.0}, ["energy", "count"])
    with patch.object(compiled, "_compiled", interpreted):
        found = kernel.run({"capacity": np.full(4, capacity)}, 4)
    np.testing.assert_allclose(found["energy"], one(capacity, parts), rtol=1e-15)
    np.testing.assert_array_equal(found["count"], 1)


def test_what_has_no_compiled_form_is_evaluated_by_numpy_and_said(study):
    run = study({"anode.thickness": "1:60um"}, sample=100, columns=["stack.mass"])
    (task,) = run.tasks
    last = task.job.plan.steps[-1]

    def strange(*values: Metres) -> Metres:
        """An equation that loops."""
        return sum(each for each in values)

    steps = (*task.job.plan.steps[:-1], replace(last, function=strange))
    odd = replace(task, job=replace(task.job, plan=replace(task.job.plan, steps=steps)))
    with pytest.raises(UntranslatableError):
        odd.job.compiled()
    tasks, engine, why = by_engine([odd], "numba")
    assert (tasks, engine) == ((odd,), "numpy")
    assert "sum(" in why


def test_compiled_from_so_many_rows_on_and_all_builds_or_none(study, monkeypatch):
    monkeypatch.setattr(work, "available", lambda: True)
    monkeypatch.setattr(work, "WORTH_COMPILING", 100)
    vary = {"anode.thickness": "1:60um", "separator.material": "HCPE L2,HCPE L1"}
    for count, engine in ((99, "numpy"), (100, "numba")):
        run = study(vary, sample=count, columns=["stack.mass"])
        assert run.description["engine"] == engine
        assert [task.job.kernel is not None for task in run.tasks] == [engine == "numba"] * 2
    assert study(vary, sample=100, engine="numpy").description["engine"] == "numpy"
    monkeypatch.setattr(work, "available", lambda: False)
    assert study(vary, sample=100).description["engine"] == "numpy"


def test_an_unknown_engine_is_refused(study):
    with pytest.raises(DesignError, match="auto, numpy, numba"):
        study(VARY, sample=10, engine="fortran")


def test_without_numba_the_way_out_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(DesignError, match=r"celldesign\[speed\]', or use --engine numpy"):
        Kernel("def kernel(length, found): 'never compiled'", (), ()).run({}, 1)


@needs_numba
def test_what_numba_refuses_is_said_with_the_way_out():
    with pytest.raises(DesignError, match=r"does not compile this study.*--engine numpy"):
        Kernel("def kernel(length, found):\n    found[0, 0] = 'text'", (), ("x",)).run({}, 1)


def test_a_kernel_takes_no_other_inputs_than_its_own():
    with pytest.raises(ValueError, match="inputs"):
        Kernel("", ("a",), ()).run({"b": np.ones(1)}, 1)


@needs_numba
def test_threads_give_what_one_gives_and_the_file_says_how(study, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    monkeypatch.setattr("celldesign.study.space.BLOCK", 2**12)
    run = study(VARY, sample=5 * 2**12 + 3, columns=["stack.mass"], engine="numba")
    for name, workers in (("one", 1), ("two", 2)):
        write(run, tmp_path / f"{name}.parquet", workers=workers)
    one, two = (tmp_path / f"{name}.parquet" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert description(one)["engine"] == "numba"
    other = study(VARY, sample=5 * 2**12 + 3, columns=["stack.mass"], engine="numpy")
    with pytest.raises(Exception, match=r"another study.*--engine numba"):
        write(other, one, resume=True)


@needs_numba
def test_the_best_of_a_compiled_study_are_numpys(study):
    best = {"top": 3, "by": "stack.specific_energy"}
    (task,) = study(VARY, sample=4096, columns=["stack.mass"], engine="numba", **best).tasks
    plain = replace(task, job=replace(task.job, kernel=None))
    fast, slow = (evaluate(each, 0, 0, 4096) for each in (task, plain))
    agree(fast.columns, slow.columns)
    assert fast.possible == slow.possible
