"""Designs a second of the whole model, in chunks and at once, beside one design after another.

Each case runs in a fresh process, because what an earlier one freed decides how memory is mapped.
Exits 1 where chunks miss the bar, or where a cell is not what it is on its own.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

import celldesign
from celldesign.cell.result import Cell
from celldesign.model.plan import CHUNK, Plan
from celldesign.vocabulary import vocabulary

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "pouch_1Ah.toml"
CELLS, SAMPLE, RUNS = 1_000_000, 500, 5
BAR, TOLERANCE = 3e6, 1e-12
VARIED = (
    "cathode_active_loading",
    "cathode_thickness",
    "cathode_component_density",
    "anode_thickness",
    "separator_thickness",
    "operation_specific_capacity",
)
KEPT = {"MALLOC_MMAP_THRESHOLD_": str(2**25), "MALLOC_TRIM_THRESHOLD_": str(2**30)}
CASES: dict[str, tuple[int, dict[str, str]]] = {  # rows at once, and the environment
    "chunks": (CHUNK, {}),
    "chunks, memory kept": (CHUNK, KEPT),
    "all at once": (CELLS, {}),
}


def random_cells(cell: Cell) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values that all cells share, and arrays within 10 % of the example's."""
    shared = cell.given.values(sorted(cell.plan.given | cell.plan.database))
    random = np.random.default_rng(0)
    varied = {}
    for name in VARIED:
        nominal = np.asarray(shared[name])[..., None]
        varied[name] = random.uniform(0.9 * nominal, 1.1 * nominal, (*nominal.shape[:-1], CELLS))
    return shared, varied


def last_quantities(plan: Plan) -> list[str]:
    """Name the scalar quantities of the cell that nothing else of it needs.

    So every equation has to run but those of the plant, the prices and the footprint.
    """
    economic = re.compile(r"(plant|economics|footprint|lifetime_cycle_limit)|.*(price|cost)")
    steps = [
        step
        for step in plan.steps
        if not any(economic.match(name) for name in plan.ancestors(step.quantity))
    ]
    needed = {name for step in steps for name in step.inputs}
    computed = [step.quantity for step in steps if not vocabulary()[step.quantity].component]
    return [name for name in computed if name not in needed]


def run_case(chunk: int) -> dict[str, float]:
    """Measure one case in this process; medians of several runs."""
    cell = celldesign.build(EXAMPLE)
    shared, varied = random_cells(cell)
    wanted = last_quantities(cell.plan)
    found: dict[str, Any] = {}
    seconds, faults = [], []
    for _ in range(RUNS):
        found.clear()  # else the next result lands on memory never touched before
        mapped, started = resource.getrusage(resource.RUSAGE_SELF).ru_minflt, time.process_time()
        found = cell.plan.evaluate_chunks({**shared, **varied}, wanted, chunk)
        seconds.append(time.process_time() - started)
        faults.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - mapped)

    plan, rows = cell.plan.slice(wanted), range(0, CELLS, CELLS // SAMPLE)
    started = time.process_time()
    alone = [
        plan.evaluate({**shared, **{k: v[..., i] for k, v in varied.items()}}, keep=wanted)
        for i in rows
    ]
    loop = time.process_time() - started
    return {
        "designs_per_second": CELLS / median(seconds),
        "times_the_loop": CELLS / median(seconds) * loop / len(rows),
        "page_faults": median(faults),
        "deviation": max(
            _deviation(found[name][rows], np.array([each[name] for each in alone]))
            for name in wanted
        ),
    }


def _deviation(found: Any, expected: Any) -> float:
    same = (found == expected) | (np.isnan(found) & np.isnan(expected))
    with np.errstate(all="ignore"):
        return float(np.max(np.where(same, 0.0, np.abs(found / expected - 1))))


def measure() -> dict[str, dict[str, float]]:
    """Run every case in a process of its own."""
    results = {}
    with TemporaryDirectory() as folder:
        database = {"CELLDESIGN_DATABASE": str(Path(folder, "celldesign.sqlite"))}
        plain = {k: v for k, v in os.environ.items() if not k.startswith("MALLOC_")}
        for name, (_, extra) in CASES.items():
            command = (sys.executable, __file__, "--case", name)
            environment = {**plain, **database, **extra}
            child = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
            results[name] = json.loads(child.stdout)
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--case", choices=CASES, help="measure one case in this very process")
    options = parser.parse_args()
    if options.case:
        print(json.dumps(run_case(CASES[options.case][0])))
        return 0
    results = measure()
    met = all(row["deviation"] <= TOLERANCE for row in results.values()) and all(
        results[name]["designs_per_second"] >= BAR for name in CASES if name.startswith("chunks")
    )
    if options.json:
        print(json.dumps({"cases": results, "bar": BAR, "met": met}, indent=1))
        return 0 if met else 1
    for name, row in results.items():
        print(
            "{:<26} {designs_per_second:12,.0f} designs/s  {times_the_loop:6,.0f} x the loop  "
            "{page_faults:8,.0f} page faults  off by {deviation:.1g}".format(name, **row)
        )
    print(f"at least {BAR:,.0f} designs/s in chunks, off by at most {TOLERANCE:g}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
