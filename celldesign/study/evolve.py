"""Fronts by evolution (NSGA-II of pymoo, an extra), where a sample of many inputs is too thin."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from celldesign.errors import DesignError, install
from celldesign.study.selection import Front
from celldesign.study.space import Rows, Sample, Spreadable
from celldesign.study.study import Study
from celldesign.study.work import Progress, Task

POPULATION = 200


@dataclass(frozen=True)
class Bred:
    """Rows at shares (n, inputs) of the inputs' ranges, inputs in the order of their names."""

    inputs: Mapping[str, Spreadable]
    shares: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.shares)

    def rows(self, start: int, stop: int) -> Rows:
        """Values of the rows from `start` up to `stop`."""
        names = sorted(self.inputs)
        return {n: self.inputs[n].spread(self.shares[start:stop, i]) for i, n in enumerate(names)}


def evolved(
    study: Study, generations: int, seed: int = 1, progress: Progress | None = None
) -> Study:
    """Add to a front's sample what breeding from random designs came to, in each build apart.

    Raises DesignError where pymoo is not installed, or the study is no sample.
    """
    if generations < 1:
        raise DesignError("one generation or more is required", given=str(generations))
    bred: list[Task] = []

    def told(generation: int) -> None:
        if progress:
            done = len(bred) * generations + generation
            progress(done * POPULATION, len(study.tasks) * generations * POPULATION)

    for task in study.tasks:
        if not isinstance(task.space, Sample):
            raise DesignError("evolution takes bounds, such as anode.thickness=1:60um")
        shares = _breed(task, task.space, generations, seed, told)
        bred.append(replace(task, space=Bred(task.space.inputs, shares)))
    return replace(
        study,
        tasks=(*study.tasks, *bred),
        constants=study.constants * 2,
        opened=study.opened * 2,
        description={**study.description, "generations": generations},
    )


def _breed(
    task: Task, space: Sample, generations: int, seed: int, told: Callable[[int], None]
) -> NDArray[np.float64]:
    """Shares (n, inputs) of the last generation."""
    try:
        from pymoo.algorithms.moo.nsga2 import NSGA2
        from pymoo.core.problem import Problem
        from pymoo.optimize import minimize
    except ImportError:
        raise DesignError("evolution needs the package pymoo", mend=install("evolve")) from None
    front = task.keep
    assert isinstance(front, Front)

    def evaluate(shares: NDArray[np.float64], out: dict[str, Any], *_: Any, **__: Any) -> None:
        rows = Bred(space.inputs, np.clip(shares, 0.0, np.nextafter(1.0, 0.0)))
        table = task.job.evaluate(rows.rows(0, len(rows)), len(rows))
        costs = front.costs(table)
        allowed = table["feasible"] & np.isfinite(costs).all(axis=1)
        for condition in front.conditions:
            allowed = allowed & condition.met(table)
        out["F"] = np.where(np.isfinite(costs), costs, 0.0)
        out["G"] = np.where(allowed, -1.0, 1.0)[:, None]

    count = len(space.inputs)
    problem = Problem(
        n_var=count,
        n_obj=len(front.objectives),
        n_ieq_constr=1,
        xl=np.zeros(count),
        xu=np.ones(count),
    )
    problem._evaluate = evaluate
    result = minimize(
        problem,
        NSGA2(pop_size=POPULATION),
        ("n_gen", generations),
        seed=seed,
        callback=lambda algorithm: told(algorithm.n_gen),
    )
    found = np.atleast_2d(np.asarray(result.pop.get("X"), dtype=float))
    inside: NDArray[np.float64] = np.clip(found, 0.0, np.nextafter(1.0, 0.0))
    return inside
